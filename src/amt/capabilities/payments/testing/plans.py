"""Plans of invented subjects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from amt.capabilities.payments import services
from amt.capabilities.payments.models import Ledger
from amt.kernel.actors import SYSTEM

IBAN = "DE02500105170137075030"
OTHER_IBAN = "DE02120300000000202051"


def months(*cents: int, start: date = date(2026, 12, 1)) -> list[tuple[date, int, bool]]:
    """Return planned months in a row, not provisional."""
    first = start.year * 12 + start.month - 1
    return [
        (date((first + n) // 12, (first + n) % 12 + 1, 1), one, False)
        for n, one in enumerate(cents)
    ]


def plan(
    unit_id: int,
    planned: Sequence[tuple[date, int, bool]],
    *,
    at: datetime,
    subject: str = "one",
    **more: Any,
) -> Ledger:
    """Set the plan of an invented subject."""
    told: dict[str, Any] = {
        "subject_kind": "case",
        "subject_id": subject,
        "procedure_key": "double_monthly",
        "reference": f"DBL-26-{subject.upper()}",
        "payee_name": "Fatma Yıldız-Behrens",
        "iban": IBAN,
        "held_since": None,
        "basis": "a decision",
        **more,
    }
    return services.set_plan(unit_id=unit_id, months=planned, actor=SYSTEM, at=at, **told)
