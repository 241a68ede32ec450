"""Values that follow from answers, and blocks of questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from amt.contract.answers import facts_of
from amt.contract.blocks import Shape, address, leaf_of, person
from amt.contract.derived import basis_of, derived_values, is_derived
from amt.contract.forms import Condition, Derived, Field, FieldKind, Form, FormStep, Group


def _doubled(given: Mapping[str, Any]) -> int:
    return int(given["wages.gross"]) * 2


def _total(given: Mapping[str, Any]) -> int:
    return int(sum(given["wages.twice"]) + given["other"])


def _nothing(given: Mapping[str, Any]) -> None:
    return None


FORM = Form(
    "application",
    1,
    (
        FormStep("start", (Group("start", (Field("works", FieldKind.YES_NO, "case"),)),)),
        FormStep(
            "income",
            (
                Group(
                    "wages",
                    (Field("wages.gross", FieldKind.MONEY, "case"),),
                    repeats=True,
                    minimum_entries=0,
                ),
                Group("other", (Field("other", FieldKind.MONEY, "case"),)),
            ),
            condition=Condition("works", (True,)),
        ),
    ),
    derived=(
        Derived(
            "wages.twice", FieldKind.MONEY, "case", "income", ("wages.gross",), _doubled, "§ 1"
        ),
        Derived("total", FieldKind.MONEY, "case", "income", ("wages.twice", "other"), _total),
        Derived("none", FieldKind.MONEY, "case", "income", ("other",), _nothing),
    ),
)
ANSWERS = {
    "works": True,
    "wages.count": 2,
    "wages.0.gross": 100,
    "wages.1.gross": 200,
    "other": 5,
}


def test_values_follow_entry_by_entry_and_over_all_entries() -> None:
    assert derived_values(FORM, ANSWERS) == {
        "wages.0.twice": 200,
        "wages.1.twice": 400,
        "total": 605,
    }


def test_value_waits_until_all_is_answered_that_it_needs() -> None:
    partly = {key: value for key, value in ANSWERS.items() if key != "wages.1.gross"}
    assert derived_values(FORM, partly) == {"wages.0.twice": 200}


def test_value_of_a_page_that_is_not_asked_does_not_exist() -> None:
    assert derived_values(FORM, {**ANSWERS, "works": False}) == {}
    assert derived_values(Form("f", 1, ()), {}) == {}


def test_values_become_facts_with_what_they_came_from() -> None:
    facts = facts_of(FORM, ANSWERS)

    assert facts["total"] == 605
    assert facts["wages.1.twice"] == 400
    assert basis_of(FORM, "wages.1.twice") == "derived:wages.gross"
    assert not is_derived(FORM, "other")
    assert FORM.field_at("wages.1.twice").kind is FieldKind.MONEY
    assert "wages.twice" not in {field.path for field in FORM.fields()}


def test_address_is_one_block_with_known_leaves() -> None:
    group = address("home", "case")

    assert [leaf_of(field.path) for field in group.fields] == [
        "street", "house_number", "addition", "postcode", "city",
    ]  # fmt: skip
    assert group.shape == Shape.ADDRESS
    assert [field.path for field in group.fields if not field.required] == ["home.addition"]
    assert group.fields[0].autocomplete == "address-line1"
    assert {field.person for field in group.fields} == {leaf_of(f.path) for f in group.fields}


def test_block_about_somebody_else_is_not_filled_in_by_browser_or_sign_in() -> None:
    group = person("children", "case", own=False, repeats=True, partly_known_birth=True)

    assert {(field.autocomplete, field.person) for field in group.fields} == {("", "")}
    assert group.named_by == ("children.given_name", "children.family_name")
    assert group.fields[-1].kind is FieldKind.PARTIAL_DATE
    assert {f.person for f in person("them", "case", own=False, party="other").fields} >= {
        "given_name"
    }


def test_unknown_leaf_is_refused() -> None:
    with pytest.raises(ValueError, match="moon"):
        address("home", "case", leaves=("moon",))
