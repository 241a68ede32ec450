"""What is taken off the income of the household: allowances and maintenance (§§ 17, 17a, 18 WoGG).

Amounts in EUR a year. Where a child grows too old inside the period, the allowance lasts for the
months on whose first day it is younger: the circumstances in the period count (§ 24 (2) WoGG).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amt.procedures.wohngeld.rules.einnahme import UnterhaltArt
from amt.procedures.wohngeld.rules.festkomma import product, quotient, total
from amt.procedures.wohngeld.rules.haushalt import Mitglied, Verwandtschaft
from amt.procedures.wohngeld.rules.jahreseinkommen import (
    MONTHS,
    NOTHING,
    Jahreseinkommen,
    Zeit,
    einnahmen_aus_arbeit,
    im_jahr,
)
from amt.procedures.wohngeld.rules.mitglieder import CHILDREN, PARENTS, Personen
from amt.procedures.wohngeld.rules.werte import Werte, regelbedarf
from amt.procedures.wohngeld.rules.wohnung import Wohnung
from amt.procedures.wohngeld.rules.zahlen import german

ADULT, YOUNG = 18, 25
"""§ 17 No. 3 b and No. 4 WoGG."""

FULL_DEGREE, SEVERE_DEGREE = 100, 50
"""§ 17 No. 1 WoGG; severely disabled is who has a degree of at least 50 (§ 2 (2) SGB IX)."""


@dataclass(frozen=True, slots=True)
class Freibetrag:
    """An amount that is taken off, EUR a year, and of whom it comes."""

    key: str
    norm: str
    amount: Decimal
    members: tuple[Mitglied, ...]
    formula: str = ""
    sources: tuple[str, ...] = ()


def freibetraege(
    personen: Personen,
    wohnung: Wohnung,
    incomes: Sequence[Jahreseinkommen],
    zeit: Zeit,
    werte: Werte,
) -> tuple[Freibetrag, ...]:
    """Return all that is taken off the sum of the yearly incomes (§ 13 (1) WoGG).

    :raises NotEnacted: when the standard need of § 17a is not known for the period.
    """
    earning = personen.earning
    found = (
        *_disabled(earning, werte),
        *_persecuted(earning, werte),
        *_single_parent(personen, wohnung, zeit, werte),
        *_earnings_of_children(personen, incomes, zeit, werte),
        *_basic_pension(incomes, zeit.start, werte),
        *_maintenance(earning, zeit, werte),
    )
    return tuple([deduction for deduction in found if deduction.amount])


def age(member: Mitglied, on: date) -> int | None:
    """Return the age in full years on a day, or None when the birth date is not known."""
    born = member.birth_date
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _months_younger(member: Mitglied, limit: int, zeit: Zeit) -> int:
    """Count the months of the period on whose first day a member is younger than so many years."""
    born = member.birth_date
    if born is None:
        return 0
    last = (born.year + limit - zeit.start.year) * MONTHS + born.month - zeit.start.month
    return max(0, min(zeit.months, last + (born.day > 1)))


def _for_months(amount: Decimal, months: int, zeit: Zeit) -> tuple[Decimal, str]:
    """Return the part of a yearly amount for some months of the period, and the formula."""
    if months == zeit.months:
        return amount, ""
    part = quotient(product(amount, Decimal(months)), zeit.months)
    return part, f"{german(amount)} × {months} / {zeit.months}"


def _disabled(earning: Sequence[Mitglied], werte: Werte) -> Sequence[Freibetrag]:
    found = [
        m
        for m in earning
        if m.disability_degree >= FULL_DEGREE
        or (m.disability_degree >= SEVERE_DEGREE and m.care_at_home)
    ]
    amount = werte.limits["severely_disabled"]
    return _each("allowance_severely_disabled", "§ 17 Nr. 1 WoGG", amount, found)


def _persecuted(earning: Sequence[Mitglied], werte: Werte) -> Sequence[Freibetrag]:
    found = [m for m in earning if m.persecuted]
    return _each("allowance_persecuted", "§ 17 Nr. 2 WoGG", werte.limits["persecuted"], found)


def _each(
    key: str, norm: str, amount: Decimal, members: Sequence[Mitglied]
) -> Sequence[Freibetrag]:
    """Return one allowance for all of these members, or none where there is nobody."""
    if not members:
        return ()
    formula = f"{len(members)} × {german(amount)}" if len(members) > 1 else ""
    return (Freibetrag(key, norm, amount * len(members), tuple(members), formula),)


def _single_parent(
    personen: Personen, wohnung: Wohnung, zeit: Zeit, werte: Werte
) -> Iterator[Freibetrag]:
    """Somebody counted who lives with children only, one of them a minor with Kindergeld."""
    residents = personen.residents
    if len(residents) < 2 or wohnung.co_residents:
        return
    for parent in personen.earning:
        children = [member for member in residents if member is not parent]
        if not all(_is_child_of(child, parent, children, zeit.start) for child in children):
            continue
        minor = [_months_younger(c, ADULT, zeit) for c in children if c.kindergeld]
        months = max(minor, default=0)
        amount, formula = _for_months(werte.limits["single_parent"], months, zeit)
        told = tuple([f"{child.source}.kindergeld" for child in children if child.source])
        yield Freibetrag(
            "allowance_single_parent", "§ 17 Nr. 3 WoGG", amount, (parent,), formula, told
        )
        return


def _is_child_of(child: Mitglied, parent: Mitglied, children: Sequence[Mitglied], on: date) -> bool:
    if parent.relation in PARENTS:
        return child.relation in (Verwandtschaft.APPLICANT, Verwandtschaft.SIBLING)
    if parent.relation is not Verwandtschaft.APPLICANT:
        return False
    if child.relation in CHILDREN:
        return True
    # Beside a grown-up child of the applicant a grandchild is the child of that one.
    is_grandchild = child.relation is Verwandtschaft.GRANDCHILD
    return is_grandchild and not _has_grown_up_child(children, on)


def _has_grown_up_child(members: Sequence[Mitglied], on: date) -> bool:
    return any(
        member.relation in CHILDREN and (age(member, on) or 0) >= ADULT for member in members
    )


def _earnings_of_children(
    personen: Personen, incomes: Sequence[Jahreseinkommen], zeit: Zeit, werte: Werte
) -> Iterator[Freibetrag]:
    limit = werte.limits["child_earnings_limit"]
    members, amounts, formulas = [], [], []
    for income in incomes:
        member = income.member
        if not (income.earnings and _is_child_here(member, personen.living, zeit.start)):
            continue
        months = _months_younger(member, YOUNG, zeit)
        if not months:
            continue
        earned = income.earnings
        if months < zeit.months:
            # Only what is earned in the months in which the child is still young.
            earned = einnahmen_aus_arbeit(member, Zeit(zeit.start, months, zeit.applied_on))
        amount, _ = _for_months(min(earned, limit), months, zeit)
        formula = f"min({german(earned)}; {german(limit)})"
        members.append(member)
        amounts.append(amount)
        formulas.append(
            formula if months == zeit.months else f"{formula} × {months} / {zeit.months}"
        )
    if members:
        yield Freibetrag(
            "allowance_child_earnings",
            "§ 17 Nr. 4 WoGG",
            total(*amounts),
            tuple(members),
            " + ".join(formulas),
        )


def _is_child_here(member: Mitglied, living: Sequence[Mitglied], on: date) -> bool:
    """Tell whether a member is a child of another member."""
    if member.relation in _SIDE_OF_APPLICANT:
        return any(each.relation in PARENTS for each in living)
    if member.relation is Verwandtschaft.GRANDCHILD:
        return _has_grown_up_child(living, on)
    return member.relation in CHILDREN


_SIDE_OF_APPLICANT = frozenset({Verwandtschaft.APPLICANT, Verwandtschaft.SIBLING})


def _basic_pension(
    incomes: Sequence[Jahreseinkommen], on: date, werte: Werte
) -> Iterator[Freibetrag]:
    """33 years of Grundrentenzeiten (§ 17a (1), (2)); the need of the first day (§ 17a (4))."""
    for income in incomes:
        if not (income.member.basic_pension_years and income.pensions):
            continue
        first = werte.limits["basic_pension_first"]
        percent = werte.limits["basic_pension_percent"]
        share = werte.limits["basic_pension_share_of_need_percent"]
        most = regelbedarf(on, 1) * share / 100 * MONTHS
        above = max(NOTHING, income.pensions - first)
        amount = min(total(min(income.pensions, first), above * percent / 100), most)
        yield Freibetrag(
            "allowance_basic_pension",
            "§ 17a Abs. 1, 2 WoGG, Anlage zu § 28 SGB XII",
            amount,
            (income.member,),
            f"min({german(min(income.pensions, first))} + {german(percent, 0)} % × "
            f"{german(above)}; {german(most)})",
        )


_LIMITS = {
    UnterhaltArt.TRAINING_AWAY: ("1", "maintenance_training_away"),
    UnterhaltArt.SHARED_CHILD: ("2", "maintenance_shared_child"),
    UnterhaltArt.FORMER_SPOUSE: ("3", "maintenance_former_spouse"),
    UnterhaltArt.OTHER_PERSON: ("4", "maintenance_other_person"),
}


def _maintenance(earning: Sequence[Mitglied], zeit: Zeit, werte: Werte) -> Iterator[Freibetrag]:
    """What counted members pay by law to others, each up to its limit or title (§ 18)."""
    for member in earning:
        for paid in member.maintenance_paid:
            number, name = _LIMITS[paid.kind]
            yearly, _ = im_jahr(paid, zeit)
            norm, most = f"§ 18 Satz 1 Nr. {number} WoGG", werte.limits[name]
            if paid.titled is not None:
                norm = f"{norm[:-5]}, Satz 2 WoGG"
                most = (
                    quotient(product(yearly, paid.titled), paid.amount) if paid.amount else NOTHING
                )
            yield Freibetrag(
                "maintenance_paid",
                norm,
                min(yearly, most),
                (member,),
                f"min({german(yearly)}; {german(most)})",
                (paid.source,) if paid.source else (),
            )
