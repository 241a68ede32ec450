"""The amount of Wohngeld (§ 19, § 21 No. 1, Anlagen 2 and 3 WoGG).

The order of Anlage 3 is binding: minimum values, z1 to z4 with ten places each, full euros. From
the 13th member on § 19 (3) adds an amount and limits the result to the rent that counts. Less than
the smallest amount that is paid is no claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from amt.procedures.wohngeld.rules.festkomma import difference, fixed, full_euros, product, total
from amt.procedures.wohngeld.rules.werte import LARGEST_TABLE_SIZE, Coefficients, Werte


@dataclass(frozen=True, slots=True)
class Hoehe:
    """The amount with every number on the way to it; EUR a month.

    `computed` may be nought or negative; `amount` is what is paid, nought where there is no claim.
    """

    members: int
    rent: Decimal
    income: Decimal
    coefficients: Coefficients
    rent_used: Decimal
    income_used: Decimal
    z1: Decimal
    z2: Decimal
    z3: Decimal
    z4: Decimal
    rounded: int
    further: int
    computed: int
    amount: int

    @property
    def is_claim(self) -> bool:
        """Whether there is a claim."""
        return self.amount > 0


def hoehe(members: int, *, rent: Decimal, income: Decimal, werte: Werte) -> Hoehe:
    """Return the Wohngeld for so many counted members, the rent that counts and the total income.

    :raises ValueError: when there is no member, or an amount is negative or not finite.
    """
    _refuse_senseless(members, rent, income)
    row = werte.for_size(members)
    rent_used, income_used = row.at_least(rent, income)
    z1, z2, z3, z4 = _formel(row, werte.factor, rent_used, income_used)
    rounded = full_euros(z4)
    further = _further(members, werte)
    computed = _computed(rounded, further, rent)
    return Hoehe(
        members=members,
        rent=rent,
        income=income,
        coefficients=row,
        rent_used=rent_used,
        income_used=income_used,
        z1=z1,
        z2=z2,
        z3=z3,
        z4=z4,
        rounded=rounded,
        further=further,
        computed=computed,
        amount=_paid(computed, werte),
    )


def betrag_bei(found: Hoehe, werte: Werte, *, rent: Decimal, income: Decimal) -> int:
    """Return what would be paid at another rent or income, neither below nought.

    The same as the `amount` of `hoehe` with them, for who asks it of many.
    """
    rent_used, income_used = found.coefficients.at_least(rent, income)
    _, _, _, z4 = _formel(found.coefficients, werte.factor, rent_used, income_used)
    return _paid(_computed(full_euros(z4), found.further, rent), werte)


def _refuse_senseless(members: int, rent: Decimal, income: Decimal) -> None:
    finite = rent.is_finite() and income.is_finite()
    if members < 1 or not finite or rent < 0 or income < 0:
        raise ValueError("at least one member and amounts from nought are needed")


def _formel(
    row: Coefficients, factor: Decimal, rent: Decimal, income: Decimal
) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Return z1 to z4 in the order of Anlage 3 No. 2; rent and income not below the minimum."""
    z1 = fixed(total(row.a, product(row.b, rent), product(row.c, income)))
    z2 = product(z1, income)
    z3 = difference(rent, z2)
    return z1, z2, z3, product(factor, z3)


def _further(members: int, werte: Werte) -> int:
    """Return what § 19 (3) adds from the 13th member on."""
    return max(0, members - LARGEST_TABLE_SIZE) * werte.further_member


def _computed(rounded: int, further: int, rent: Decimal) -> int:
    """Return what the formula and § 19 (3) yield together.

    "höchstens jedoch bis zur Höhe der zu berücksichtigenden Miete": full euros that do not exceed
    it. The amount is added to what the formula yields, also where that is negative: else any income
    would leave the amount for the 13th member.
    """
    if not further:
        return rounded
    return min(rounded + further, int(rent.to_integral_value(ROUND_FLOOR)))


def _paid(computed: int, werte: Werte) -> int:
    """Return what is paid: nothing below the smallest amount (§ 21 No. 1)."""
    return computed if computed >= werte.minimum_wohngeld else 0
