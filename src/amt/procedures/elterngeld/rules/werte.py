"""The dated figures of the BEEG, ready for arithmetic.

They hold by the day of birth (§ 28 BEEG). For a birth outside them there is `NotEnacted`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from amt.contract.parameters import ParameterSet

HOEHE = ParameterSet.load(Path(__file__).parent.parent / "parameters" / "hoehe.yaml")

PARAMETERS = (HOEHE,)


@dataclass(frozen=True, slots=True)
class Werte:
    """All figures for births of a span of time; amounts in EUR, rates in percent."""

    version: str
    rate: Decimal
    rises_below: Decimal
    falls_above: Decimal
    step_euros: Decimal
    step_points: Decimal
    highest_rate: Decimal
    lowest_rate: Decimal
    maximum: Decimal
    minimum: Decimal
    shared_months: int
    partner_months: int
    reduced_months: int
    months_of_one: int
    least_months: int
    last_month: int
    parallel_until: int
    months_back: int
    income_limit: Decimal


def werte_at(born_on: date) -> Werte:
    """Return the figures for a day of birth. :raises NotEnacted: when there are none."""
    found = HOEHE.at(born_on)

    def whole(key: str) -> int:
        return int(found.values[key])

    return Werte(
        version=found.version,
        rate=found.decimal("rate"),
        rises_below=found.decimal("rises_below"),
        falls_above=found.decimal("falls_above"),
        step_euros=found.decimal("step_euros"),
        step_points=found.decimal("step_points"),
        highest_rate=found.decimal("highest_rate"),
        lowest_rate=found.decimal("lowest_rate"),
        maximum=found.decimal("maximum"),
        minimum=found.decimal("minimum"),
        shared_months=whole("shared_months"),
        partner_months=whole("partner_months"),
        reduced_months=whole("reduced_months"),
        months_of_one=whole("months_of_one"),
        least_months=whole("least_months"),
        last_month=whole("last_month"),
        parallel_until=whole("parallel_until"),
        months_back=whole("months_back"),
        income_limit=found.decimal("income_limit"),
    )
