"""Questions and rules that hang on a value which follows from answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.answers import asked_fields, asked_steps, check_form, facts_of, read_step
from amt.contract.derived import derived_from_facts, derived_values
from amt.contract.facts import Facts
from amt.contract.forms import (
    BadForm,
    Condition,
    Derived,
    Field,
    FieldKind,
    Form,
    FormStep,
    Group,
    Rule,
)

KEEP = "case"


def _people(given: Mapping[str, Any]) -> int:
    return len(given["members.name"]) + 1


def _is_grown(given: Mapping[str, Any]) -> str:
    return "yes" if given["members.age"] >= 18 else "no"


def _field(path: str, kind: FieldKind = FieldKind.TEXT, hangs_on: Condition | None = None) -> Field:
    return Field(path, kind, KEEP, condition=hangs_on)


MEMBERS = Group(
    "members",
    (
        _field("members.name"),
        _field("members.age", FieldKind.INTEGER),
        _field("members.work", hangs_on=Condition("members.grown", ("yes",))),
    ),
    repeats=True,
    minimum_entries=0,
)
SIZE = Derived("size", FieldKind.INTEGER, KEEP, "home", ("members.name",), _people, "§ 1")
GROWN = Derived("members.grown", FieldKind.TEXT, KEEP, "home", ("members.age",), _is_grown)
FORM = Form(
    "application",
    1,
    (
        FormStep("home", (MEMBERS, Group("rooms", (_field("rooms", FieldKind.INTEGER),)))),
        FormStep("large", (Group("large", (_field("why"),)),), Condition("size", (3, 4, 5))),
        FormStep(
            "rest",
            (
                Group("alone", (_field("alone"),), condition=Condition("size", (1,))),
                Group("any", (_field("any"),)),
            ),
        ),
    ),
    rules=(
        Rule("roomy", "rooms", ("rooms", "size"), lambda known: known["rooms"] >= known["size"]),
    ),
    derived=(GROWN, SIZE),
)


def _home(*ages: int) -> dict[str, Any]:
    named = {f"members.{at}.name": "Ada" for at in range(len(ages))}
    aged = {f"members.{at}.age": age for at, age in enumerate(ages)}
    return {"members.count": len(ages), **named, **aged}


def asked(form: Form, answers: Mapping[str, Any]) -> set[str]:
    return {f.path for step in asked_steps(form, answers) for f in asked_fields(step, answers)}


def test_page_and_group_hang_on_a_value_that_follows() -> None:
    assert [step.key for step in asked_steps(FORM, _home(40, 7))] == ["home", "large", "rest"]
    assert [step.key for step in asked_steps(FORM, _home(40))] == ["home", "rest"]
    assert "alone" in asked(FORM, _home())
    assert "alone" not in asked(FORM, _home(40))


def test_question_of_an_entry_hangs_on_what_follows_for_that_entry() -> None:
    assert {path for path in asked(FORM, _home(40, 7)) if path.endswith("work")} == {
        "members.0.work"
    }


def test_rule_names_a_value_that_follows() -> None:
    typed = {"members.count": ["2"], "rooms": ["2"]}
    for at, age in enumerate(("40", "7")):
        typed |= {f"members.{at}.name": ["Ada"], f"members.{at}.age": [age]}
    typed["members.0.work"] = ["Imkerin"]

    _answers, problems = read_step(FORM, FORM.step("home"), typed, {})
    _answers, none = read_step(FORM, FORM.step("home"), {**typed, "rooms": ["3"]}, {})

    assert [(one.path, one.code) for one in problems] == [("rooms", "rule")]
    assert none == []


def test_question_brought_up_by_a_value_of_its_page_is_read_with_the_page() -> None:
    form = Form(
        "f",
        1,
        (
            FormStep(
                "one",
                (
                    Group(
                        "one",
                        (
                            _field("a", FieldKind.INTEGER),
                            _field("b", FieldKind.INTEGER, Condition("twice", (2,))),
                            _field("c", hangs_on=Condition("b", (5,))),
                        ),
                    ),
                ),
            ),
        ),
        derived=(
            Derived("twice", FieldKind.INTEGER, KEEP, "one", ("a",), lambda given: given["a"] * 2),
        ),
    )
    page = form.step("one")
    all_three = {"a": ["1"], "b": ["5"], "c": ["x"]}

    answers, problems = read_step(form, page, all_three, {})
    changed, _problems = read_step(form, page, {**all_three, "a": ["3"]}, answers)

    assert (answers, problems) == ({"a": 1, "b": 5, "c": "x"}, [])
    assert changed == {"a": 3}
    assert facts_of(form, answers)["twice"] == 2


def test_what_hangs_on_a_value_is_asked_of_facts_too() -> None:
    facts = facts_of(FORM, {**_home(40, 7), "members.0.work": "Imkerin", "rooms": 3, "why": "w"})

    assert facts["size"] == 3
    assert derived_from_facts(FORM, Facts(facts))["size"] == 3
    assert {step.key for step in asked_steps(FORM, facts)} >= {"large"}


def test_order_of_values_does_not_matter() -> None:
    rows = (
        Derived("later", FieldKind.INTEGER, KEEP, "home", ("size",), lambda g: g["size"] + 1),
        SIZE,
        GROWN,
    )
    assert derived_values(replace(FORM, derived=rows), _home(40))["later"] == 3


def _circle(**changed: Any) -> Form:
    """Return a form in which `n` follows from `a`, changed in one way."""
    first = changed.get("first", _field("a", FieldKind.INTEGER))
    needs = changed.get("needs", ("a",))
    rows = (
        Derived("n", FieldKind.INTEGER, KEEP, changed.get("shown", "one"), needs, len),
        *changed.get("more", ()),
    )
    groups = (Group("one", (first, _field("b", hangs_on=changed.get("b")))),)
    steps = (FormStep("one", groups, changed.get("page")), FormStep("two", ()))
    return Form("f", 1, steps, changed.get("rules", ()), rows)


SELF = Condition("n", (1,))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"first": _field("a", hangs_on=SELF)}, "f: n follows from itself: n < a < n"),
        ({"page": SELF}, "f: n follows from itself: n <"),
        ({"first": _field("a", hangs_on=Condition("b", ("x",))), "b": SELF}, "n < a < b < n"),
        (
            {
                "needs": ("m",),
                "more": (Derived("m", FieldKind.INTEGER, KEEP, "two", ("n",), len),),
            },
            "n < m < n",
        ),
        ({"needs": ("n",)}, "n < n"),
        ({"needs": ("nobody",)}, "f: n needs nobody, which nobody asks"),
        ({"shown": "three"}, "f: n is shown on three, which is no page"),
        ({"more": (Derived("a", FieldKind.INTEGER, KEEP, "one", ("b",), len),)}, "asked twice: a"),
    ],
)
def test_form_that_contradicts_itself_is_refused(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(BadForm) as refused:
        _circle(**changed)

    assert told in str(refused.value)


def test_value_of_an_entry_may_be_named_in_its_group_alone() -> None:
    outside = FormStep(
        "out", (Group("out", (_field("x", hangs_on=Condition("members.grown", ("yes",))),)),)
    )
    with pytest.raises(BadForm, match=r"x hangs on members\.grown, which each entry has"):
        replace(FORM, steps=(*FORM.steps, outside))
    with pytest.raises(BadForm, match=r"rule r names members\.grown"):
        replace(FORM, rules=(Rule("r", "rooms", ("members.grown",), bool),))


def test_condition_forgets_a_value_that_a_form_no_longer_has() -> None:
    steps = tuple(step for step in FORM.steps if step.key != "home")
    bare = Form("f", 1, steps)

    assert [step.key for step in asked_steps(bare, _home(40, 7))] == ["rest"]


@st.composite
def chains(draw: st.DrawFn) -> tuple[Form, dict[str, bool]]:
    """Return a form whose questions hang on numbers of earlier yeses, and any answers."""
    fields: list[Field] = []
    derived: list[Derived] = []
    for number in range(draw(st.integers(2, 8))):
        condition = None
        hangs: bool = draw(st.booleans())
        if derived and hangs:
            of = draw(st.sampled_from(derived))
            condition = Condition(of.path, tuple(draw(st.sets(st.integers(0, 4), max_size=3))))
        fields.append(_field(f"q{number}", FieldKind.YES_NO, condition))
        if draw(st.booleans()):
            everything = [one.path for one in fields] + [one.path for one in derived]
            needs = draw(st.lists(st.sampled_from(everything), min_size=1, max_size=3, unique=True))
            path = f"n{number}"
            derived.append(Derived(path, FieldKind.INTEGER, KEEP, "p", tuple(needs), _sum(needs)))
    answers = {one.path: draw(st.booleans()) for one in fields if draw(st.booleans())}
    shuffled: tuple[Derived, ...] = tuple(draw(st.permutations(derived)))
    page = FormStep("p", (Group("g", tuple(fields)),))
    return Form("f", 1, (page,), derived=shuffled), answers


def _sum(needs: list[str]) -> Callable[[Mapping[str, Any]], int]:
    return lambda given: sum(int(given[need]) for need in needs)


def settled(form: Form, answers: Mapping[str, Any]) -> tuple[set[str], dict[str, int]]:
    """Return questions and values found the long way: all once more, until nothing changes."""
    conditions = {field.path: field.condition for field in form.fields()}
    values: dict[str, int] = {}
    for _ in range(len(conditions) + len(form.derived) + 1):
        on = {
            path
            for path, hangs in conditions.items()
            if hangs is None or values.get(hangs.path) in hangs.is_in
        }
        known = {**{p: a for p, a in answers.items() if p in on}, **values}
        values = {d.path: d.of(known) for d in form.derived if set(d.needs) <= known.keys()}
    return on, values


@given(chains())
def test_questions_and_values_are_those_found_the_long_way(
    made: tuple[Form, dict[str, bool]],
) -> None:
    form, answers = made

    on, values = settled(form, answers)

    assert asked(form, answers) == on
    assert derived_values(form, answers) == values
    assert {p.path for p in check_form(form, answers)} == {p for p in on if p not in answers}


@given(chains(), st.data())
def test_closing_a_circle_anywhere_is_refused(
    made: tuple[Form, dict[str, bool]], data: st.DataObject
) -> None:
    form, _answers = made
    if not form.derived:
        return
    last = data.draw(st.sampled_from(form.derived))
    behind = data.draw(st.sampled_from(sorted(_behind(form, last.path))))
    (step,) = form.steps
    closed = tuple(
        replace(one, condition=Condition(last.path, (1,))) if one.path == behind else one
        for one in step.fields
    )
    with pytest.raises(BadForm, match="follows from itself"):
        replace(form, steps=(FormStep("p", (Group("g", closed),)),))


def _behind(form: Form, path: str) -> set[str]:
    """Return the questions from which a value follows, directly or over other values."""
    derived = {one.path: one for one in form.derived}
    found: set[str] = set()
    for need in derived[path].needs:
        found |= _behind(form, need) if need in derived else {need}
    return found
