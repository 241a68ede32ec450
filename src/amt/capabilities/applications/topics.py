"""The topics of a form: which are done, where one is, what is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from amt.capabilities.applications.forms import still_wrong
from amt.capabilities.applications.summary import step_title
from amt.contract.answers import asked_fields, asked_steps
from amt.contract.forms import Form
from amt.contract.texts import Worded

DONE, CURRENT, OPEN = "done", "current", "open"


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of a form under its topic; `state` is done, current or open."""

    key: str
    title: str
    state: str


def topics(
    found: Worded,
    form: Form,
    answers: Mapping[str, Any],
    current: str,
    language: str,
    waived: Collection[str] = (),
) -> tuple[Topic, ...]:
    """List the pages that are asked.

    Done is what lacks nothing and was either passed or answered; a page ahead on which nothing must
    be answered stays open until somebody has been there.
    """
    wrong = {problem.path for problem in still_wrong(form, answers, waived)}
    rows: list[Topic] = []
    is_passed = True
    for step in asked_steps(form, answers):
        if step.key == current:
            is_passed = False
        paths = {field.path for field in asked_fields(step, answers)}
        answered = is_passed or any(path in answers for path in paths)
        done = answered and not wrong & paths
        state = CURRENT if step.key == current else DONE if done else OPEN
        rows.append(Topic(step.key, step_title(found, form, step, language), state))
    return tuple(rows)
