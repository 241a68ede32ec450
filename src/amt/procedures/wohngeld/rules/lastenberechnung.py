"""The burden of owners (§ 10 WoGG, §§ 8 to 15 WoGV): capital service and management, by month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from amt.procedures.wohngeld.rules.festkomma import product, quotient, total
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.wohnung import Darlehen, Lasten, Zweck

MONTHS = 12
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Lastenberechnung:
    """The parts of the burden, EUR a year, and the burden, EUR a month."""

    loans: tuple[Decimal, ...]
    ground_rent: Decimal
    upkeep: Decimal
    property_tax: Decimal
    administration: Decimal
    usage_fee: Decimal
    year: Decimal
    garages_month: Decimal
    monthly: Decimal


def kapitaldienst(loan: Darlehen, werte: Werte) -> Decimal:
    """Return what a loan costs and counts, EUR a year (§§ 11, 12 WoGV)."""
    if loan.purpose is Zweck.OTHER:
        return NOTHING
    principal = loan.principal
    if loan.endowment and loan.nominal:
        percent = werte.pauschbetraege.endowment_percent
        principal = total(principal, loan.nominal * percent / 100)
    service = total(loan.interest, loan.fees, principal)
    if loan.agreed is not None:
        service = min(service, loan.agreed)
    costs = total(service, loan.guarantee)
    if loan.replaced is not None and loan.nominal and loan.replaced < loan.nominal:
        return quotient(product(costs, loan.replaced), loan.nominal)
    return costs


def belastung(lasten: Lasten, area: Decimal, werte: Werte) -> Lastenberechnung:
    """Return the burden. `area` is all of it, with business rooms, in square metres.

    A usage fee that cannot be divided stands for upkeep as well (§ 14 (1) sentence 3 WoGV).
    """
    figures = werte.pauschbetraege
    upkeep = NOTHING if lasten.usage_fee else figures.upkeep_per_square_metre_year * area
    loans = tuple(kapitaldienst(loan, werte) for loan in lasten.loans)
    year = total(
        NOTHING,
        *loans,
        lasten.ground_rent,
        upkeep,
        lasten.property_tax,
        lasten.administration,
        lasten.usage_fee,
    )
    lump = figures.garage * lasten.garages + figures.parking * lasten.parking_spaces
    garages = max(lump, lasten.garage_fees)
    monthly = max(NOTHING, quotient(year, MONTHS) - garages)
    return Lastenberechnung(
        loans=loans,
        ground_rent=lasten.ground_rent,
        upkeep=upkeep,
        property_tax=lasten.property_tax,
        administration=lasten.administration,
        usage_fee=lasten.usage_fee,
        year=year,
        garages_month=garages,
        monthly=monthly,
    )
