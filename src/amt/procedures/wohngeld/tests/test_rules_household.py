"""Who is entitled, a member, counted; when there is no claim (§§ 3 to 8, 20, 21 WoGG)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amt.contract.assessment import Outcome
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.mitglieder import personen
from amt.procedures.wohngeld.tests.households import (
    ALL_PAID,
    JUNE,
    calculated,
    household,
    income,
    person,
    proposed,
    reasons_of,
    remarks_of,
    rented,
    steps_of,
)

FIRST = date(2025, 6, 1)
EARNER = person(incomes=[income("wage", 1400)], **ALL_PAID)


def counts(*members: dict[str, Any], on: date = FIRST) -> tuple[int, int]:
    """Return members and counted members in a month."""
    who = personen(household(*members), on)
    return len(who.members), len(who.counted)


def excluded(**benefit: Any) -> bool:
    """Tell whether a benefit of the second member excludes it in June 2025."""
    spouse = person("spouse", benefits=[{"kind": "sgb2", **benefit}])
    return counts(EARNER, spouse) == (2, 1)


@pytest.mark.parametrize("kind", ["rent", "rent_like", "care_home", "own_building"])
def test_tenants_and_those_like_them_get_mietzuschuss(kind: str) -> None:
    poor = person(incomes=[income("statutory_pension", 900)])
    assessment = proposed(household(poor, wohnung={**rented(300), "kind": kind}))
    assert assessment.outcome is Outcome.GRANT


@pytest.mark.parametrize("kind", ["ownership", "ownership_like"])
def test_owners_and_those_like_them_get_lastenzuschuss(kind: str) -> None:
    home = {"kind": kind, "area": "60", "burden": {"property_tax": "300"}}
    assessment = proposed(household(EARNER, wohnung=home))
    assert "burden" in steps_of(assessment)
    assert assessment.outcome is Outcome.GRANT


@pytest.mark.parametrize("home", [{"kind": "none"}, {**rented(), "self_used": False}])
def test_without_right_or_use_there_is_no_claim(home: dict[str, Any]) -> None:
    assessment = proposed(household(EARNER, wohnung=home))
    assert assessment.outcome is Outcome.REFUSAL
    assert reasons_of(assessment) == {"not_entitled"}


def test_an_excluded_applicant_is_entitled_for_the_others() -> None:
    applicant = person(benefits=[{"kind": "basic_security"}])
    spouse = person("spouse", incomes=[income("wage", 1400)], **ALL_PAID)
    assert proposed(household(applicant, spouse)).outcome is Outcome.GRANT


@pytest.mark.parametrize(
    ("residence", "more", "expected"),
    [
        ("german", {}, True),
        ("german", {"in_germany": False}, True),
        ("eu_free_movement", {}, True),
        ("title_or_toleration", {}, True),
        ("treaty", {}, True),
        ("asylum_permission", {}, True),
        ("homeless_foreigner", {}, True),
        ("exempt_by_ordinance", {}, True),
        ("eu_free_movement", {"in_germany": False}, False),
        ("search_or_service_title", {}, False),
        ("search_or_service_title", {"residence_exception": True}, True),
        ("exempt_from_social_law", {}, False),
        ("none", {}, False),
    ],
)
def test_residence_decides_who_is_entitled_and_who_is_a_member(
    residence: str, more: dict[str, Any], expected: bool
) -> None:
    foreign = {"residence": residence, **more}
    alone = proposed(household({**EARNER, **foreign}))
    assert (alone.outcome is Outcome.GRANT) is expected
    assert ("no_residence" in reasons_of(alone)) is not expected
    assert counts(EARNER, person("spouse", **foreign)) == ((2, 2) if expected else (1, 1))


def test_the_rule_with_exceptions_is_remarked() -> None:
    assessment = proposed(household({**EARNER, "residence": "search_or_service_title"}))
    assert "residence_as_a_rule_not" in remarks_of(assessment)


def test_the_home_must_be_the_centre_of_life() -> None:
    assessment = proposed(household({**EARNER, "centre_of_life": False}))
    assert reasons_of(assessment) == {"not_centre_of_life"}
    assert counts(EARNER, person("sibling", centre_of_life=False)) == (1, 1)


@pytest.mark.parametrize(
    "relation",
    [
        "spouse",
        "partner",
        "child",
        "grandchild",
        "parent",
        "sibling",
        "relative",
        "foster_child",
        "foster_parent",
    ],
)
def test_all_relatives_of_the_law_are_members(relation: str) -> None:
    assert counts(EARNER, person(relation)) == (2, 2)


def test_who_may_not_stay_is_no_member_and_bears_a_share_of_the_rent() -> None:
    assessment = proposed(household(EARNER, person("spouse", residence="none")))
    assert steps_of(assessment)["co_resident_share"].value == 250
    assert "no_members_without_residence" in remarks_of(assessment)


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [(1, 1, 2), (1, 2, 2), (10, 20, 2), (9, 20, 1), (2, 1, 2), (3, 1, 2), (1, 3, 1)],
)
def test_a_child_of_separated_parents_is_a_member_from_a_third_of_its_care(
    here: int, there: int, expected: int
) -> None:
    care = {"days_here": here, "days_there": there}
    child = person("child", birth_date="2015-05-05", shared_care=care)
    # A single child below a third is not "mindestens zwei dieser Kinder" (§ 5 (4) sentence 3).
    assert counts(EARNER, child)[0] == expected


def test_of_two_children_below_a_third_only_the_youngest_is_a_member() -> None:
    care = {"days_here": 1, "days_there": 4}
    older = person("child", id="older", birth_date="2012-01-01", shared_care=care)
    younger = person("child", id="younger", birth_date="2016-01-01", shared_care=care)
    who = personen(household(EARNER, older, younger), FIRST)
    assert [member.id for member in who.members] == ["applicant", "younger"]


def test_children_of_different_parents_are_looked_at_apart() -> None:
    care = {"days_here": 1, "days_there": 4}
    one = person("child", id="one", birth_date="2012-01-01", shared_care=care)
    other = person(
        "child", id="other", birth_date="2016-01-01", shared_care={**care, "other_parent": "b"}
    )
    assert counts(EARNER, one, other) == (1, 1)


def test_all_members_are_counted_who_are_not_excluded() -> None:
    spouse = person("spouse", benefits=[{"kind": "subsistence"}])
    who = personen(household(EARNER, spouse, person("child")), FIRST)
    assert [member.id for member in who.counted] == ["applicant", "child"]
    assert [(member.id, benefit.kind) for member, benefit in who.excluded] == [
        ("spouse", "subsistence")
    ]


@pytest.mark.parametrize(
    ("died_on", "expected"),
    [("2024-06-01", 2), ("2024-06-30", 2), ("2024-05-31", 1), ("2025-05-31", 2)],
)
def test_who_died_is_counted_for_twelve_months_after_the_month_of_death(
    died_on: str, expected: int
) -> None:
    members = [EARNER, person("spouse", died_on=died_on)]
    assert counts(*members) == (expected, expected)


def test_the_number_of_members_ends_with_the_twelve_months() -> None:
    spouse = person("spouse", died_on="2024-12-20", incomes=[income("wage", 900)])
    first, second = proposed(household(EARNER, spouse)).segments
    assert (first.span.end, second.span.start) == (date(2025, 12, 31), date(2026, 1, 1))
    assert [step.value for step in (first.steps[0], second.steps[0])] == [2, 1]
    assert [step.key for step in first.steps[:2]] == ["household", "counted_after_death"]
    assert not [s for s in first.steps if s.key == "wage" and s.values[0][1] == "spouse"]


@pytest.mark.parametrize(
    ("more", "members"),
    [
        ({"death_counts_until": "2025-05-31"}, []),
        ({}, [person("child", id="born later", joined_on="2025-05-02")]),
        ({"benefits": [{"kind": "sgb2"}]}, []),
    ],
)
def test_a_death_no_longer_counts(more: dict[str, Any], members: list[dict[str, Any]]) -> None:
    who = personen(
        household(EARNER, person("spouse", died_on="2025-02-01", **more), *members), FIRST
    )
    assert who.dead == ()


@pytest.mark.parametrize(
    "kind",
    [
        "sgb2",
        "sgb2_trainee_grant",
        "injury_benefit",
        "basic_security",
        "subsistence",
        "sgb14_subsistence",
        "sgb14_institution",
        "asylum_seekers",
    ],
)
def test_recipients_of_each_benefit_are_excluded(kind: str) -> None:
    assert excluded(kind=kind)


def test_injury_benefit_excludes_only_with_housing_costs() -> None:
    assert not excluded(kind="injury_benefit", housing_costs_included=False)
    assert excluded(kind="sgb2", housing_costs_included=False)


@pytest.mark.parametrize(
    ("both", "with_costs", "expected"), [(True, True, 0), (False, True, 2), (True, False, 2)]
)
def test_sgb8_excludes_only_where_all_receive_it_with_housing_costs(
    both: bool, with_costs: bool, expected: int
) -> None:
    benefit = [{"kind": "sgb8", "housing_costs_included": with_costs}]
    spouse = person("spouse", benefits=benefit if both else [])
    assert counts({**EARNER, "benefits": benefit}, spouse) == (2, expected)


def test_a_loan_does_not_exclude() -> None:
    assert not excluded(only_loan=True)


@pytest.mark.parametrize(
    ("benefit", "expected"),
    [
        ({"need_avoided": True}, True),
        ({"need_avoided": True, "not_yet_paid": True}, False),
        ({"need_avoided": True, "subordinate": True}, False),
        ({"not_yet_paid": True}, True),
        ({"kind": "asylum_seekers", "need_avoided": True, "not_yet_paid": True}, True),
        ({"status": "counted_for_other", "need_avoided": True, "subordinate": True}, False),
    ],
)
def test_wohngeld_that_avoids_the_need_lifts_the_exclusion(
    benefit: dict[str, Any], expected: bool
) -> None:
    assert excluded(**benefit) is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("sgb2", True),
        ("injury_benefit", True),
        ("basic_security", True),
        ("subsistence", True),
        ("sgb14_subsistence", True),
        ("asylum_seekers", True),
        ("sgb2_trainee_grant", False),
        ("sgb8", False),
    ],
)
def test_members_counted_in_the_benefit_of_another_are_excluded(kind: str, expected: bool) -> None:
    assert excluded(kind=kind, status="counted_for_other") is expected
    assert not excluded(kind=kind, status="counted_for_other", only_loan=True)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2025-06-01", None, True),
        ("2025-05-02", None, True),
        ("2025-06-02", None, False),
        (None, "2025-06-30", True),
        (None, "2025-06-29", False),
        (None, "2025-05-31", False),
    ],
)
def test_the_exclusion_runs_by_whole_months(
    since: str | None, until: str | None, expected: bool
) -> None:
    assert excluded(since=since, until=until) is expected
    assert excluded(since=since, until=until, status="applied_for") is expected


@pytest.mark.parametrize(
    "settled", ["withdrawn", "refused", "revoked", "lapsed", "reimbursed", "waived"]
)
def test_an_exclusion_that_was_settled_counts_as_never_been(settled: str) -> None:
    assert not excluded(settled=settled)
    assert excluded(settled=settled, settled_from="2025-07-01")
    assert excluded(settled=settled, settled_until="2025-05-31")
    assert not excluded(settled=settled, settled_from="2025-06-01", settled_until="2025-06-30")


def test_an_exclusion_that_begins_later_divides_the_period() -> None:
    spouse = person("spouse", benefits=[{"kind": "sgb2", "since": "2025-10-15"}])
    first, second = proposed(household(EARNER, spouse)).segments
    assert second.span == Span(date(2025, 11, 1), date(2026, 5, 31))
    assert first.steps[0].value == 2
    assert second.steps[0].value == 1


def test_who_moves_in_or_out_divides_the_period() -> None:
    child = person("child", joined_on="2025-09-20")
    lodger = person("sibling", left_on="2026-01-10")
    segments = proposed(household(EARNER, child, lodger)).segments
    assert [s.span.start for s in segments] == [FIRST, date(2025, 9, 1), date(2026, 2, 1)]
    assert [s.steps[0].value for s in segments] == [2, 3, 2]


@pytest.mark.parametrize(
    ("support", "expected"),
    [
        ([{"training_support": True}, {"training_support": True}], True),
        ([{"training_support": True}, {}], False),
        (
            [
                {"training_support": True},
                {"training_support": True, "training_support_only_loan": True},
            ],
            False,
        ),
    ],
)
def test_no_claim_where_all_could_have_support_for_training(
    support: list[dict[str, Any]], expected: bool
) -> None:
    members = [{**EARNER, **support[0]}, person("spouse", **support[1])]
    assessment = proposed(household(*members))
    assert ("training_support" in reasons_of(assessment)) is expected
    assert (assessment.outcome is Outcome.REFUSAL) is expected


def test_no_claim_below_ten_euros() -> None:
    outcomes = {}
    for wage in range(2270, 2310):
        member = person(incomes=[income("wage", wage)], **ALL_PAID)
        found = calculated(household(member)).hoehe
        outcomes[found.computed] = found.amount
    assert outcomes[10] == 10
    assert outcomes[9] == 0


def test_no_claim_where_all_are_excluded() -> None:
    benefit = [{"kind": "sgb2"}]
    assessment = proposed(household(person(benefits=benefit), person("child", benefits=benefit)))
    assert assessment.outcome is Outcome.REFUSAL
    assert reasons_of(assessment) == {"all_excluded"}
    assert assessment.segments[0].amount == Money(0)


def test_abuse_is_found_by_people_only() -> None:
    rich = household(EARNER, wealth="60000.01")
    assert proposed(rich).outcome is Outcome.GRANT
    assert "wealth_to_check" in remarks_of(proposed(rich))
    assert "wealth_to_check" not in remarks_of(proposed(household(EARNER, wealth="60000")))
    two = household(EARNER, person("spouse"), wealth="90000")
    assert "wealth_to_check" not in remarks_of(proposed(two))
    assert reasons_of(proposed(household(EARNER, abusive=True))) == {"wealth"}


def test_own_means_that_do_not_suffice_are_only_a_hint() -> None:
    poor = person(incomes=[income("wage", 100)])
    assessment = proposed(household(poor, wohnung=rented(520)))
    assert assessment.outcome is Outcome.GRANT
    assert "own_means_to_check" in remarks_of(assessment)
    assert "own_means_to_check" not in remarks_of(proposed(household(EARNER)))


def test_nobody_living_there_is_no_claim() -> None:
    assessment = proposed(household({**EARNER, "left_on": "2025-08-31"}))
    assert [s.outcome for s in assessment.segments] == [Outcome.GRANT, Outcome.REFUSAL]
    assert assessment.segments[1].reasons[0].key == "not_entitled"
    assert assessment.segments[1].span.start == date(2025, 9, 1)
    assert JUNE.end == assessment.segments[1].span.end
