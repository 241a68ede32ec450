"""The steps from what is paid to the rent or burden that counts (§§ 9 to 12 WoGG)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from amt.contract.assessment import Step, Unit
from amt.procedures.wohngeld.rules.berechnung import Berechnung
from amt.procedures.wohngeld.rules.lastenberechnung import MONTHS, Lastenberechnung
from amt.procedures.wohngeld.rules.miete import Miete
from amt.procedures.wohngeld.rules.mietermittlung import Abzug, Mietermittlung
from amt.procedures.wohngeld.rules.wohnung import WohnungArt
from amt.procedures.wohngeld.rules.zahlen import ROMAN, german

RENT = "rent"

_MONTH = Unit.EURO_PER_MONTH
_YEAR = Unit.EURO_PER_YEAR

_INPUTS = {
    "without_heating": ("rent.includes", "rent.heating_amount", "home.area"),
    "without_hot_water": ("rent.includes", "rent.warm_water_amount"),
    "without_energy": ("rent.includes", "rent.energy_amount"),
    "without_garage": ("rent.includes", "rent.garage_amount"),
    "without_parking": ("rent.includes", "rent.parking_amount"),
    "without_services": ("rent.services_amount",),
    "business_share": ("use.business_area", "home.area"),
    "let_share": ("use.let_area", "use.let_fee", "home.area"),
    "co_resident_share": ("coresidents.fee",),
    "public_subsidy": ("use.subsidy",),
    "sponsor_payment": ("use.guarantor",),
}


def rent_steps(calculation: Berechnung) -> list[Step]:
    """Return the steps of the rent, in the order of the law."""
    found, miete = calculation.ermittlung, calculation.miete
    kind = calculation.haushalt.wohnung.kind
    steps: list[Step] = []
    if found.is_home:
        steps += _limit_steps(miete)
        steps.append(_rent_of_home(miete))
    else:
        steps += _burden(found) if found.lasten is not None else _rent(found, kind)
        steps += _outside(found)
        steps += _limit_steps(miete)
        steps.append(_within_limit(found, miete))
    steps += _result_steps(miete)
    return steps


def _step(
    key: str, norm: str, value: Decimal, formula: str = "", inputs: tuple[str, ...] = ()
) -> Step:
    return Step(key, norm, value, _MONTH, formula, inputs, (), RENT)


def _rent(found: Mietermittlung, kind: WohnungArt) -> Iterator[Step]:
    """Yield what is paid, what is not rent of it, and the rent (§ 9 WoGG)."""
    own = kind is WohnungArt.OWN_BUILDING
    paid = ("rent.rental_value",) if own else ("rent.cold",)
    norm = "§ 9 Abs. 3 Satz 1 WoGG, § 7 WoGV" if own else "§ 9 WoGG"
    if not found.included:
        yield _step("gross_cold_rent", norm, found.amount, found.paid_formula, paid)
        return
    yield _step("rent_paid", norm, found.paid, found.paid_formula, paid)
    for part in found.included:
        yield _deduction(part)
    formula = german(found.paid) + "".join(f" − {german(p.amount)}" for p in found.included)
    yield _step("gross_cold_rent", "§ 9 Abs. 1, 2 WoGG", found.amount, formula)


def _deduction(part: Abzug) -> Step:
    return _step(part.key, part.norm, part.amount, part.formula, _INPUTS.get(part.key, ()))


def _burden(found: Mietermittlung) -> Iterator[Step]:
    """Yield the parts of the burden of owners and the burden (§ 10 WoGG)."""
    lasten = found.lasten
    if lasten is None:
        return
    parts = [row for row in _parts_of_burden(lasten) if row[2]]
    for key, norm, amount, inputs in parts:
        yield Step(key, norm, amount, _YEAR, "", inputs, (), RENT)
    formula = " + ".join(german(amount) for _, _, amount, _ in parts) or "0,00"
    yield Step("burden_year", "§ 10 WoGG, § 9 Abs. 4 WoGV", lasten.year, _YEAR, formula, part=RENT)
    monthly = f"{german(lasten.year)} / {MONTHS}"
    if lasten.garages_month:
        yield _step(
            "burden_garages", "§ 15 Abs. 3 WoGV", lasten.garages_month, "", ("burden.includes",)
        )
        monthly = f"{monthly} − {german(lasten.garages_month)}"
    yield _step("burden", "§ 10 WoGG", lasten.monthly, monthly)


def _parts_of_burden(
    lasten: Lastenberechnung,
) -> Iterator[tuple[str, str, Decimal, tuple[str, ...]]]:
    for loan in lasten.loans:
        yield "burden_loan", "§§ 10 bis 12 WoGV", loan, ("burden.interest", "burden.principal")
    rows = (
        ("burden_ground_rent", "§ 12 Abs. 1 Nr. 4 WoGV", lasten.ground_rent, "burden.ground_rent"),
        ("burden_upkeep", "§ 13 Abs. 2 Satz 1 WoGV", lasten.upkeep, "home.area"),
        (
            "burden_property_tax",
            "§ 13 Abs. 2 Satz 1 WoGV",
            lasten.property_tax,
            "burden.property_tax",
        ),
        (
            "burden_administration",
            "§ 13 Abs. 2 Satz 2 WoGV",
            lasten.administration,
            "burden.administration",
        ),
        ("burden_usage_fee", "§ 14 Abs. 1 WoGV", lasten.usage_fee, "burden.fee"),
    )
    for key, norm, amount, path in rows:
        yield key, norm, amount, (path,)


def _outside(found: Mietermittlung) -> Iterator[Step]:
    if not found.outside:
        return
    for part in found.outside:
        yield _deduction(part)
    formula = german(found.amount) + "".join(f" − {german(p.amount)}" for p in found.outside)
    if found.left == 0:
        formula = f"max(0; {formula})"
    yield _step("rent_left", "§ 11 Abs. 2 WoGG", found.left, formula)


def _limit_steps(miete: Miete) -> tuple[Step, ...]:
    """Return the highest rent that may count."""
    return _limit_of(
        miete.persons, miete.mietenstufe, miete.hoechstbetrag, miete.klimakomponente, miete.limit
    )


# The same for every household of a size in a place, and so written once.
@lru_cache(maxsize=512)
def _limit_of(
    persons: int, mietenstufe: int, hoechstbetrag: Decimal, klima: Decimal, limit: Decimal
) -> tuple[Step, ...]:
    of_persons, level = ("persons", str(persons)), ("level", ROMAN[mietenstufe])
    return (
        Step(
            "mietenstufe",
            "§ 12 Abs. 2 bis 5 WoGG, Anlage zu § 1 Abs. 3 WoGV",
            Decimal(mietenstufe),
            Unit.LEVEL,
            "",
            ("home.place",),
            (level,),
            RENT,
        ),
        Step(
            "hoechstbetrag",
            "§ 12 Abs. 1 WoGG, Anlage 1",
            hoechstbetrag,
            _MONTH,
            values=(of_persons, level),
            part=RENT,
        ),
        Step(
            "klimakomponente",
            "§ 12 Abs. 7 WoGG",
            klima,
            _MONTH,
            values=(of_persons,),
            part=RENT,
        ),
        _step(
            "rent_limit",
            "§ 11 Abs. 1 Satz 1 Nr. 1 WoGG",
            limit,
            f"{german(hoechstbetrag)} + {german(klima)}",
        ),
    )


def _rent_of_home(miete: Miete) -> Step:
    """Return the rent of residents of homes, which is the limit (§ 9 (3) sentence 2)."""
    return _step(
        "gross_cold_rent",
        "§ 9 Abs. 3 Satz 2, § 11 Abs. 1 Satz 2 WoGG",
        miete.within_limit,
        f"{german(miete.hoechstbetrag)} + {german(miete.klimakomponente)}",
        ("home.kind",),
    )


def _within_limit(found: Mietermittlung, miete: Miete) -> Step:
    return _step(
        "rent_within_limit",
        "§ 11 Abs. 1 Satz 1 Nr. 1 WoGG",
        miete.within_limit,
        f"min({german(found.left)}; {german(miete.limit)})",
    )


def _result_steps(miete: Miete) -> Iterator[Step]:
    yield Step(
        "heizkosten",
        "§ 12 Abs. 6 WoGG",
        miete.heizkosten,
        _MONTH,
        values=(("persons", str(miete.persons)),),
        part=RENT,
    )
    yield _step(
        "whole_rent",
        "§ 11 Abs. 1 Satz 1 WoGG",
        miete.whole,
        f"{german(miete.within_limit)} + {german(miete.heizkosten)}",
    )
    if miete.counted != miete.persons:
        yield Step(
            "rent_share",
            "§ 11 Abs. 3 WoGG",
            miete.eligible,
            _MONTH,
            f"{german(miete.whole)} × {miete.counted} / {miete.persons}",
            values=(("counted", str(miete.counted)), ("persons", str(miete.persons))),
            part=RENT,
        )
