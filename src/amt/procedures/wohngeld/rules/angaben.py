"""From facts to a household: reading what the forms of the folder ask.

Names what is missing instead of guessing: no income of a kind means none, but whoever has income
must have said what is paid of it (§ 16 WoGG). Facts are those of a trial, of version 1 of the
application or of version 2; `angaben_kurz` reads the first two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules import angaben_kurz as kurz
from amt.procedures.wohngeld.rules.angaben_personen import (
    day_of,
    members_of,
    missing_of_personen,
)
from amt.procedures.wohngeld.rules.angaben_wohnung import (
    Known,
    euros,
    known_of,
    missing_of_wohnung,
    wohnung_of,
)
from amt.procedures.wohngeld.rules.haushalt import Haushalt


def missing(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paths of the facts without which nothing can be calculated.

    Also those that contradict each other: an end before its beginning, a part that is not smaller
    than the whole.
    """
    known = known_of(facts)
    found = [] if "home.place" in known else ["home.place"]
    if is_trial(known):
        found += kurz.missing_of_trial(known)
    elif is_version_1(known):
        found += kurz.missing_of_version_1(known)
    else:
        found += [*missing_of_wohnung(known), *missing_of_personen(known)]
    return tuple(found)


def haushalt_from_facts(facts: Mapping[str, Any], span: Span) -> Haushalt:
    """Return the household of a case; the first day of the span stands for the application.

    :raises KeyError: when one of `missing` is missing.
    """
    known = known_of(facts)
    if is_trial(known):
        wohnung, members = kurz.wohnung_of(known), kurz.members_of_trial(known, span.start)
    elif is_version_1(known):
        wohnung, members = kurz.wohnung_of(known), kurz.members_of_version_1(known)
    else:
        wohnung, members = wohnung_of(known), members_of(known, span.start)
    moved_in = day_of(known, "rent.moved_in_on") or day_of(known, "home.since")
    return Haushalt(
        applied_on=span.start,
        place=str(known["home.place"]),
        wohnung=wohnung,
        members=members,
        conditions_from=moved_in if moved_in and moved_in > span.start else None,
        previous_until=day_of(known, "grant.previous_until"),
        wealth=euros(known, "household.wealth_amount") or None,
        abusive=bool(known.get("household.abusive")),
    )


def is_trial(known: Known) -> bool:
    """Tell whether facts are those of a trial."""
    return "household.size" in known


def is_version_1(known: Known) -> bool:
    """Tell whether facts are those of version 1 of the application."""
    return not ("home.kind" in known or "household.has_income" in known)
