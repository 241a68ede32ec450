"""One fixed calculation, for measuring how long an explained one takes."""

from __future__ import annotations

from datetime import date

from amt.contract.assessment import Assessment
from amt.contract.facts import Facts
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.vorschlag import propose

FACTS = Facts(
    {
        "home.place": "040110000000",
        "rent.cold": 82_500,
        "applicant.benefit": "none",
        "applicant.disability": "none",
        "income.wage": 210_000,
        "income.pays_income_tax": True,
        "income.pays_health_insurance": True,
        "income.pays_pension_insurance": True,
        "household.single_parent": True,
        "members.0.benefit": "none",
        "members.0.relation": "child",
        "members.0.birth_date": "2015-05-05",
        "members.1.benefit": "none",
        "members.1.relation": "child",
        "members.1.birth_date": "2018-08-08",
    }
)
SPAN = Span(date(2025, 6, 1), date(2026, 5, 31))


def bench_one() -> Assessment:
    """Return the explained calculation of a household of three."""
    return propose(FACTS, SPAN)
