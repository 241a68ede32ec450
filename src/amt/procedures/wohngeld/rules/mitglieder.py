"""Who lives there, who is a member, who is counted, month by month (§§ 3 to 8 WoGG).

A month is told by its first day. `personen` answers for one month; `wechsel` names the months in
which the answer may change, so that a period is cut there (§ 25 (1) sentence 2 WoGG).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from amt.kernel.periods import Span, add_months, first_of_month, last_of_month
from amt.procedures.wohngeld.rules.haushalt import (
    Aufenthalt,
    Haushalt,
    Leistung,
    LeistungArt,
    Mitglied,
    Stand,
    Verwandtschaft,
)

MONTHS_AFTER_DEATH = 12
"""§ 6 (2) sentence 1 WoGG."""

_A_DAY = timedelta(days=1)

ENTITLED = frozenset(
    {
        Aufenthalt.GERMAN,
        Aufenthalt.EU_FREE_MOVEMENT,
        Aufenthalt.TITLE_OR_TOLERATION,
        Aufenthalt.TREATY,
        Aufenthalt.ASYLUM_PERMISSION,
        Aufenthalt.HOMELESS_FOREIGNER,
        Aufenthalt.EXEMPT_BY_ORDINANCE,
    }
)
"""§ 3 (5) sentence 1 WoGG and everybody who is no foreign national."""

_ONLY_WITH_HOUSING_COSTS = frozenset({LeistungArt.INJURY_BENEFIT, LeistungArt.SGB8})
_NEED_CAN_BE_AVOIDED = frozenset(LeistungArt) - {LeistungArt.ASYLUM_SEEKERS, LeistungArt.SGB8}
"""§ 7 (1) sentence 3 No. 2 WoGG speaks of No. 1 to 7."""
_COUNTED_FOR_OTHERS = frozenset(LeistungArt) - {
    LeistungArt.SGB2_TRAINEE_GRANT,
    LeistungArt.SGB8,
}
"""§ 7 (2) sentence 1 No. 1 to 5 WoGG."""


@dataclass(frozen=True, slots=True)
class Personen:
    """The persons of a month: members, those counted, those excluded, residents without membership.

    `dead` are counted though they died (§ 6 (2)); they are among `members` and `counted`.
    """

    members: tuple[Mitglied, ...]
    counted: tuple[Mitglied, ...]
    excluded: tuple[tuple[Mitglied, Leistung], ...]
    dead: tuple[Mitglied, ...]
    others: tuple[Mitglied, ...]

    @property
    def living(self) -> tuple[Mitglied, ...]:
        """The members who are alive."""
        return tuple(m for m in self.members if m not in self.dead) if self.dead else self.members

    @property
    def earning(self) -> tuple[Mitglied, ...]:
        """The counted members who are alive: their income and allowances count."""
        return tuple(m for m in self.counted if m not in self.dead) if self.dead else self.counted


def hat_aufenthaltsrecht(member: Mitglied) -> bool:
    """Tell whether § 3 (5) WoGG lets a person be entitled and, by § 5 (3), be a member."""
    if member.residence is Aufenthalt.GERMAN:
        return True
    if not member.in_germany:
        return False
    if member.residence is Aufenthalt.SEARCH_OR_SERVICE_TITLE:
        return member.residence_exception
    return member.residence in ENTITLED


def personen(haushalt: Haushalt, month: date) -> Personen:
    """Return who counts in a month."""
    present = tuple(m for m in haushalt.members if _lives_there(m, month))
    shared = _shared_children_elsewhere(present)
    members = tuple(
        m for m in present if m.centre_of_life and hat_aufenthaltsrecht(m) and m.id not in shared
    )
    others = tuple(m for m in present if m.centre_of_life and not hat_aufenthaltsrecht(m))
    excluded = tuple(
        (member, benefit)
        for member in members
        if member.benefits and (benefit := ausschluss(member, members, month)) is not None
    )
    out = {member.id for member, _ in excluded}
    counted = tuple(m for m in members if m.id not in out) if out else members
    dead = tuple(_counted_after_death(haushalt, month, len(counted)))
    return Personen((*members, *dead), (*counted, *dead), excluded, dead, others)


def ausschluss(member: Mitglied, members: tuple[Mitglied, ...], month: date) -> Leistung | None:
    """Return the benefit that excludes a member in a month, if any (§§ 7, 8 WoGG)."""
    for benefit in member.benefits:
        if _runs(benefit, month) and _excludes(benefit) and not _settled(benefit, month):
            if benefit.kind is LeistungArt.SGB8 and not _all_receive_sgb8(members, month):
                continue
            return benefit
    return None


def wechsel(haushalt: Haushalt, span: Span) -> list[date]:
    """List the months inside a span, after its first, in which the persons may change."""
    found = {day for member in haushalt.members for day in _changes(member)}
    end = span.end or date.max
    return sorted(day for day in found if span.start < day <= end)


def _lives_there(member: Mitglied, month: date) -> bool:
    if member.joined_on is None and member.left_on is None and member.died_on is None:
        return True
    if member.joined_on is not None and member.joined_on > last_of_month(month):
        return False
    if member.left_on is not None and member.left_on < month:
        return False
    return member.died_on is None or member.died_on >= month


def _shared_children_elsewhere(present: tuple[Mitglied, ...]) -> frozenset[str]:
    """Return the children who by § 5 (4) WoGG are members with the other parent only."""
    less: dict[str, list[Mitglied]] = {}
    for member in present:
        care = member.shared_care
        # "bis zu einem Verhältnis von mindestens einem Drittel zu zwei Dritteln": here >= 1/3.
        if care is not None and care.days_here * 3 < care.days_here + care.days_there:
            less.setdefault(care.other_parent, []).append(member)
    if not less:
        return frozenset()
    elsewhere = set()
    for children in less.values():
        youngest = max(children, key=lambda child: child.birth_date or date.min)
        elsewhere |= {c.id for c in children if len(children) == 1 or c is not youngest}
    return frozenset(elsewhere)


def _excludes(benefit: Leistung) -> bool:
    """Tell whether a benefit excludes, apart from time (§ 7 WoGG)."""
    if benefit.only_loan:
        return False
    if benefit.status is Stand.COUNTED_FOR_OTHER and benefit.kind not in _COUNTED_FOR_OTHERS:
        return False
    if benefit.kind in _ONLY_WITH_HOUSING_COSTS and not benefit.housing_costs_included:
        return False
    avoided = benefit.need_avoided and (benefit.not_yet_paid or benefit.subordinate)
    return not (avoided and benefit.kind in _NEED_CAN_BE_AVOIDED)


def _all_receive_sgb8(members: tuple[Mitglied, ...], month: date) -> bool:
    """Tell whether nobody lives there who does not receive it (§ 7 (1) sentence 1 No. 9)."""
    return all(
        any(b.kind is LeistungArt.SGB8 and _runs(b, month) for b in member.benefits)
        for member in members
    )


def _runs(benefit: Leistung, month: date) -> bool:
    """Tell whether a month lies in the time of exclusion (§ 8 (1) sentence 2 WoGG)."""
    return _begin(benefit.since) <= month < _after(benefit.until)


def _settled(benefit: Leistung, month: date) -> bool:
    """Tell whether the exclusion counts as not having been (§ 8 (1) sentence 3, (2) WoGG)."""
    if benefit.settled is None:
        return False
    return _begin(benefit.settled_from) <= month < _after(benefit.settled_until)


def _begin(since: date | None) -> date:
    """Return the month with which a day begins to count: its own if it is the first of it."""
    if since is None:
        return date.min
    return since if since.day == 1 else add_months(first_of_month(since), 1)


def _after(until: date | None) -> date:
    """Return the first month that no longer counts: a month counts only up to its last day."""
    return date.max if until is None else first_of_month(until + _A_DAY)


def _counted_after_death(haushalt: Haushalt, month: date, counted: int) -> Iterator[Mitglied]:
    """Yield the dead who are counted on (§ 6 (2) WoGG)."""
    for member in haushalt.members:
        if member.died_on is None or member.died_on >= month:
            continue
        month_of_death = first_of_month(member.died_on)
        if month > add_months(month_of_death, MONTHS_AFTER_DEATH):
            continue
        ended = member.death_counts_until
        if ended is not None and ended < month:
            continue
        before = personen(haushalt, month_of_death).counted
        # Sentence 2 No. 2: as many as before the death are there again.
        if any(each is member for each in before) and counted < len(before):
            yield member


def _changes(member: Mitglied) -> Iterator[date]:
    if member.joined_on is not None:
        yield first_of_month(member.joined_on)
    if member.left_on is not None:
        yield _next_month(member.left_on)
    if member.died_on is not None:
        yield _next_month(member.died_on)
        yield add_months(first_of_month(member.died_on), MONTHS_AFTER_DEATH + 1)
    if member.death_counts_until is not None:
        yield _next_month(member.death_counts_until)
    for benefit in member.benefits:
        for begin in (benefit.since, benefit.settled_from):
            if begin is not None:
                yield _begin(begin)
        for end in (benefit.until, benefit.settled_until):
            if end is not None:
                yield _after(end)


def _next_month(day: date) -> date:
    return add_months(first_of_month(day), 1)


CHILDREN = frozenset({Verwandtschaft.CHILD, Verwandtschaft.FOSTER_CHILD})
PARENTS = frozenset({Verwandtschaft.PARENT, Verwandtschaft.FOSTER_PARENT})
