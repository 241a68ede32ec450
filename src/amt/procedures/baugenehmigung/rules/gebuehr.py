"""The fee by the Kostenverordnung Bau, as far as rates are entered as dated data.

Building cost is gross volume times a value for each cubic metre; the fee is a rate per mille of it,
at least a minimum (§ 1 BauKostV). The current rates are not proven, so none is entered: the answer
is `NotEnacted`, and the caseworker names tariff number, basis and amount.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from amt.contract.assessment import FeeItem
from amt.contract.facts import Facts
from amt.contract.parameters import ParameterSet
from amt.kernel.money import Money

NORM = "§ 1 BauKostV"
RATES = ParameterSet.load(Path(__file__).parent.parent / "parameters" / "gebuehren.yaml")


def fee(facts: Facts, on: date) -> tuple[FeeItem, ...]:
    """Return the fee for a permit.

    :raises amt.contract.parameters.NotEnacted: when no rates are entered for the day.
    :raises amt.contract.facts.MissingFact: when the gross volume is not known.
    """
    return (permit_fee(facts, on, RATES),)


def permit_fee(facts: Facts, on: date, rates: ParameterSet) -> FeeItem:
    """Return the fee by given rates, in whole cents.

    :raises amt.contract.parameters.NotEnacted: when no rates are entered for the day.
    :raises amt.contract.facts.MissingFact: when the gross volume is not known.
    """
    version = rates.at(on)
    volume = Decimal(facts.integer("project.gross_volume"))
    cost = volume * version.decimal("euro_per_cubic_metre")
    amount = max(cost * version.decimal("rate_per_mille") / 1000, version.decimal("minimum_euro"))
    return FeeItem("permit", NORM, Money.from_euros(amount), values=(("version", version.version),))
