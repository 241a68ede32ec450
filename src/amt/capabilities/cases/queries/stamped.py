"""The rows that tell something of a case, for whoever keeps what was made from them."""

from __future__ import annotations

from django.db.models import Model

from amt.capabilities.cases.models import (
    Case,
    CaseEvent,
    Consultation,
    Decision,
    DeedRecord,
    FactRecord,
    Party,
    Proposal,
)
from amt.kernel.stamps import Rows, table

_PARTS: tuple[type[Model], ...] = (
    Party,
    DeedRecord,
    Consultation,
    FactRecord,
    Proposal,
    Decision,
    CaseEvent,
)


def stamped_rows() -> tuple[Rows, ...]:
    """Return the rows of a case, its uuid given as the subject."""
    case = "uuid = $2::uuid"
    of_case = f"case_id = (SELECT id FROM {table(Case)} WHERE {case})"  # noqa: S608 - own names
    return (Rows(Case, case), *(Rows(part, of_case) for part in _PARTS))
