"""Households for tests, built as JSON documents and read like any other."""

from __future__ import annotations

from datetime import date
from typing import Any

from amt.contract.assessment import Assessment, Step
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.berechnung import Berechnung, berechne
from amt.procedures.wohngeld.rules.haushalt import Haushalt
from amt.procedures.wohngeld.rules.lesen import haushalt_from_json
from amt.procedures.wohngeld.rules.vorschlag import propose_household
from amt.procedures.wohngeld.rules.werte import werte_at

JUNE = Span(date(2025, 6, 1), date(2026, 5, 31))
BREMEN = "040110000000"
FLAGS = ("pays_income_tax", "pays_health_insurance", "pays_pension_insurance")
ALL_PAID: dict[str, Any] = dict.fromkeys(FLAGS, True)


def person(relation: str = "applicant", **more: Any) -> dict[str, Any]:
    """Return a member."""
    return {"id": more.pop("id", relation), "relation": relation, **more}


def income(kind: str, amount: Any, **more: Any) -> dict[str, Any]:
    """Return an income."""
    return {"kind": kind, "amount": str(amount), **more}


def rented(amount: Any = 500, **more: Any) -> dict[str, Any]:
    """Return a rented dwelling with so much rent without heating."""
    rent = {"amount": str(amount), **more.pop("rent", {})}
    return {"kind": "rent", "area": "50", "rent": rent, **more}


def household(*members: dict[str, Any], **more: Any) -> Haushalt:
    """Return a household in Bremen that applied in June 2025."""
    document = {
        "applied_on": "2025-06-10",
        "place": BREMEN,
        "wohnung": rented(),
        "members": list(members or [person(incomes=[income("wage", 1400)], **ALL_PAID)]),
        **more,
    }
    return haushalt_from_json(document)


def calculated(haushalt: Haushalt, span: Span = JUNE) -> Berechnung:
    """Return the calculation under the figures of the first day."""
    return berechne(haushalt, werte_at(span.start), span)


def proposed(haushalt: Haushalt, span: Span = JUNE) -> Assessment:
    """Return the proposal."""
    return propose_household(haushalt, span)


def steps_of(assessment: Assessment) -> dict[str, Step]:
    """Return the steps of the first segment by key."""
    return {step.key: step for step in assessment.segments[0].steps}


def reasons_of(assessment: Assessment) -> set[str]:
    """Return the keys of all reasons of the segments."""
    return {reason.key for segment in assessment.segments for reason in segment.reasons}


def remarks_of(assessment: Assessment) -> set[str]:
    """Return the keys of the remarks."""
    return {remark.key for remark in assessment.remarks}
