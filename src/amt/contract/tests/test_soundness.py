"""Forms whose questions could not be told apart on a page are refused when they are made."""

from __future__ import annotations

import pytest

from amt.contract.forms import BadForm, Field, FieldKind, Form, FormStep, Group
from amt.contract.soundness import page_name


def _form(*fields: Field) -> Form:
    return Form("application", 1, (FormStep("page", (Group("group", fields),)),))


def _text(path: str) -> Field:
    return Field(path, FieldKind.TEXT, "case")


def _choice(path: str, *options: str) -> Field:
    return Field(path, FieldKind.CHOICE, "case", options=options)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ((_text("a"), _text("a")), "application: asked twice: a"),
        ((_text("home.street"), _text("home_street")), "one on the page: home-street"),
        ((_text("home"), _text("home.hint")), "home-hint"),
        ((_text("home"), _text("home.why")), "home-why"),
        ((_choice("home", "x", "y"), _text("home.2")), "home-2"),
    ],
)
def test_two_questions_of_one_name_are_refused(fields: tuple[Field, ...], told: str) -> None:
    with pytest.raises(BadForm) as refused:
        _form(*fields)

    assert told in str(refused.value)


def test_a_group_may_be_called_like_its_question() -> None:
    assert _form(_text("group")).field_at("group").path == "group"
    assert page_name("home.house_number") == "home-house-number"
