"""Who lives there, who is a member, who is counted, month by month (§§ 3 to 8 WoGG).

A month is told by its first day. `personen` answers for one month; `wechsel` names the months in
which the answer may change, so that a period is cut there (§ 25 (1) sentence 2 WoGG).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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

    `dead` are counted though they died (§ 6 (2)); they are among `members` and `counted`. `others`
    have the centre of their lives there but no right of residence (§ 5 (3)); `guests` live there
    with the centre of their lives elsewhere. `awaits_applicant`: the applicant moves in later. By
    which benefit somebody is excluded makes no other persons.
    """

    members: tuple[Mitglied, ...]
    counted: tuple[Mitglied, ...]
    excluded: tuple[tuple[Mitglied, Leistung], ...] = field(compare=False)
    dead: tuple[Mitglied, ...]
    others: tuple[Mitglied, ...]
    guests: tuple[Mitglied, ...] = ()
    awaits_applicant: bool = False

    @property
    def residents(self) -> tuple[Mitglied, ...]:
        """All who live there, members or not."""
        return (*self.living, *self.others, *self.guests)

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
    living = _alive(haushalt, month)
    dead = tuple(_counted_after_death(haushalt, month))
    if not dead:
        return living
    return replace(
        living,
        members=(*living.members, *dead),
        counted=(*living.counted, *dead),
        dead=dead,
    )


def _alive(haushalt: Haushalt, month: date) -> Personen:
    """Return who counts in a month without those who died."""
    present = tuple(m for m in haushalt.members if _lives_there(m, month))
    shared = _shared_children(present)
    members, others, guests = [], [], []
    for m in present:
        if shared.get(m.id, m.centre_of_life) and hat_aufenthaltsrecht(m):
            members.append(m)
        elif m.centre_of_life and shared.get(m.id, True):
            others.append(m)
        elif not _is_never_there(m):
            guests.append(m)
    excluded = _excluded(tuple(members), month)
    out = {member.id for member, _ in excluded}
    counted = tuple(m for m in members if m.id not in out)
    applicant = haushalt.members[0]
    return Personen(
        members=tuple(members),
        counted=counted,
        excluded=excluded,
        dead=(),
        others=tuple(others),
        guests=tuple(guests),
        awaits_applicant=_moves_in_later(applicant, month),
    )


def _excluded(members: tuple[Mitglied, ...], month: date) -> tuple[tuple[Mitglied, Leistung], ...]:
    return tuple(
        (member, benefit)
        for member in members
        if member.benefits and (benefit := ausschluss(member, members, month)) is not None
    )


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
    if _moves_in_later(member, month):
        return False
    if member.left_on is not None and member.left_on < month:
        return False
    return member.died_on is None or member.died_on >= month


def _moves_in_later(member: Mitglied, month: date) -> bool:
    return member.joined_on is not None and member.joined_on > last_of_month(month)


def _shared_children(present: tuple[Mitglied, ...]) -> dict[str, bool]:
    """Tell of each child in shared care whether it is a member here (§ 5 (4) WoGG).

    From a third to two thirds it is one with both parents, wherever the centre of its life is. A
    child with more than two thirds here is left to § 5 (1), and so is the applicant.
    """
    found: dict[str, bool] = {}
    less: dict[str, list[Mitglied]] = {}
    for member in present:
        care = member.shared_care
        if care is None or member.relation is Verwandtschaft.APPLICANT:
            continue
        days = care.days_here + care.days_there
        if days <= care.days_here * 3 <= days * 2:
            found[member.id] = True
        elif care.days_here * 3 < days:
            found[member.id] = False
            if care.days_here:
                less.setdefault(care.other_parent, []).append(member)
    for children in less.values():
        if len(children) > 1:
            youngest = max(children, key=lambda child: child.birth_date or date.min)
            found[youngest.id] = True
    return found


def _is_never_there(member: Mitglied) -> bool:
    return member.shared_care is not None and not member.shared_care.days_here


