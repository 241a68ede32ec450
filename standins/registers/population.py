"""Invented people in plausible families: singles, couples, parents, children, widows.

The same seed makes the same people on every machine, and fewer of them are the first of more. The
cast comes first. Figures are rounded guesses; nothing is counted with them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from standins.registers import known, names, places
from standins.registers.people import BREMEN, BREMERHAVEN, Family, Person, age_on

SMALL = 600
"""How many there are where nobody has made more."""
MOST = 700_000
ON = date(2026, 11, 1)
"""The day for which ages are made."""
_BLOCKED, _AWAY, _SECOND_NAME, _GERMAN_ANYWAY = 0.006, 0.03, 0.35, 0.45
_SHARE_OF_BREMEN = 0.83
_KINDS = (
    ("single", 0.41), ("couple", 0.25), ("family", 0.20), ("unmarried", 0.04), ("alone", 0.06),
    ("widow", 0.04),
)  # fmt: skip
_WITH_CHILDREN = frozenset({"family", "unmarried", "alone"})
_CHILDREN = (1, 1, 1, 2, 2, 2, 2, 3, 3, 4)


def population(count: int, *, seed: int = 1) -> Iterator[Family]:
    """Yield families until there are so many people; the cast is complete in any case.

    :raises ValueError: when there are to be fewer than none or more than `MOST`.
    """
    if not 0 <= count <= MOST:
        raise ValueError(f"from 0 to {MOST} people")
    made = 0
    for family in known.families():
        made += len(family.people)
        yield family
    maker = _Maker(seed, first=made + 1)
    while made < count:
        family = maker.family(count - made)
        made += len(family.people)
        yield family


class _Maker:
    """Makes one family after the other."""

    def __init__(self, seed: int, *, first: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - plausible, not secret
        self._next = first
        self._streets = {ars: places.streets(ars) for ars in (BREMEN, BREMERHAVEN)}
        self._stocks = names.STOCKS
        self._shares = [stock.share for stock in names.STOCKS]

    def family(self, most: int) -> Family:
        """Make a family of at most so many people."""
        kind = self._random.choices([k for k, _ in _KINDS], [share for _, share in _KINDS])[0]
        children = self._random.choice(_CHILDREN)
        size = {"single": 1, "couple": 2, "family": 2 + children, "unmarried": 2 + children,
                "alone": 1 + children, "widow": 2}[kind]  # fmt: skip
        # The last family may be too large: then somebody lives alone.
        if size > most:
            kind, children = "single", 0
        return self._make(kind, children)

    def _make(self, kind: str, children: int) -> Family:
        roll = self._random
        home = self._home()
        stock = roll.choices(self._stocks, self._shares)[0]
        has_children = kind in _WITH_CHILDREN
        age = self._age(kind)
        sex = "female" if roll.random() < 0.51 else "male"
        first = self._person(stock, sex, age, home)
        people = [first]
        if kind not in {"single", "alone"}:
            other = "male" if sex == "female" else "female"
            if roll.random() < 0.02:
                other = sex
            partner_stock = stock if roll.random() < 0.85 else roll.choices(
                self._stocks, self._shares
            )[0]  # fmt: skip
            people.append(self._person(partner_stock, other, age + roll.randint(-4, 6), home))
        if kind in {"couple", "family", "widow"}:
            self._marry(first, people[1])
        elif kind in {"alone", "single"} and age > 35 and roll.random() < 0.3:
            first.marital_status = "divorced"
        if kind == "widow":
            self._die(people[1], first)
        if has_children:
            self._add_children(people, children, stock, home)
        self._mark(people, kind)
        return Family(people)

    def _age(self, kind: str) -> int:
        roll = self._random
        if kind == "widow":
            return roll.randint(62, 96)
        if kind == "single":
            return roll.choice((roll.randint(18, 39), roll.randint(25, 88)))
        return roll.randint(24, 51 if kind in _WITH_CHILDREN else 88)

    def _person(
        self, stock: names.Stock, sex: str, age: int, home: tuple[places.Street, str]
    ) -> Person:
        roll, street = self._random, home[0]
        given = roll.choice(stock.women if sex == "female" else stock.men)
        if roll.random() < _SECOND_NAME:
            second = roll.choice(stock.women if sex == "female" else stock.men)
            given = f"{given} {second}" if second != given else given
        born = ON - timedelta(days=int(max(age, 18) * 365.25) + roll.randint(1, 364))
        is_local = not stock.birth_place or roll.random() < _GERMAN_ANYWAY
        is_german = not stock.birth_place or (is_local and roll.random() < 0.8)
        local = "Bremen" if street.ars == BREMEN else "Bremerhaven"
        elsewhere = not stock.birth_place and roll.random() < 0.3
        place = roll.choice(("Oldenburg", "Hamburg", "Cuxhaven", "Verden")) if elsewhere else local
        number = self._next
        self._next += 1
        return Person(
            number, roll.choice(stock.family), given, born, sex,
            birth_place=place if is_local else stock.birth_place,
            nationality="deutsch" if is_german else names.nationality_of(stock, number),
            street=street.name, house_number=home[1], postcode=street.postcode, ars=street.ars,
            moved_in_on=self._between(born + timedelta(days=6_500), ON),
        )  # fmt: skip

    def _marry(self, one: Person, two: Person) -> None:
        roll = self._random
        of_age = max(one.birth_date, two.birth_date) + timedelta(days=int(18.1 * 365.25))
        day = self._between(of_age, min(ON, of_age + timedelta(days=20 * 365)))
        for person, other in ((one, two), (two, one)):
            person.marital_status, person.married_on = "married", day
            person.spouse = other.number
        choice = roll.random()
        taker, giver = (one, two) if roll.random() < 0.5 else (two, one)
        if choice < 0.75:
            taker.birth_name, taker.family_name = taker.family_name, giver.family_name
        elif choice < 0.85 and "-" not in taker.family_name + giver.family_name:
            taker.birth_name = taker.family_name
            taker.family_name = f"{taker.family_name}-{giver.family_name}"

    def _die(self, gone: Person, left: Person) -> None:
        after = max(gone.married_on or gone.birth_date, ON - timedelta(days=25 * 365))
        gone.died_on = self._between(after, ON)
        left.marital_status = "widowed"
        left.married_on = None

    def _add_children(
        self, people: list[Person], count: int, stock: names.Stock, home: tuple[places.Street, str]
    ) -> None:
        roll = self._random
        parents = tuple(people)
        young = max(parent.birth_date for parent in parents)
        earliest = young + timedelta(days=int(18.5 * 365.25))
        latest = min(ON, young + timedelta(days=44 * 365))
        born = self._between(max(earliest, ON - timedelta(days=23 * 365)), latest)
        for _ in range(count):
            if born >= latest:
                break
            sex = "female" if roll.random() < 0.49 else "male"
            child = self._person(stock, sex, 18, home)
            child.birth_date = born
            child.family_name = parents[0].family_name
            child.birth_place = "Bremen" if home[0].ars == BREMEN else "Bremerhaven"
            child.nationality = "deutsch"
            child.moved_in_on = max(born, min(p.moved_in_on or born for p in parents))
            child.parents = tuple(parent.number for parent in parents)
            if age_on(born, ON) > 21 and roll.random() < 0.5:
                child.moved_out_on = self._between(born + timedelta(days=18 * 366), ON)
            people.append(child)
            born += timedelta(days=roll.randint(400, 1_800))

    def _mark(self, people: list[Person], kind: str) -> None:
        if self._random.random() < _BLOCKED:
            self._random.choice(people).is_blocked = True
        if kind in {"single", "couple"} and self._random.random() < _AWAY:
            day = self._between(ON - timedelta(days=5 * 365), ON)
            for person in people:
                person.moved_out_on = max(day, person.moved_in_on or day)

    def _home(self) -> tuple[places.Street, str]:
        roll = self._random
        ars = BREMEN if roll.random() < _SHARE_OF_BREMEN else BREMERHAVEN
        letter = roll.choice("abc") if roll.random() < 0.08 else ""
        return roll.choice(self._streets[ars]), f"{roll.randint(1, 140)}{letter}"

    def _between(self, begin: date, end: date) -> date:
        return begin + timedelta(days=self._random.randint(0, max((end - begin).days, 0)))
