"""Competence by (service, place, date), from data alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from amt.capabilities.authorities import queries, services
from amt.capabilities.authorities.models import Competence, Office, Unit
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]

SERVICE = "wohngeld"
TODAY = date(2026, 11, 21)


def load(path: Path) -> None:
    services.load_organisation(path=path, actor=SYSTEM, at=clock.now())


@pytest.mark.parametrize(
    ("ars", "unit"), [(BREMEN, "wohnen-bremen"), (BREMERHAVEN, "wohnen-bremerhaven")]
)
def test_each_city_has_its_own_office(ars: str, unit: str) -> None:
    assert queries.competent_unit(SERVICE, ars, TODAY).key == unit


@pytest.mark.parametrize(
    ("service", "ars", "on"),
    [
        (SERVICE, "032410001001", TODAY),
        (SERVICE, "", TODAY),
        ("nothing", BREMEN, TODAY),
        (SERVICE, BREMEN, date(1999, 1, 1)),
    ],
)
def test_where_nobody_is_competent_that_is_said(service: str, ars: str, on: date) -> None:
    with pytest.raises(queries.NobodyCompetent):
        queries.competent_unit(service, ars, on)


def test_the_longest_area_wins_and_competence_ends() -> None:
    unit = Unit.objects.get(key="wohnen-bremerhaven")
    Competence.objects.create(
        procedure_key=SERVICE,
        ars_prefix=BREMEN,
        unit=unit,
        valid_from=date(2026, 1, 1),
        valid_until=TODAY,
    )
    assert queries.competent_unit(SERVICE, BREMEN, TODAY) == unit
    assert queries.competent_unit(SERVICE, BREMEN, date(2026, 11, 22)).key == "wohnen-bremen"


def test_the_offices_of_all_places_are_listed_with_what_is_proven() -> None:
    bremen, bremerhaven = queries.competent_offices(SERVICE, TODAY)
    assert (bremen.place.name, bremerhaven.place.name) == ("Bremen", "Bremerhaven")
    assert bremen.office is not None
    assert bremen.office.street == "Contrescarpe 73"
    assert bremen.office.hours == []
    assert bremerhaven.office is not None
    assert bremerhaven.office.by_appointment
    assert len(bremerhaven.office.hours) == 2


def test_every_office_names_its_source() -> None:
    assert Office.objects.exists()
    assert not Office.objects.filter(source="").exists()


def test_loading_twice_changes_nothing() -> None:
    before = (Unit.objects.count(), Office.objects.count(), Competence.objects.count())
    load(settings.AMT.organisation_file)
    assert (Unit.objects.count(), Office.objects.count(), Competence.objects.count()) == before


def test_what_the_file_says_otherwise_is_changed_and_what_it_lacks_is_removed(
    tmp_path: Path,
) -> None:
    content = yaml.safe_load(settings.AMT.organisation_file.read_text("utf-8"))
    changed, removed = (
        next(u for a in content["authorities"] for u in a["units"] if u["key"] == key)["offices"]
        for key in ("wohnen-bremen", "wohnen-bremerhaven")
    )
    gone = removed.pop()["key"]
    changed[0]["street"] = "Neue Straße 1"
    content["places"][0]["name"] = "Anders"
    path = tmp_path / "organisation.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    load(path)

    assert Office.objects.get(key=changed[0]["key"]).street == "Neue Straße 1"
    assert not Office.objects.filter(key=gone).exists()
    assert queries.place_name(content["places"][0]["ars"]) == "Anders"


def test_a_neighbouring_town_is_data_only(tmp_path: Path) -> None:
    content = yaml.safe_load(settings.AMT.organisation_file.read_text("utf-8"))
    content["places"].append({"ars": "032410001001", "name": "Nachbarstadt", "land": "NI"})
    content["authorities"].append(
        {"key": "nachbar", "name": "Nachbarstadt", "units": [
            {"key": "wohnen-nachbar", "name": "Wohnen", "offices": []}]}
    )  # fmt: skip
    content["competences"].append(
        {"procedure": SERVICE, "area": "03241", "unit": "wohnen-nachbar",
         "valid_from": date(2026, 1, 1)}
    )  # fmt: skip
    path = tmp_path / "organisation.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    load(path)
    assert queries.competent_unit(SERVICE, "032410001001", TODAY).key == "wohnen-nachbar"
    assert queries.land_of("032410001001") == "NI"
    assert queries.place_name("032410001001") == "Nachbarstadt"
    assert queries.place_name("99") == "99"


def test_an_office_without_source_is_refused(tmp_path: Path) -> None:
    content = yaml.safe_load(settings.AMT.organisation_file.read_text("utf-8"))
    content["authorities"][0]["units"][0]["offices"][0]["source"] = ""
    path = tmp_path / "organisation.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(services.BadOrganisationFile, match="source"):
        load(path)


def test_a_file_that_names_an_unknown_unit_is_refused(tmp_path: Path) -> None:
    content = yaml.safe_load(settings.AMT.organisation_file.read_text("utf-8"))
    content["competences"][0]["unit"] = "nobody"
    path = tmp_path / "organisation.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(CommandError, match=r"organisation\.yaml"):
        call_command("load_organisation", str(path))
