"""What would change the result: the next amounts of income and rent that lead to another one.

The formula solved for the income gives a first guess; the exact function then decides, so that a
told amount is right to the euro. Amounts are whole euros a month, income gross of the person with
the largest income, after whose rate of § 16 WoGG the rest is counted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import Decimal

from amt.contract.assessment import Reason
from amt.procedures.wohngeld.rules.berechnung import Berechnung
from amt.procedures.wohngeld.rules.festkomma import product, quotient
from amt.procedures.wohngeld.rules.hoehe import betrag_bei
from amt.procedures.wohngeld.rules.jahreseinkommen import MONTHS, NOTHING
from amt.procedures.wohngeld.rules.schritte_einkommen import name_of
from amt.procedures.wohngeld.rules.zahlen import german_euros

NORM = "§§ 13, 16, 19, 21 Nr. 1 WoGG"
_FURTHEST = 100_000
_HALF = Decimal("0.5")


def sensitivity(calculation: Berechnung) -> tuple[Reason, ...]:
    """Return what would change the result of a calculation."""
    return (*_by_income(calculation), *_by_rent(calculation))


def _by_income(calculation: Berechnung) -> Iterator[Reason]:
    now = calculation.hoehe
    person = max(
        calculation.einkommen.persons, key=lambda each: each.before_deductions, default=None
    )
    if person is None:
        return
    share = Decimal(100 - person.deduction_percent) / 100
    name = ("person", name_of(person.member))
    balance, in_a_year = calculation.einkommen.balance, share * MONTHS

    def amount(more: int) -> int:
        yearly = balance + in_a_year * more
        monthly = quotient(yearly, MONTHS) if yearly > 0 else NOTHING
        return betrag_bei(now, calculation.werte, rent=now.rent, income=monthly)

    if not now.is_claim:
        less = _first(lambda step: amount(-step) > 0, _guess_income(calculation, share, 0, -1))
        if less is not None and in_a_year * less <= person.amount:
            values = (name, _euros("less", less), _euros("amount", amount(-less)))
            yield Reason("less_income", NORM, values)
        return
    first = _first(
        lambda step: amount(step) < now.amount, _guess_income(calculation, share, now.amount, 1)
    )
    if first is not None:
        values = (name, _euros("more", first), _euros("amount", amount(first)))
        yield Reason("more_income", NORM, values)
    last = _first(lambda step: amount(step) == 0, _guess_income(calculation, share, 0, 1))
    if last is not None and last != first:
        yield Reason("claim_ends", NORM, (name, _euros("more", last)))


def _by_rent(calculation: Berechnung) -> Iterator[Reason]:
    """Yield from which rent on the amount rises, or that more rent changes nothing."""
    miete, found = calculation.miete, calculation.ermittlung
    if found.is_home:
        return
    if found.left >= miete.limit:
        yield Reason(
            "more_rent_no_change", "§ 11 Abs. 1 WoGG", (("limit", german_euros(miete.limit)),)
        )
        return
    now = calculation.hoehe

    def amount(more: int) -> int:
        whole = min(found.left + more, miete.limit) + miete.heizkosten
        rent = quotient(product(whole, Decimal(miete.counted)), miete.persons)
        return betrag_bei(now, calculation.werte, rent=rent, income=now.income)

    most = math.ceil(miete.limit - found.left)
    if amount(most) <= now.amount:
        return
    first = _first(lambda step: amount(step) > now.amount, 1, most)
    if first is not None:
        values = (_euros("more", first), _euros("amount", amount(first)))
        yield Reason("more_rent", "§§ 11, 19 WoGG", values)


def _first(holds: Callable[[int], bool], guess: int, furthest: int = _FURTHEST) -> int | None:
    """Return the smallest number from 1 for which something holds that then goes on to hold."""
    low, high, step = 0, max(1, min(guess, furthest)), 1
    while not holds(high):
        if high >= furthest:
            return None
        low, high, step = high, min(furthest, high + step), step * 4
    step = 1
    while high - low > 1 and step and holds(max(low + 1, high - step)):
        high = max(low + 1, high - step)
        step *= 4
    low = max(low, high - step)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _guess_income(calculation: Berechnung, share: Decimal, amount: int, sign: int) -> int:
    """Guess how many euros of income lead below an amount, or with sign -1 back to a claim."""
    now, werte = calculation.hoehe, calculation.werte
    row, rent = now.coefficients, now.rent_used
    border = (amount or werte.minimum_wohngeld) - now.further - _HALF
    # 1.15 (M - (a + bM + cY) Y) = border, solved for Y.
    line = row.a + row.b * rent
    under = line * line + 4 * row.c * (rent - border / werte.factor)
    if under < 0:
        return 1
    income = (under.sqrt() - line) / (2 * row.c)
    return max(1, math.ceil(sign * (income - calculation.einkommen.balance / MONTHS) / share))


def _euros(name: str, number: int) -> tuple[str, str]:
    return (name, german_euros(number))
