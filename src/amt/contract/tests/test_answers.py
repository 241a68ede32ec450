"""Reading forms: what people type, what they skip, what they must not lose."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract import answers
from amt.contract.answers import Problem, Unreadable, read_field
from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Rule, Upload


def field(kind: FieldKind, **values: Any) -> Field:
    if kind is FieldKind.IDENTIFIER:
        values.setdefault("scheme", "tax_id")
    return Field("x", kind, "case", **values)


FORM = Form(
    key="application",
    version=1,
    steps=(
        FormStep(
            "person",
            (
                Group(
                    "person",
                    (
                        Field("name", FieldKind.TEXT, "case"),
                        Field("moved", FieldKind.YES_NO, "case"),
                        Field(
                            "moved_on",
                            FieldKind.DATE,
                            "case",
                            condition=Condition("moved", (True,)),
                        ),
                    ),
                ),
            ),
        ),
        FormStep(
            "household",
            (
                Group(
                    "members",
                    (
                        Field("members.name", FieldKind.TEXT, "case"),
                        Field("members.earns", FieldKind.YES_NO, "case"),
                        Field(
                            "members.wage",
                            FieldKind.MONEY,
                            "case",
                            condition=Condition("members.earns", (True,)),
                        ),
                    ),
                    repeats=True,
                    minimum_entries=0,
                    maximum_entries=3,
                ),
            ),
        ),
        FormStep(
            "proof",
            (Group("proof", (Field("proof", FieldKind.FILE, "case", upload=Upload()),)),),
            condition=Condition("moved", (True,)),
        ),
    ),
    rules=(Rule("name_is_not_moved", "name", ("name", "moved"), lambda a: a["name"] != "wrong"),),
)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.TEXT, "  Zoë   Łuczak ", "Zoë Łuczak"),
        (FieldKind.LONG_TEXT, "one\n\ntwo", "one\n\ntwo"),
        (FieldKind.INTEGER, " 1 200", 1200),
        (FieldKind.MONEY, "1.234,5", 123450),
        (FieldKind.DATE, "1.9.26", "2026-09-01"),
        (FieldKind.DATE, "01.09.1987", "1987-09-01"),
        (FieldKind.DATE, "1987-09-01", "1987-09-01"),
        (FieldKind.DATE, "3.4.55", "1955-04-03"),
        (FieldKind.YES_NO, "yes", True),
        (FieldKind.YES_NO, "no", False),
        (FieldKind.EMAIL, "a@example.org", "a@example.org"),
        (FieldKind.PHONE, "+49 421 361-0", "+49 421 361-0"),
        (FieldKind.IBAN, "de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        (FieldKind.POSTCODE, "28195", "28195"),
        (FieldKind.DECLARATION, "on", True),
    ],
)
def test_answers_are_read_as_people_type_them(kind: FieldKind, typed: str, value: Any) -> None:
    assert read_field(field(kind), [typed]) == value


@pytest.mark.parametrize(
    ("asked", "typed", "code"),
    [
        (field(FieldKind.TEXT), "", "required"),
        (field(FieldKind.TEXT), "a\x00b", "forbidden_character"),
        (field(FieldKind.TEXT, max_length=3), "long", "too_long"),
        (field(FieldKind.INTEGER), "three", "not_a_number"),
        (field(FieldKind.INTEGER, minimum=1), "0", "too_small"),
        (field(FieldKind.INTEGER, maximum=5), "6", "too_large"),
        (field(FieldKind.MONEY), "viel", "not_an_amount"),
        (field(FieldKind.MONEY), "9" * 15, "too_large"),
        (field(FieldKind.DATE), "31.02.2026", "not_a_date"),
        (field(FieldKind.DATE), "gestern", "not_a_date"),
        (field(FieldKind.YES_NO), "maybe", "not_an_option"),
        (field(FieldKind.CHOICE, options=("a",)), "b", "not_an_option"),
        (field(FieldKind.CHOICES, options=("a",)), "b", "not_an_option"),
        (field(FieldKind.CHOICES, options=("a",)), "", "required"),
        (field(FieldKind.EMAIL), "a@b", "not_an_email"),
        (field(FieldKind.PHONE), "call me", "not_a_phone"),
        (field(FieldKind.IBAN), "DE89 3704 0044 0532 0130 01", "not_an_iban"),
        (field(FieldKind.IBAN), "DE8937040044053201300", "not_an_iban"),
        (field(FieldKind.IBAN), "my account", "not_an_iban"),
        (field(FieldKind.POSTCODE), "2819", "not_a_postcode"),
        (field(FieldKind.DECLARATION), "", "must_be_declared"),
    ],
)
def test_what_cannot_be_read_has_its_code(asked: Field, typed: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_field(asked, [typed])
    assert refused.value.code == code


def test_an_optional_answer_may_be_empty() -> None:
    for kind in FieldKind:
        if kind is not FieldKind.FILE:
            assert read_field(field(kind, required=False, options=("a",)), [""]) is None
    assert read_field(field(FieldKind.CHOICES, options=("a", "b")), ["b", "b", "a"]) == ["a", "b"]


@given(st.sampled_from(FieldKind), st.text(max_size=60))
def test_no_input_breaks_a_field(kind: FieldKind, typed: str) -> None:
    with suppress(Unreadable):
        value = read_field(field(kind, options=("a",)), [typed])
        json.dumps(value)


def test_a_condition_on_the_same_page_brings_its_question() -> None:
    step = FORM.step("person")
    read, problems = answers.read_step(FORM, step, {"name": ["Ada"], "moved": ["yes"]}, {})
    assert read == {"name": "Ada", "moved": True}
    assert problems == [Problem("moved_on", "required")]


def test_an_answer_no_longer_asked_is_dropped() -> None:
    before = {"name": "Ada", "moved": True, "moved_on": "2026-01-01", "elsewhere": 1}
    read, problems = answers.read_step(
        FORM, FORM.step("person"), {"name": ["Ada"], "moved": ["no"]}, before
    )
    assert read == {"name": "Ada", "moved": False, "elsewhere": 1}
    assert problems == []


def test_a_rule_over_two_answers_is_told_at_its_field() -> None:
    _read, problems = answers.read_step(
        FORM, FORM.step("person"), {"name": ["wrong"], "moved": ["no"]}, {}
    )
    assert problems == [Problem("name", "rule", (("rule", "name_is_not_moved"),))]


def test_entries_of_a_repeating_group_are_read_each_for_itself() -> None:
    raw = {
        "members.count": ["2"],
        "members.0.name": ["Ben"],
        "members.0.earns": ["no"],
        "members.1.name": ["Cem"],
        "members.1.earns": ["yes"],
        "members.1.wage": ["520"],
        "members.2.name": ["never asked"],
    }
    read, problems = answers.read_step(FORM, FORM.step("household"), raw, {})
    assert problems == []
    assert read["members.1.wage"] == 52000
    assert "members.0.wage" not in read
    assert "members.2.name" not in read


def test_fewer_entries_drop_the_answers_of_the_others() -> None:
    before = {"members.count": 2, "members.0.name": "Ben", "members.1.name": "Cem"}
    raw = {"members.count": ["1"], "members.0.name": ["Ben"], "members.0.earns": ["no"]}
    read, _problems = answers.read_step(FORM, FORM.step("household"), raw, before)
    assert "members.1.name" not in read


@pytest.mark.parametrize("typed", ["-1", "999999999", "x", ""])
def test_the_count_of_entries_stays_within_its_limits(typed: str) -> None:
    read, _problems = answers.read_step(
        FORM, FORM.step("household"), {"members.count": [typed]}, {}
    )
    assert answers.entry_count(FORM.step("household").groups[0], read) in range(4)


def test_a_whole_form_names_what_is_missing_page_by_page() -> None:
    problems = answers.check_form(FORM, {"moved": True, "members.count": 1})
    assert [problem.path for problem in problems] == [
        "name", "moved_on", "members.0.name", "members.0.earns", "proof",
    ]  # fmt: skip
    assert answers.step_of(FORM, "members.0.name", {"members.count": 1}).key == "household"
    with pytest.raises(LookupError):
        answers.step_of(FORM, "members.1.name", {"members.count": 1})


def test_a_stored_answer_beyond_its_limits_is_found() -> None:
    form = Form("f", 1, (FormStep("s", (Group("g", (field(FieldKind.INTEGER, maximum=3),)),)),))
    assert answers.check_form(form, {"x": 4}) == [Problem("x", "too_large", (("maximum", 3),))]
    assert answers.check_form(form, {"x": 3}) == []


def test_only_asked_answers_become_facts() -> None:
    given = {"name": "Ada", "moved": False, "moved_on": "2026-01-01", "members.count": 0}
    assert answers.facts_of(FORM, given) == {"name": "Ada", "moved": False}


def test_a_missing_file_is_told_and_a_given_one_kept() -> None:
    step = FORM.step("proof")
    assert answers.read_step(FORM, step, {}, {"moved": True})[1] == [Problem("proof", "required")]
    assert answers.read_step(FORM, step, {}, {"moved": True, "proof": ["id"]})[1] == []


def test_a_form_knows_its_pages_and_fields() -> None:
    assert FORM.field_at("members.4.wage").kind is FieldKind.MONEY
    assert [step.key for step in answers.asked_steps(FORM, {})] == ["person", "household"]
    for unknown in (lambda: FORM.step("none"), lambda: FORM.field_at("none")):
        with pytest.raises(LookupError):
            unknown()
