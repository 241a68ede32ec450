"""Confirming what somebody else fills in, where the law wants both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.testing.fixtures import acting
from amt.capabilities.bundles.testing.fixtures import AT, FACTS, LANTERN, birth, father, mother
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import invitation_of
from amt.capabilities.identity.services import code_of_invitation
from amt.front.portal.tests.conftest import refused_count

__all__ = ["birth", "father", "mother"]

TOLD: dict[str, Any] = {
    "child.given_names": "Mila",
    "child.birth_date": FACTS["child.birth_date"],
    "custody": "joint",
    "account.iban": "DE89370400440532013000",
    **{path.replace("parents.0", "first"): v for path, v in FACTS.items() if "parents.0" in path},
    **{
        path.replace("parents.1", "second"): v
        for path, v in FACTS.items()
        if "parents.1" in path and not path.endswith("ars")
    },
}


@pytest.fixture
def draft(birth: None, mother: Account) -> Draft:
    """What the mother filled in."""
    return services.start_draft(
        procedure_key=LANTERN.key,
        answers=TOLD,
        waived=["proof.star"],
        actor=acting(mother),
        at=AT,
    )


@pytest.fixture
def asked(draft: Draft, mother: Account, client_for: Callable[..., Client]) -> str:
    """Let the mother send it; return the address that the letter leads to."""
    page = client_for(mother).post(
        f"/antrag/{draft.uuid}/pruefen/", {"zustellung": "ja", "erklaerung": "1"}
    )
    assert "Es fehlt noch eine Bestätigung" in page.content.decode()
    assert "Tjark Wendt" in page.content.decode()
    return f"/bestaetigen/{draft.confirmations.get().uuid}/"


def open_letter(client: Client, draft: Draft) -> None:
    invitation = invitation_of("draft_confirmation", draft.confirmations.get().uuid)
    assert invitation is not None
    client.post("/einladung/", {"code": code_of_invitation(invitation.uuid)})


def test_code_reads_everything_and_confirms_nothing(
    client: Client, draft: Draft, asked: str
) -> None:
    open_letter(client, draft)
    assert asked in client.get("/einladung/weiter/").content.decode()

    page = client.get(asked).content.decode()
    assert "Olena Wendt möchte diesen Antrag stellen." in page
    assert "§ 3 Sternenordnung" in page
    assert "Mila" in page
    assert 'name="erklaerung"' not in page

    assert "sicherere Anmeldung" in client.post(asked, {"erklaerung": "1"}).content.decode()
    assert draft.confirmations.get().confirmed_at is None


def test_person_asked_confirms_after_signing_in(client: Client, draft: Draft, asked: str) -> None:
    open_letter(client, draft)
    client.post("/anmelden/", {"resident": "father", "next": "/einladung/weiter/"})
    assert client.post("/einladung/annehmen/")["Location"] == asked

    missing = client.post(asked, {}).content.decode()
    assert 'href="#erklaerung"' in missing
    done = client.post(asked, {"erklaerung": "1"}, follow=True).content.decode()
    again = client.post(asked, {"erklaerung": "1"}, follow=True).content.decode()

    assert "Sie haben bestätigt" in done
    assert "Sie haben bestätigt" in again
    assert draft.confirmations.get().account is not None


def test_changed_answers_are_shown_to_nobody_who_confirmed_others(
    client: Client, draft: Draft, asked: str, mother: Account
) -> None:
    open_letter(client, draft)
    services.save_step(
        draft_uuid=draft.uuid,
        step_key="child",
        raw={"child.given_names": ["Ida"], "child.birth_date": ["10.11.2026"]},
        actor=acting(mother),
        at=AT,
    )

    page = client.get(asked).content.decode()

    assert "Der Antrag wurde geändert" in page
    assert "Ida" not in page


def test_stranger_and_other_caseworker_get_404_and_an_audit_row(
    client_for: Callable[..., Client],
    asked: str,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    for account in (stranger, other_caseworker):
        before = refused_count()
        assert client_for(account).get(asked).status_code == 404
        assert refused_count() == before + 1
    assert Client().get(asked).status_code == 302


def decline(client: Client, asked: str, reason: str = "") -> str:
    done = client.post(asked, {"aktion": "ablehnen", "grund": reason}, follow=True)
    return str(done.content.decode())


def test_code_of_the_letter_is_enough_to_decline(
    client: Client, draft: Draft, asked: str, mother: Account, client_for: Callable[..., Client]
) -> None:
    open_letter(client, draft)

    done = decline(client, asked, "Wir leben getrennt.")
    page = client_for(mother).get(f"/antrag/{draft.uuid}/pruefen/").content.decode()

    assert "Sie haben abgelehnt" in done
    assert "Tjark Wendt hat abgelehnt" in page
    assert "Genannter Grund: Wir leben getrennt." in page
    for way in ("/child/?von=pruefen#custody", "Eine andere Person angeben", "Noch einmal fragen"):
        assert way in page


def test_asked_again_from_the_page_once(
    client: Client, draft: Draft, asked: str, mother: Account, client_for: Callable[..., Client]
) -> None:
    open_letter(client, draft)
    decline(client, asked)
    home, check = client_for(mother), f"/antrag/{draft.uuid}/pruefen/"
    again = {"aktion": "nochmal", "rolle": "other_parent"}

    told = home.post(check, again, follow=True).content.decode()
    decline(client, asked)
    refused = home.post(check, again).content.decode()

    assert "Der Brief ist unterwegs." in told
    assert "Noch nicht bestätigt" in told
    assert "Wir haben die Person schon noch einmal gefragt." in refused


def test_sending_after_a_no_says_what_can_be_done(
    client: Client, draft: Draft, asked: str, mother: Account, client_for: Callable[..., Client]
) -> None:
    open_letter(client, draft)
    decline(client, asked)

    page = client_for(mother).post(
        f"/antrag/{draft.uuid}/pruefen/", {"zustellung": "ja", "erklaerung": "1"}
    )

    assert "Tjark Wendt bestätigt den Antrag nicht." in page.content.decode()


def test_reason_too_long_is_told_at_its_field(client: Client, draft: Draft, asked: str) -> None:
    open_letter(client, draft)

    page = decline(client, asked, "a" * 501)

    assert 'href="#grund"' in page
    assert draft.confirmations.get().declined_at is None


def test_address_for_the_link_is_asked_before_sending_and_read(
    draft: Draft, mother: Account, client_for: Callable[..., Client]
) -> None:
    home, check = client_for(mother), f"/antrag/{draft.uuid}/pruefen/"
    sending = {"zustellung": "ja", "erklaerung": "1"}
    assert "E-Mail-Adresse von Tjark Wendt" in home.get(check).content.decode()

    wrong = home.post(check, {**sending, "email-other_parent": "tjark"}).content.decode()
    assert 'href="#email-other_parent"' in wrong
    assert not draft.confirmations.exists()
    home.post(check, {**sending, "email-other_parent": "tjark@example.org"})

    assert draft.confirmations.get().email == "tjark@example.org"
    assert "E-Mail-Adresse von" not in home.get(check).content.decode()


def test_link_of_the_email_leads_the_invited_person_alone_to_the_application(
    draft: Draft,
    mother: Account,
    father: Account,
    stranger: Account,
    other_caseworker: Account,
    client_for: Callable[..., Client],
) -> None:
    client_for(mother).post(
        f"/antrag/{draft.uuid}/pruefen/",
        {"zustellung": "ja", "erklaerung": "1", "email-other_parent": "tjark@example.org"},
    )
    invitation = invitation_of("draft_confirmation", draft.confirmations.get().uuid)
    assert invitation is not None
    link = f"/einladung/{invitation.uuid}/"
    asked = f"/bestaetigen/{draft.confirmations.get().uuid}/"

    invited = client_for(father)
    assert invited.get(link)["Location"] == "/einladung/weiter/"
    assert invited.post("/einladung/annehmen/")["Location"] == asked
    for other in (mother, stranger, other_caseworker):
        browser = client_for(other)
        page = browser.get(link)
        assert "Mit diesem Link geht es nicht weiter." in page.content.decode()
        assert browser.get(asked).status_code == 404
    assert Client().get(link)["Location"].startswith("/anmelden/")
