"""Figures and assessments written for a reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.front.frame.assessment import assessment_view
from amt.front.frame.values import step_value
from amt.kernel.money import Money
from amt.kernel.periods import Span
from tests.doubles.double_works.procedure import PROCEDURE

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "unit", "german", "english"),
    [
        ("217", Unit.EURO_PER_MONTH, f"217,00{NBSP}€ im Monat", "€217.00 a month"),
        ("1234.5", Unit.EURO, f"1.234,50{NBSP}€", "€1,234.50"),
        ("189.1234567891", Unit.EURO, f"189,1234567891{NBSP}€", f"189.1234567891{NBSP}€"),
        ("1", Unit.PERSONS, "1 Person", "1 person"),
        ("3", Unit.PERSONS, "3 Personen", "3 people"),
        ("4", Unit.LEVEL, "Stufe IV", "Level IV"),
        ("30", Unit.PERCENT, "30 Prozent", "30 per cent"),
        ("0.0004797", Unit.FACTOR, "0,0004797", "0.0004797"),
        ("-0.01", Unit.FACTOR, "-0,01", "-0.01"),
    ],
)
def test_value_keeps_its_decimals_and_names_its_unit(
    value: str, unit: Unit, german: str, english: str
) -> None:
    with override("de"):
        assert step_value(Decimal(value), unit) == german
    with override("en"):
        assert step_value(Decimal(value), unit) == english


def _assessment(outcome: Outcome, amount: Money | None) -> Assessment:
    step = Step("hives", "§ 1 Bienenordnung", Decimal(3), Unit.PERSONS, formula="1 + 2")
    span = Span(date(2026, 11, 1), date(2026, 12, 31))
    reason = Reason("few", "§ 2 Bienenordnung")
    segment = Segment(span, outcome, amount, (step,), (reason,), enacted_until=span.end)
    return Assessment((segment,), missing=("hives",))


def test_assessment_is_told_with_titles_paragraphs_and_formula() -> None:
    shown = assessment_view(_assessment(Outcome.GRANT, Money(21700)), PROCEDURE, "de")

    (segment,) = shown.segments
    (step,) = segment.steps
    assert segment.amount == f"217,00{NBSP}€"
    assert segment.span == "1. November 2026 bis 31. Dezember 2026"
    assert (step.norm, step.formula, step.value) == ("§ 1 Bienenordnung", "1 + 2", "3 Personen")
    assert step.title == PROCEDURE.texts.get("steps.hives.title", "de")
    assert segment.reasons[0].text == PROCEDURE.texts.get("reasons.few", "de")
    assert shown.missing == (PROCEDURE.texts.get("fields.hives.label", "de"),)
    assert shown.enacted_until == date(2026, 12, 31)
    assert shown.is_granted


def test_refusal_shows_no_amount() -> None:
    shown = assessment_view(_assessment(Outcome.REFUSAL, Money(500)), PROCEDURE, "de")

    assert shown.segments[0].amount == ""
    assert not shown.is_granted
