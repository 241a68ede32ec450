"""A helper with a Vollmacht: given, accepted, used, seen by the principal, withdrawn at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from amt.capabilities.applications import services as applications
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.testing.fixtures import AT, acting
from amt.capabilities.cases.testing.fixtures import OPEN, WORKS
from amt.capabilities.identity.models import Account, DataAccess, Mandate
from amt.capabilities.identity.services import mandates as room
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.kernel import clock
from amt.kernel.models import AuditEntry
from amt.kernel.testing.cast import BREMEN

URL = "/mein-bereich/vollmachten/"
STEP = {"place": BREMEN, "hives": "3", "gentle": "yes", "aktion": "weiter"}


@pytest.fixture(autouse=True)
def _helpers(doubles: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "services_for_helpers", lambda: [WORKS])
    monkeypatch.setattr("amt.capabilities.identity.services.services_for_helpers", lambda: [WORKS])


@pytest.fixture
def helper(client_for: ClientFor, representative: Account) -> Client:
    """A browser in which the helper is signed in."""
    return client_for(representative)


def text(response: object) -> str:
    return str(response.content.decode())  # type: ignore[attr-defined]


def give(home: Client) -> Mandate:
    until = f"{(AT + timedelta(days=90)):%d.%m.%Y}"
    home.post(URL, {"name": "Henrike Osterloh", "leistungen": [WORKS], "bis": until})
    return Mandate.objects.get()


def accept(home: Client, helper: Client) -> Mandate:
    mandate = give(home)
    page = text(home.get(reverse("portal:mandate", args=[mandate.uuid])))
    found = re.search(r'amt-reference">([0-9A-Z-]{14})<', page)
    assert found is not None
    opened = helper.post(reverse("portal:invitation"), {"code": found[1]}, follow=True)
    assert "Fatma Yıldız-Behrens" in text(opened)
    assert "Nur mit dem Code weiter" not in text(opened)
    helper.post(reverse("portal:invitation_accept"))
    mandate.refresh_from_db()
    return mandate


def begin(helper: Client, mandate: Mandate) -> Draft:
    helper.post(reverse("portal:mandate_begin", args=[mandate.uuid, WORKS]))
    return Draft.objects.get(mandate_uuid=mandate.uuid)


def step_url(draft: Draft) -> str:
    return reverse("portal:form_step", args=[draft.uuid, "hives"])


def test_helper_fills_in_for_the_principal_and_the_banner_says_so(
    home: Client, helper: Client, citizen: Account
) -> None:
    mandate = accept(home, helper)
    draft = begin(helper, mandate)

    page = text(helper.get(step_url(draft)))

    assert "Sie handeln für Fatma Yıldız-Behrens." in page
    assert (draft.account_id, draft.mandate_uuid) == (citizen.id, mandate.uuid)
    entry = AuditEntry.objects.get(action="applications.draft_started")
    assert entry.details["acting_for"] == f"mandate:{mandate.uuid}"
    assert entry.details["by"] != str(entry.actor)


def test_principal_reads_who_acted(home: Client, helper: Client, citizen: Account) -> None:
    begin(helper, accept(home, helper))

    page = text(home.get(reverse("portal:accesses")))

    assert "Henrike Osterloh" in page
    assert DataAccess.objects.get(person_account_id=citizen.id).by_kind == "helper"


def test_mandate_withdrawn_closes_the_form_at_once(home: Client, helper: Client) -> None:
    mandate = accept(home, helper)
    draft = begin(helper, mandate)
    assert helper.get(step_url(draft)).status_code == 200

    home.post(reverse("portal:mandate_revoke", args=[mandate.uuid]))

    assert helper.get(step_url(draft)).status_code == 404
    assert helper.post(step_url(draft), STEP).status_code == 404
    again = helper.post(reverse("portal:mandate_begin", args=[mandate.uuid, WORKS]))
    assert again.status_code == 404
    assert "Sie handeln für" not in text(helper.get("/"))
    assert home.get(step_url(draft)).status_code == 200


def test_helper_opens_only_what_was_begun_under_the_mandate(
    home: Client, helper: Client, citizen: Account
) -> None:
    own = applications.start_draft(procedure_key=WORKS, actor=acting(citizen), at=AT)
    mandate = accept(home, helper)

    draft = begin(helper, mandate)

    assert draft.uuid != own.uuid
    assert helper.get(step_url(own)).status_code == 404
    assert not DataAccess.objects.filter(subject_id=str(own.uuid)).exists()
    assert "Fatma" not in text(helper.get(reverse("portal:mailbox"))).replace(
        "Sie handeln für Fatma", ""
    )


def test_own_and_foreign_answers_never_mix(home: Client, helper: Client) -> None:
    mandate = accept(home, helper)
    draft = begin(helper, mandate)
    helper.post(step_url(draft), STEP)

    # While acting for somebody nothing is begun by mistake for oneself.
    page = reverse("portal:mandate", args=[mandate.uuid])
    assert helper.post(reverse("portal:apply", args=[WORKS])).headers["Location"] == page
    assert Draft.objects.count() == 1
    act = reverse("portal:mandate_act", args=[mandate.uuid])
    helper.post(act, {"aufhoeren": "1"})
    helper.post(reverse("portal:apply", args=[WORKS]))

    rows = Draft.objects.order_by("id")
    assert [row.mandate_uuid for row in rows] == [mandate.uuid, None]
    assert rows[1].account_id == mandate.helper_id
    assert rows[1].answers.get("hives") is None
    assert helper.get(step_url(draft)).status_code == 404
    assert helper.get(step_url(rows[1])).status_code == 200
    helper.post(act, {"handeln": "1"})
    assert "Sie handeln für Fatma" in text(helper.get(step_url(draft)))
    assert "Hier geht es um Ihre eigene Sache." in text(helper.get(step_url(rows[1])))


def test_mandate_is_for_the_services_it_names(home: Client, helper: Client) -> None:
    mandate = accept(home, helper)

    refused = helper.post(reverse("portal:mandate_begin", args=[mandate.uuid, OPEN]))

    assert refused.status_code == 404
    assert not Draft.objects.exists()


def test_how_letters_come_is_not_for_the_helper_to_say(home: Client, helper: Client) -> None:
    draft = begin(helper, accept(home, helper))
    helper.post(step_url(draft), STEP)

    page = text(helper.get(reverse("portal:form_check", args=[draft.uuid])))

    assert 'name="zustellung"' not in page
    assert not Application.objects.exists()


def test_stranger_and_staff_see_no_mandate(
    home: Client,
    helper: Client,
    client: Client,
    client_for: ClientFor,
    stranger: Account,
    caseworker: Account,
) -> None:
    mandate = accept(home, helper)
    url = reverse("portal:mandate", args=[mandate.uuid])

    assert client.get(url).status_code == 302
    for account in (stranger, caseworker):
        browser = client_for(account)
        assert browser.get(url).status_code == 404
        assert browser.post(reverse("portal:mandate_act", args=[mandate.uuid])).status_code == 404
        assert (
            browser.post(reverse("portal:mandate_revoke", args=[mandate.uuid])).status_code == 404
        )
    assert home.post(reverse("portal:mandate_act", args=[mandate.uuid])).status_code == 404


def test_what_is_missing_is_said(home: Client) -> None:
    page = text(home.post(URL, {"name": "", "leistungen": [WORKS], "bis": "31.12.2026"}))
    late = text(home.post(URL, {"name": "Henrike", "leistungen": [WORKS], "bis": "gestern"}))

    assert "Sagen Sie, wer für Sie handeln darf" in page
    assert "zum Beispiel 31.12.2026" in late
    assert not Mandate.objects.exists()


def test_page_says_when_nobody_acts(home: Client) -> None:
    assert "Niemand handelt für Sie." in text(home.get(URL))


def test_both_read_that_letters_and_money_stay_with_the_principal(
    home: Client, helper: Client
) -> None:
    limit = "Briefe, Bescheide und Geld"
    assert limit in text(home.get(URL))

    page = reverse("portal:mandate", args=[accept(home, helper).uuid])

    assert "den Stand dieser Anträge ansehen" in text(home.get(page))
    for browser in (home, helper):
        assert f"{limit} bekommt weiter Fatma Yıldız-Behrens" in text(browser.get(page))


def test_minor_reads_why_it_does_not_go(home: Client, citizen: Account) -> None:
    citizen.birth_date = clock.today().replace(year=clock.today().year - 12)
    citizen.save()

    until = f"{(AT + timedelta(days=90)):%d.%m.%Y}"
    page = text(home.post(URL, {"name": "Henrike", "leistungen": [WORKS], "bis": until}))

    assert "geht erst ab 18 Jahren" in page
    assert not Mandate.objects.exists()
