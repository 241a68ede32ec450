"""Both forms: what is asked when, what is kept, what becomes facts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract import answers
from amt.contract.assessment import Outcome
from amt.contract.facts import Facts
from amt.contract.forms import FieldKind, Form
from amt.procedures.wohngeld.forms import APPLICATION_FORM, PLACES, TRIAL_FORM
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.probe import SPAN
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.rules.werte import werte_at

TRIAL = {
    "home.place": "040110000000",
    "household.size": "1",
    "rent.cold": "500",
    "household.wage": "1.400,00",
    "household.pays_income_tax": "yes",
    "household.pays_health_insurance": "yes",
    "household.pays_pension_insurance": "yes",
}
APPLICATION = {
    "applicant.given_name": "Mariam",
    "applicant.family_name": "Beispiel",
    "applicant.birth_date": "24.5.84",
    "home.street": "Musterweg 12",
    "home.postcode": "28195",
    "home.place": "040110000000",
    "rent.landlord": "Wohnbau Beispiel GmbH",
    "rent.moved_in_on": "1.4.2022",
    "rent.cold": "512,30",
    "members.count": "1",
    "members.0.given_name": "Jonas",
    "members.0.family_name": "Beispiel",
    "members.0.birth_date": "8.8.2018",
    "members.0.relation": "child",
    "members.0.benefit": "none",
    "members.0.disability": "none",
    "members.0.pays_income_tax": "no",
    "members.0.pays_health_insurance": "no",
    "members.0.pays_pension_insurance": "no",
    "household.single_parent": "yes",
    "applicant.benefit": "none",
    "income.wage": "1.400",
    "income.pays_income_tax": "yes",
    "income.pays_health_insurance": "yes",
    "income.pays_pension_insurance": "yes",
    "applicant.disability": "none",
    "payment.iban": "DE02 1203 0000 0000 2020 51",
    "payment.account_holder": "Mariam Beispiel",
    "declarations.complete_and_true": "yes",
    "declarations.report_changes": "yes",
}


def fill(form: Form, typed: dict[str, str]) -> tuple[dict[str, Any], list[answers.Problem]]:
    given: dict[str, Any] = {}
    problems: list[answers.Problem] = []
    raw = {path: [text] for path, text in typed.items()}
    for step in form.steps:
        given, found = answers.read_step(form, step, raw, given)
        problems += found
    return given, problems


@pytest.mark.parametrize(("form", "typed"), [(TRIAL_FORM, TRIAL), (APPLICATION_FORM, APPLICATION)])
def test_a_full_form_leads_to_a_proposal(form: Form, typed: dict[str, str]) -> None:
    given, problems = fill(form, typed)

    assert problems == []
    assert answers.check_form(form, given) == []
    assert propose(Facts(answers.facts_of(form, given)), SPAN).outcome is Outcome.GRANT


def test_somebody_living_alone_is_not_asked_about_other_members() -> None:
    typed = {path: text for path, text in APPLICATION.items() if not path.startswith("members.")}

    given, problems = fill(APPLICATION_FORM, typed)

    assert problems == []
    assert "household.single_parent" not in given


def test_an_excluded_member_is_not_asked_for_income() -> None:
    given, problems = fill(APPLICATION_FORM, {**APPLICATION, "members.0.benefit": "sgb2"})

    assert problems == []
    assert "members.0.pays_income_tax" not in given
    assert "members.0.disability" not in given


def test_an_excluded_applicant_skips_the_page_of_income() -> None:
    given, _problems = fill(APPLICATION_FORM, {**APPLICATION, "applicant.benefit": "sgb12"})

    assert "income" not in [step.key for step in answers.asked_steps(APPLICATION_FORM, given)]
    assert not any(p.startswith("income.") for p in answers.facts_of(APPLICATION_FORM, given))


@pytest.mark.parametrize(
    "path", ["household.excluded", "household.earners", "household.severely_disabled"]
)
def test_no_number_of_the_trial_exceeds_the_household(path: str) -> None:
    typed = {**TRIAL, "household.size": "2", "household.single_parent": "no", path: "3"}

    _given, problems = fill(TRIAL_FORM, typed)

    assert [(problem.path, problem.code) for problem in problems] == [(path, "rule")]


def test_proofs_can_be_handed_in_later() -> None:
    files = [f for f in APPLICATION_FORM.fields() if f.kind is FieldKind.FILE]
    assert files
    assert not any(field.required for field in files)


def test_known_persons_are_prefilled_and_browsers_may_help() -> None:
    prefilled = {field.person: field.autocomplete for field in APPLICATION_FORM.fields()}
    wanted = {"given_name", "family_name", "birth_date", "street", "postcode", "email"}
    assert wanted <= set(prefilled)
    assert all(prefilled[name] for name in wanted)


def test_every_place_that_can_be_chosen_has_a_level() -> None:
    assert set(PLACES) == set(werte_at(SPAN.start).mietenstufen)
    assert PROCEDURE.place_of({"home.place": PLACES[0]}) == PLACES[0]


def test_shared_paths_ask_the_same_in_both_forms() -> None:
    trial = {field.path: field for field in TRIAL_FORM.fields()}
    for field in APPLICATION_FORM.fields():
        if other := trial.get(field.path):
            assert (field.kind, field.options) == (other.kind, other.options)


@given(st.dictionaries(st.sampled_from(sorted(APPLICATION)), st.text(max_size=30)))
def test_whatever_is_typed_leads_to_a_proposal_or_to_what_is_missing(typed: dict[str, str]) -> None:
    given, _problems = fill(APPLICATION_FORM, {**APPLICATION, **typed})

    assessment = propose(Facts(answers.facts_of(APPLICATION_FORM, given)), SPAN)

    assert assessment.segments or assessment.missing
