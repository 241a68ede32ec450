"""Invented people are plausible, the same each time, and both registers agree about them."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amt.capabilities.registers.permitted import FAMILY_MARKS, PERMITTED
from amt.contract.lookups import Register, Relation
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN
from standins.correspondence import Correspondent
from standins.registers import places
from standins.registers.civil_status.__main__ import PERMITTED as CIVIL_PERMITTED
from standins.registers.civil_status.store import CivilStatus
from standins.registers.civil_status.store import write as write_civil_status
from standins.registers.people import Family, Person, age_on, alike
from standins.registers.population import MOST, ON, population
from standins.registers.residents.__main__ import PERMITTED as RESIDENTS_PERMITTED
from standins.registers.residents.__main__ import Desk
from standins.registers.residents.store import Residents
from standins.registers.residents.store import write as write_residents

MANY = 12_000


@pytest.fixture(scope="module")
def families() -> list[Family]:
    """Twelve thousand people."""
    return list(population(MANY))


@pytest.fixture(scope="module")
def people(families: list[Family]) -> list[Person]:
    """All of them."""
    return [one for family in families for one in family.people]


def test_there_are_as_many_as_asked_for(people: list[Person]) -> None:
    assert len(people) == MANY
    assert [one.number for one in people] == list(range(1, MANY + 1))


def test_the_same_people_come_each_time_and_fewer_are_the_first_of_more(
    people: list[Person],
) -> None:
    fewer = [one for family in population(2_000) for one in family.people]

    # The last family is made smaller to meet the number.
    assert fewer[:1_990] == people[:1_990]
    others = [one for family in population(2_000, seed=2) for one in family.people]
    assert others != fewer


@pytest.mark.parametrize("count", [-1, MOST + 1])
def test_nobody_makes_fewer_than_none_or_more_than_the_most(count: int) -> None:
    with pytest.raises(ValueError, match=str(MOST)):
        list(population(count))


def test_without_people_the_cast_is_still_there() -> None:
    assert sum(len(family.people) for family in population(0)) == 17


def test_ages_and_families_are_plausible(people: list[Person]) -> None:
    by_number = {one.number: one for one in people}
    for one in people:
        assert date(1915, 1, 1) < one.birth_date <= ON
        for parent in (by_number[number] for number in one.parents):
            assert 18 <= age_on(parent.birth_date, one.birth_date) < 60
        if one.married_on:
            assert age_on(one.birth_date, one.married_on) >= 18
            assert by_number[one.spouse or 0].spouse == one.number
        if one.died_on:
            assert one.birth_date < one.died_on <= ON
        assert one.moved_in_on is not None
        assert one.birth_date <= one.moved_in_on <= ON
    minors = [one for one in people if age_on(one.birth_date, ON) < 18]
    assert 0.12 < len(minors) / MANY < 0.25
    assert all(len(one.parents) in {1, 2} for one in minors)
    old = [one for one in people if age_on(one.birth_date, ON) >= 65]
    assert 0.12 < len(old) / MANY < 0.35


def test_both_cities_have_their_share_and_their_streets(people: list[Person]) -> None:
    cities = Counter(one.ars for one in people)
    assert 0.78 < cities[BREMEN] / MANY < 0.88
    known = {(one.name, one.postcode) for one in places.streets(BREMERHAVEN)}
    there = {(p.street, p.postcode) for p in people[17:] if p.ars == BREMERHAVEN}
    assert there <= known
    assert len(there) > 150


def test_some_are_protected_dead_or_away(people: list[Person]) -> None:
    assert 20 < sum(one.is_blocked for one in people) < 120
    assert sum(one.died_on is not None for one in people) > 100
    assert sum(one.moved_out_on is not None for one in people) > 100


def test_names_carry_letters_that_forms_often_spoil(people: list[Person]) -> None:
    letters = set("".join(f"{one.family_name}{one.given_names}" for one in people).casefold())

    assert set("łğışçőřķñøåāḫṣʿ’") <= letters
    assert len({one.family_name for one in people}) > 500
    assert all(alike(one.family_name) for one in people)


def test_both_registers_agree(families: list[Family], tmp_path: Path) -> None:
    assert write_residents(tmp_path / "r.sqlite", families) == MANY
    write_civil_status(tmp_path / "c.sqlite", families)
    residents_file, entries = Residents(tmp_path / "r.sqlite"), CivilStatus(tmp_path / "c.sqlite")
    asked = 0
    for family in families[20:400]:
        first = family.people[0]
        if first.died_on or first.moved_out_on or any(one.is_blocked for one in family.people):
            continue
        search = {
            "family_name": first.family_name.upper(), "given_name": first.given_name,
            "birth_date": first.birth_date.isoformat(), "ars": first.ars,
        }  # fmt: skip
        rows = residents_file.find(search)
        assert first.number in {int(row["number"]) for row in rows}
        if len(rows) > 1:
            continue
        asked += 1
        local = {"Bremen", "Bremerhaven"}
        here = residents_file.minor_children_of(rows[0], ON)
        there = entries.minor_children_of(search, ON)
        assert [r["given_names"] for r in here if r["birth_place"] in local] == [
            row["given_names"] for row in there
        ]
        spouse = residents_file.spouse_of(rows[0])
        marriages = entries.find_marriages(search)
        if spouse is not None:
            other = entries.other_side(marriages[0])
            assert other is not None
            assert other["given_names"] == spouse["given_names"]
            assert marriages[0]["married_on"] == rows[0]["married_on"]
    assert asked > 300


def test_two_of_the_same_name_and_day_are_ambiguous_and_a_former_name_finds_one(
    tmp_path: Path,
) -> None:
    twin: dict[str, Any] = {
        "birth_date": date(1990, 5, 5),
        "sex": "female",
        "birth_name": "Deichsen",
    }
    one, two = (Person(n, "Uhlkamp", given, **twin) for n, given in ((1, "Imke Ida"), (2, "Ida")))
    write_residents(tmp_path / "r.sqlite", [Family([one, two])])
    desk = Desk(Residents(tmp_path / "r.sqlite"), Correspondent(tmp_path / "told.json"))
    search = {"family_name": "UHLKAMP", "birth_date": "1990-05-05", "ars": BREMEN}

    assert desk.answer("self", {**search, "given_name": "Ida"}) == ("ambiguous", [])
    for family_name in ("Uhlkamp", "Deichsen"):
        asked = {**search, "family_name": family_name, "given_name": "Imke"}
        state, rows = desk.answer("self", asked)
        assert (state, [row["given_names"] for row in rows]) == ("found", ["Imke Ida"])
    assert desk.answer("self", {**search, "given_name": "Imke", "ars": BREMERHAVEN})[1] == []


def test_both_sides_allow_the_same() -> None:
    for register, told in (
        (Register.RESIDENTS, RESIDENTS_PERMITTED),
        (Register.CIVIL_STATUS, CIVIL_PERMITTED),
    ):
        for relation in Relation:
            office = PERMITTED[register, relation] - {"street_line"}
            if register is Register.RESIDENTS and relation is not Relation.SELF:
                office |= set(FAMILY_MARKS)
            assert told[relation.value] == office


@pytest.mark.slow
def test_command_makes_both_files_and_the_list_of_streets(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "amt.config.cli", "registers", "generate"),
            *("--persons", "100", "--into", str(tmp_path), "--streets", str(tmp_path / "s.csv")),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert Residents(tmp_path / "residents.sqlite").count() == 100
    assert CivilStatus(tmp_path / "civil_status.sqlite").count() > 20
    with (tmp_path / "s.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["ars"] for row in rows} == {BREMEN, BREMERHAVEN}
    assert len({(row["ars"], row["name"]) for row in rows}) == len(rows) >= 926
    assert "Musterstraße" in {row["name"] for row in rows}


@pytest.mark.slow
def test_command_refuses_too_many(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "amt.config.cli", "registers", "generate"),
            *("--persons", "700001", "--into", str(tmp_path)),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "from 0 to 700000" in done.stderr
    assert list(tmp_path.iterdir()) == []
