"""From facts to the dwelling: rent or burden, what is included, who else uses it.

Facts hold amounts in cents; the calculation takes EUR.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from amt.procedures.wohngeld.rules.wohnung import (
    OWNED,
    Darlehen,
    Enthalten,
    EnthaltenArt,
    Lasten,
    Mietzahlung,
    Mitbewohner,
    Ueberlassen,
    Wohnung,
    WohnungArt,
    Zweck,
)

NOTHING = Decimal(0)
_CENT = Decimal("0.01")

Told = Mapping[str, Any]
"""Answers by path, or those of one place by field."""

_NEEDED: dict[WohnungArt, tuple[str, ...]] = {
    WohnungArt.RENT: ("rent.cold",),
    WohnungArt.RENT_LIKE: ("rent.cold",),
    WohnungArt.OWN_BUILDING: ("rent.rental_value",),
    WohnungArt.OWNERSHIP: ("home.area", "burden.interest", "burden.principal"),
    WohnungArt.OWNERSHIP_LIKE: ("home.area", "burden.interest", "burden.principal"),
}
_NEEDED_BY_USE = {
    "business": ("use.business_area", "home.area"),
    "let": ("use.let_area", "use.let_fee", "home.area"),
    "subsidy": ("use.subsidy",),
    "guarantor": ("use.guarantor",),
}


def euros(told: Told, name: str) -> Decimal:
    """Return an amount in EUR; nothing where none is told."""
    cents = told.get(name)
    return int(cents) * _CENT if cents else NOTHING


class Known(dict[str, Any]):
    """Facts that were read once: by path, and by the place where they were told.

    A plain mapping, because `Facts` raises for each path that is not there, and most are not.
    """

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__(facts)
        self._places = places = defaultdict[str, dict[str, Any]](dict)
        for path, value in self.items():
            place, _, field = path.rpartition(".")
            places[place][field] = value
        self._counts = counts = dict[str, int]()
        for place in places:
            group, _, index = place.rpartition(".")
            if index.isdigit():
                counts[group] = max(counts.get(group, 0), int(index) + 1)

    def at(self, place: str) -> Told:
        """Return what was told at a place, such as `applicant` or `members.0`, by field."""
        return self._places.get(place, _NOTHING_TOLD)

    def entries(self, group: str) -> range:
        """Return the indices of a repeating group."""
        return range(self._counts.get(group, 0))


_NOTHING_TOLD: Told = {}


def known_of(facts: Mapping[str, Any]) -> Known:
    """Return facts for reading; what was read before is not read again."""
    return facts if isinstance(facts, Known) else Known(facts)


def missing_of_wohnung(known: Known) -> Iterator[str]:
    """Yield the paths about the dwelling without which nothing can be calculated."""
    if "home.kind" not in known:
        yield "home.kind"
        return
    kind = WohnungArt(known["home.kind"])
    yield from (path for path in _NEEDED.get(kind, ()) if path not in known)
    if kind in (WohnungArt.RENT, WohnungArt.RENT_LIKE):
        included = known.get("rent.includes", ())
        if "services" in included and "rent.services_amount" not in known:
            yield "rent.services_amount"
        area_known = "rent.heating_amount" in known or "home.area" in known
        if "heating" in included and not area_known:
            yield "home.area"
    if kind is WohnungArt.CARE_HOME:
        return
    for use in known.get("home.other_use", ()):
        yield from (path for path in _NEEDED_BY_USE.get(use, ()) if path not in known)
    if "home.area" in known and _used_area(known) >= int(known["home.area"]):
        yield "home.area"


def wohnung_of(known: Known) -> Wohnung:
    """Return the dwelling of an application. :raises KeyError: when something is missing."""
    kind = WohnungArt(known["home.kind"])
    area = known.get("home.area")
    uses = () if kind is WohnungArt.CARE_HOME else known.get("home.other_use", ())
    return Wohnung(
        kind=kind,
        area=Decimal(int(area)) if area else None,
        rent=_rent(known, kind),
        burden=_burden(known) if kind in OWNED else None,
        business_area=_area(known, "business") if "business" in uses else NOTHING,
        let_parts=(
            (Ueberlassen(area=_area(known, "let"), fee=euros(known, "use.let_fee")),)
            if "let" in uses
            else ()
        ),
        co_residents=tuple(_co_residents(known)) if "coresidents" in uses else (),
        public_subsidy=euros(known, "use.subsidy") if "subsidy" in uses else NOTHING,
        sponsor_payment=euros(known, "use.guarantor") if "guarantor" in uses else NOTHING,
    )


def _rent(known: Known, kind: WohnungArt) -> Mietzahlung | None:
    if kind is WohnungArt.OWN_BUILDING:
        return Mietzahlung(amount=euros(known, "rent.rental_value"))
    if kind not in (WohnungArt.RENT, WohnungArt.RENT_LIKE):
        return None
    included = known.get("rent.includes", ())
    return Mietzahlung(
        amount=euros(known, "rent.cold"),
        includes=tuple(
            Enthalten(
                kind=EnthaltenArt(one),
                amount=(
                    euros(known, f"rent.{one}_amount") if f"rent.{one}_amount" in known else None
                ),
            )
            for one in included
        ),
    )


def _burden(known: Known) -> Lasten:
    interest, principal = euros(known, "burden.interest"), euros(known, "burden.principal")
    # The form takes only loans for building, buying and improving (§ 11 (1) WoGV), as one sum.
    loan = Darlehen(purpose=Zweck.PURCHASE, interest=interest, principal=principal)
    return Lasten(
        loans=(loan,) if interest or principal else (),
        ground_rent=euros(known, "burden.ground_rent"),
        property_tax=euros(known, "burden.property_tax"),
        administration=euros(known, "burden.administration"),
        usage_fee=euros(known, "burden.usage_fee"),
        garages=int(known.get("burden.garages", 0)),
        parking_spaces=int(known.get("burden.parking_spaces", 0)),
        garage_fees=euros(known, "burden.garage_fees"),
    )


def _co_residents(known: Known) -> Iterator[Mitbewohner]:
    for index in known.entries("coresidents"):
        yield Mitbewohner(fee=euros(known, f"coresidents.{index}.fee"))


def _area(known: Known, part: str) -> Decimal:
    return Decimal(int(known[f"use.{part}_area"]))


def _used_area(known: Known) -> int:
    uses = known.get("home.other_use", ())
    parts = (part for part in ("business", "let") if part in uses)
    return sum(int(known.get(f"use.{part}_area", 0)) for part in parts)
