"""The record: forms, confirmation, evidence, texts."""

from __future__ import annotations

import pytest

from amt.contract.answers import Problem, read_step
from amt.contract.deeds import DeedBy
from amt.contract.forms import Form, bare_path
from amt.contract.life_events.birth import BIRTH as TALK
from amt.kernel.actors import TrustLevel
from amt.procedures.elterngeld.procedure import PROCEDURE


def test_every_question_that_must_be_answered_is_known_to_the_conversation() -> None:
    """Otherwise a family would be asked again after it has told everything."""
    known = {field.path for field in TALK.form.fields()}

    required = [field for field in PROCEDURE.form("application").fields() if field.required]

    assert required
    assert {bare_path(field.shared) for field in required} <= known


def test_the_income_is_recorded_by_the_office_in_every_state_before_the_decision() -> None:
    deed = PROCEDURE.deed("record_income")

    assert deed.by is DeedBy.OFFICE
    assert deed.records_facts
    assert PROCEDURE.workflow.target("received", deed.key) == "in_progress"
    assert PROCEDURE.workflow.target("in_progress", deed.key) == "in_progress"
    assert PROCEDURE.workflow.target("decided", deed.key) is None


@pytest.mark.parametrize("form", [PROCEDURE.form("application"), TALK.form], ids=lambda f: f.key)
def test_an_application_says_for_which_months(form: Form) -> None:
    step = form.step("months")

    _read, problems = read_step(form, step, {}, {"custody": "sole"})
    _read, later = read_step(form, step, {"months.first": ["3"]}, {"custody": "sole"})

    rule = Problem("months.first", "rule", (("rule", "months_chosen"),))
    assert rule in problems
    assert rule not in later


def test_an_online_application_replaces_the_written_form() -> None:
    assert PROCEDURE.access.apply_at is TrustLevel.SUBSTANTIAL


def test_reasons_and_steps_of_the_rules_have_their_texts_in_both_languages() -> None:
    keys = {
        f"steps.{name}_{who}"
        for name in ("income", "rate", "amount")
        for who in ("first", "second")
    }
    for language in ("de", "en"):
        for key in keys | {"steps.both"}:
            assert PROCEDURE.texts.get(f"{key}.title", language)


def test_both_languages_have_lists_of_the_same_length() -> None:
    for key in PROCEDURE.texts.keys("de"):
        lines = [PROCEDURE.texts.lines(key, language) for language in ("de", "en")]
        assert len(lines[0]) == len(lines[1]), key


def test_the_income_that_is_found_out_is_seen_by_its_own_parent_alone() -> None:
    sights = [role.sees.facts for role in PROCEDURE.parties]

    assert [facts is not None and "income.first" in facts for facts in sights] == [True, False]
    assert [facts is not None and "income.second" in facts for facts in sights] == [False, True]
    assert PROCEDURE.role("other_parent").sees.documents == ("proofs.birth_certificate",)


def test_both_see_every_answer_of_the_form() -> None:
    fields = [f for f in PROCEDURE.form("application").fields() if not f.path.startswith("proofs.")]

    for role in PROCEDURE.parties:
        seen = role.sees.facts or ()
        hidden = [
            field.path
            for field in fields
            if not any(field.path == one or field.path.startswith(f"{one}.") for one in seen)
        ]
        assert hidden == []
