"""From what people answered to the household of the law: nothing is lost and nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt.contract import answers
from amt.contract.facts import Facts
from amt.contract.forms import Form
from amt.kernel.periods import Span
from amt.procedures.wohngeld.forms import APPLICATION_1, APPLICATION_FORM, TRIAL_FORM
from amt.procedures.wohngeld.rules.angaben import haushalt_from_facts, missing
from amt.procedures.wohngeld.rules.einnahme import EinnahmeArt, Rhythmus
from amt.procedures.wohngeld.rules.haushalt import Haushalt, Verwandtschaft
from amt.procedures.wohngeld.rules.pruefen import pruefe
from amt.procedures.wohngeld.tests.filling import (
    ALONE,
    TRIAL,
    VERSION_1,
    WITH_CHILD,
    fill,
    valid_answers,
)

SPAN = Span(date(2026, 4, 1), date(2027, 3, 31))


def facts_of(form: Form, typed: dict[str, Any]) -> Facts:
    given_answers, problems = fill(form, typed)
    assert problems == []
    return Facts(answers.facts_of(form, given_answers))


def household(typed: dict[str, Any]) -> Haushalt:
    facts = facts_of(APPLICATION_FORM, typed)
    assert missing(facts) == ()
    found = haushalt_from_facts(facts, SPAN)
    assert list(pruefe(found)) == []
    return found


def test_whoever_lives_alone_with_one_wage_is_a_household_of_one() -> None:
    found = household(ALONE)
    (mariam,) = found.members
    assert mariam.id == "Mariam"
    assert [(i.kind, i.amount, i.per) for i in mariam.incomes] == [
        (EinnahmeArt.WAGE, Decimal(1400), Rhythmus.MONTH)
    ]
    assert mariam.pays_income_tax
    assert mariam.pays_health_insurance
    assert mariam.pays_pension_insurance
    assert found.wohnung.rent is not None
    assert found.wohnung.rent.amount == Decimal("512.30")


def test_an_income_belongs_to_the_person_who_was_chosen() -> None:
    typed = {
        **WITH_CHILD,
        "incomes.count": "2",
        "incomes.1.person": "1",
        "incomes.1.kind": "unterhaltsvorschuss",
        "incomes.1.amount": "227",
        "incomes.1.rhythm": "month",
        "incomes.1.pays": "nothing",
    }
    mother, child = household(typed).members
    assert [income.kind for income in child.incomes] == [EinnahmeArt.UNTERHALTSVORSCHUSS]
    assert not child.pays_income_tax
    assert len(mother.incomes) == 1
    assert child.kindergeld


def test_what_is_paid_from_any_income_counts_for_the_person() -> None:
    typed = {
        **ALONE,
        "incomes.count": "2",
        "incomes.0.pays": "health_insurance",
        "incomes.1.kind": "statutory_pension",
        "incomes.1.amount": "300",
        "incomes.1.rhythm": "month",
        "incomes.1.pays": "income_tax",
    }
    (mariam,) = household(typed).members
    assert (mariam.pays_income_tax, mariam.pays_health_insurance) == (True, True)
    assert not mariam.pays_pension_insurance


def test_a_special_payment_counts_beside_the_wage() -> None:
    (mariam,) = household({**ALONE, "incomes.0.special": "1.200"}).members
    assert [(i.per, i.amount) for i in mariam.incomes] == [
        (Rhythmus.MONTH, Decimal(1400)),
        (Rhythmus.SPECIAL, Decimal(1200)),
    ]


def test_what_the_rent_includes_is_named_with_or_without_amount() -> None:
    typed = {
        **ALONE,
        "rent.includes": ["heating", "services"],
        "rent.services_amount": "30",
    }
    rent = household(typed).wohnung.rent
    assert rent is not None
    assert [(one.kind, one.amount) for one in rent.includes] == [
        ("heating", None),
        ("services", Decimal(30)),
    ]


def test_an_owner_has_a_burden_and_no_rent() -> None:
    typed = {
        **ALONE,
        "home.kind": "ownership",
        "burden.interest": "2.400",
        "burden.principal": "3.600",
        "burden.property_tax": "310,55",
    }
    found = household(typed).wohnung
    assert found.rent is None
    assert found.burden is not None
    assert found.burden.property_tax == Decimal("310.55")
    assert [(loan.interest, loan.principal) for loan in found.burden.loans] == [
        (Decimal(2400), Decimal(3600))
    ]


def test_a_resident_of_a_home_is_asked_for_no_rent() -> None:
    typed = {
        **ALONE,
        "home.kind": "care_home",
        "home.facility": "Haus Beispiel",
        "home.since": "1.5.2026",
    }
    found = household(typed)
    assert found.wohnung.kind == "care_home"
    assert found.conditions_from == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("state", "field", "value"),
    [
        ("received", "status", "received"),
        ("applied_for", "status", "applied_for"),
        ("refused", "settled", "refused"),
        ("withdrawn", "settled", "withdrawn"),
        ("waived", "settled", "waived"),
        ("only_loan", "only_loan", True),
        ("need_avoided", "need_avoided", True),
    ],
)
def test_how_far_a_benefit_is_reaches_the_rules(state: str, field: str, value: Any) -> None:
    typed = {**ALONE, "applicant.benefit": "sgb2", "applicant.benefit_state": state}
    (benefit,) = household(typed).members[0].benefits
    assert getattr(benefit, field) == value


def test_circumstances_bring_their_questions_and_reach_the_rules() -> None:
    typed = {
        **WITH_CHILD,
        "members.0.circumstances": ["foreign", "disability", "shared_care", "training"],
        "members.0.residence": "title_or_toleration",
        "members.0.disability": "below_100_with_care",
        "members.0.training_loan": "no",
        "members.0.care_days": "7",
    }
    child = household(typed).members[1]
    assert child.residence == "title_or_toleration"
    assert child.care_at_home
    assert child.shared_care is not None
    assert (child.shared_care.days_here, child.shared_care.days_there) == (7, 7)
    assert child.training_support
    assert not child.training_support_only_loan


def test_somebody_who_died_stays_in_the_number_and_wealth_is_told() -> None:
    typed = {
        **ALONE,
        "household.circumstances": ["death", "wealth", "maintenance"],
        "household.died_on": "3.3.2026",
        "household.wealth_amount": "70.000",
        "maintenance.0.recipient": "Kim Beispiel",
        "maintenance.0.kind": "other_person",
        "maintenance.0.amount": "250",
        "maintenance.0.titled": "yes",
        "maintenance.0.titled_amount": "300",
    }
    found = household(typed)
    assert found.members[-1].died_on == date(2026, 3, 3)
    assert found.wealth == 70_000
    (paid,) = found.members[0].maintenance_paid
    assert (paid.amount, paid.titled) == (Decimal(250), Decimal(300))


def test_names_tell_people_apart() -> None:
    typed = {**WITH_CHILD, "members.0.given_name": "Mariam"}
    assert len({member.id for member in household(typed).members}) == 2


def test_version_1_is_still_read() -> None:
    facts = facts_of(APPLICATION_1, VERSION_1)
    assert missing(facts) == ()
    found = haushalt_from_facts(facts, SPAN)
    assert list(pruefe(found)) == []
    assert [member.relation for member in found.members] == [
        Verwandtschaft.APPLICANT,
        Verwandtschaft.CHILD,
    ]
    assert found.members[1].kindergeld
    assert found.members[0].pays_income_tax


def test_cents_shared_among_earners_are_never_below_nought() -> None:
    facts = {
        "home.place": "040110000000",
        "household.size": 6,
        "household.excluded": 0,
        "household.earners": 6,
        "household.wage": 4,
        "household.pays_income_tax": True,
        "household.pays_health_insurance": True,
        "household.pays_pension_insurance": True,
        "rent.cold": 0,
    }

    found = haushalt_from_facts(Facts(facts), SPAN)

    assert list(pruefe(found)) == []
    assert sum(i.amount for m in found.members for i in m.incomes) == Decimal("0.04")


def test_a_trial_shares_the_wage_among_its_earners() -> None:
    typed = {
        **TRIAL,
        "household.size": "4",
        "household.excluded": "1",
        "household.wage": "1.000,01",
        "household.earners": "2",
        "household.single_parent": "no",
        "household.severely_disabled": "1",
    }
    found = haushalt_from_facts(facts_of(TRIAL_FORM, typed), SPAN)
    assert list(pruefe(found)) == []
    wages = [income.amount for member in found.members for income in member.incomes]
    assert wages == [Decimal("500.01"), Decimal("500.00")]
    assert [bool(member.benefits) for member in found.members] == [False, False, False, True]
    assert sum(member.disability_degree == 100 for member in found.members) == 1


@pytest.mark.parametrize(
    "path",
    [
        "home.place",
        "home.kind",
        "rent.cold",
        "applicant.benefit",
        "members.0.benefit",
        "members.0.relation",
        "household.has_income",
        "incomes.0.person",
        "incomes.0.kind",
        "incomes.0.amount",
        "incomes.0.rhythm",
        "incomes.0.pays",
    ],
)
def test_what_is_missing_is_named_and_not_guessed(path: str) -> None:
    facts = dict(facts_of(APPLICATION_FORM, WITH_CHILD))
    del facts[path]
    assert path in missing(Facts(facts))


def test_days_in_the_wrong_order_are_named() -> None:
    typed = {**ALONE, "incomes.0.since": "1.6.2026", "incomes.0.until": "1.5.2026"}
    assert missing(facts_of(APPLICATION_FORM, typed)) == ("incomes.0.until",)


def test_leaving_before_moving_in_is_named() -> None:
    facts = dict(facts_of(APPLICATION_FORM, WITH_CHILD))
    told = {"members.0.joined_on": "2026-06-01", "members.0.left_on": "2026-05-01"}
    assert missing(Facts(facts | told)) == ("members.0.left_on",)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_random_valid_answers_are_a_household(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([APPLICATION_FORM, APPLICATION_1, TRIAL_FORM]))
    given_answers = data.draw(valid_answers(form))
    facts = Facts(answers.facts_of(form, given_answers))
    gaps = missing(facts)
    if not gaps:
        assert list(pruefe(haushalt_from_facts(facts, SPAN))) == []
    elif not answers.check_form(form, given_answers):
        # What a form accepts may only be refused for days or areas that contradict each other.
        assert all(
            gap.rpartition(".")[2] in {"until", "benefit_until", "attributed_until", "left_on"}
            for gap in gaps
        )
