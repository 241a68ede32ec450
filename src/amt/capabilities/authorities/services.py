"""Loading the organisation of an installation from its data file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path as FilePath
from typing import Any

import yaml
from django.db import transaction

from amt.capabilities.authorities.models import Authority, Competence, Office, Place, Unit
from amt.capabilities.authorities.streets import BadStreetList, load_streets
from amt.kernel.actors import Actor
from amt.kernel.audit import trail

__all__ = ["BadOrganisationFile", "BadStreetList", "load_organisation", "load_streets"]


class BadOrganisationFile(ValueError):
    """The data file does not say what it must."""


@transaction.atomic
def load_organisation(*, path: FilePath, actor: Actor, at: datetime) -> None:
    """Bring authorities, units, offices, places and competences to what a file says.

    Loading twice changes nothing. Offices and competences that the file no longer has are removed;
    units and authorities stay, since cases point to them.

    :raises BadOrganisationFile: when a row names something the file does not have.
    """
    content = yaml.safe_load(path.read_text("utf-8"))
    try:
        _load_places(content["places"])
        for row in content["authorities"]:
            _load_authority(row)
        _load_competences(content["competences"])
    except (KeyError, TypeError, Unit.DoesNotExist) as gap:
        raise BadOrganisationFile(f"{path.name}: {gap!r}") from gap
    trail.record(
        actor=actor,
        action="authorities.organisation_loaded",
        subject_kind="organisation",
        subject_id=path.stem,
        at=at,
    )


def _load_places(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        Place.objects.update_or_create(
            ars=row["ars"], defaults={"name": row["name"], "land": row["land"]}
        )


def _load_authority(row: dict[str, Any]) -> None:
    authority, _ = Authority.objects.update_or_create(
        key=row["key"], defaults={"name": row["name"]}
    )
    for unit_row in row["units"]:
        unit, _ = Unit.objects.update_or_create(
            key=unit_row["key"], defaults={"name": unit_row["name"], "authority": authority}
        )
        kept = [_load_office(unit, office) for office in unit_row.get("offices", ())]
        Office.objects.filter(unit=unit).exclude(key__in=kept).delete()


def _load_office(unit: Unit, row: dict[str, Any]) -> str:
    if not row.get("source"):
        raise BadOrganisationFile(f"office {row['key']} has no source")
    Office.objects.update_or_create(
        key=row["key"],
        defaults={
            "unit": unit,
            "name": row["name"],
            "street": row["street"],
            "postcode": row.get("postcode", ""),
            "city": row["city"],
            "phone": row.get("phone", ""),
            "email": row.get("email", ""),
            "hours": row.get("hours", []),
            "by_appointment": row.get("by_appointment", False),
            "source": row["source"],
        },
    )
    return str(row["key"])


def _load_competences(rows: list[dict[str, Any]]) -> None:
    kept: list[int] = []
    for row in rows:
        competence, _ = Competence.objects.update_or_create(
            procedure_key=row["procedure"],
            ars_prefix=row["area"],
            valid_from=row["valid_from"],
            defaults={
                "unit": Unit.objects.get(key=row["unit"]),
                "valid_until": row.get("valid_until"),
            },
        )
        kept.append(competence.id)
    Competence.objects.exclude(id__in=kept).delete()
