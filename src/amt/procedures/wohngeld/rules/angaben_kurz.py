"""From facts of the short forms to the household: the trial, version 1 of the application.

The trial asks for the household as a whole, so its people are made up: each earner has an equal
part of the wage, pensions and the rest belong to the first person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from amt.kernel.periods import add_months
from amt.procedures.wohngeld.rules.angaben_personen import (
    APPLICANT,
    NO_BENEFIT,
    PAID,
    day_of,
    names_of,
    people,
)
from amt.procedures.wohngeld.rules.angaben_wohnung import NOTHING, Known, Told, euros
from amt.procedures.wohngeld.rules.einnahme import Einnahme, EinnahmeArt
from amt.procedures.wohngeld.rules.haushalt import (
    Leistung,
    LeistungArt,
    Mitglied,
    Stand,
    Verwandtschaft,
)
from amt.procedures.wohngeld.rules.wohnung import Mietzahlung, Wohnung, WohnungArt

TRIAL = "household"
KINDS = {
    "wage": EinnahmeArt.WAGE,
    "pension": EinnahmeArt.STATUTORY_PENSION,
    "other_income": EinnahmeArt.OTHER,
}
CENT = Decimal("0.01")
CHILD_YEARS = 10
"""Age of the children in a trial: any below 18 gives the same (§ 17 No. 3 b WoGG)."""

_BENEFITS = {
    "sgb2": LeistungArt.SGB2,
    "sgb12": LeistungArt.BASIC_SECURITY,
    "sgb14": LeistungArt.SGB14_SUBSISTENCE,
    "asylblg": LeistungArt.ASYLUM_SEEKERS,
    "other_housing": LeistungArt.INJURY_BENEFIT,
}
"""The last one: another benefit with housing costs inside, whichever it is."""
_RELATIONS = {each.value: each for each in Verwandtschaft} | {"other": Verwandtschaft.RELATIVE}
_DISABILITIES = {
    "degree_100": (100, False),
    "below_100_with_care": (50, True),
    "other": (50, False),
}


def wohnung_of(known: Known) -> Wohnung:
    """Return the rented dwelling of which only the rent is known."""
    return Wohnung(kind=WohnungArt.RENT, rent=Mietzahlung(amount=euros(known, "rent.cold")))


def missing_of_trial(known: Known) -> Iterator[str]:
    """Yield what a trial lacks: whoever has income must say what is paid of it (§ 16 WoGG)."""
    yield from _missing_rent(known)
    yield from _missing_deductions(known, TRIAL)


def missing_of_version_1(known: Known) -> Iterator[str]:
    """Yield what an application of version 1 lacks."""
    yield from _missing_rent(known)
    for who in people(known):
        told = known.at(who)
        if "benefit" not in told:
            yield f"{who}.benefit"
        elif told["benefit"] == NO_BENEFIT:
            yield from _missing_deductions(known, _money_at(who))


def _missing_rent(known: Known) -> Iterator[str]:
    if "rent.cold" not in known:
        yield "rent.cold"


def _missing_deductions(known: Known, at: str) -> Iterator[str]:
    told = known.at(at)
    if any(map(told.get, KINDS)):
        yield from [f"{at}.{flag}" for flag in PAID.values() if flag not in told]


def members_of_version_1(known: Known) -> tuple[Mitglied, ...]:
    """Return the people of an application of version 1, the applicant first."""
    persons = people(known)
    named = names_of(known, persons)
    return tuple(_person(known, who, named[number]) for number, who in enumerate(persons))


def _money_at(who: str) -> str:
    return "income" if who == APPLICANT else who


def _person(known: Known, who: str, name: str) -> Mitglied:
    told, at = known.at(who), _money_at(who)
    money = known.at(at)
    relation = _relation(APPLICANT if who == APPLICANT else str(told.get("relation", "other")))
    degree, cared_for = _DISABILITIES.get(str(told.get("disability")), (0, False))
    is_child = relation is Verwandtschaft.CHILD
    return Mitglied(
        id=name,
        relation=relation,
        birth_date=day_of(told, "birth_date"),
        benefits=_benefits(str(told["benefit"])),
        incomes=tuple(_incomes(money, at)),
        disability_degree=degree,
        care_at_home=cared_for,
        # Version 1 asked at once for all that § 17 No. 3 demands.
        kindergeld=is_child and bool(known.get("household.single_parent")),
        basic_pension_years=bool(told.get("basic_pension_years")),
        source=who,
        **_flags(money),
    )


def _relation(told: str) -> Verwandtschaft:
    return _RELATIONS.get(told) or Verwandtschaft(told)


def _benefits(benefit: str) -> tuple[Leistung, ...]:
    if benefit == NO_BENEFIT:
        return ()
    if benefit == "counted_elsewhere":
        return (Leistung(kind=LeistungArt.SGB2, status=Stand.COUNTED_FOR_OTHER),)
    return (Leistung(kind=_BENEFITS[benefit]),)


def _flags(money: Told) -> dict[str, Any]:
    return {flag: bool(money.get(flag)) for flag in PAID.values()}


def _incomes(money: Told, at: str) -> Iterator[Einnahme]:
    for name, kind in KINDS.items():
        if amount := euros(money, name):
            yield Einnahme(kind=kind, amount=amount, source=f"{at}.{name}")


def members_of_trial(known: Known, start: date) -> tuple[Mitglied, ...]:
    """Return the people of a trial; those who are counted come first."""
    size = int(known["household.size"])
    counted = size - min(size, int(known.get("household.excluded", 0)))
    disabled = min(counted, int(known.get("household.severely_disabled", 0)))
    shares = _shares(known, max(1, counted))
    is_family = bool(known.get("household.single_parent"))
    return tuple(
        Mitglied(
            id=f"Person {number + 1}",
            relation=_trial_relation(number, is_family),
            birth_date=add_months(start, -12 * CHILD_YEARS) if is_family and number else None,
            benefits=() if number < counted else (Leistung(kind=LeistungArt.SGB2),),
            incomes=tuple(_trial_incomes(known, number, shares)),
            disability_degree=100 if number < disabled else 0,
            kindergeld=is_family and number > 0,
            **_flags(known.at(TRIAL)),
        )
        for number in range(size)
    )


def _trial_relation(number: int, is_family: bool) -> Verwandtschaft:
    if number == 0:
        return Verwandtschaft.APPLICANT
    return Verwandtschaft.CHILD if is_family else Verwandtschaft.RELATIVE


def _shares(known: Known, counted: int) -> list[Decimal]:
    """Cut the wage into as many equal parts as there are earners; the first has the odd cents."""
    wage = euros(known, f"{TRIAL}.wage")
    earners = min(counted, max(1, int(known.get("household.earners", 1))))
    part = (wage / earners).quantize(CENT, ROUND_DOWN) if wage else NOTHING
    return [wage - part * (earners - 1), *[part] * (earners - 1)]


def _trial_incomes(known: Known, number: int, shares: list[Decimal]) -> Iterator[Einnahme]:
    if number < len(shares) and shares[number]:
        yield Einnahme(kind=EinnahmeArt.WAGE, amount=shares[number], source=f"{TRIAL}.wage")
    if number == 0:
        for name in ("pension", "other_income"):
            if amount := euros(known, f"{TRIAL}.{name}"):
                yield Einnahme(kind=KINDS[name], amount=amount, source=f"{TRIAL}.{name}")
