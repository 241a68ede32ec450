"""From facts to a proposal: segments by the law of their time, what is missing, remarks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.assessment import Assessment, Outcome
from amt.contract.facts import Facts
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.probe import FACTS, bench_one
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum, propose

JUNE = Span(date(2025, 6, 1), date(2026, 5, 31))
SINGLE: dict[str, Any] = {
    "home.place": "040110000000",
    "rent.cold": 50_000,
    "applicant.benefit": "none",
    "income.wage": 140_000,
    "income.pays_income_tax": True,
    "income.pays_health_insurance": True,
    "income.pays_pension_insurance": True,
}


def remarks(assessment: Assessment) -> set[str]:
    return {remark.key for remark in assessment.remarks}


def test_a_single_with_a_low_wage_is_granted() -> None:
    assessment = propose(Facts(SINGLE), JUNE)

    (segment,) = assessment.segments
    assert assessment.outcome is Outcome.GRANT
    assert segment.amount == Money(31_600)
    assert segment.enacted_until == date(2026, 12, 31)
    assert all("@2025-01-01" in version for version in segment.parameter_versions)


def test_every_step_has_a_norm_and_the_last_is_the_amount() -> None:
    (segment,) = propose(Facts(SINGLE), JUNE).segments

    assert all("§" in step.norm or "Anlage" in step.norm for step in segment.steps)
    assert segment.amount is not None
    assert segment.steps[-1].value == segment.amount.euros
    formulas = {step.key: step.formula for step in segment.steps}
    assert formulas["rent_within_limit"] == "min(500,00; 530,20)"
    assert formulas["z1"] == "0,04 + 0,0004797 × 610,40 + 0,0000408 × 908,25"


def test_the_inputs_of_steps_are_paths_of_the_forms() -> None:
    known = {field.path for form in PROCEDURE.forms.values() for field in form.fields()}
    for step in bench_one().segments[0].steps:
        assert {
            ".".join(part for part in path.split(".") if not part.isdigit()) for path in step.inputs
        } <= known


def test_a_period_over_a_change_of_values_has_two_segments() -> None:
    old, new = propose(Facts(SINGLE), Span(date(2024, 9, 1), date(2025, 8, 31))).segments

    assert (old.span.end, new.span.start) == (date(2024, 12, 31), date(2025, 1, 1))
    assert (old.amount, new.amount) == (Money(29_800), Money(31_600))


def test_time_past_the_enacted_values_stays_undecided() -> None:
    span = Span(date(2026, 11, 1), date(2027, 10, 31))

    known, unknown = propose(Facts(SINGLE), span).segments

    assert known.outcome is Outcome.GRANT
    assert (unknown.outcome, unknown.amount) == (Outcome.UNDECIDED, None)
    assert unknown.span == Span(date(2027, 1, 1), date(2027, 10, 31))
    assert [reason.key for reason in unknown.reasons] == ["not_enacted"]


def test_time_before_the_stored_values_stays_undecided() -> None:
    before, after = propose(Facts(SINGLE), Span(date(2022, 12, 1), date(2023, 1, 31))).segments

    assert [reason.key for reason in before.reasons] == ["not_stored"]
    assert after.outcome is Outcome.GRANT


@pytest.mark.parametrize(
    ("applied_on", "start", "end"),
    [
        (date(2025, 6, 30), date(2025, 6, 1), date(2026, 5, 31)),
        (date(2024, 2, 29), date(2024, 2, 1), date(2025, 1, 31)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 11, 21), date(2026, 11, 1), date(2027, 10, 31)),
        (date(2027, 3, 3), date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_the_period_is_twelve_months_also_past_the_enacted_values(
    applied_on: date, start: date, end: date
) -> None:
    assert bewilligungszeitraum(Facts({}), applied_on) == Span(start, end)


def test_months_without_figures_are_granted_and_remarked() -> None:
    facts = Facts(SINGLE)
    late = propose(facts, bewilligungszeitraum(facts, date(2026, 11, 21)))
    usual = propose(facts, bewilligungszeitraum(facts, date(2026, 1, 1)))
    assert (late.outcome, late.open_from) == (Outcome.PARTIAL, date(2027, 1, 1))
    assert (usual.outcome, usual.open_from) == (Outcome.GRANT, None)
    assert "months_open" in remarks(late)
    assert "months_open" not in remarks(usual)


def test_a_refusal_leaves_no_months_open() -> None:
    facts = Facts({**SINGLE, "applicant.benefit": "sgb2"})
    found = propose(facts, bewilligungszeitraum(facts, date(2026, 11, 21)))
    assert (found.outcome, found.open_from) == (Outcome.REFUSAL, None)
    assert "months_open" not in remarks(found)


def test_nobody_left_is_a_refusal() -> None:
    assessment = propose(Facts({**SINGLE, "applicant.benefit": "sgb2"}), JUNE)

    (segment,) = assessment.segments
    assert segment.outcome is Outcome.REFUSAL
    assert [reason.key for reason in segment.reasons] == ["all_excluded"]
    assert "§ 21 Nr. 2" in segment.reasons[0].norm


def test_an_excluded_applicant_can_get_it_for_the_others() -> None:
    facts = {
        **SINGLE,
        "applicant.benefit": "sgb12",
        "members.0.benefit": "none",
        "members.0.wage": 120_000,
        "members.0.pays_income_tax": True,
        "members.0.pays_health_insurance": True,
        "members.0.pays_pension_insurance": True,
    }

    assessment = propose(Facts(facts), JUNE)

    steps = {step.key: step for step in assessment.segments[0].steps}
    assert assessment.outcome is Outcome.GRANT
    assert steps["rent_share"].formula.endswith("× 1 / 2")
    assert "some_excluded" in remarks(assessment)
    assert steps["wage"].inputs == ("members.0.wage",)


def test_a_high_income_is_refused_with_the_numbers() -> None:
    (segment,) = propose(Facts({**SINGLE, "income.wage": 400_000}), JUNE).segments

    assert segment.outcome is Outcome.REFUSAL
    assert segment.reasons[0].key == "income_too_high"
    assert {step.key for step in segment.steps} >= {"z4", "rounded", "wohngeld"}


def test_a_small_amount_is_refused_as_too_small() -> None:
    outcomes = {
        reason.key
        for wage in range(200_000, 260_000, 500)
        for reason in propose(Facts({**SINGLE, "income.wage": wage}), JUNE).segments[0].reasons
    }
    assert outcomes == {"granted", "below_minimum", "income_too_high"}


@pytest.mark.parametrize("path", sorted(set(SINGLE) - {"income.wage"}))
def test_a_missing_fact_is_named_and_nothing_is_guessed(path: str) -> None:
    facts = Facts({key: value for key, value in SINGLE.items() if key != path})

    assessment = propose(facts, JUNE)

    assert assessment.missing == (path,)
    assert assessment.outcome is Outcome.UNDECIDED
    assert assessment.segments == ()


def test_a_place_without_level_stays_undecided() -> None:
    (segment,) = propose(Facts({**SINGLE, "home.place": "031550000000"}), JUNE).segments
    assert segment.outcome is Outcome.UNDECIDED
    assert segment.reasons[0].key == "place_unknown"


def test_rent_above_the_limit_and_income_below_the_minimum_are_remarked() -> None:
    facts = Facts({**SINGLE, "rent.cold": 90_000, "income.wage": 20_000})
    assert {"rent_above_limit", "income_below_minimum"} <= remarks(propose(facts, JUNE))


@pytest.mark.parametrize(
    ("disability", "expected"),
    [("none", False), ("other", False), ("degree_100", True), ("below_100_with_care", True)],
)
def test_only_the_disability_of_the_law_brings_an_allowance(
    disability: str, expected: bool
) -> None:
    facts = Facts({**SINGLE, "applicant.disability": disability})
    keys = {step.key for step in propose(facts, JUNE).segments[0].steps}
    assert ("allowance_severely_disabled" in keys) is expected


@pytest.mark.parametrize(
    ("born", "expected"), [("2000-06-02", True), ("2000-06-01", False), ("2010-01-01", True)]
)
def test_only_the_wage_of_a_young_child_brings_an_allowance(born: str, expected: bool) -> None:
    child = {"benefit": "none", "relation": "child", "birth_date": born, "wage": 50_000}
    flags = ("pays_income_tax", "pays_health_insurance", "pays_pension_insurance")
    member = {**child, **dict.fromkeys(flags, False)}
    facts = Facts({**SINGLE, **{f"members.0.{key}": value for key, value in member.items()}})
    keys = {step.key for step in propose(facts, JUNE).segments[0].steps}
    assert ("allowance_child_earnings" in keys) is expected


def test_each_earner_of_the_trial_has_a_lump_sum() -> None:
    trial = {
        "home.place": "040110000000",
        "rent.cold": 80_000,
        "household.size": 3,
        "household.earners": 2,
        "household.wage": 300_000,
        "household.pays_income_tax": True,
        "household.pays_health_insurance": True,
        "household.pays_pension_insurance": True,
        "household.single_parent": False,
    }
    steps = propose(Facts(trial), JUNE).segments[0].steps
    wages = [step for step in steps if step.key == "wage"]
    assert [step.formula for step in wages] == ["12 × 1.500,00 − 1.230,00"] * 2
    assert sum(step.value for step in wages) == 33_540


days = st.dates(date(2021, 1, 1), date(2029, 12, 31))


@given(days, st.integers(0, 1500))
def test_segments_cover_the_period_without_gap(start: date, length: int) -> None:
    span = Span(start, start + timedelta(days=length))

    segments = propose(FACTS, span).segments

    assert (segments[0].span.start, segments[-1].span.end) == (span.start, span.end)
    for earlier, later in zip(segments, segments[1:], strict=False):
        assert earlier.span.end is not None
        assert later.span.start == earlier.span.end + timedelta(days=1)
    for segment in segments:
        known = date(2023, 1, 1) <= segment.span.start <= date(2026, 12, 31)
        assert (segment.outcome is not Outcome.UNDECIDED) is known


@given(st.integers(0, 500_000), st.integers(0, 300_000), st.integers(1, 20))
def test_more_income_never_brings_more_and_the_result_stays_the_same(
    wage: int, rent: int, size: int
) -> None:
    def amount(of_wage: int) -> int:
        flags = ("pays_income_tax", "pays_health_insurance", "pays_pension_insurance")
        facts = {
            "home.place": "040120000000",
            "rent.cold": rent,
            "household.size": size,
            "household.wage": of_wage,
            **{f"household.{flag}": True for flag in flags},
        }
        once, again = propose(Facts(facts), JUNE), propose(Facts(facts), JUNE)
        assert once == again == Assessment.from_json(once.to_json())
        found = once.segments[0].amount
        assert found is not None
        return found.cents

    assert amount(wage + 10_000) <= amount(wage)
