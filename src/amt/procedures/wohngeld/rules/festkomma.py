"""Fixed-point decimals with ten places, as Anlage 3 No. 2 WoGG prescribes them.

A context of its own keeps the results the same whatever context a thread has set. The law does not
name how the tenth place is rounded; half up is used, as in the rounding to full euros.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_TEN_PLACES = Decimal("1E-10")
_UNIT = Decimal(1)


def fixed(value: Decimal) -> Decimal:
    """Return a value with ten places."""
    return value.quantize(_TEN_PLACES, context=_CONTEXT)


def product(first: Decimal, second: Decimal) -> Decimal:
    """Return a product with ten places."""
    return _CONTEXT.multiply(first, second).quantize(_TEN_PLACES, context=_CONTEXT)


def quotient(dividend: Decimal, divisor: Decimal | int) -> Decimal:
    """Return a quotient with ten places."""
    return _CONTEXT.divide(dividend, Decimal(divisor)).quantize(_TEN_PLACES, context=_CONTEXT)


def total(*values: Decimal) -> Decimal:
    """Return the exact sum of values."""
    result = values[0]
    for value in values[1:]:
        result = _CONTEXT.add(result, value)
    return result


def difference(minuend: Decimal, subtrahend: Decimal) -> Decimal:
    """Return a difference with ten places."""
    return _CONTEXT.subtract(minuend, subtrahend).quantize(_TEN_PLACES, context=_CONTEXT)


def full_euros(value: Decimal) -> int:
    """Return full euros: below .50 down, from .50 up (Anlage 3 No. 3 WoGG)."""
    return int(value.quantize(_UNIT, context=_CONTEXT))
