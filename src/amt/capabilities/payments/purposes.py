"""What stands on the payee's statement: the service, the months, the reference."""

from __future__ import annotations

from datetime import date

from amt.capabilities.payments.models import Ledger
from amt.contract import registry
from amt.contract.texts import UnknownText

LONGEST = 140


def purpose_of(ledger: Ledger, months: tuple[tuple[date, int], ...]) -> str:
    """Return the purpose of a payment, German as all acts are."""
    first, last = months[0][0], months[-1][0]
    time = f"{first:%m/%Y}" if first == last else f"{first:%m/%Y} bis {last:%m/%Y}"
    return f"{_title(ledger.procedure_key)} {time} {ledger.reference}".strip()[:LONGEST]


def _title(procedure_key: str) -> str:
    procedure = registry.procedures().get(procedure_key)
    if procedure is None:
        return ""
    try:
        return procedure.title("de")
    except UnknownText:
        return ""
