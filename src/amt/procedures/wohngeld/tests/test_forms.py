"""The forms: what is asked when, what is kept, what becomes facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt.contract import answers
from amt.contract.assessment import Outcome
from amt.contract.derived import is_derived
from amt.contract.facts import Facts
from amt.contract.forms import FieldKind, Form
from amt.kernel.periods import Span
from amt.procedures.wohngeld.forms import (
    APPLICATION_1,
    APPLICATION_FORM,
    CHANGE_FORM,
    FORMS,
    PLACES,
    TRIAL_FORM,
    renewal_answers,
)
from amt.procedures.wohngeld.forms.change import CHANGES
from amt.procedures.wohngeld.forms.choices import HOMES, INCOMES
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.angaben import haushalt_from_facts, missing
from amt.procedures.wohngeld.rules.katalog import KATALOG
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.rules.werte import werte_at
from amt.procedures.wohngeld.tests.filling import (
    ALONE,
    TRIAL,
    VERSION_1,
    WITH_CHILD,
    fill,
    valid_answers,
)

SPAN = Span(date(2026, 1, 1), date(2026, 12, 31))

FULL = [(TRIAL_FORM, TRIAL), (APPLICATION_1, VERSION_1), (APPLICATION_FORM, ALONE)]
FULL += [(APPLICATION_FORM, WITH_CHILD)]


def pages(typed: dict[str, Any]) -> list[str]:
    given_answers, problems = fill(APPLICATION_FORM, typed)
    assert problems == []
    return [step.key for step in answers.asked_steps(APPLICATION_FORM, given_answers)]


@pytest.mark.parametrize(("form", "typed"), FULL)
def test_a_full_form_leads_to_a_proposal(form: Form, typed: dict[str, Any]) -> None:
    given_answers, problems = fill(form, typed)

    assert problems == []
    assert answers.check_form(form, given_answers) == []
    facts = Facts(answers.facts_of(form, given_answers))
    assert propose(facts, SPAN).outcome is Outcome.GRANT


def test_whoever_rents_alone_and_has_one_wage_is_asked_little() -> None:
    given_answers, problems = fill(APPLICATION_FORM, ALONE)

    assert problems == []
    asked = [
        field.path
        for step in APPLICATION_FORM.steps
        for field in answers.asked_fields(step, given_answers)
        if field.required
    ]
    assert len(asked) <= 25
    assert not any(path.startswith(("members.", "maintenance.", "burden.")) for path in asked)
    assert "incomes.0.person" not in asked


@pytest.mark.parametrize(
    ("kind", "typed", "page"),
    [
        ("rent", {}, "rent"),
        ("rent_like", {}, "rent"),
        ("own_building", {"rent.rental_value": "600"}, "own_house"),
        ("care_home", {"home.facility": "Haus Beispiel", "home.since": "1.2.2024"}, "facility"),
        (
            "ownership",
            {"burden.interest": "0", "burden.principal": "0", "burden.property_tax": "0"},
            "burden",
        ),
        (
            "ownership_like",
            {"burden.interest": "0", "burden.principal": "0", "burden.property_tax": "0"},
            "burden",
        ),
    ],
)
def test_each_way_to_live_has_its_own_page(kind: str, typed: dict[str, str], page: str) -> None:
    shown = pages({**ALONE, "home.kind": kind, **typed})
    assert {"rent", "own_house", "facility", "burden"} & set(shown) == {page}
    assert ("use" in shown) is (kind != "care_home")


def test_no_income_and_no_maintenance_skip_their_pages() -> None:
    shown = pages({**ALONE, "household.has_income": "no"})
    assert "incomes" not in shown
    assert "maintenance" not in shown


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_in_few_questions(change: str) -> None:
    typed = {
        "change.what": change,
        "change.since": "1.5.2026",
        "change.who": "Jonas Beispiel",
        "change.reason": "moved_out",
        "change.birth_date": "1.5.2026",
        "change.rent": "540",
        "change.income_kind": "Lohn",
        "change.amount": "1.650",
        "change.rhythm": "month",
        "change.benefit": "sgb2",
        "change.iban": "DE02 1203 0000 0000 2020 51",
        "change.account_holder": "Mariam Beispiel",
    }
    given_answers, problems = fill(CHANGE_FORM, typed)
    assert problems == []
    assert len(answers.facts_of(CHANGE_FORM, given_answers)) <= 6


@pytest.mark.parametrize(
    "path", ["household.excluded", "household.earners", "household.severely_disabled"]
)
def test_no_number_of_the_trial_exceeds_the_household(path: str) -> None:
    typed = {**TRIAL, "household.size": "2", "household.single_parent": "no", path: "3"}

    _given, problems = fill(TRIAL_FORM, typed)

    assert [(problem.path, problem.code) for problem in problems] == [(path, "rule")]


@pytest.mark.parametrize(
    ("typed", "path", "rule"),
    [
        (
            {"home.other_use": ["business"], "use.business_area": "48"},
            "home.other_use",
            "parts_are_smaller",
        ),
        (
            {"rent.includes": ["services"], "rent.services_amount": "512,31"},
            "rent.cold",
            "included_is_less",
        ),
    ],
)
def test_a_part_is_not_more_than_the_whole(typed: dict[str, Any], path: str, rule: str) -> None:
    _given, problems = fill(APPLICATION_FORM, {**ALONE, **typed})
    assert [(p.path, dict(p.values)) for p in problems] == [(path, {"rule": rule})]


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


def test_every_kind_of_income_that_is_asked_by_name_can_be_chosen() -> None:
    assert set(INCOMES) == {kind.value for kind, entry in KATALOG.items() if entry.online}


def test_every_way_to_live_can_be_chosen() -> None:
    by_kind = APPLICATION_FORM.field_at("home.kind")
    assert by_kind.options == HOMES


def test_shared_paths_ask_the_same_in_both_forms() -> None:
    trial = {field.path: field for field in TRIAL_FORM.fields()}
    for field in APPLICATION_FORM.fields():
        if other := trial.get(field.path):
            assert (field.kind, field.options) == (other.kind, other.options)


def test_a_draft_of_version_1_keeps_its_form() -> None:
    assert (FORMS["application"].version, FORMS["application@1"].version) == (2, 1)
    assert FORMS["application@1"].key == "application"


def test_a_renewal_begins_with_what_was_answered() -> None:
    given_answers, _problems = fill(APPLICATION_FORM, WITH_CHILD)
    facts = Facts(answers.facts_of(APPLICATION_FORM, given_answers))

    again = renewal_answers(facts)

    assert again == {
        path: value
        for path, value in facts.items()
        if not path.startswith("declarations.") and not is_derived(APPLICATION_FORM, path)
    }


def test_people_of_the_household_are_counted_and_not_asked_again() -> None:
    alone, _problems = fill(APPLICATION_FORM, ALONE)
    with_child, _problems = fill(APPLICATION_FORM, WITH_CHILD)

    assert answers.facts_of(APPLICATION_FORM, alone)["household.people"] == 1
    assert answers.facts_of(APPLICATION_FORM, with_child)["household.people"] == 2
    assert is_derived(APPLICATION_FORM, "household.people")


def test_a_renewal_of_version_1_asks_only_what_is_new() -> None:
    given_answers, _problems = fill(APPLICATION_1, VERSION_1)
    facts = Facts(answers.facts_of(APPLICATION_1, given_answers))

    again = renewal_answers(facts)
    again |= {"members.count": 1, "incomes.count": 1}

    lacking = {p.path for p in answers.check_form(APPLICATION_FORM, again)}
    assert lacking == {
        "applicant.sex",
        "home.area",
        "home.elsewhere",
        "members.0.sex",
        "members.0.kindergeld",
        "declarations.complete_and_true",
        "declarations.report_changes",
    }


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_renewal_says_what_the_first_application_said(data: st.DataObject) -> None:
    given_answers = data.draw(valid_answers(APPLICATION_FORM))
    facts = Facts(answers.facts_of(APPLICATION_FORM, given_answers))
    again = Facts(renewal_answers(facts))
    assert missing(again) == missing(facts)
    if not missing(facts):
        assert haushalt_from_facts(again, SPAN) == haushalt_from_facts(facts, SPAN)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(WITH_CHILD)), st.text(max_size=30)))
def test_whatever_is_typed_leads_to_a_proposal_or_to_what_is_missing(typed: dict[str, str]) -> None:
    given_answers, _problems = fill(APPLICATION_FORM, {**WITH_CHILD, **typed})

    assessment = propose(Facts(answers.facts_of(APPLICATION_FORM, given_answers)), SPAN)

    assert assessment.segments or assessment.missing
