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
    if members < 1 or not (rent.is_finite() and income.is_finite()) or min(rent, income) < 0:
        raise ValueError("at least one member and amounts from nought are needed")
    row = werte.for_size(members)
    rent_used = max(rent, row.minimum_rent)
    income_used = max(income, row.minimum_income)
    z1 = fixed(total(row.a, product(row.b, rent_used), product(row.c, income_used)))
    z2 = product(z1, income_used)
    z3 = difference(rent_used, z2)
    z4 = product(werte.factor, z3)
    rounded = full_euros(z4)
    further = max(0, members - LARGEST_TABLE_SIZE) * werte.further_member
    computed = rounded + further
    if further:
        # § 19 (3): "höchstens jedoch bis zur Höhe der zu berücksichtigenden Miete"; full euros that
        # do not exceed it. The amount is added to what the formula yields, also where that is
        # negative: else any income would leave the amount for the 13th member.
        computed = min(computed, int(rent.to_integral_value(ROUND_FLOOR)))
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
        amount=computed if computed >= werte.minimum_wohngeld else 0,
    )
