"""Loading the organisation of an installation from its data file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path as FilePath
from typing import Any

from django.db import transaction

from amt.capabilities.authorities.models import Authority, Competence, Office, Place, Unit
from amt.capabilities.authorities.streets import BadStreetList, load_streets
from amt.kernel import yaml_files
from amt.kernel.actors import Actor
from amt.kernel.audit import trail

__all__ = ["BadOrganisationFile", "BadStreetList", "load_organisation", "load_streets"]

OFFICE_FIELDS = [
    *("unit", "name", "street", "postcode", "city", "phone", "email"),
    *("hours", "by_appointment", "source"),
]


class BadOrganisationFile(ValueError):
    """The data file does not say what it must."""


@transaction.atomic
def load_organisation(*, path: FilePath, actor: Actor, at: datetime) -> None:
    """Bring authorities, units, offices, places and competences to what a file says.

    Loading twice changes nothing. Offices and competences that the file no longer has are removed;
    units and authorities stay, since cases point to them.

    :raises BadOrganisationFile: when a row names something the file does not have.
    """
    content = yaml_files.read(path)
    try:
        _load_places(content["places"])
        units = _load_units(content["authorities"])
        _load_offices(content["authorities"], units)
        _load_competences(content["competences"], units)
    except (KeyError, TypeError) as gap:
        raise BadOrganisationFile(f"{path.name}: {gap!r}") from gap
    trail.record(
        actor=actor,
        action="authorities.organisation_loaded",
        subject_kind="organisation",
        subject_id=path.stem,
        at=at,
    )


def _load_places(rows: list[dict[str, Any]]) -> None:
    Place.objects.bulk_create(
        [Place(ars=row["ars"], name=row["name"], land=row["land"]) for row in rows],
        update_conflicts=True,
        unique_fields=["ars"],
        update_fields=["name", "land"],
    )


def _load_units(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Bring authorities and units up to date; return the ids of all units by their keys."""
    Authority.objects.bulk_create(
        [Authority(key=row["key"], name=row["name"]) for row in rows],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["name"],
    )
    authorities = dict(Authority.objects.values_list("key", "id"))
    Unit.objects.bulk_create(
        [
            Unit(key=unit["key"], name=unit["name"], authority_id=authorities[row["key"]])
            for row in rows
            for unit in row["units"]
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["name", "authority"],
    )
    return dict(Unit.objects.values_list("key", "id"))


def _load_offices(rows: list[dict[str, Any]], units: dict[str, int]) -> None:
    of_units = {units[unit["key"]]: unit for row in rows for unit in row["units"]}
    offices = [
        _office(unit_id, office)
        for unit_id, unit in of_units.items()
        for office in unit.get("offices", ())
    ]
    Office.objects.bulk_create(
        offices,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=OFFICE_FIELDS,
    )
    kept = [office.key for office in offices]
    Office.objects.filter(unit_id__in=of_units).exclude(key__in=kept).delete()


def _office(unit_id: int, row: dict[str, Any]) -> Office:
    if not row.get("source"):
        raise BadOrganisationFile(f"office {row['key']} has no source")
    return Office(
        key=row["key"],
        unit_id=unit_id,
        name=row["name"],
        street=row["street"],
        postcode=row.get("postcode", ""),
        city=row["city"],
        phone=row.get("phone", ""),
        email=row.get("email", ""),
        hours=row.get("hours", []),
        by_appointment=row.get("by_appointment", False),
        source=row["source"],
    )


def _load_competences(rows: list[dict[str, Any]], units: dict[str, int]) -> None:
    competences = [
        Competence(
            procedure_key=row["procedure"],
            ars_prefix=row["area"],
            valid_from=row["valid_from"],
            unit_id=units[row["unit"]],
            valid_until=row.get("valid_until"),
        )
        for row in rows
    ]
    Competence.objects.bulk_create(
        competences,
        update_conflicts=True,
        unique_fields=["procedure_key", "ars_prefix", "valid_from"],
        update_fields=["unit", "valid_until"],
    )
    Competence.objects.exclude(id__in=[competence.id for competence in competences]).delete()
