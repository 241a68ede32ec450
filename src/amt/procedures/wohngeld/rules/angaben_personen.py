"""From facts to the people of a household: who they are, what they receive and pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from amt.kernel.periods import add_months, last_of_month
from amt.procedures.wohngeld.rules.angaben_wohnung import Known, Told, euros
from amt.procedures.wohngeld.rules.einnahme import (
    Einnahme,
    EinnahmeArt,
    Rhythmus,
    Unterhalt,
    UnterhaltArt,
)
from amt.procedures.wohngeld.rules.haushalt import (
    Aufenthalt,
    Betreuung,
    Erledigung,
    Leistung,
    LeistungArt,
    Mitglied,
    Stand,
    Verwandtschaft,
)

APPLICANT = "applicant"
NO_BENEFIT, COUNTED_FOR_OTHER = "none", "counted_for_other"
CARE_DAYS = 14

PAID = {
    "income_tax": "pays_income_tax",
    "health_insurance": "pays_health_insurance",
    "pension_insurance": "pays_pension_insurance",
}
_SETTLED = {
    "refused": Erledigung.REFUSED,
    "withdrawn": Erledigung.WITHDRAWN,
    "waived": Erledigung.WAIVED,
}
_DISABILITIES = {
    "degree_100": (100, False),
    "below_100_with_care": (50, True),
    "other": (50, False),
}
"""Degree and care; of a degree below 100 only that it is a severe one is asked."""


@dataclass
class Geld:
    """What comes in and goes out, by the number of the person."""

    incomes: dict[int, list[Einnahme]] = field(default_factory=dict)
    paid: dict[int, set[str]] = field(default_factory=dict)
    maintenance: dict[int, list[Unterhalt]] = field(default_factory=dict)


def people(known: Known) -> list[str]:
    """Return where the answers of each person are: the applicant first."""
    return [APPLICANT, *[f"members.{index}" for index in known.entries("members")]]


def day_of(told: Told, name: str) -> date | None:
    """Return a day, or None where none is told."""
    day = told.get(name)
    return date.fromisoformat(str(day)) if day else None


def missing_of_personen(known: Known) -> Iterator[str]:
    """Yield the paths about people and money without which nothing can be calculated."""
    persons = people(known)
    for who in persons:
        yield from _missing_of_person(known, who)
    yield from _gap(known, "household", "has_income")
    if known.get("household.has_income"):
        yield from _missing_incomes(known, len(persons))
    if "maintenance" in known.get("household.circumstances", ()):
        yield from _missing_maintenance(known, len(persons))


def _missing_of_person(known: Known, who: str) -> Iterator[str]:
    told = known.at(who)
    if "benefit" not in told:
        yield f"{who}.benefit"
    elif told["benefit"] not in (NO_BENEFIT, COUNTED_FOR_OTHER):
        yield from _gap(known, who, "benefit_state")
        yield from _reversed(known, who, "benefit_from", "benefit_until")
    circumstances = told.get("circumstances", ())
    if "shared_care" in circumstances:
        yield from _gap(known, who, "care_days", "birth_date")
    if "foreign" in circumstances:
        yield from _gap(known, who, "residence")
    if "disability" in circumstances:
        yield from _gap(known, who, "disability")
    if who != APPLICANT:
        yield from _gap(known, who, "relation")
    yield from _reversed(known, who, "joined_on", "left_on")


def _gap(known: Known, at: str, *fields: str) -> list[str]:
    told = known.at(at)
    return [f"{at}.{name}" for name in fields if name not in told]


def _reversed(known: Known, at: str, first: str, last: str) -> Iterator[str]:
    told = known.at(at)
    start, end = told.get(first), told.get(last)
    if start and end and str(end) < str(start):
        yield f"{at}.{last}"


def _person_gap(known: Known, at: str, persons: int) -> Iterator[str]:
    """Yield the path where several people live there and none of them is named."""
    person = known.at(at).get("person")
    if (person is None and persons > 1) or (person is not None and int(person) >= persons):
        yield f"{at}.person"


def _missing_incomes(known: Known, persons: int) -> Iterator[str]:
    found = known.entries("incomes")
    if not found:
        yield "incomes.0.amount"
    for index in found:
        at = f"incomes.{index}"
        yield from _person_gap(known, at, persons)
        yield from _gap(known, at, "kind", "amount", "rhythm", "pays")
        if known.at(at).get("rhythm") == "once":
            yield from _gap(known, at, "received_on")
            yield from _reversed(known, at, "attributed_from", "attributed_until")
        else:
            yield from _reversed(known, at, "since", "until")


def _missing_maintenance(known: Known, persons: int) -> Iterator[str]:
    found = known.entries("maintenance")
    if not found:
        yield "maintenance.0.amount"
    for index in found:
        at = f"maintenance.{index}"
        yield from _person_gap(known, at, persons)
        yield from _gap(known, at, "kind", "amount")
        if known.at(at).get("titled"):
            yield from _gap(known, at, "titled_amount")


def members_of(known: Known, start: date) -> tuple[Mitglied, ...]:
    """Return the people of an application, the applicant first.

    `start` is the first day of the period: the day by which a special payment of the year is told.
    :raises KeyError: when something is missing.
    """
    persons = people(known)
    named = names_of(known, persons)
    geld = _money(known, start)
    found = [_member(known, who, i, named[i], geld) for i, who in enumerate(persons)]
    if "death" in known.get("household.circumstances", ()):
        found.append(
            Mitglied(
                id="Verstorbene Person",
                relation=Verwandtschaft.RELATIVE,
                died_on=day_of(known, "household.died_on"),
            )
        )
    return tuple(found)


def names_of(known: Known, persons: list[str]) -> list[str]:
    """Return how the result speaks of each person: by given name, longer where two share it."""
    given = [str(known.at(who).get("given_name") or "") for who in persons]
    named: list[str] = []
    for number, who in enumerate(persons):
        name = given[number] or f"Person {number + 1}"
        if given[number] and given.count(given[number]) > 1:
            name = f"{name} {known.at(who).get('family_name', '')}".strip()
        named.append(f"{name} ({number + 1})" if name in named else name)
    return named


def _member(known: Known, who: str, number: int, name: str, geld: Geld) -> Mitglied:
    told, is_applicant = known.at(who), who == APPLICANT
    circumstances = told.get("circumstances", ())
    degree, cared_for = _DISABILITIES.get(str(told.get("disability")), (0, False))
    paid = geld.paid.get(number, set())
    flags: dict[str, Any] = {flag: name_ in paid for name_, flag in PAID.items()}
    return Mitglied(
        id=name,
        relation=(Verwandtschaft.APPLICANT if is_applicant else Verwandtschaft(told["relation"])),
        birth_date=day_of(told, "birth_date"),
        centre_of_life=not (is_applicant and known.get("home.elsewhere")),
        joined_on=day_of(told, "joined_on"),
        left_on=day_of(told, "left_on"),
        residence=_residence(told),
        residence_exception=bool(told.get("residence_exception")),
        shared_care=_shared_care(told) if "shared_care" in circumstances else None,
        benefits=_benefits(told),
        incomes=tuple(geld.incomes.get(number, ())),
        maintenance_paid=tuple(geld.maintenance.get(number, ())),
        disability_degree=degree,
        care_at_home=cared_for,
        persecuted="persecuted" in circumstances,
        kindergeld=bool(told.get("kindergeld")),
        basic_pension_years=bool(told.get("basic_pension_years")),
        training_support="training" in circumstances,
        training_support_only_loan=bool(told.get("training_loan")),
        source=who,
        **flags,
    )


def _residence(told: Told) -> Aufenthalt:
    residence = told.get("residence")
    return Aufenthalt(residence) if residence else Aufenthalt.GERMAN


def _shared_care(told: Told) -> Betreuung:
    here = int(told["care_days"])
    return Betreuung(days_here=here, days_there=CARE_DAYS - here)


def _benefits(told: Told) -> tuple[Leistung, ...]:
    benefit = told["benefit"]
    if benefit == NO_BENEFIT:
        return ()
    if benefit == COUNTED_FOR_OTHER:
        return (Leistung(kind=LeistungArt.SGB2, status=Stand.COUNTED_FOR_OTHER),)
    state = told["benefit_state"]
    found = Leistung(
        kind=LeistungArt(benefit),
        status=Stand.RECEIVED if state == "received" else Stand.APPLIED_FOR,
        since=day_of(told, "benefit_from"),
        until=day_of(told, "benefit_until"),
        housing_costs_included=bool(told.get("benefit_housing", True)),
        only_loan=state == "only_loan",
        need_avoided=state == "need_avoided",
        not_yet_paid=state == "need_avoided",
        settled=_SETTLED.get(state),
    )
    return (found,)


def _money(known: Known, start: date) -> Geld:
    geld = Geld()
    if known.get("household.has_income"):
        for index in known.entries("incomes"):
            at = f"incomes.{index}"
            told = known.at(at)
            person = int(told.get("person", 0))
            geld.incomes.setdefault(person, []).extend(_incomes(told, at, start))
            geld.paid.setdefault(person, set()).update(told["pays"])
    if "maintenance" in known.get("household.circumstances", ()):
        for index in known.entries("maintenance"):
            at = f"maintenance.{index}"
            told = known.at(at)
            person = int(told.get("person", 0))
            geld.maintenance.setdefault(person, []).append(_maintenance(told, at))
    return geld


def _incomes(told: Told, at: str, start: date) -> Iterator[Einnahme]:
    kind, rhythm = EinnahmeArt(told["kind"]), Rhythmus(told["rhythm"])
    attributed = day_of(told, "attributed_from"), day_of(told, "attributed_until")
    if not all(attributed):
        attributed = None, None
    yield Einnahme(
        kind=kind,
        amount=euros(told, "amount"),
        per=rhythm,
        since=day_of(told, "since"),
        until=day_of(told, "until"),
        received_on=day_of(told, "received_on"),
        attributed_from=attributed[0],
        attributed_until=attributed[1],
        expenses=euros(told, "expenses"),
        children=int(told.get("children", 1)),
        description=str(told.get("description", "")),
        source=at,
    )
    if special := euros(told, "special"):
        # Told as a sum of the next twelve months: it counts as flowing in at their end (§ 15 (3)).
        flows_in = last_of_month(add_months(start, 11))
        yield Einnahme(
            kind=kind,
            amount=special,
            per=Rhythmus.SPECIAL,
            received_on=flows_in,
            source=f"{at}.special",
        )


def _maintenance(told: Told, at: str) -> Unterhalt:
    titled: Decimal | None = None
    if told.get("titled"):
        titled = euros(told, "titled_amount")
    return Unterhalt(
        kind=UnterhaltArt(told["kind"]),
        amount=euros(told, "amount"),
        titled=titled,
        source=at,
    )
