"""Fixed-point decimals with ten places, as Anlage 3 No. 2 WoGG prescribes them.

A context of its own keeps the results the same whatever context a thread has set. The law does not
name how the tenth place is rounded; half up is used, as in the rounding to full euros.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_TEN_PLACES = Decimal("1E-10")
_UNIT = Decimal(1)

# Looked up once: a calculation comes through here more than a hundred times.
_add, _subtract = _CONTEXT.add, _CONTEXT.subtract
_multiply, _divide = _CONTEXT.multiply, _CONTEXT.divide
_quantize = _CONTEXT.quantize


def fixed(value: Decimal) -> Decimal:
    """Return a value with ten places."""
    return _quantize(value, _TEN_PLACES)


def product(first: Decimal, second: Decimal) -> Decimal:
    """Return a product with ten places."""
    return _quantize(_multiply(first, second), _TEN_PLACES)


def quotient(dividend: Decimal, divisor: Decimal | int) -> Decimal:
    """Return a quotient with ten places."""
    return _quantize(_divide(dividend, divisor), _TEN_PLACES)


def total(first: Decimal, *others: Decimal) -> Decimal:
    """Return the exact sum of values."""
    for other in others:
        first = _add(first, other)
    return first


def difference(minuend: Decimal, subtrahend: Decimal) -> Decimal:
    """Return a difference with ten places."""
    return _quantize(_subtract(minuend, subtrahend), _TEN_PLACES)


def full_euros(value: Decimal) -> int:
    """Return full euros: below .50 down, from .50 up (Anlage 3 No. 3 WoGG)."""
    return int(_quantize(value, _UNIT))
