"""Any household that can be told, made from the classes of the input by chance.

`any_household(random)` draws every field by its type and puts right what contradicts itself, so
that the household passes `pruefen`.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Any, Union, get_args, get_origin

from amt.procedures.wohngeld.rules.einnahme import Einnahme, Rhythmus, Unterhalt
from amt.procedures.wohngeld.rules.haushalt import (
    Aufenthalt,
    Betreuung,
    Haushalt,
    Leistung,
    Mitglied,
    Verwandtschaft,
)
from amt.procedures.wohngeld.rules.lesen import hints
from amt.procedures.wohngeld.rules.pruefen import pruefe
from amt.procedures.wohngeld.rules.wohnung import (
    Darlehen,
    Enthalten,
    EnthaltenArt,
    Lasten,
    Mietzahlung,
    Ueberlassen,
    Wohnung,
)

FIRST_DAY, DAYS = date(2022, 1, 1), 2200


def any_household(random: Random) -> Haushalt:
    """Return a household of one to six members."""
    members = tuple(_member(random, number) for number in range(random.randint(1, 6)))
    haushalt = Haushalt(
        applied_on=_day(random),
        mietenstufe=random.randint(1, 7),
        wohnung=_dwelling(random),
        members=members,
        wealth=_money(random),
    )
    assert not list(pruefe(haushalt))
    return haushalt


def _make(kind: Any, random: Random) -> Any:
    if get_origin(kind) in (types.UnionType, Union):
        inner = next(part for part in get_args(kind) if part is not type(None))
        return None if random.random() < 0.6 else _make(inner, random)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_make(inner, random) for _ in range(random.choice((0, 0, 1, 2))))
    if is_dataclass(kind):
        parts = {f.name: _make(hints(kind)[f.name][0], random) for f in fields(kind)}  # type: ignore[arg-type]
        return _put_right(kind(**parts), random)  # type: ignore[operator]  # always a class
    if issubclass(kind, StrEnum):
        return random.choice(list(kind))
    return _SCALARS[kind](random)


def _money(random: Random) -> Decimal:
    return Decimal(random.choice((0, random.randint(0, 30_000), random.randint(0, 250_000)))) / 100


def _day(random: Random) -> date:
    return FIRST_DAY + timedelta(days=random.randrange(DAYS))


_SCALARS: dict[Any, Callable[[Random], Any]] = {
    Decimal: _money,
    bool: lambda random: random.random() < 0.3,
    int: lambda random: random.randint(1, 3),
    date: _day,
    str: lambda random: "",
}


def _put_right(record: Any, random: Random) -> Any:
    timed = isinstance(record, Einnahme | Unterhalt | Leistung)
    if timed and record.since and record.until and record.until < record.since:
        record = replace(record, since=record.until, until=record.since)
    if isinstance(record, Einnahme):
        days = sorted((_day(random), _day(random)))
        spread = random.random() < 0.3
        return replace(
            record,
            received_on=record.received_on or _day(random),
            attributed_from=days[0] if spread else None,
            attributed_until=days[1] if spread else None,
        )
    if isinstance(record, Unterhalt) and record.per not in (Rhythmus.MONTH, Rhythmus.YEAR):
        return replace(record, per=Rhythmus.MONTH)
    if isinstance(record, Enthalten) and record.kind is EnthaltenArt.SERVICES:
        return replace(record, amount=_money(random))
    if isinstance(record, Darlehen):
        return replace(record, nominal=_money(random) + 1)
    if isinstance(record, Ueberlassen):
        return replace(record, area=Decimal(random.randint(1, 9)))
    return record


def _dwelling(random: Random) -> Wohnung:
    found: Wohnung = _make(Wohnung, random)
    return replace(
        found,
        area=Decimal(random.randint(30, 200)),
        business_area=Decimal(random.choice((0, 0, random.randint(1, 9)))),
        rent=found.rent or _make(Mietzahlung, random),
        burden=found.burden or _make(Lasten, random),
        self_used=True,
    )


def _member(random: Random, number: int) -> Mitglied:
    found: Mitglied = _make(Mitglied, random)
    others = [relation for relation in Verwandtschaft if relation != "applicant"]
    shared = Betreuung(days_here=random.randint(1, 9), days_there=random.randint(1, 9))
    joined = found.joined_on if random.random() < 0.2 else None
    left = found.left_on if random.random() < 0.2 else None
    if joined and left and left < joined:
        joined, left = left, joined
    return replace(
        found,
        id=str(number),
        relation=random.choice(others) if number else Verwandtschaft.APPLICANT,
        birth_date=_day(random) - timedelta(days=random.randrange(25_000)),
        centre_of_life=random.random() < 0.95,
        residence=found.residence if random.random() < 0.2 else Aufenthalt.GERMAN,
        shared_care=shared if random.random() < 0.1 else None,
        died_on=found.died_on if number and random.random() < 0.2 else None,
        joined_on=joined,
        left_on=left,
        disability_degree=random.choice((0, 0, 50, 80, 100)),
    )
