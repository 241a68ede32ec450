"""Amounts of money in whole euro cents.

Everything that is paid, granted or charged is a `Money`; a float never becomes one. Rules that the
law states with more decimals work on `decimal.Decimal` and end in `Money.from_euros`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

_TYPED = re.compile(r"^(?P<euros>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{1,2}))?$")
_TYPED_WITH_POINT = re.compile(r"^(?P<euros>\d{1,3}(?:,\d{3})+|\d+)\.(?P<cents>\d{1,2})$")


class NotAnAmount(ValueError):
    """A text was no amount in euros."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in euro cents; may be negative (a refund, a difference)."""

    cents: int

    @classmethod
    def from_euros(cls, euros: Decimal | int | str) -> Self:
        """Take an amount in euros, rounded half up to the cent.

        :raises NotAnAmount: when the value is not finite.
        """
        amount = Decimal(euros)
        if not amount.is_finite():
            raise NotAnAmount(str(euros))
        return cls(int((amount * 100).to_integral_value(ROUND_HALF_UP)))

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read an amount as people type it: `512,30`, `512.30`, `1.234`, `1.234,5`, `512 €`.

        A point followed by three digits separates thousands, as German readers expect.

        :raises NotAnAmount: when the text is no amount in euros or is negative.
        """
        text = typed.replace("\u00a0", " ").replace("\u202f", " ").strip()
        text = re.sub(r"\s*(€|EUR|Euro)$", "", text, flags=re.IGNORECASE)
        text = re.sub(r"(?<=\d)\s(?=\d{3})", "", re.sub(r"^(€|EUR)\s*", "", text))
        found = _TYPED.match(text) or _TYPED_WITH_POINT.match(text)
        if found is None or not text.isascii():
            raise NotAnAmount(typed)
        euros = int(re.sub(r"[.,]", "", found["euros"]))
        return cls(euros * 100 + int((found["cents"] or "0").ljust(2, "0")))

    @property
    def euros(self) -> Decimal:
        """The amount in euros, exact to two decimals."""
        return Decimal(self.cents).scaleb(-2)

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __mul__(self, factor: int) -> Money:
        return Money(self.cents * factor)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        euros, cents = divmod(abs(self.cents), 100)
        return f"{sign}{euros:,}".replace(",", ".") + f",{cents:02d} €"
