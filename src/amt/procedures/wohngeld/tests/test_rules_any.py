"""Whatever household is told: an answer, the same each time, without gap, never below nought."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from amt.contract.assessment import Assessment, Outcome
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.vorschlag import propose_household
from amt.procedures.wohngeld.tests.any_household import any_household

SPAN = Span(date(2024, 8, 1), date(2025, 7, 31))


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=True))
def test_any_household_has_an_answer(random: Random) -> None:
    haushalt = any_household(random)

    assessment = propose_household(haushalt, SPAN)

    assert assessment == propose_household(haushalt, SPAN)
    assert assessment == Assessment.from_json(assessment.to_json())
    assert assessment.segments[0].span.start == SPAN.start
    assert assessment.segments[-1].span.end == SPAN.end
    for earlier, later in zip(assessment.segments, assessment.segments[1:], strict=False):
        assert earlier.span.end is not None
        assert later.span.start == earlier.span.end + timedelta(days=1)
    for segment in assessment.segments:
        assert segment.outcome in (Outcome.GRANT, Outcome.REFUSAL)
        assert segment.amount is not None
        assert segment.amount.cents == 0 or segment.amount.cents >= 1000
        if segment.outcome is Outcome.GRANT:
            steps = {step.key: step.value for step in segment.steps}
            assert segment.amount.euros == steps["wohngeld"]
            rent = steps.get("rent_share", steps["whole_rent"])
            minimum = steps["rent_used"]
            assert Decimal(segment.amount.euros) <= Decimal("1.15") * max(rent, minimum) + 1
