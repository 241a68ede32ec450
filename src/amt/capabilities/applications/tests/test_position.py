"""Where somebody is in a form, and how far it still is."""

from __future__ import annotations

from typing import Any

import pytest

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.queries import DraftView, position
from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group


def page(key: str, condition: Condition | None = None) -> FormStep:
    field = Field(f"{key}.asked", FieldKind.YES_NO, "case", required=False)
    return FormStep(key, (Group(key, (field,)),), condition)


FORM = Form(
    "application",
    1,
    (
        page("first"),
        page("second"),
        page("only_if", Condition("second.asked", (True,))),
        page("deeper", Condition("only_if.asked", (True,))),
        page("last"),
    ),
)


@pytest.mark.parametrize(
    ("key", "answers", "expected"),
    [
        ("first", {}, (1, 6)),
        ("second", {"first.asked": True}, (2, 6)),
        ("only_if", {"second.asked": True}, (3, 6)),
        ("first", {"second.asked": False}, (1, 4)),
        ("last", {"second.asked": False}, (3, 4)),
        ("last", {}, (3, 4)),
        ("last", {"second.asked": True, "only_if.asked": True}, (5, 6)),
    ],
)
def test_pages_that_may_still_come_are_counted(
    key: str, answers: dict[str, Any], expected: tuple[int, int]
) -> None:
    assert position(DraftView(Draft(answers=answers), FORM), key) == expected
