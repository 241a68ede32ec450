"""A person as the registers know one, and how names are made alike for a search."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date

BREMEN = "040110000000"
BREMERHAVEN = "040120000000"
CITIES = {BREMEN: "Bremen", BREMERHAVEN: "Bremerhaven"}

# Letters that Unicode does not take apart into a letter and a mark.
_ALONE = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ı": "i", "ħ": "h", "ŋ": "n", "ə": "e", "ŧ": "t", "ĸ": "k",
    }
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """Somebody who is, or was, registered; `number` counts through the whole population."""

    number: int
    family_name: str
    given_names: str
    birth_date: date
    sex: str
    given_name: str = ""
    birth_name: str = ""
    birth_place: str = "Bremen"
    nationality: str = "deutsch"
    marital_status: str = "single"
    married_on: date | None = None
    spouse: int | None = None
    parents: tuple[int, ...] = ()
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    ars: str = BREMEN
    moved_in_on: date | None = None
    moved_out_on: date | None = None
    died_on: date | None = None
    is_blocked: bool = False
    protection_note: str = ""
    """`yes` where BMG section 52 has one entered: a home, a shelter, a clinic."""

    def __post_init__(self) -> None:
        """Take the first of the given names where none is marked as the one in use."""
        self.given_name = self.given_name or self.given_names.partition(" ")[0]


@dataclass(slots=True)
class Family:
    """People who belong together, with those who have died or moved away."""

    people: list[Person] = field(default_factory=list)


def alike(name: str) -> str:
    """Return a name without case, marks, hyphens and spaces, for a search."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_ALONE))
    return "".join(letter for letter in plain if letter.isalnum())


def alike_words(names: str) -> set[str]:
    """Return each of several given names, made alike."""
    return {alike(word) for word in names.replace("-", " ").split() if alike(word)}


def age_on(born: date, on: date) -> int:
    """Return how old somebody is on a day."""
    return (on.year - born.year) - ((on.month, on.day) < (born.month, born.day))
