"""The page that says which office got what about somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client

from amt.capabilities.exchange import services
from amt.capabilities.identity.models import Account

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PAGE = "/mein-bereich/datenschutz/"


def note(account: Account, consented_at: datetime | None = None) -> None:
    services.record_transfer(
        person_account_id=account.id,
        person_name=account.full_name,
        from_name="Standesamt Bremen-Mitte",
        to_name="Elterngeldstelle Bremen",
        purpose="Nachweis der Geburt",
        basis="§ 9 BEEG",
        consented_at=consented_at,
        paths=["child.birth_date", "unknown.path"],
        subject_kind="case",
        subject_id="1",
        at=AT,
    )


def test_new_person_is_told_what_will_be_here(home: Client) -> None:
    assert "Noch nichts weitergegeben" in home.get(PAGE).content.decode()


def test_transfer_is_told_with_purpose_basis_and_consent(home: Client, citizen: Account) -> None:
    note(citizen, consented_at=AT)
    note(citizen)

    page = home.get(PAGE).content.decode()

    assert "Standesamt Bremen-Mitte an Elterngeldstelle Bremen" in page
    assert "Nachweis der Geburt" in page
    assert "§ 9 BEEG" in page
    assert "mit Einwilligung vom 20. November 2026" in page
    assert "ohne Einwilligung erlaubt" in page
    assert "Tag der Geburt" in page
    assert "child.birth_date" not in page
    assert "unknown.path" not in page


def test_everybody_sees_their_own_alone(
    client_for: Callable[..., Client],
    citizen: Account,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    note(citizen)

    assert "Elterngeldstelle" not in client_for(stranger).get(PAGE).content.decode()
    assert client_for(other_caseworker).get(PAGE).status_code == 404
    assert Client().get(PAGE)["Location"].startswith("/anmelden/")
