"""Thousands of random forms: rendered, filled in by typing, sent; the facts are what was meant."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amt.capabilities.applications.queries import summary
from amt.contract.answers import (
    COUNT_SUFFIX,
    asked_fields,
    asked_steps,
    check_form,
    facts_of,
    read_step,
)
from amt.contract.forms import Field, FieldKind, Form, FormStep
from amt.front.frame.forms import Filled, field_id, newly_asked
from amt.front.frame.problems import sentences
from tests.conformance.filling import HOSTILE, hostile_raw
from tests.forms.pages import rendered
from tests.forms.random_forms import WORDING, forms, typed

A_FILE = "00000000-0000-0000-0000-000000000001"
MOST_ROUNDS = 12
# Hypothesis remembers what it tried and looks through it before each new form: it slows down.
PARTS, FORMS_A_PART = 6, 500


class Applicant:
    """Somebody who fills in a form page by page, and remembers what they meant."""

    def __init__(self, form: Form, data: st.DataObject) -> None:
        self.form, self.data = form, data
        self.answers: dict[str, Any] = {}
        self.meant: dict[str, Any] = {}
        self.wrote: dict[str, list[str]] = {}
        self.counted: dict[str, int] = {}

    def fill_in(self) -> None:
        """Go through all pages that are asked."""
        done: set[str] = set()
        while step := next(
            (s for s in asked_steps(self.form, self.answers) if s.key not in done), None
        ):
            done.add(step.key)
            self._fill_page(step)

    def _fill_page(self, step: FormStep) -> None:
        for group in step.groups:
            if group.repeats:
                most = min(group.maximum_entries, group.minimum_entries + 2)
                count = self.data.draw(st.integers(group.minimum_entries, most))
                self.counted[group.key] = count
                self.answers[group.key + COUNT_SUFFIX] = count
        for _round in range(MOST_ROUNDS):
            raw = self._typed_into(step)
            self.answers, problems = read_step(self.form, step, raw, self.answers)
            self._hand_in_files(step)
            problems = [
                p for p in problems if self.form.field_at(p.path).kind is not FieldKind.FILE
            ]
            if not problems:
                break
            # Only a question that an answer has just brought up may be open.
            assert {p.path for p in problems} == newly_asked(problems, raw)
        else:
            raise AssertionError("the page never ends")

    def _typed_into(self, step: FormStep) -> dict[str, list[str]]:
        page = rendered(WORDING, self.form, step, Filled(self.answers, {}))
        raw = page.sent()
        assert len(page.ids) == len(set(page.ids))
        for field in asked_fields(step, self.answers):
            control = page.controls[field.path]
            assert control.labelled
            assert set(control.described_by) <= set(page.ids)
            if field.kind is FieldKind.FILE:
                continue
            if field.path not in self.wrote:
                self.wrote[field.path], self.meant[field.path] = self.data.draw(typed(field))
            values = self.wrote[field.path]
            if control.choices and field.kind is not FieldKind.DECLARATION:
                assert set(values) - {"  "} <= set(control.choices)
            raw.pop(field.path, None)
            if values:
                raw[field.path] = values
        return raw

    def _hand_in_files(self, step: FormStep) -> None:
        for field in asked_fields(step, self.answers):
            if field.kind is FieldKind.FILE:
                self.answers[field.path] = [A_FILE]

    def expected(self) -> dict[str, Any]:
        """Return the facts that follow from what was meant."""
        asked = [
            field
            for step in asked_steps(self.form, self.answers)
            for field in asked_fields(step, self.answers)
        ]
        given = {f.path: self._meant(f) for f in asked if self._meant(f) is not None}
        return given | self._follows(given)

    def _meant(self, field: Field) -> Any:
        return [A_FILE] if field.kind is FieldKind.FILE else self.meant.get(field.path)

    def _follows(self, given: dict[str, Any]) -> dict[str, Any]:
        """Count the characters as the derived values of a random form do."""
        found = {}
        pages = {step.key for step in asked_steps(self.form, self.answers)}
        for derived in self.form.derived:
            (need,) = derived.needs
            head, _dot, leaf = derived.path.partition(".")
            places = range(self.counted.get(head, 0)) if leaf else (None,)
            for index in places:
                here = need if index is None else need.replace(".", f".{index}.", 1)
                path = derived.path if index is None else f"{head}.{index}.{leaf}"
                if derived.step in pages and here in given:
                    found[path] = len(str(given[here]))
        return found


EVERY = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@settings(EVERY, max_examples=60)
@given(form=forms(), data=st.data())
def test_facts_of_a_random_form_are_what_was_meant(form: Form, data: st.DataObject) -> None:
    applicant = Applicant(form, data)
    applicant.fill_in()

    assert check_form(form, applicant.answers) == []
    assert facts_of(form, applicant.answers) == applicant.expected()


@settings(EVERY, max_examples=25)
@given(form=forms(), data=st.data())
def test_page_sent_back_as_it_is_shown_changes_nothing(form: Form, data: st.DataObject) -> None:
    applicant = Applicant(form, data)
    applicant.fill_in()

    for step in asked_steps(form, applicant.answers):
        page = rendered(WORDING, form, step, Filled(applicant.answers, {}))
        read, problems = read_step(form, step, page.sent(), applicant.answers)
        assert problems == []
        assert facts_of(form, read) == facts_of(form, applicant.answers)


@settings(EVERY, max_examples=25)
@given(form=forms(), data=st.data())
def test_check_page_of_a_random_form_shows_every_answer(form: Form, data: st.DataObject) -> None:
    applicant = Applicant(form, data)
    applicant.fill_in()

    with override("de"):
        pages = summary(WORDING, form, applicant.answers, "de")
    lines = {line.path: line.text for page in pages for part in page.parts for line in part.lines}
    facts = facts_of(form, applicant.answers)
    assert facts.keys() <= lines.keys()
    assert all(lines[path] for path in facts)
    assert all(not text for path, text in lines.items() if path not in facts)


@settings(EVERY, max_examples=25)
@given(form=forms(), text=st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_hostile_input_to_a_random_form_is_told_in_sentences(form: Form, text: str) -> None:
    for step in form.steps:
        raw = hostile_raw(form, step, text)
        read, problems = read_step(form, step, raw, {})
        with override("de"):
            told = sentences(problems, WORDING, form, "de")
        assert all(told.values())
        page = rendered(WORDING, form, step, Filled(read, raw, problems))
        for problem in problems:
            control = page.controls[problem.path]
            assert f"{field_id(problem.path)}-error" in page.ids
            assert problem.path in page.controls
            assert control.name == problem.path


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(PARTS))
@settings(EVERY, max_examples=FORMS_A_PART)
@given(form=forms(), data=st.data())
def test_facts_of_thousands_of_random_forms_are_what_was_meant(
    part: int, form: Form, data: st.DataObject
) -> None:
    applicant = Applicant(form, data)
    applicant.fill_in()

    assert facts_of(form, applicant.answers) == applicant.expected()
