"""The total income of a household (§§ 13 to 17 WoGG), thin: wage, pension, other income.

1. Per person: income of a year (12 months as expected, § 15), wage less the employee lump sum,
   pension less its lump sum (§ 9a EStG); the part of a pension that is not taxed counts all the
   same (§ 14 (2) No. 3). No kind of income becomes negative.
2. Ten percent each for income tax, health and care insurance, pension insurance (§ 16).
3. All persons together, less allowances (§ 17); a twelfth of it is the monthly income (§ 13 (2)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from amt.procedures.wohngeld.rules.festkomma import quotient, total
from amt.procedures.wohngeld.rules.werte import Werte

MONTHS = 12
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Einnahmen:
    """What one person has in a month, EUR gross; or, in the trial, a household together.

    `earners` is the number of persons with wage, `deductions` how many of the three kinds of § 16
    apply, `path` where the facts are.
    """

    path: str
    wage: Decimal = NOTHING
    pension: Decimal = NOTHING
    other: Decimal = NOTHING
    earners: int = 1
    deductions: int = 0


@dataclass(frozen=True, slots=True)
class Freibetraege:
    """What is deducted by § 17 WoGG: how often, and the earnings of children in a year."""

    severely_disabled: int = 0
    single_parent: bool = False
    child_earnings_year: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Jahreseinkommen:
    """The income of one person in a year (§ 14), EUR, with the parts it comes from."""

    source: Einnahmen
    wage: Decimal
    pension: Decimal
    other: Decimal
    before_deductions: Decimal
    deduction_percent: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Gesamteinkommen:
    """The total income (§ 13), EUR a year; `monthly` EUR a month with ten places."""

    persons: tuple[Jahreseinkommen, ...]
    before_deductions: Decimal
    sum: Decimal
    severely_disabled: Decimal
    single_parent: Decimal
    child_earnings: Decimal
    yearly: Decimal
    monthly: Decimal


def jahreseinkommen(einnahmen: Einnahmen, werte: Werte) -> Jahreseinkommen:
    """Return the yearly income of one person by §§ 14 and 16 WoGG."""
    wage_year = einnahmen.wage * MONTHS
    pension_year = einnahmen.pension * MONTHS
    wage = max(NOTHING, wage_year - werte.employee_lump_sum_year * einnahmen.earners)
    pension = max(NOTHING, pension_year - werte.pension_lump_sum_year)
    other = einnahmen.other * MONTHS
    before = total(wage, pension, other)
    percent = werte.deduction_percent * einnahmen.deductions
    return Jahreseinkommen(
        source=einnahmen,
        wage=wage,
        pension=pension,
        other=other,
        before_deductions=before,
        deduction_percent=percent,
        amount=before * (100 - percent) / 100,
    )


def gesamteinkommen(
    einnahmen: Sequence[Einnahmen], freibetraege: Freibetraege, werte: Werte
) -> Gesamteinkommen:
    """Return the total income of the counted members by § 13 WoGG, never below nought."""
    persons = tuple(jahreseinkommen(source, werte) for source in einnahmen)
    amount = total(NOTHING, *(person.amount for person in persons))
    severely_disabled = werte.severely_disabled_year * freibetraege.severely_disabled
    single_parent = werte.single_parent_year if freibetraege.single_parent else NOTHING
    child_earnings = total(
        NOTHING, *(min(e, werte.child_earnings_year) for e in freibetraege.child_earnings_year)
    )
    yearly = max(NOTHING, amount - severely_disabled - single_parent - child_earnings)
    return Gesamteinkommen(
        persons=persons,
        before_deductions=total(NOTHING, *(person.before_deductions for person in persons)),
        sum=amount,
        severely_disabled=severely_disabled,
        single_parent=single_parent,
        child_earnings=child_earnings,
        yearly=yearly,
        monthly=quotient(yearly, MONTHS),
    )
