"""What follows from answers stands on the form to write on, and what hangs on it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from amt.capabilities.acts.services import typeset_form
from amt.capabilities.applications.paper_form import form_to_write_on
from amt.contract.forms import Condition, Derived, Field, FieldKind, Form, FormStep, Group
from tests.doubles.double_works.procedure import FORM, KEEP, PROCEDURE

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def _twice(given: Mapping[str, Any]) -> int:
    return int(given["hives"]) * 2


def _letters(given: Mapping[str, Any]) -> int:
    return len(given["neighbours.name"])


COLONIES = Derived("colonies", FieldKind.INTEGER, KEEP, "hives", ("hives",), _twice, "§ 1")
LETTERS = Derived(
    "neighbours.letters", FieldKind.INTEGER, KEEP, "neighbours", ("neighbours.name",), _letters
)
MANY = FormStep(
    "many",
    (Group("many", (Field("many", FieldKind.YES_NO, KEEP),)),),
    condition=Condition("colonies", (8, 10)),
)
WITH_RESULTS: Form = replace(FORM, steps=(*FORM.steps, MANY), derived=(COLONIES, LETTERS))


def _written(answers: Mapping[str, Any]) -> dict[str, Any]:
    return form_to_write_on(
        PROCEDURE, WITH_RESULTS, "de", answers=answers, authority="Amt", serial="7K3M-PX4C-9ABD"
    )


def _results(written: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (question["number"], question["typed"])
        for step in written["steps"]
        for group in step["groups"]
        for question in group["questions"]
        if question["kind"] == "result"
    ]


def test_empty_form_says_what_a_value_follows_from() -> None:
    written = _written({})

    result = written["steps"][0]["groups"][-1]["questions"][0]
    assert result["hint"] == "Ergibt sich aus 1.2. Sie tragen hier nichts ein. § 1"
    assert _results(written) == [("1.5", ""), ("3.4", ""), ("3.4", "")]
    assert written["steps"][-1]["condition"] == (
        "Nur ausfüllen, wenn das Ergebnis bei 1.5 „8“ oder „10“ ist."
    )


def test_value_that_is_known_is_printed_and_can_be_set() -> None:
    written = _written({"hives": 5, "neighbours.count": 1, "neighbours.0.name": "Ada"})

    assert _results(written) == [("1.5", "10"), ("3.4", "3"), ("3.4", "")]
    assert typeset_form(written, code_of=lambda _sheet: "X", at=AT).startswith(b"%PDF-")
