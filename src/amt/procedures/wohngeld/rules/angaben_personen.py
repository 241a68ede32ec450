"""From facts to the people of a household: who they are, what they receive and pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from amt.kernel.periods import add_months, last_of_month
from amt.procedures.wohngeld.rules.angaben_wohnung import Known, entries, euros
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
    return [APPLICANT, *(f"members.{index}" for index in entries(known, "members"))]


def day_of(known: Known, path: str) -> date | None:
    """Return a day, or None where none is told."""
    told = known.get(path)
    return date.fromisoformat(str(told)) if told else None


def missing_of_personen(known: Known) -> Iterator[str]:
    """Yield the paths about people and money without which nothing can be calculated."""
    persons = people(known)
    for who in persons:
        if f"{who}.benefit" not in known:
            yield f"{who}.benefit"
        elif known[f"{who}.benefit"] not in (NO_BENEFIT, COUNTED_FOR_OTHER):
            yield from _gap(known, f"{who}.benefit_state")
            yield from _reversed(known, f"{who}.benefit_from", f"{who}.benefit_until")
        circumstances = known.get(f"{who}.circumstances", ())
        if "shared_care" in circumstances:
            yield from _gap(known, f"{who}.care_days", f"{who}.birth_date")
        for circumstance, path in (("foreign", "residence"), ("disability", "disability")):
            if circumstance in circumstances:
                yield from _gap(known, f"{who}.{path}")
        if who != APPLICANT:
            yield from _gap(known, f"{who}.relation")
    yield from _gap(known, "household.has_income")
    if known.get("household.has_income"):
        yield from _missing_incomes(known, len(persons))
    if "maintenance" in known.get("household.circumstances", ()):
        yield from _missing_maintenance(known, len(persons))


def _gap(known: Known, *paths: str) -> Iterator[str]:
    yield from (path for path in paths if path not in known)


def _reversed(known: Known, first: str, last: str) -> Iterator[str]:
    start, end = known.get(first), known.get(last)
    if start and end and str(end) < str(start):
        yield last


def _person_gap(known: Known, path: str, persons: int) -> Iterator[str]:
    """Yield the path where several people live there and none of them is named."""
    told = known.get(path)
    if (told is None and persons > 1) or (told is not None and int(told) >= persons):
        yield path


def _missing_incomes(known: Known, persons: int) -> Iterator[str]:
    found = entries(known, "incomes")
    if not found:
        yield "incomes.0.amount"
    for index in found:
        at = f"incomes.{index}"
        yield from _person_gap(known, f"{at}.person", persons)
        yield from _gap(known, f"{at}.kind", f"{at}.amount", f"{at}.rhythm", f"{at}.pays")
        if known.get(f"{at}.rhythm") == "once":
            yield from _gap(known, f"{at}.received_on")
            yield from _reversed(known, f"{at}.attributed_from", f"{at}.attributed_until")
        else:
            yield from _reversed(known, f"{at}.since", f"{at}.until")


def _missing_maintenance(known: Known, persons: int) -> Iterator[str]:
    found = entries(known, "maintenance")
    if not found:
        yield "maintenance.0.amount"
    for index in found:
        at = f"maintenance.{index}"
        yield from _person_gap(known, f"{at}.person", persons)
        yield from _gap(known, f"{at}.kind", f"{at}.amount")
        if known.get(f"{at}.titled"):
            yield from _gap(known, f"{at}.titled_amount")


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
    given = [str(known.get(f"{who}.given_name") or "") for who in persons]
    named: list[str] = []
    for number, who in enumerate(persons):
        name = given[number] or f"Person {number + 1}"
        if given.count(given[number]) > 1 and given[number]:
            name = f"{name} {known.get(f'{who}.family_name', '')}".strip()
        named.append(f"{name} ({number + 1})" if name in named else name)
    return named


def _member(known: Known, who: str, number: int, name: str, geld: Geld) -> Mitglied:
    is_applicant = who == APPLICANT
    circumstances = known.get(f"{who}.circumstances", ())
    degree, cared_for = _DISABILITIES.get(str(known.get(f"{who}.disability")), (0, False))
    paid = geld.paid.get(number, set())
    flags: dict[str, Any] = {flag: name_ in paid for name_, flag in PAID.items()}
    return Mitglied(
        id=name,
        relation=(
            Verwandtschaft.APPLICANT if is_applicant else Verwandtschaft(known[f"{who}.relation"])
        ),
        birth_date=day_of(known, f"{who}.birth_date"),
        centre_of_life=not (is_applicant and known.get("home.elsewhere")),
        joined_on=day_of(known, f"{who}.joined_on"),
        left_on=day_of(known, f"{who}.left_on"),
        residence=_residence(known, who),
        residence_exception=bool(known.get(f"{who}.residence_exception")),
        shared_care=_shared_care(known, who) if "shared_care" in circumstances else None,
        benefits=tuple(_benefits(known, who)),
        incomes=tuple(geld.incomes.get(number, ())),
        maintenance_paid=tuple(geld.maintenance.get(number, ())),
        disability_degree=degree,
        care_at_home=cared_for,
        persecuted="persecuted" in circumstances,
        kindergeld=bool(known.get(f"{who}.kindergeld")),
        basic_pension_years=bool(known.get(f"{who}.basic_pension_years")),
        training_support="training" in circumstances,
        training_support_only_loan=bool(known.get(f"{who}.training_loan")),
        source=who,
        **flags,
    )


def _residence(known: Known, who: str) -> Aufenthalt:
    told = known.get(f"{who}.residence")
    return Aufenthalt(told) if told else Aufenthalt.GERMAN


def _shared_care(known: Known, who: str) -> Betreuung:
    here = int(known[f"{who}.care_days"])
    return Betreuung(days_here=here, days_there=CARE_DAYS - here)


def _benefits(known: Known, who: str) -> Iterator[Leistung]:
    benefit = known[f"{who}.benefit"]
    if benefit == NO_BENEFIT:
        return
    if benefit == COUNTED_FOR_OTHER:
        yield Leistung(kind=LeistungArt.SGB2, status=Stand.COUNTED_FOR_OTHER)
        return
    state = known[f"{who}.benefit_state"]
    yield Leistung(
        kind=LeistungArt(benefit),
        status=Stand.RECEIVED if state == "received" else Stand.APPLIED_FOR,
        since=day_of(known, f"{who}.benefit_from"),
        until=day_of(known, f"{who}.benefit_until"),
        housing_costs_included=bool(known.get(f"{who}.benefit_housing", True)),
        only_loan=state == "only_loan",
        need_avoided=state == "need_avoided",
        not_yet_paid=state == "need_avoided",
        settled=_SETTLED.get(state),
    )


def _money(known: Known, start: date) -> Geld:
    geld = Geld()
    if known.get("household.has_income"):
        for index in entries(known, "incomes"):
            at = f"incomes.{index}"
            person = int(known.get(f"{at}.person", 0))
            geld.incomes.setdefault(person, []).extend(_incomes(known, at, start))
            geld.paid.setdefault(person, set()).update(known[f"{at}.pays"])
    if "maintenance" in known.get("household.circumstances", ()):
        for index in entries(known, "maintenance"):
            at = f"maintenance.{index}"
            person = int(known.get(f"{at}.person", 0))
            geld.maintenance.setdefault(person, []).append(_maintenance(known, at))
    return geld


def _incomes(known: Known, at: str, start: date) -> Iterator[Einnahme]:
    kind, rhythm = EinnahmeArt(known[f"{at}.kind"]), Rhythmus(known[f"{at}.rhythm"])
    attributed = day_of(known, f"{at}.attributed_from"), day_of(known, f"{at}.attributed_until")
    if not all(attributed):
        attributed = None, None
    yield Einnahme(
        kind=kind,
        amount=euros(known, f"{at}.amount"),
        per=rhythm,
        since=day_of(known, f"{at}.since"),
        until=day_of(known, f"{at}.until"),
        received_on=day_of(known, f"{at}.received_on"),
        attributed_from=attributed[0],
        attributed_until=attributed[1],
        expenses=euros(known, f"{at}.expenses"),
        children=int(known.get(f"{at}.children", 1)),
        description=str(known.get(f"{at}.description", "")),
        source=at,
    )
    if special := euros(known, f"{at}.special"):
        # Told as a sum of the next twelve months: it counts as flowing in at their end (§ 15 (3)).
        flows_in = last_of_month(add_months(start, 11))
        yield Einnahme(
            kind=kind,
            amount=special,
            per=Rhythmus.SPECIAL,
            received_on=flows_in,
            source=f"{at}.special",
        )


def _maintenance(known: Known, at: str) -> Unterhalt:
    titled: Decimal | None = None
    if known.get(f"{at}.titled"):
        titled = euros(known, f"{at}.titled_amount")
    return Unterhalt(
        kind=UnterhaltArt(known[f"{at}.kind"]),
        amount=euros(known, f"{at}.amount"),
        titled=titled,
        source=at,
    )
