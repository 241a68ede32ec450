"""Applying again on the pages: two clicks after opening, or with changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import (
    assessed_case,
    granted_case,
    lamp_case,
    open_case,
)
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.portal.tests.conftest import refused_count
from amt.kernel.actors import TrustLevel

__all__ = ["assessed_case", "granted_case", "lamp_case", "open_case"]

LATER = datetime(2027, 9, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def old(granted_case: Callable[..., Case], clock: Any) -> Case:
    """A grant of the citizen that ends soon."""
    case = granted_case(**{"people.0.name": "Ada"})
    clock.set(LATER)
    return case


def renew_url(case: Case) -> str:
    return f"/antrag/double_monthly/verlaengern/{case.uuid}/"


def press(client: Client, page: Any, label: str) -> Any:
    """Press the button of a page's form that has a label, as a person does: one click."""
    text = page.content.decode()
    main = text[text.index("<main") : text.index("</main")]
    forms = re.findall(r"<form.*?</form>", main, re.DOTALL)
    form = next(one for one in forms if label in one)
    button = next(
        one for one in re.findall(r"<button.*?</button>", form, re.DOTALL) if label in one
    )
    name, value = (re.search(rf'{key}="([^"]*)"', button) for key in ("name", "value"))
    address = re.search(r'<form[^>]*action="([^"]*)"', form)
    sent = {name[1]: value[1]} if name and value else {}
    target = address[1] if address else page.request["PATH_INFO"]
    return client.post(target, sent, follow=True)


def test_nothing_changed_takes_two_clicks(home: Client, old: Case) -> None:
    page = home.get(renew_url(old))
    assert "Ada" in page.content.decode()

    page = press(home, page, "Es hat sich nichts geändert")
    assert not Application.objects.exists()
    declared = page.content.decode()
    assert "Ihrem Antrag vom 21. November 2026" in declared
    assert "Diese Nachweise brauchen wir neu" in declared
    page = press(home, page, "Erklären und senden")

    assert "Ihr Antrag ist angekommen" in page.content.decode()
    application = Application.objects.get()
    assert application.renews_case_uuid == old.uuid
    assert Case.objects.count() == 2


def test_changes_go_through_the_usual_pages(home: Client, old: Case) -> None:
    page = press(home, home.get(renew_url(old)), "Etwas hat sich geändert")

    draft = Draft.objects.get()
    assert page.request["PATH_INFO"] == f"/antrag/{draft.uuid}/pruefen/"
    text = page.content.decode()
    assert "Ihrem Antrag vom 21. November 2026" in text
    step = home.get(f"/antrag/{draft.uuid}/lamps/").content.decode()
    assert "Ihrem Antrag vom 21. November 2026" in step


def test_sent_renewal_leads_to_its_matter(home: Client, old: Case) -> None:
    page = press(home, home.get(renew_url(old)), "Es hat sich nichts geändert")
    declare = page.request["PATH_INFO"]
    press(home, page, "Erklären und senden")
    application = Application.objects.get()

    assert home.get(renew_url(old))["Location"] == f"/vorgang/{application.case_uuid}/"
    assert home.post(declare)["Location"].endswith("/gesendet/?schon=1")
    assert Application.objects.count() == 1


def test_other_sign_in_data_take_the_short_way_away(
    home: Client, old: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "amt.capabilities.applications.services.renewing.prefill_from",
        lambda *_any: {"account.holder": "Jemand anders"},
    )

    page = home.get(renew_url(old)).content.decode()

    assert "Ihre Anmeldung sagt hier etwas anderes" in page
    assert "Es hat sich nichts geändert" not in page
    assert "Etwas hat sich geändert" in page


def test_what_nobody_asked_then_is_named_and_not_sent(home: Client, old: Case) -> None:
    page = press(home, home.get(renew_url(old)), "Es hat sich nichts geändert")
    draft = Draft.objects.get()
    kept = {path: value for path, value in draft.answers.items() if path != "income"}
    Draft.objects.update(answers=kept)

    text = home.get(page.request["PATH_INFO"]).content.decode()
    assert "Das fehlt noch" in text
    assert f"/antrag/{draft.uuid}/lamps/?von=pruefen#income" in text
    assert home.post(page.request["PATH_INFO"])["Location"] == page.request["PATH_INFO"]
    assert not Application.objects.exists()


def test_matter_leads_to_the_renewal_in_time_and_not_before(
    home: Client, old: Case, clock: Any
) -> None:
    matter = f"/vorgang/{old.uuid}/"
    assert renew_url(old) in home.get(matter).content.decode()

    clock.set(datetime(2027, 1, 15, 9, 0, tzinfo=UTC))
    assert renew_url(old) not in home.get(matter).content.decode()
    assert "Sie sind früh dran" in home.get(renew_url(old)).content.decode()


def test_strangers_codes_and_wrong_services_get_nothing(
    old: Case, home: Client, client: Client, stranger: Account, client_for: ClientFor
) -> None:
    before = refused_count()
    assert client_for(stranger).get(renew_url(old)).status_code == 404
    assert client_for(stranger).post(renew_url(old), {"aktion": "gleich"}).status_code == 404
    assert refused_count() == before + 2
    assert client.get(renew_url(old))["Location"].startswith("/anmelden/")
    assert home.get(f"/antrag/double_works/verlaengern/{old.uuid}/").status_code == 404
    assert not Draft.objects.exists()


def test_sign_in_that_is_not_sure_enough_is_told(
    old: Case, citizen: Account, client_for: ClientFor
) -> None:
    unsure = client_for(citizen, trust=TrustLevel.NONE)

    response = unsure.post(renew_url(old), {"aktion": "gleich"})

    assert "sicherere Anmeldung" in response.content.decode()
    assert not Draft.objects.exists()
