"""From the letter after a call to the form that completes the application."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.services import Taken
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import WORKS
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import invitation_of
from amt.capabilities.identity.services import code_of_invitation
from amt.capabilities.identity.testing.fixtures import ClientFor, RunJobs
from amt.contract import registry
from amt.contract.procedure import Access
from amt.front.portal.tests.conftest import acting, refused_count
from amt.kernel.actors import TrustLevel
from amt.kernel.testing.cast import BREMEN
from tests.conformance.filling import raw_for

CALLED_ON = date(2026, 4, 30)
SENT_AT = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def taken(doubles: None, caseworker: Account, citizen: Account, clock: Any) -> Taken:
    """The citizen called on the last day of April; by now it is May."""
    at = datetime(2026, 4, 30, 13, 0, tzinfo=UTC)
    clock.set(at)
    taken = services.take_informal(
        procedure_key=WORKS,
        name=citizen.full_name,
        address_lines=[citizen.street, f"{citizen.postcode} {citizen.city}"],
        place=BREMEN,
        received_on=CALLED_ON,
        way="phone",
        actor=acting(caseworker),
        at=at,
    )
    clock.set(SENT_AT)
    return taken


def code_of(taken: Taken) -> str:
    invitation = invitation_of("party", taken.informal.party_uuid)
    assert invitation is not None
    return code_of_invitation(invitation.uuid)


def complete_url(taken: Taken) -> str:
    return f"/antrag/vervollstaendigen/{taken.informal.case_uuid}/"


def fill(client: Client, draft: Draft) -> None:
    for step in registry.procedure(WORKS).form("application").steps:
        for _ in range(2):
            draft.refresh_from_db()
            raw = {**raw_for(step, draft.answers), "aktion": ["weiter"]}
            client.post(f"/antrag/{draft.uuid}/{step.key}/", raw)


def test_code_leads_to_what_is_missing_and_asks_to_sign_in(client: Client, taken: Taken) -> None:
    client.post("/einladung/", {"code": code_of(taken)})

    matter = client.get(f"/vorgang/{taken.informal.case_uuid}/").content.decode()
    page = client.get(complete_url(taken)).content.decode()

    for told in (matter, page):
        assert "Ihr Antrag vom 30. April 2026 ist eingegangen. Es fehlt noch das Formular." in told
        assert "1. Juni 2026" in told
    assert complete_url(taken) in matter
    assert "Sie müssen gerade nichts tun" not in matter
    assert "Mit BundID anmelden" in page


def test_call_in_april_form_in_may_april_counts(
    client: Client, taken: Taken, run_jobs: RunJobs
) -> None:
    client.post("/einladung/", {"code": code_of(taken)})
    client.post("/anmelden/", {"resident": "citizen", "next": "/einladung/weiter/"})
    assert client.get(complete_url(taken))["Location"] == "/einladung/weiter/"
    client.post("/einladung/annehmen/")

    assert "Formular ausfüllen" in client.get(complete_url(taken)).content.decode()
    first_page = client.post(complete_url(taken))["Location"]
    draft = Draft.objects.get()
    assert first_page.startswith(f"/antrag/{draft.uuid}/")
    page = client.get(first_page).content.decode()
    assert "Ihrem Anruf oder Brief vom 30. April 2026" in page
    fill(client, draft)
    check = client.get(f"/antrag/{draft.uuid}/pruefen/").content.decode()
    assert "Als Tag Ihres Antrags gilt der 30. April 2026." in check
    assert "Er gilt ab heute" not in check
    client.post(f"/antrag/{draft.uuid}/pruefen/", {"zustellung": "ja"})
    run_jobs()

    case = Case.objects.get()
    assert (case.state, case.applied_on) == ("in_progress", CALLED_ON)
    assert Application.objects.get().reference == case.reference
    sent = client.get(f"/antrag/{draft.uuid}/gesendet/").content.decode()
    assert "30. April 2026" in sent
    matter = client.get(f"/vorgang/{case.uuid}/").content.decode()
    assert "Das Formular ist angekommen" in matter
    assert "Es fehlt noch das Formular" not in matter
    assert client.get(complete_url(taken))["Location"] == f"/vorgang/{case.uuid}/"


def test_code_of_the_letter_is_enough_to_fill_it_in(
    client: Client, taken: Taken, run_jobs: RunJobs
) -> None:
    client.post("/einladung/", {"code": code_of(taken)})
    first_page = client.post(complete_url(taken))["Location"]
    draft = Draft.objects.get()
    assert draft.account is None
    assert client.get(first_page).status_code == 200
    fill(client, draft)
    check = client.get(f"/antrag/{draft.uuid}/pruefen/").content.decode()
    assert "Der Bescheid kommt als Brief." in check
    assert 'name="zustellung"' not in check
    response = client.post(f"/antrag/{draft.uuid}/pruefen/")
    sent = client.get(response["Location"]).content.decode()
    run_jobs()

    case = Case.objects.get()
    assert "Ihr Antrag ist angekommen" in sent
    assert (case.state, case.applied_on) == ("in_progress", CALLED_ON)
    assert case.parties.get().account is None
    assert client.post(f"/antrag/{draft.uuid}/pruefen/")["Location"].endswith("?schon=1")
    assert client.get(f"/vorgang/{case.uuid}/").status_code == 200
    assert Client().get(f"/antrag/{draft.uuid}/gesendet/")["Location"].startswith("/anmelden/")


def test_signing_in_goes_on_with_what_was_typed_by_code(client: Client, taken: Taken) -> None:
    client.post("/einladung/", {"code": code_of(taken)})
    first_page = client.post(complete_url(taken))["Location"]
    client.post(first_page, {"hives": "4", "aktion": "weiter"})

    client.post("/anmelden/", {"resident": "citizen", "next": "/einladung/weiter/"})
    client.post("/einladung/annehmen/")
    client.post(complete_url(taken))

    draft = Draft.objects.get()
    assert draft.account is not None
    assert draft.answers["hives"] == 4


def test_code_that_does_not_suffice_asks_to_sign_in(
    client: Client, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = registry.procedure(WORKS)
    monkeypatch.setattr(
        "amt.capabilities.applications.services.drafts.procedure",
        lambda _key: replace(found, access=Access(apply_at=TrustLevel.SUBSTANTIAL)),
    )
    client.post("/einladung/", {"code": code_of(taken)})

    response = client.post(complete_url(taken))

    assert "sicherere Anmeldung" in response.content.decode()
    assert not Draft.objects.exists()


def test_code_of_another_letter_opens_no_draft(
    client: Client, taken: Taken, caseworker: Account
) -> None:
    client.post("/einladung/", {"code": code_of(taken)})
    client.post(complete_url(taken))
    draft = Draft.objects.get()
    other = services.take_informal(
        procedure_key=WORKS,
        name="Gisela Lührs",
        address_lines=["Baugasse 23", "28195 Bremen"],
        place=BREMEN,
        received_on=CALLED_ON,
        way="letter",
        actor=acting(caseworker),
        at=SENT_AT,
    )
    elsewhere = Client()
    elsewhere.post("/einladung/", {"code": code_of(other)})

    for address in (complete_url(taken), f"/antrag/{draft.uuid}/pruefen/"):
        assert elsewhere.get(address).status_code in (302, 404)
        assert "/anmelden/" in elsewhere.get(address).get("Location", "/anmelden/")


def test_stranger_gets_nothing(taken: Taken, stranger: Account, client_for: ClientFor) -> None:
    client, before = client_for(stranger), refused_count()

    assert client.get(complete_url(taken)).status_code == 404
    assert client.post(complete_url(taken)).status_code == 404
    assert refused_count() == before + 2
    assert not Draft.objects.exists()


def test_without_sign_in_and_code_the_page_asks_to_sign_in(client: Client, taken: Taken) -> None:
    assert client.get(complete_url(taken))["Location"].startswith("/anmelden/")
