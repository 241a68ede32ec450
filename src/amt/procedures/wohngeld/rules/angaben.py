"""From facts to a household: reading what the forms of the folder ask.

Names what is missing instead of guessing: no income of a kind means none, but whoever has income must
have said which contributions are paid (§ 16 WoGG).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from amt.contract.facts import Facts
from amt.procedures.wohngeld.forms import ALLOWED_DISABILITIES, CHILD, NO_BENEFIT
from amt.procedures.wohngeld.rules.einkommen import MONTHS, NOTHING, Einnahmen, Freibetraege
from amt.procedures.wohngeld.rules.haushalt import Haushalt

CHILD_AGE = 25
"""§ 17 (1) No. 4 WoGG: own earnings of a child younger than this."""

_DEDUCTIONS = ("pays_income_tax", "pays_health_insurance", "pays_pension_insurance")


def missing_facts(facts: Facts) -> tuple[str, ...]:
    """Return the paths of the facts without which nothing can be calculated."""
    missing = [path for path in ("home.place", "rent.cold") if path not in facts]
    if _is_trial(facts):
        missing += _missing_deductions(facts, "household")
        return tuple(missing)
    for benefit, income in _persons(facts):
        if benefit not in facts:
            missing.append(benefit)
        elif facts[benefit] == NO_BENEFIT:
            missing += _missing_deductions(facts, income)
    return tuple(missing)


def haushalt(facts: Facts, on: date) -> Haushalt:
    """Return the household that the facts describe, with ages as on a day.

    :raises MissingFact: when one of `missing_facts` is missing.
    """
    return _haushalt_of_trial(facts) if _is_trial(facts) else _haushalt_of_application(facts, on)


def person_number(path: str) -> int:
    """Return the number of the person whose income is at a path; the applicant is the first."""
    group, _, index = path.partition(".")
    return int(index) + 2 if group == "members" else 1


def _is_trial(facts: Facts) -> bool:
    return "household.size" in facts


def _persons(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield for each person the path of the benefit and where income is."""
    yield "applicant.benefit", "income"
    for index in range(facts.count("members")):
        yield f"members.{index}.benefit", f"members.{index}"


def _missing_deductions(facts: Facts, path: str) -> list[str]:
    if not any(facts.get(f"{path}.{kind}") for kind in ("wage", "pension", "other_income")):
        return []
    return [f"{path}.{name}" for name in _DEDUCTIONS if f"{path}.{name}" not in facts]


def _euros(facts: Facts, path: str) -> Decimal:
    return facts.money(path).euros if path in facts else NOTHING


def _einnahmen(facts: Facts, path: str, earners: int = 1) -> Einnahmen:
    return Einnahmen(
        path=path,
        wage=_euros(facts, f"{path}.wage"),
        pension=_euros(facts, f"{path}.pension"),
        other=_euros(facts, f"{path}.other_income"),
        earners=earners,
        deductions=sum(bool(facts.get(f"{path}.{name}")) for name in _DEDUCTIONS),
    )


def _haushalt_of_trial(facts: Facts) -> Haushalt:
    persons = facts.integer("household.size")
    excluded = min(persons, int(facts.get("household.excluded", 0)))
    counted = persons - excluded
    earners = min(max(1, counted), int(facts.get("household.earners", 1)))
    return Haushalt(
        place=facts.text("home.place"),
        gross_cold_rent=facts.money("rent.cold").euros,
        persons=persons,
        excluded=excluded,
        einnahmen=(_einnahmen(facts, "household", earners),),
        freibetraege=Freibetraege(
            severely_disabled=min(counted, int(facts.get("household.severely_disabled", 0))),
            single_parent=counted > 1 and bool(facts.get("household.single_parent")),
        ),
    )


def _haushalt_of_application(facts: Facts, on: date) -> Haushalt:
    persons = list(_persons(facts))
    counted = [income for benefit, income in persons if facts[benefit] == NO_BENEFIT]
    return Haushalt(
        place=facts.text("home.place"),
        gross_cold_rent=facts.money("rent.cold").euros,
        persons=len(persons),
        excluded=len(persons) - len(counted),
        einnahmen=tuple(_einnahmen(facts, path) for path in counted),
        freibetraege=Freibetraege(
            severely_disabled=sum(_is_severely_disabled(facts, path) for path in counted),
            single_parent=len(persons) > 1 and bool(facts.get("household.single_parent")),
            child_earnings_year=tuple(
                _euros(facts, f"{path}.wage") * MONTHS
                for path in counted
                if _is_young_child(facts, path, on) and facts.get(f"{path}.wage")
            ),
        ),
    )


def _is_severely_disabled(facts: Facts, path: str) -> bool:
    holder = "applicant" if path == "income" else path
    return facts.get(f"{holder}.disability") in ALLOWED_DISABILITIES


def _is_young_child(facts: Facts, path: str, on: date) -> bool:
    if facts.get(f"{path}.relation") != CHILD or f"{path}.birth_date" not in facts:
        return False
    born = facts.day(f"{path}.birth_date")
    return (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) < CHILD_AGE
