"""The household: who belongs to it, who is counted, what they have (§§ 5 to 8 WoGG).

Members who receive one of the benefits of § 7 (1) that contain housing costs are excluded; their
income does not count and the rent counts by share (§ 11 (3)).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from amt.procedures.wohngeld.rules.einkommen import Einnahmen, Freibetraege


@dataclass(frozen=True, slots=True)
class Haushalt:
    """A household as the calculation needs it; `einnahmen` are those of the counted members."""

    place: str
    gross_cold_rent: Decimal
    persons: int
    excluded: int
    einnahmen: tuple[Einnahmen, ...]
    freibetraege: Freibetraege = Freibetraege()

    @property
    def counted(self) -> int:
        """How many members are counted (§ 6 WoGG)."""
        return self.persons - self.excluded

    @property
    def is_excluded(self) -> bool:
        """Whether nobody is left who can be counted (§ 21 No. 2 WoGG)."""
        return self.counted < 1
