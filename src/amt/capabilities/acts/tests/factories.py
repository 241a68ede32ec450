"""Acts for tests: an invented grant and refusal of the test-double procedure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from amt.capabilities.acts import services
from amt.capabilities.acts.models import Act
from amt.capabilities.acts.services import ActAddressee, ActCopy
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import person_of
from amt.contract.acts import ActContent, Section, Table
from amt.contract.law import Channel, Law
from amt.kernel.actors import SYSTEM

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
REFERENCE = "DBL-26-7K3M-PX4C"
PROCEDURE = "double_works"

TABLE = Table(
    "Die Rechnung Schritt für Schritt",
    ("Schritt", "Grundlage", "Betrag"),
    (("Grundbetrag", "§ 1 des Beispielgesetzes", "100,00 €"), ("Ergebnis", "§ 2", "80,00 €")),
)
CONTENT = ActContent(
    title="Bewilligung der Beispielleistung",
    operative=("Wir bewilligen Ihnen die Beispielleistung.", "Sie beträgt 80 Euro im Monat."),
    reasons=(
        Section("Ihre Angaben", ("Sie haben den Antrag am 3. November 2026 gestellt.",)),
        Section("Berechnung", ("So haben wir gerechnet:",), ("Erster Punkt",), TABLE),
    ),
    notes=(Section("Was Sie mitteilen müssen", points=("Einen Umzug", "Ein höheres Einkommen")),),
    attachment={"amount_cents": 8000},
)


def addressee_of(account: Account, channel: Channel = Channel.MAILBOX) -> ActAddressee:
    """Return a resident as somebody to whom an act is addressed."""
    person = person_of(account)
    return ActAddressee(account.id, person.full_name, person.address_lines, channel)


def declare(account: Account, **changes: Any) -> Act:
    """Declare a grant to a resident; the unit of Bremen must be loaded."""
    values: dict[str, Any] = {
        "subject_kind": "case",
        "subject_id": "6a1c1d5e-8a0b-4a2e-9df1-2f3b9b0c1a11",
        "procedure_key": PROCEDURE,
        "act_key": "grant",
        "reference": REFERENCE,
        "unit_id": authorities.get_unit_by_key("wohnen-bremen").id,
        "law": Law.SGB_X,
        "copies": [ActCopy(addressee_of(account), CONTENT)],
        "signatory_name": "Antje Kolb",
        "actor": SYSTEM,
        "at": AT,
    }
    return services.declare_act(**{**values, **changes})
