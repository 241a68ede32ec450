"""The list of streets: loaded, found by its beginning, and what somebody may have meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given
from hypothesis import strategies as st

from amt.capabilities.authorities import queries, services
from amt.capabilities.authorities.models import Street
from amt.capabilities.authorities.streets import sort_key
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN

LIST = f"""ars,name,postcodes
{BREMEN},Mondgasse,28195
{BREMEN},Am Mondteich,28195 28203
{BREMEN},Große Sternstraße,28203
{BREMEN},Mondgasse,28197
{BREMERHAVEN},Mondgasse,27568
"""


def load(tmp_path: Path, text: str) -> int:
    file = tmp_path / "streets.csv"
    file.write_text(text, "utf-8")
    return services.load_streets(path=file, actor=SYSTEM, at=clock.now())


@pytest.mark.django_db
def test_list_is_loaded_and_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    assert load(tmp_path, LIST) == 4
    assert Street.objects.get(ars=BREMEN, name="Mondgasse").postcodes == ["28195", "28197"]

    load(tmp_path, f"ars,name,postcodes\n{BREMEN},Sonnenweg,28195\n")

    assert set(Street.objects.values_list("ars", "name")) == {
        (BREMEN, "Sonnenweg"),
        (BREMERHAVEN, "Mondgasse"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["name\nMondgasse\n", "ars,name,postcodes\n04,Mondgasse,28195\n"])
def test_file_that_is_no_list_changes_nothing(tmp_path: Path, text: str) -> None:
    load(tmp_path, LIST)
    with pytest.raises(services.BadStreetList):
        load(tmp_path, text)
    assert Street.objects.count() == 4


@pytest.mark.django_db
def test_streets_are_found_by_their_beginning_first(tmp_path: Path) -> None:
    load(tmp_path, LIST)

    assert queries.streets_like("mond") == ["Mondgasse", "Am Mondteich"]
    assert queries.streets_like("MONDG", ars=BREMERHAVEN) == ["Mondgasse"]
    assert queries.streets_like("grosse sternstr.", postcode="28203") == ["Große Sternstraße"]
    for half in ("große sternstr", "Große Sternstra", "GROSSE STERNSTRAS", "große sternstraß"):
        assert queries.streets_like(half) == ["Große Sternstraße"]
    assert queries.streets_like("m") == []
    assert queries.streets_like("mond", postcode="10115") == []


@pytest.mark.django_db
def test_unknown_street_has_its_nearest_names_and_a_known_one_none(tmp_path: Path) -> None:
    load(tmp_path, LIST)

    assert queries.nearest_streets("Mongasse", postcode="28195") == ["Mondgasse"]
    assert queries.nearest_streets("Grosse Stern-Str.", postcode="28195") is None
    assert queries.nearest_streets("Unbekannter Weg", postcode="28195") == []
    assert queries.nearest_streets("Mongasse", postcode="10115") is None


@pytest.mark.django_db
def test_house_number_behind_a_street_is_kept(tmp_path: Path) -> None:
    load(tmp_path, LIST + f"{BREMEN},Straße des 17. Mondtags,28195\n")

    assert queries.nearest_streets("Mongasse 3 a", postcode="28195") == ["Mondgasse 3 a"]
    assert queries.nearest_streets("Mongasse, 3-5", postcode="28195") == ["Mondgasse 3-5"]
    for known in ("Mondgasse 3a", "Mondgasse 12/14", "Straße des 17. Mondtags 4"):
        assert queries.nearest_streets(known, postcode="28195") is None
    assert queries.streets_like("mondg 7") == ["Mondgasse 7"]
    assert queries.streets_like("straße des 17. mo") == ["Straße des 17. Mondtags"]


@pytest.mark.django_db
def test_command_loads_a_file_or_says_why_not(tmp_path: Path) -> None:
    file = tmp_path / "streets.csv"
    file.write_text(LIST, "utf-8")
    call_command("streets", "load", str(file))
    assert Street.objects.count() == 4
    with pytest.raises(CommandError):
        call_command("streets", "load", str(tmp_path / "none.csv"))


@given(st.text(max_size=60))
@example("\N{MATHEMATICAL BOLD FRAKTUR CAPITAL A}")
def test_form_of_a_street_stays_the_same(text: str) -> None:
    assert sort_key(sort_key(text)) == sort_key(text)
