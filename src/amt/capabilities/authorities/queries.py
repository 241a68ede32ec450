"""Reading who is competent and where they sit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from amt.capabilities.authorities.models import Authority, Competence, Office, Place, Unit
from amt.capabilities.authorities.streets import nearest_streets, streets_like
from amt.kernel.one_row import find_row
from amt.kernel.stamps import Rows

__all__ = [
    "CompetentOffice",
    "NobodyCompetent",
    "competent_offices",
    "competent_unit",
    "get_unit",
    "get_unit_by_key",
    "land_of",
    "nearest_streets",
    "offices_of",
    "place_name",
    "places",
    "stamped_rows",
    "streets_like",
]


class NobodyCompetent(LookupError):
    """No unit of this installation is competent for a procedure at a place on a day."""


@dataclass(frozen=True, slots=True)
class CompetentOffice:
    """A unit that is competent for a place, with its first office."""

    place: Place
    unit: Unit
    office: Office | None


def competent_unit(procedure_key: str, ars: str, on: date) -> Unit:
    """Return the unit competent for a procedure at a place; the longest matching area wins.

    :raises NobodyCompetent: when none is.
    """
    in_force = _competences(procedure_key, on)
    found = [c for c in in_force if ars and ars.startswith(c.ars_prefix)]
    if not found:
        raise NobodyCompetent(f"{procedure_key} at {ars or 'no place'} on {on}")
    return max(found, key=lambda c: len(c.ars_prefix)).unit


def competent_offices(procedure_key: str, on: date) -> list[CompetentOffice]:
    """List, for each place of the installation, the competent unit and its office."""
    offices = Prefetch("unit__offices", queryset=Office.objects.order_by("id"))
    competences = list(_competences(procedure_key, on).prefetch_related(offices))
    rows: list[CompetentOffice] = []
    for place in places():
        matching = [c for c in competences if place.ars.startswith(c.ars_prefix)]
        if matching:
            unit = max(matching, key=lambda c: len(c.ars_prefix)).unit
            rows.append(CompetentOffice(place, unit, next(iter(unit.offices.all()), None)))
    return rows


def offices_of(unit: Unit) -> list[Office]:
    """List the offices of a unit, in the order in which they were entered."""
    return sorted(unit.offices.all(), key=lambda office: office.id)


def places() -> list[Place]:
    """List the places of this installation by name."""
    return list(Place.objects.order_by("name"))


def place_name(ars: str) -> str:
    """Return the name of a place, or its key where it is none of this installation's."""
    place = find_row(Place, "ars", ars)
    return place.name if place else ars


def land_of(ars: str) -> str:
    """Return the Land of a place of this installation (for public holidays).

    :raises Place.DoesNotExist: when the place is unknown.
    """
    return Place.objects.get(ars=ars).land


def stamped_rows() -> tuple[Rows, ...]:
    """Return the rows that tell who somebody in charge is and where they sit: a few in a city."""
    return Rows(Authority), Rows(Unit), Rows(Office)


def get_unit(unit_id: int) -> Unit:
    """Return a unit with its authority. :raises Unit.DoesNotExist: when there is none."""
    return Unit.objects.select_related("authority").get(id=unit_id)


def get_unit_by_key(key: str) -> Unit:
    """Return a unit with its authority. :raises Unit.DoesNotExist: when there is none."""
    return Unit.objects.select_related("authority").get(key=key)


def _competences(procedure_key: str, on: date) -> QuerySet[Competence]:
    in_force = Q(valid_until=None) | Q(valid_until__gte=on)
    return Competence.objects.filter(
        in_force, procedure_key=procedure_key, valid_from__lte=on
    ).select_related("unit__authority")
