"""From facts to a household: reading what the forms of the folder ask.

Names what is missing instead of guessing: no income of a kind means none, but whoever has income
must have said which contributions are paid (§ 16 WoGG).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from amt.contract.facts import Facts
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.wohngeld.forms import ALLOWED_DISABILITIES, CHILD, NO_BENEFIT
from amt.procedures.wohngeld.rules import angaben_kurz
from amt.procedures.wohngeld.rules.angaben_kurz import (
    members_of_trial,
    members_of_version_1,
    missing_of_trial,
    missing_of_version_1,
)
from amt.procedures.wohngeld.rules.angaben_personen import (
    day_of,
    members_of,
    missing_of_personen,
)
from amt.procedures.wohngeld.rules.angaben_wohnung import (
    Known,
    euros,
    missing_of_wohnung,
    wohnung_of,
)
from amt.procedures.wohngeld.rules.einkommen import MONTHS, NOTHING, Einnahmen, Freibetraege
from amt.procedures.wohngeld.rules.haushalt import Haushalt as VolleHaushalt
from amt.procedures.wohngeld.rules.kurz import Haushalt

CHILD_AGE = 25
"""§ 17 No. 4 WoGG: own earnings of a child younger than this."""

APPLICANT, MEMBERS, TRIAL = "income", "members", "household"
"""Where income is: of the applicant, of an entry of the group, of the household in the trial."""

_KINDS = ("wage", "pension", "other_income")
_DEDUCTIONS = ("pays_income_tax", "pays_health_insurance", "pays_pension_insurance")


@dataclass(frozen=True, slots=True)
class Angaben:
    """What is known of a household: the facts, and for each person where benefit and income are."""

    known: Mapping[str, Any]
    is_trial: bool
    persons: tuple[tuple[str, str], ...]

    def missing(self) -> tuple[str, ...]:
        """Return the paths of the facts without which nothing can be calculated."""
        missing = [path for path in ("home.place", "rent.cold") if path not in self.known]
        if self.is_trial:
            missing += self._missing_deductions(TRIAL)
        for benefit, income in self.persons:
            if benefit not in self.known:
                missing.append(benefit)
            elif self.known[benefit] == NO_BENEFIT:
                missing += self._missing_deductions(income)
        return tuple(missing)

    def haushalt(self, on: date) -> Haushalt:
        """Return the household, with ages as on a day.

        :raises KeyError: when one of `missing` is missing.
        """
        return self._of_trial() if self.is_trial else self._of_application(on)

    def _missing_deductions(self, path: str) -> list[str]:
        if not any(self.known.get(f"{path}.{kind}") for kind in _KINDS):
            return []
        paths = (f"{path}.{name}" for name in _DEDUCTIONS)
        return [path for path in paths if path not in self.known]

    def _euros(self, path: str) -> Decimal:
        cents = self.known.get(path)
        return Money(int(cents)).euros if cents else NOTHING

    def _number(self, path: str, otherwise: int) -> int:
        return int(self.known.get(path, otherwise))

    def _einnahmen(self, path: str, earners: int = 1) -> Einnahmen:
        return Einnahmen(
            path=path,
            wage=self._euros(f"{path}.wage"),
            pension=self._euros(f"{path}.pension"),
            other=self._euros(f"{path}.other_income"),
            earners=earners,
            deductions=sum(bool(self.known.get(f"{path}.{name}")) for name in _DEDUCTIONS),
        )

    def _of_trial(self) -> Haushalt:
        persons = int(self.known["household.size"])
        excluded = min(persons, self._number("household.excluded", 0))
        counted = persons - excluded
        earners = min(max(1, counted), self._number("household.earners", 1))
        return Haushalt(
            place=str(self.known["home.place"]),
            gross_cold_rent=self._euros("rent.cold"),
            persons=persons,
            excluded=excluded,
            einnahmen=(self._einnahmen(TRIAL, earners),),
            freibetraege=Freibetraege(
                severely_disabled=min(counted, self._number("household.severely_disabled", 0)),
                single_parent=persons > 1 and bool(self.known.get("household.single_parent")),
            ),
        )

    def _of_application(self, on: date) -> Haushalt:
        counted = [path for benefit, path in self.persons if self.known[benefit] == NO_BENEFIT]
        alone_with_children = bool(self.known.get("household.single_parent"))
        return Haushalt(
            place=str(self.known["home.place"]),
            gross_cold_rent=self._euros("rent.cold"),
            persons=len(self.persons),
            excluded=len(self.persons) - len(counted),
            einnahmen=tuple(self._einnahmen(path) for path in counted),
            freibetraege=Freibetraege(
                severely_disabled=sum(self._is_severely_disabled(path) for path in counted),
                single_parent=len(self.persons) > 1 and alone_with_children,
                child_earnings_year=tuple(
                    self._euros(f"{path}.wage") * MONTHS
                    for path in counted
                    if self.known.get(f"{path}.wage") and self._is_young_child(path, on)
                ),
            ),
        )

    def _is_severely_disabled(self, path: str) -> bool:
        holder = "applicant" if path == APPLICANT else path
        return self.known.get(f"{holder}.disability") in ALLOWED_DISABILITIES

    def _is_young_child(self, path: str, on: date) -> bool:
        born_on = self.known.get(f"{path}.birth_date")
        if self.known.get(f"{path}.relation") != CHILD or not born_on:
            return False
        born = date.fromisoformat(str(born_on))
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < CHILD_AGE


def angaben(facts: Facts) -> Angaben:
    """Return what facts of either form say of the household."""
    # A plain mapping: `Facts` raises for each path that is not there, and most are not.
    known = {path: facts[path] for path in facts}
    if "household.size" in known:
        return Angaben(known, is_trial=True, persons=())
    entries = (f"{MEMBERS}.{index}" for index in range(facts.count(MEMBERS)))
    members = tuple((f"{entry}.benefit", entry) for entry in entries)
    return Angaben(known, is_trial=False, persons=(("applicant.benefit", APPLICANT), *members))


def person_number(path: str) -> int:
    """Return the number of the person whose income is at a path; the applicant is the first."""
    group, _, index = path.partition(".")
    return int(index) + 2 if group == MEMBERS else 1


def missing(facts: Facts) -> tuple[str, ...]:
    """Return the paths of the facts without which nothing can be calculated.

    Also those that contradict each other: an end before its beginning, a part that is not smaller
    than the whole.
    """
    known = _known(facts)
    found = [] if "home.place" in known else ["home.place"]
    if is_trial(known):
        found += missing_of_trial(known)
    elif is_version_1(known):
        found += missing_of_version_1(known)
    else:
        found += [*missing_of_wohnung(known), *missing_of_personen(known)]
    return tuple(found)


def haushalt_from_facts(facts: Facts, span: Span) -> VolleHaushalt:
    """Return the household of a case; the first day of the span stands for the application.

    :raises KeyError: when one of `missing` is missing.
    """
    known = _known(facts)
    if is_trial(known):
        wohnung, members = angaben_kurz.wohnung_of(known), members_of_trial(known, span.start)
    elif is_version_1(known):
        wohnung, members = angaben_kurz.wohnung_of(known), members_of_version_1(known)
    else:
        wohnung, members = wohnung_of(known), members_of(known, span.start)
    moved_in = day_of(known, "rent.moved_in_on") or day_of(known, "home.since")
    wealth = euros(known, "household.wealth_amount")
    return VolleHaushalt(
        applied_on=span.start,
        place=str(known["home.place"]),
        wohnung=wohnung,
        members=members,
        conditions_from=moved_in if moved_in and moved_in > span.start else None,
        previous_until=day_of(known, "grant.previous_until"),
        wealth=wealth or None,
        abusive=bool(known.get("household.abusive")),
    )


def is_trial(known: Known) -> bool:
    """Tell whether facts are those of a trial."""
    return "household.size" in known


def is_version_1(known: Known) -> bool:
    """Tell whether facts are those of version 1 of the application."""
    return not known.keys() & {"home.kind", "household.has_income"}


def _known(facts: Facts) -> dict[str, Any]:
    # A plain mapping: `Facts` raises for each path that is not there, and most are not.
    return {path: facts[path] for path in facts}
