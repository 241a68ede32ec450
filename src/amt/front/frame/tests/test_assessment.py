"""A calculation as a page shows it: parts, what went in, what would change the result."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.template.loader import render_to_string

from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.procedure import Norm
from amt.contract.texts import Texts
from amt.front.frame.assessment import assessment_view
from amt.front.frame.inputs import Origin, input_views
from amt.kernel.money import Money
from amt.kernel.periods import Span
from tests.doubles.double_works import procedure as double

TEXTS = {
    "calculation.bees": "Völker",
    "calculation.money": "Geld",
    "changes.more": "Ab {hives} Völkern gibt es nichts.",
    "steps.fee.title": "Zuschuss",
    "steps.fee.rounding": "Auf volle Euro gerundet.",
}
PROCEDURE = replace(
    double.PROCEDURE,
    texts=Texts({"de": {**double.PROCEDURE.texts.by_language["de"], **TEXTS}}),
    norms=(Norm("§ 1 BienenG", "Bienengesetz", "https://www.gesetze-im-internet.de/bg/__1.html"),),
)
FACTS = {
    "hives": 3,
    "gentle": True,
    "neighbours.0.name": "Ada",
    "neighbours.1.name": "Bo",
    "proof": ["x"],
}
SPAN = Span(date(2026, 11, 1), date(2027, 10, 31))
SEGMENT = Segment(
    SPAN,
    Outcome.GRANT,
    Money(700),
    (
        Step("hives", "§ 1 BienenG", Decimal(3), Unit.PERSONS, inputs=("hives",), part="bees"),
        Step(
            "who",
            "§ 1 BienenG",
            Decimal(2),
            Unit.PERSONS,
            "1 + 1",
            ("neighbours.name",),
            part="bees",
        ),
        Step("fee", "§ 2 BienenG", Decimal(7), Unit.EURO, "2,33 × 3 → 7", part="money"),
    ),
    (Reason("few", "§ 2 BienenG"),),
    changes=(Reason("more", "§ 3 BienenG", (("hives", "11"),)),),
)
WHOLE = Assessment((SEGMENT,))


def shown(assessment: Assessment = WHOLE) -> str:
    origins = {"hives": Origin("Register", "confirmed", "1. Mai 2026", "§ 9 Bienenordnung")}
    known = input_views(PROCEDURE, FACTS, "de", origins=origins)
    view = assessment_view(assessment, PROCEDURE, "de", known)
    return render_to_string("frame/_explained.html", {"assessment": view})


def test_steps_stand_under_their_parts_and_are_numbered_through() -> None:
    view = assessment_view(WHOLE, PROCEDURE, "de")

    (segment,) = view.segments
    assert [(part.title, part.start) for part in segment.parts] == [("Völker", 1), ("Geld", 3)]
    assert [len(part.steps) for part in segment.parts] == [2, 1]


def test_facts_that_went_in_are_named_with_value_and_source() -> None:
    known = input_views(PROCEDURE, FACTS, "de", origins={"hives": Origin("Register")})
    view = assessment_view(WHOLE, PROCEDURE, "de", known)

    assert [(one.value, one.source) for one in view.inputs] == [
        ("3", "Register"),
        ("Ada", ""),
        ("Bo", ""),
    ]
    assert view.inputs[0].label == PROCEDURE.texts.get("fields.hives.label", "de")
    assert len({one.label for one in view.inputs}) == 3
    assert [one.value for one in view.segments[0].steps[1].inputs] == ["Ada", "Bo"]
    assert "proof" not in known


def test_page_shows_formula_rounding_paragraph_and_what_would_change_the_result() -> None:
    page = shown()

    for part in (
        "2,33 × 3 → 7",
        "Auf volle Euro gerundet.",
        'href="https://www.gesetze-im-internet.de/bg/__2.html"',
        "Ab 11 Völkern gibt es nichts.",
        'start="3"',
        "Register",
        "§ 9 Bienenordnung",
        "Ada",
    ):
        assert part in page, part


def test_segments_are_told_apart() -> None:
    later = replace(SEGMENT, span=Span(date(2027, 11, 1)), amount=Money(900))

    page = shown(Assessment((SEGMENT, later)))

    assert "Rechnung für ab 1. November 2027" in page
    assert page.count("amt-result__value") == 2


def test_calculations_from_before_parts_and_changes_can_be_read() -> None:
    stored = WHOLE.to_json()
    for segment in stored["segments"]:
        del segment["changes"]
        for step in segment["steps"]:
            del step["part"]

    view = assessment_view(Assessment.from_json(stored), PROCEDURE, "de")

    assert [part.title for part in view.segments[0].parts] == [""]
    assert view.segments[0].changes == ()
    assert Assessment.from_json(WHOLE.to_json()) == WHOLE
