"""What a proposal and a decision are called."""

from __future__ import annotations

from datetime import date

import pytest

from amt.contract.assessment import Assessment, Outcome, Segment
from amt.front.desk.case_page import decided_segments, outcome_label, parameter_days
from amt.kernel.money import Money
from amt.kernel.periods import Span

NOW = Span(date(2026, 11, 1), date(2026, 12, 31))
LATER = Span(date(2027, 1, 1), date(2027, 10, 31))


def segment(span: Span, outcome: Outcome) -> Segment:
    amount = Money(50000) if outcome is Outcome.GRANT else None
    return Segment(span, outcome, amount, ())


@pytest.mark.parametrize(
    ("now", "later", "label"),
    [
        (Outcome.GRANT, Outcome.GRANT, "Bewilligung"),
        (
            Outcome.GRANT,
            Outcome.UNDECIDED,
            "Bewilligung, Betrag ab 1. Januar 2027 noch offen",
        ),
        (Outcome.GRANT, Outcome.REFUSAL, "Teilweise Bewilligung"),
        (Outcome.REFUSAL, Outcome.REFUSAL, "Ablehnung"),
    ],
)
def test_result_is_named_with_what_stays_open(now: Outcome, later: Outcome, label: str) -> None:
    assessment = Assessment((segment(NOW, now), segment(LATER, later)))

    assert outcome_label(assessment.outcome.value, assessment) == label


def test_span_of_a_result_leaves_open_months_out() -> None:
    granted, open_one = segment(NOW, Outcome.GRANT), segment(LATER, Outcome.UNDECIDED)

    assert decided_segments(Assessment((granted, open_one))) == (granted,)
    assert decided_segments(Assessment((open_one,))) == (open_one,)


def test_decision_without_proposal_has_its_plain_name() -> None:
    assert outcome_label("refusal", None) == "Ablehnung"


def test_values_of_the_law_are_named_by_their_days_once() -> None:
    versions = ("anlage_2@2025-01-01", "anlage_1@2025-01-01", "rate@2027-01-01")

    assert parameter_days(versions) == ("1. Januar 2025", "1. Januar 2027")
