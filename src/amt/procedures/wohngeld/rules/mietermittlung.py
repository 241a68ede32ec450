"""From what is paid to the rent that is left before limits (§ 9, § 10, § 11 (2) WoGG, WoGV).

1. Rent: what is paid, less heating, hot water, energy, garage and services (§ 9 (2), § 6 WoGV);
   burden of owners: `lastenberechnung`.
2. What stays out of account, in the order of § 11 (2): business, let parts, residents who are no
   members, public money, payments by § 68 AufenthG.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from amt.procedures.wohngeld.rules.festkomma import product, quotient, total
from amt.procedures.wohngeld.rules.lastenberechnung import Lastenberechnung, belastung
from amt.procedures.wohngeld.rules.mitglieder import Personen
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.wohnung import (
    OWNED,
    Enthalten,
    EnthaltenArt,
    Lasten,
    Mietzahlung,
    Ueberlassen,
    Wohnung,
    WohnungArt,
)
from amt.procedures.wohngeld.rules.zahlen import german

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Abzug:
    """An amount that is taken off, EUR a month, with its formula."""

    key: str
    norm: str
    amount: Decimal
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Mietermittlung:
    """What is paid, what the rent or burden is of it, and what is left of it by § 11 (2).

    `amount` is the rent of § 9 or the burden of § 10; all in EUR a month. In a home nothing is
    determined: limits stand for the rent (§ 9 (3) sentence 2), and `is_home` says so.
    """

    is_home: bool = False
    paid: Decimal = NOTHING
    paid_formula: str = ""
    included: tuple[Abzug, ...] = ()
    lasten: Lastenberechnung | None = None
    amount: Decimal = NOTHING
    outside: tuple[Abzug, ...] = ()
    left: Decimal = NOTHING
    self_used: Decimal = NOTHING


def ermittle(wohnung: Wohnung, personen: Personen, werte: Werte) -> Mietermittlung:
    """Determine rent or burden. A missing rent or burden counts as nought."""
    if wohnung.kind is WohnungArt.CARE_HOME:
        return Mietermittlung(is_home=True)
    lasten: Lastenberechnung | None = None
    formula, included = "", tuple[Abzug, ...]()
    residents = len(personen.residents) + len(wohnung.co_residents)
    if wohnung.kind in OWNED:
        lasten = belastung(wohnung.burden or Lasten(), wohnung.area or NOTHING, werte)
        paid = amount = lasten.monthly
    else:
        rent = wohnung.rent or Mietzahlung(amount=NOTHING)
        paid, formula = _paid(rent)
        # § 6 (2) WoGV speaks of all who live there, so also of those in parts left to others.
        everybody = residents + sum(part.residents for part in wohnung.let_parts)
        included = tuple(_included(rent.includes, wohnung.area, everybody, werte))
        amount = max(NOTHING, total(paid, *(-part.amount for part in included)))
    outside = []
    left = amount
    for part in _outside(wohnung, personen, residents, amount, werte):
        left = max(NOTHING, left - part.amount)
        outside.append(part)
    return Mietermittlung(
        paid=paid,
        paid_formula=formula,
        included=included,
        lasten=lasten,
        amount=amount,
        outside=tuple(outside),
        left=left,
        self_used=_self_used(wohnung, amount),
    )


def _self_used(wohnung: Wohnung, amount: Decimal) -> Decimal:
    """Return what of a rent falls on the space that the household uses itself, by area."""
    if not wohnung.area:
        return amount
    space = wohnung.area - wohnung.business_area
    space = max(NOTHING, total(space, *(-part.area for part in wohnung.let_parts)))
    return amount if space == wohnung.area else quotient(product(amount, space), wohnung.area)


def _paid(rent: Mietzahlung) -> tuple[Decimal, str]:
    parts = [rent.amount]
    parts += [
        part
        for part in (
            rent.to_third_parties,
            rent.prepaid,
            rent.loan_set_off,
            rent.expected_charges,
        )
        if part
    ]
    formula = " + ".join(german(part) for part in parts) if len(parts) > 1 else ""
    return total(*parts), formula


def _included(
    includes: tuple[Enthalten, ...], area: Decimal | None, residents: int, werte: Werte
) -> Iterator[Abzug]:
    """Yield what is taken off the rent (§ 9 (2) WoGG), known amounts or lump sums (§ 6 WoGV)."""
    for part in includes:
        key = f"without_{part.kind}"
        if part.amount is not None:
            yield Abzug(key, "§ 9 Abs. 2 WoGG", part.amount)
        else:
            amount, formula = _lump_sum(part, area or NOTHING, residents, werte)
            yield Abzug(key, "§ 9 Abs. 2 Satz 2 WoGG, § 6 Abs. 2 WoGV", amount, formula)


def _lump_sum(part: Enthalten, area: Decimal, residents: int, werte: Werte) -> tuple[Decimal, str]:
    figures = werte.pauschbetraege
    if part.kind is EnthaltenArt.HEATING:
        rate = figures.heating_per_square_metre
        return rate * area, f"{german(rate)} × {german(area, 0)} m²"
    if part.kind is EnthaltenArt.HOT_WATER:
        return figures.hot_water.of(residents) if residents else NOTHING, ""
    if part.kind is EnthaltenArt.ENERGY:
        return figures.energy.of(residents) if residents else NOTHING, ""
    if part.kind is EnthaltenArt.GARAGE:
        return figures.garage * part.number, f"{part.number} × {german(figures.garage)}"
    if part.kind is EnthaltenArt.PARKING:
        return figures.parking * part.number, f"{part.number} × {german(figures.parking)}"
    return NOTHING, ""


def _outside(
    wohnung: Wohnung, personen: Personen, residents: int, amount: Decimal, werte: Werte
) -> Iterator[Abzug]:
    """Yield what stays out of account by § 11 (2) WoGG, in its order."""
    left, area = amount, wohnung.area or NOTHING
    if wohnung.business_area and area:
        share = quotient(product(left, wohnung.business_area), area)
        formula = f"{german(left)} × {german(wohnung.business_area, 0)} / {german(area, 0)} m²"
        yield Abzug("business_share", "§ 11 Abs. 2 Nr. 1 WoGG", share, formula)
        left = left - share
    own_area = area - wohnung.business_area
    before = left
    for part in wohnung.let_parts:
        taken = _let_part(part, before, own_area, wohnung.kind in OWNED, werte)
        yield taken
        left = max(NOTHING, left - taken.amount)
    before = left
    for fee in _fees_of_co_residents(wohnung, personen):
        share = quotient(before, residents)
        taken = Abzug(
            "co_resident_share",
            "§ 11 Abs. 2 Nr. 3 WoGG",
            max(share, fee),
            f"max({german(before)} / {residents}; {german(fee)})",
        )
        yield taken
        left = max(NOTHING, left - taken.amount)
    if wohnung.public_subsidy:
        yield Abzug("public_subsidy", "§ 11 Abs. 2 Nr. 4 WoGG", wohnung.public_subsidy)
    if wohnung.sponsor_payment:
        yield Abzug("sponsor_payment", "§ 11 Abs. 2 Nr. 5 WoGG", wohnung.sponsor_payment)


_OF_OWNERS = (EnthaltenArt.HEATING, EnthaltenArt.HOT_WATER)
"""What § 15 (2) WoGV takes off a fee; § 6 (3) WoGV takes off all for tenants who let a part."""


def _let_part(
    part: Ueberlassen, rent: Decimal, area: Decimal, is_owned: bool, werte: Werte
) -> Abzug:
    """Take off the share of a let part, or what is paid for it if that is more (No. 2)."""
    share = quotient(product(rent, part.area), area) if area else NOTHING
    includes = part.includes
    if is_owned:
        includes = tuple(each for each in includes if each.kind in _OF_OWNERS)
    included = _included(includes, part.area, part.residents, werte)
    fee = max(NOTHING, total(part.fee, *(-each.amount for each in included)))
    formula = f"max({german(rent)} × {german(part.area, 0)} / {german(area, 0)} m²; {german(fee)})"
    return Abzug("let_share", "§ 11 Abs. 2 Nr. 2 WoGG", max(share, fee), formula)


def _fees_of_co_residents(wohnung: Wohnung, personen: Personen) -> Iterator[Decimal]:
    """Yield what each resident pays who is no member and no tenant themselves (No. 3).

    Who lacks the right of residence of § 5 (3) is no member and so belongs to them.
    """
    for person in wohnung.co_residents:
        if person.centre_of_life and not person.has_own_contract:
            yield person.fee
    for _ in personen.others:
        yield NOTHING
