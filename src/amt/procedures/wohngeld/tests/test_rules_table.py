"""The table of all provisions has no empty row and names only what exists."""

from __future__ import annotations

import importlib
import re
from functools import reduce
from pathlib import Path

import pytest

from amt.procedures.wohngeld.forms import FORMS

TABLE = Path(__file__).resolve().parents[5] / "docs" / "law" / "wohngeld.md"
RULES = "amt.procedures.wohngeld.rules"
HERE = Path(__file__).parent

HEADER = "| provision | content | form field | rule | test |"


def read() -> list[list[str]]:
    """Return the rows of the tables of provisions."""
    found: list[list[str]] = []
    inside = False
    for line in TABLE.read_text("utf-8").splitlines():
        if line == HEADER:
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


ROWS = read()
PATHS = {field.path for form in FORMS.values() for field in form.fields()}


def in_code(cell: str) -> str:
    """Return what stands between backticks, or nothing."""
    match = re.fullmatch(r"`([^`]+)`", cell)
    return match[1] if match else ""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_each_provision_has_its_field_rule_and_test_or_a_reason(row: list[str]) -> None:
    assert len(row) == 5
    assert all(row)
    _, _, field, rule, test = row
    assert in_code(field) in PATHS or re.fullmatch(r"not asked online: \S.+", field)
    if not in_code(rule):
        assert re.fullmatch(r"no rule: \S.+", rule)
        assert test == "none: no rule"
        return
    module, *names = in_code(rule).split(".")
    assert callable(reduce(getattr, names, importlib.import_module(f"{RULES}.{module}")))
    file, _, name = in_code(test).partition("::")
    assert f"def {name}(" in (HERE / f"{file}.py").read_text("utf-8")


def test_every_paragraph_and_every_number_of_the_catalogue_stands_in_the_table() -> None:
    told = "\n".join(row[0] for row in ROWS)
    for paragraph in [*range(3, 22), "17a"]:
        assert re.search(rf"^§ {paragraph}( |$)", told, re.MULTILINE), paragraph
    for number in range(1, 32):
        assert re.search(rf"^§ 14 \(2\) No\. {number}( [a-f])?$", told, re.MULTILINE), number


def test_every_field_about_home_money_and_people_is_needed_by_a_provision() -> None:
    named = {in_code(row[2]) for row in ROWS}
    groups = ("use", "coresidents", "burden", "rent", "incomes", "maintenance")
    asked = {path for path in PATHS if path.split(".")[0] in groups}
    beside = {
        "rent.landlord",
        "rent.heating",
        "rent.parking_amount",
        "coresidents.name",
        "burden.administration",
        "burden.ground_rent",
        "burden.parking_spaces",
        "burden.garage_fees",
        "incomes.person",
        "incomes.description",
        "incomes.rhythm",
        "incomes.children",
        "incomes.attributed_until",
        "maintenance.person",
        "maintenance.recipient",
        "maintenance.amount",
        "maintenance.titled",
    }
    assert asked - named == beside & asked
