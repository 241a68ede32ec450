"""Invented streets of both cities, the same at each start.

Names are put together from two parts. The postcodes are those of the cities, so that forms accept
them; which street lies in which is invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from standins.registers.people import BREMEN, BREMERHAVEN

POSTCODES = {
    BREMEN: (
        "28195", "28199", "28201", "28203", "28205", "28207", "28209", "28211", "28213", "28215",
        "28217", "28219", "28237", "28239", "28259", "28277", "28279", "28307", "28309", "28325",
        "28327", "28329", "28355", "28357", "28359", "28717", "28755", "28757", "28759", "28777",
        "28779",
    ),
    BREMERHAVEN: ("27568", "27570", "27572", "27574", "27576", "27578", "27580"),
}  # fmt: skip
_STEMS = (
    "Ankerwinden", "Austernfischer", "Barkassen", "Birkenhain", "Blänken", "Brombeer", "Buhnen",
    "Deichläufer", "Dünengras", "Ebbe", "Eisvogel", "Erlenbruch", "Fährkahn", "Feldlerchen",
    "Flachsröste", "Fleet", "Flutmarken", "Gagelstrauch", "Geestkuppen", "Ginster", "Graugans",
    "Grünkohl", "Haubentaucher", "Heidschnucken", "Hinterdeich", "Holunder", "Hunte", "Kajen",
    "Kiebitz", "Klinker", "Knick", "Kranich", "Krabbenkutter", "Kreuzdorn", "Kuhweiden", "Laterne",
    "Leuchtfeuer", "Lotsen", "Marschhof", "Möwennest", "Moorfrosch", "Nebelhorn", "Ottern",
    "Pappelhain", "Pricken", "Quitten", "Reetdach", "Rohrdommel", "Sandbank", "Sanddorn",
    "Schafgarben", "Schilf", "Schleusen", "Schwarzerlen", "Seeschwalben", "Siel", "Silbermöwen",
    "Steckrüben", "Störche", "Strandhafer", "Tide", "Torfkahn", "Treidel", "Uferschnepfen",
    "Vogelbeer", "Wasserwiesen", "Weidenkätzchen", "Wiesenrain", "Wollgras", "Wurten",
)  # fmt: skip
_ENDINGS = (
    "straße", "weg", "allee", "ring", "kamp", "gang", "stieg", "ufer", "platz", "hof", "gasse",
    "damm", "bogen", "reihe",
)  # fmt: skip
_COUNTS = {BREMEN: 720, BREMERHAVEN: 200}


@dataclass(frozen=True, slots=True)
class Street:
    """A street of a city, in one postcode."""

    name: str
    postcode: str
    ars: str


def streets(ars: str) -> tuple[Street, ...]:
    """Return all streets of a city."""
    names = [f"{stem}{ending}" for stem in _STEMS for ending in _ENDINGS]
    chooser = random.Random(f"streets of {ars}")  # noqa: S311 - plausible, not secret
    chosen = sorted(chooser.sample(names, _COUNTS[ars]))
    return tuple(Street(name, chooser.choice(POSTCODES[ars]), ars) for name in chosen)
