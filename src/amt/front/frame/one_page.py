"""Forms that are asked on one page: of a deed, of a decision. Read what was sent, show it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from amt.contract.answers import Problem, facts_of, read_step
from amt.contract.forms import Form
from amt.contract.texts import Worded
from amt.front.frame import forms


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody typed on the page: readable answers, the raw text, what is wrong."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    raw: Mapping[str, list[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def facts(self, form: Form | None) -> dict[str, Any]:
        """Return the answers that count, by path; none where nothing is asked."""
        return dict(facts_of(form, self.answers)) if form is not None else {}


def read(form: Form | None, posted: QueryDict) -> Sent:
    """Read a page; a form that is not there has no answers and no problems."""
    if form is None:
        return Sent()
    raw = forms.raw_from(posted)
    answers: dict[str, Any] = {}
    problems: list[Problem] = []
    for _again in range(2):
        # The first reading may bring up questions on the same page that the second one reads.
        problems = []
        for step in form.steps:
            answers, found = read_step(form, step, raw, answers)
            problems += found
    return Sent(answers, raw, tuple(problems))


def shown(
    found: Worded, form: Form | None, sent: Sent, language: str
) -> tuple[forms.StepView, ...]:
    """Return the page of a form as the design shows it, with what was typed and what is wrong."""
    if form is None:
        return ()
    filled = forms.Filled(answers=sent.answers, raw=sent.raw, problems=sent.problems)
    return tuple(forms.step_view(found, form, step, filled, language) for step in form.steps)
