"""From a row of the register to the sent application: two clicks, or the one question left."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Application, Draft, Offer
from amt.capabilities.cases.models import Case
from amt.capabilities.identity.queries import invitation_of
from amt.capabilities.identity.services import code_of_invitation
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import RESIDENTS
from amt.procedures.wohngeld.outreach import OUTREACH
from amt.procedures.wohngeld.tests.test_outreach import NOTHING_ELSE, PENSION, WOMAN

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
FATMA = RESIDENTS["citizen"]
SELF = WOMAN | {
    "given_name": FATMA.given_name,
    "family_name": FATMA.family_name,
    "birth_date": FATMA.birth_date.isoformat(),
    "street": FATMA.street,
    "postcode": FATMA.postcode,
    "town": FATMA.city,
}
WAGE = PENSION | {
    "kind": "wage", "amount": "1450.00", "pays": "income_tax health_insurance pension_insurance",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(clock: Any, organisation: None) -> None:
    clock.set(AT)


def written(path: Path, columns: tuple[str, ...], *rows: dict[str, str]) -> list[str]:
    lines = [";".join(columns)]
    lines += [
        ";".join({"household": "h1", **row}.get(name, "") for name in columns) for row in rows
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def invite(folder: Path, *payments: dict[str, str]) -> Offer:
    tally = services.run_outreach(
        services.Plan("wohngeld", "§ 1 Beispielgesetz eines Landes", invite=True),
        register=written(folder / "register.csv", OUTREACH.register_columns, SELF),
        payments=written(folder / "payments.csv", OUTREACH.payment_columns, *payments),
        actor=SYSTEM,
        at=AT,
    )
    assert tally.invited == 1
    return Offer.objects.get()


def open_it(client: Client, offer: Offer) -> str:
    """Type the code of the letter, sign in, accept; return the page that then opens."""
    invitation = invitation_of("offer", offer.uuid)
    assert invitation is not None
    client.post("/einladung/", {"code": code_of_invitation(invitation.uuid)})
    client.post("/anmelden/", {"resident": FATMA.key, "next": "/einladung/weiter/"})
    return client.post("/einladung/annehmen/", follow=True).content.decode()


def test_what_is_all_known_is_applied_for_in_two_clicks(client: Client, tmp_path: Path) -> None:
    offer = invite(tmp_path, WAGE, NOTHING_ELSE)
    assert "Das wissen wir schon" in open_it(client, offer)

    declare = client.post(f"/angebot/{offer.uuid}/", {"aktion": "gleich"})["Location"]
    sent = client.post(declare, follow=True).content.decode()

    assert "Ihr Antrag ist angekommen" in sent
    application = Application.objects.get()
    facts = Case.objects.get(source_uuid=application.uuid).fact_records
    rent = facts.get(path="rent.cold")
    assert (rent.value, rent.source) == (52_000, "register")
    assert rent.basis == "Bescheid 2023 (§ 1 Beispielgesetz eines Landes)"


def test_what_is_not_known_is_asked_before_it_is_sent(client: Client, tmp_path: Path) -> None:
    """Nobody confirmed that no other benefit is received, and no file says the account."""
    offer = invite(tmp_path, WAGE | {"iban": ""})
    open_it(client, offer)

    declare = client.post(f"/angebot/{offer.uuid}/", {"aktion": "gleich"})["Location"]
    client.post(declare, follow=True)

    assert not Application.objects.exists()
    draft = Draft.objects.get()
    assert draft.answers["rent.cold"] == 52_000
    assert not draft.answers.keys() & {"applicant.benefit", "payment.iban"}
