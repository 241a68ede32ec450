"""How much Basiselterngeld a month brings (§ 2 (1), (2), (4) BEEG).

For whole months of life without income from work. The income counted before the birth (§§ 2c to 2f)
is found out by the caseworker. § 2 (3) with its limit of 2,770 EUR is for months with such income
and is not applied here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from amt.kernel.money import Money
from amt.procedures.elterngeld.rules.werte import Werte


@dataclass(frozen=True, slots=True)
class Hoehe:
    """Income before the birth, EUR a month; rate in percent; the product; what is paid.

    `steps` are the full steps of 2 EUR by which the income leaves the range of 67 percent.
    """

    income: Decimal
    steps: int
    rate: Decimal
    product: Decimal
    amount: Money


def satz(income: Decimal, werte: Werte) -> Decimal:
    """Return the rate in percent for an income in EUR a month (§ 2 (1) sentence 1, (2) BEEG).

    Only full steps of 2 EUR change the rate.
    """
    points = _steps(income, werte) * werte.step_points
    if income < werte.rises_below:
        return min(werte.highest_rate, werte.rate + points)
    return max(werte.lowest_rate, werte.rate - points)


def hoehe(income: Decimal, werte: Werte) -> Hoehe:
    """Return the amount of a month for an income in EUR a month.

    The law names no rounding; cents are rounded half up.

    :raises ValueError: when the income is negative.
    """
    if income < 0:
        raise ValueError(f"income {income} is negative")
    rate = satz(income, werte)
    product = income * rate / 100
    amount = min(werte.maximum, max(werte.minimum, product))
    return Hoehe(income, _steps(income, werte), rate, product, Money.from_euros(amount))


def _steps(income: Decimal, werte: Werte) -> int:
    distance = max(werte.rises_below - income, income - werte.falls_above, Decimal(0))
    return int((distance / werte.step_euros).to_integral_value(ROUND_FLOOR))