def _excludes(benefit: Leistung) -> bool:
    """Tell whether a benefit excludes, apart from time (§ 7 WoGG)."""
    if benefit.status is Stand.COUNTED_FOR_OTHER and benefit.kind not in _COUNTED_FOR_OTHERS:
        return False
    if benefit.kind in _ONLY_WITH_HOUSING_COSTS and not benefit.housing_costs_included:
        return False
    return not schliesst_nicht_aus(benefit)


def schliesst_nicht_aus(benefit: Leistung) -> bool:
    """Tell whether § 7 (1) sentence 3 or (2) sentence 2 WoGG lifts the exclusion."""
    avoided = benefit.need_avoided and (benefit.not_yet_paid or benefit.subordinate)
    return benefit.only_loan or (avoided and benefit.kind in _NEED_CAN_BE_AVOIDED)


def _all_receive_sgb8(members: tuple[Mitglied, ...], month: date) -> bool:
    """Tell whether all receive it with housing costs (§ 7 (1) sentence 1 No. 9)."""
    return all(
        any(
            b.kind is LeistungArt.SGB8
            and _runs(b, month)
            and _excludes(b)
            and not _settled(b, month)
            for b in member.benefits
        )
        for member in members
    )


def _runs(benefit: Leistung, month: date) -> bool:
    """Tell whether a month lies in the time of exclusion (§ 8 (1) sentence 2 WoGG)."""
    return _begin(benefit.since) <= month < _after(benefit.until)


def _settled(benefit: Leistung, month: date) -> bool:
    """Tell whether the exclusion counts as not having been (§ 8 (1) sentence 3, (2) WoGG).

    A benefit that is left for a part of a month does not exclude in it (sentence 2), so a month
    counts as settled of which any day is.
    """
    if benefit.settled is None:
        return False
    start, end = benefit.settled_from, benefit.settled_until
    return (start is None or start <= last_of_month(month)) and (end is None or end >= month)


def _begin(since: date | None) -> date:
    """Return the month with which a day begins to count: its own if it is the first of it."""
    if since is None:
        return date.min
    return since if since.day == 1 else add_months(first_of_month(since), 1)


def _after(until: date | None) -> date:
    """Return the first month that no longer counts: a month counts only up to its last day."""
    return date.max if until is None else first_of_month(until + _A_DAY)


def _counted_after_death(haushalt: Haushalt, month: date) -> Iterator[Mitglied]:
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
        if _counts_on(haushalt, member, member.died_on, month):
            yield member


def _counts_on(haushalt: Haushalt, member: Mitglied, died_on: date, month: date) -> bool:
    """Tell whether there were never again as many as before a death (sentence 2 No. 2)."""
    counted = _alive(haushalt, first_of_month(died_on)).counted
    if not any(each is member for each in counted):
        return False
    before = sum(_was_there(each, died_on) for each in counted)
    later = _next_month(died_on)
    while later <= month:
        if len(_alive(haushalt, later).counted) >= before:
            return False
        later = add_months(later, 1)
    return True


def _was_there(member: Mitglied, on: date) -> bool:
    came_later = member.joined_on is not None and member.joined_on > on
    left = member.left_on is not None and member.left_on < on
    return not (came_later or left or (member.died_on is not None and member.died_on < on))


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
        if benefit.since is not None:
            yield _begin(benefit.since)
        if benefit.until is not None:
            yield _after(benefit.until)
        if benefit.settled_from is not None:
            yield first_of_month(benefit.settled_from)
        if benefit.settled_until is not None:
            yield _next_month(benefit.settled_until)


def _next_month(day: date) -> date:
    return add_months(first_of_month(day), 1)


CHILDREN = frozenset({Verwandtschaft.CHILD, Verwandtschaft.FOSTER_CHILD})
PARENTS = frozenset({Verwandtschaft.PARENT, Verwandtschaft.FOSTER_PARENT})
