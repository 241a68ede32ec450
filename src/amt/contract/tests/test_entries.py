"""Choosing one of the people whom a form names: who can be chosen, how they are called."""

from __future__ import annotations

from typing import Any

import pytest

from amt.contract import answers
from amt.contract.answers import Problem
from amt.contract.entries import entry_names
from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group

FORM = Form(
    "application",
    1,
    (
        FormStep(
            "people",
            (
                Group(
                    "person",
                    (
                        Field("own.first", FieldKind.TEXT, "case", person="given_name"),
                        Field("own.last", FieldKind.TEXT, "case", person="family_name"),
                    ),
                ),
                Group(
                    "members",
                    (Field("members.name", FieldKind.TEXT, "case"),),
                    repeats=True,
                    minimum_entries=0,
                    named_by=("members.name",),
                ),
            ),
        ),
        FormStep(
            "incomes",
            (
                Group(
                    "incomes",
                    (
                        Field("incomes.person", FieldKind.CHOICE, "case", entries_of="members"),
                        Field(
                            "incomes.pays",
                            FieldKind.CHOICES,
                            "case",
                            options=("tax", "health"),
                            required=False,
                        ),
                        Field(
                            "incomes.office",
                            FieldKind.TEXT,
                            "case",
                            condition=Condition("incomes.pays", ("tax",)),
                        ),
                    ),
                    repeats=True,
                ),
            ),
        ),
    ),
)
HOUSEHOLD: dict[str, Any] = {
    "own.first": "Ada",
    "own.last": "Beispiel",
    "members.count": 2,
    "members.0.name": "Ben",
    "members.1.name": "Cem",
    "incomes.count": 1,
}


def read(raw: dict[str, list[str]], given: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    return answers.read_step(FORM, FORM.step("incomes"), raw, given)


def test_everybody_named_can_be_chosen_and_nobody_else() -> None:
    given, problems = read({"incomes.0.person": ["2"]}, HOUSEHOLD)
    assert problems == []
    assert given["incomes.0.person"] == "2"

    _given, problems = read({"incomes.0.person": ["3"]}, HOUSEHOLD)
    assert problems == [Problem("incomes.0.person", "not_an_option")]


def test_whoever_is_alone_is_not_asked_whom_it_concerns() -> None:
    given, problems = read({}, {"members.count": 0})
    assert problems == []
    assert "incomes.0.person" not in given


def test_people_are_called_by_their_names() -> None:
    assert entry_names(FORM, "members", HOUSEHOLD) == {"0": "Ada Beispiel", "1": "Ben", "2": "Cem"}


def test_facts_without_a_count_still_say_who_can_be_chosen() -> None:
    facts = {path: value for path, value in HOUSEHOLD.items() if not path.endswith(".count")}
    assert entry_names(FORM, "members", facts)["2"] == "Cem"


@pytest.mark.parametrize(("chosen", "becomes"), [("0", "0"), ("1", None), ("2", "1")])
def test_a_choice_means_the_same_person_after_another_is_taken_away(
    chosen: str, becomes: str | None
) -> None:
    raw = {
        "members.count": ["1"],
        "members.removed": ["0"],
        "own.first": ["Ada"],
        "own.last": ["Beispiel"],
        "members.0.name": ["Cem"],
    }
    given, problems = answers.read_step(
        FORM, FORM.step("people"), raw, {**HOUSEHOLD, "incomes.0.person": chosen}
    )
    assert problems == []
    assert given.get("incomes.0.person") == becomes


def test_a_question_may_hang_on_one_of_several_answers() -> None:
    alone = {"members.count": 0}
    assert read({"incomes.0.pays": ["health"]}, alone)[1] == []
    _given, problems = read({"incomes.0.pays": ["health", "tax"]}, alone)
    assert [problem.path for problem in problems] == ["incomes.0.office"]
