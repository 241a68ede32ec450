"""What every procedure must keep that has deeds, terms, consultations, roles or shared facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract import answers
from amt.contract.acts import ActContent, ActContext, ActSpec
from amt.contract.assessment import Assessment
from amt.contract.deeds import RECEIVED, Chronicle, Deed, DeedBy, Entry, TermState
from amt.contract.facts import Facts, MissingFact
from amt.contract.forms import FieldKind, Form, bare_path
from amt.contract.life_events import conversation
from amt.contract.parameters import NotEnacted
from amt.contract.procedure import Handling, Procedure
from tests.conformance.procedures import LANGUAGES, PROCEDURES, filled, name_of

APPLIED_ON = date(2026, 11, 21)
LAND = "HB"

DEEDS = [(p, deed) for p in PROCEDURES for deed in p.deeds]
WITH_TERMS = [p for p in PROCEDURES if p.terms is not None]
ACTS_OF_DEEDS = [(p, p.act(deed.act), deed) for p, deed in DEEDS if deed.act]

each_procedure = pytest.mark.parametrize("procedure", PROCEDURES, ids=name_of)
each_deed = pytest.mark.parametrize(("procedure", "deed"), DEEDS, ids=name_of)


def has_texts(procedure: Procedure, *keys: str) -> None:
    for language in LANGUAGES:
        missing = {key for key in keys if procedure.texts.find(key, language) is None}
        assert not missing, f"{language}: {sorted(missing)}"
        assert set(keys) <= procedure.texts.keys(language), language


def inputs_of(form: Form | None) -> dict[str, Any]:
    return dict(answers.facts_of(form, filled(form))) if form else {}


def entry_of(procedure: Procedure, deed: str, on: date) -> Entry:
    known = {d.key: d for d in procedure.deeds}
    form = known[deed].form if deed in known else None
    return Entry(deed, on, inputs_of(form))


@st.composite
def chronicles(draw: st.DrawFn, procedure: Procedure) -> Chronicle:
    """A case that took any way that the workflow allows, at any pace."""
    on = draw(st.dates(date(2024, 1, 1), date(2031, 12, 31)))
    state, entries = procedure.workflow.initial, [Entry(RECEIVED, on)]
    for _step in range(draw(st.integers(0, 8))):
        ways = [t for t in procedure.workflow.transitions if t.source == state]
        if not ways:
            break
        way = draw(st.sampled_from(ways))
        on += timedelta(days=draw(st.integers(0, 120)))
        state = way.target
        if way.deed != "assess":
            entries.append(entry_of(procedure, way.deed, on))
    return Chronicle(tuple(entries))


@each_deed
def test_a_deed_stands_in_the_workflow_and_can_be_done(procedure: Procedure, deed: Deed) -> None:
    assert [t for t in procedure.workflow.transitions if t.deed == deed.key], deed.key
    assert deed.norm
    roles = {role.key for role in procedure.parties}
    assert {*filter(None, (deed.role_after, deed.adds_party))} <= roles
    if deed.by is DeedBy.PARTY:
        assert deed.roles
        assert set(deed.roles) <= roles
    assert bool(deed.due_at) is (deed.by is DeedBy.TIME)
    has_texts(procedure, f"deeds.{deed.key}.title", f"deeds.{deed.key}.timeline")
    if deed.by in {DeedBy.OFFICE, DeedBy.PARTY}:
        has_texts(procedure, f"deeds.{deed.key}.intro", f"deeds.{deed.key}.button")


@each_deed
def test_the_form_of_a_deed_is_one_page_that_can_be_filled(
    procedure: Procedure, deed: Deed
) -> None:
    if deed.form is None:
        return
    assert len(deed.form.steps) == 1
    assert answers.check_form(deed.form, filled(deed.form)) == []
    kept = {kept.key for kept in procedure.retention}
    for field in deed.form.fields():
        assert field.retention in kept
        has_texts(procedure, f"{field.text_key}.label")
        has_texts(procedure, *(f"{field.text_key}.options.{o}" for o in field.options))


@each_procedure
def test_every_state_and_role_has_its_words(procedure: Procedure) -> None:
    standard = {"received", "in_progress", "decided", "closed"}
    has_texts(procedure, *(f"states.{s}" for s in procedure.workflow.states if s not in standard))
    if len(procedure.parties) > 1:
        has_texts(procedure, *(f"parties.{role.key}.title" for role in procedure.parties))
    assert procedure.submitting_role in {role.key for role in procedure.parties}


@each_procedure
def test_a_matter_that_goes_elsewhere_names_the_body(procedure: Procedure) -> None:
    if procedure.handling is not Handling.OWN:
        has_texts(procedure, "handling.body")
    assert (procedure.handover is not None) is (procedure.handling is Handling.HANDED_OVER)


@each_procedure
def test_consultations_and_appointments_have_their_words(procedure: Procedure) -> None:
    for consultation in procedure.consultations:
        assert consultation.norm
        has_texts(procedure, f"consultations.{consultation.key}.title")
        has_texts(procedure, f"consultations.{consultation.key}.question")
        files = {
            field.path
            for form in procedure.forms.values()
            for field in form.fields()
            if field.kind is FieldKind.FILE
        }
        assert set(consultation.documents) <= files
    for kind in procedure.appointments:
        assert kind.minutes > 0
        has_texts(procedure, f"appointments.{kind.key}.title", f"appointments.{kind.key}.text")


@each_procedure
def test_groups_of_parties_name_known_roles(procedure: Procedure) -> None:
    roles = {role.key for role in procedure.parties}
    for form in procedure.forms.values():
        for group in (g for step in form.steps for g in step.groups if g.party):
            assert group.party in roles
            attributes = {field.person for field in group.fields}
            assert attributes & {"family_name", "organisation_name"}
            assert {"street", "postcode", "city"} <= attributes
    for deed in procedure.deeds:
        if deed.adds_party:
            assert deed.form is not None
            assert {"street", "postcode", "city"} <= {f.person for f in deed.form.fields()}


@each_procedure
def test_shared_facts_are_in_the_vocabulary_of_an_event(procedure: Procedure) -> None:
    talks = [talk for event in procedure.triggers if (talk := conversation(event))]
    known = {field.path for talk in talks for field in talk.form.fields()}
    produced = {name for talk in talks for name in talk.produced}
    fields = [field for form in procedure.forms.values() for field in form.fields()]
    assert {bare_path(field.shared) for field in fields if field.shared} <= known
    assert {given.shared for given in procedure.provides} <= produced | known
    paths = {field.path: field for field in fields}
    for evidence in procedure.evidence:
        assert {shared for shared, _path in evidence.facts} <= produced | known
        if evidence.consent or evidence.manual:
            assert paths[evidence.manual].kind is FieldKind.FILE
        assert evidence.norm
        has_texts(procedure, f"evidence.{evidence.key}.title")
    for confirmation in procedure.confirmations:
        assert confirmation.norm
        if confirmation.unless is not None:
            assert confirmation.unless.path in paths


def compose(procedure: Procedure, spec: ActSpec, role: str, inputs: dict[str, Any]) -> ActContent:
    form = procedure.forms.get("application")
    facts = Facts(answers.facts_of(form, filled(form)) if form else {})
    assessment = Assessment(())
    if procedure.assess is not None and procedure.assessed_period is not None:
        assessment = procedure.assess(facts, procedure.assessed_period(facts, APPLIED_ON))
    entries = [Entry(RECEIVED, APPLIED_ON)]
    entries += [entry_of(procedure, deed.key, APPLIED_ON) for deed in procedure.deeds]
    chronicle = Chronicle(tuple(entries))
    terms = procedure.terms(chronicle, APPLIED_ON, LAND) if procedure.terms else ()
    return spec.compose(
        ActContext(
            facts=facts,
            assessment=assessment,
            texts=procedure.texts,
            reference="ABC-26-3333-3333",
            applied_on=APPLIED_ON,
            decided_on=APPLIED_ON,
            own_words="Eigene Worte der Sachbearbeitung.",
            reason_keys=spec.refusal_reasons[:1],
            role=role,
            inputs=inputs,
            chronicle=chronicle,
            terms=terms,
            parties={role.key: ("Żółć Größe",) for role in procedure.parties},
        )
    )


@pytest.mark.parametrize(("procedure", "spec", "deed"), ACTS_OF_DEEDS, ids=name_of)
def test_the_act_of_a_deed_can_be_composed_for_each_addressee(
    procedure: Procedure, spec: ActSpec, deed: Deed
) -> None:
    for role in spec.addressees:
        content = compose(procedure, spec, role, inputs_of(deed.form))
        assert content.title
        assert content.operative
        assert all(content.operative)
        assert ActContent.from_json(content.to_json()) == content


@pytest.mark.parametrize("procedure", WITH_TERMS, ids=name_of)
@given(data=st.data())
def test_terms_can_be_said_on_any_day_of_any_case(
    procedure: Procedure, data: st.DataObject
) -> None:
    assert procedure.terms is not None
    chronicle = data.draw(chronicles(procedure))
    on = chronicle.entries[-1].on + timedelta(days=data.draw(st.integers(0, 400)))

    found = procedure.terms(chronicle, on, LAND)

    assert found == procedure.terms(chronicle, on, LAND)
    for term in found:
        assert term.norm
        assert term.starts_on <= term.ends_on
        assert term.state is not TermState.RUNNING or on <= term.ends_on
        assert term.state is not TermState.ELAPSED or on > term.ends_on
        for language in LANGUAGES:
            values = dict(term.values)
            assert procedure.texts.get(f"terms.{term.key}.title", language)
            assert procedure.texts.get(f"terms.{term.key}.{term.state.value}", language, **values)


@pytest.mark.parametrize("procedure", WITH_TERMS, ids=name_of)
def test_deeds_of_time_wait_for_terms_that_exist(procedure: Procedure) -> None:
    titles = {key.split(".")[1] for key in procedure.texts.keys("de") if key.startswith("terms.")}
    assert {deed.due_at for deed in procedure.deeds if deed.due_at} <= titles


@each_procedure
def test_fees_are_dated_items_with_norm_and_words(procedure: Procedure) -> None:
    if procedure.fee is None:
        return
    form = procedure.form("application")
    facts = Facts(answers.facts_of(form, filled(form)))
    try:
        items = procedure.fee(facts, APPLIED_ON)
    except (NotEnacted, MissingFact):
        # No rate is entered for the day, or an officer has to find out more: nothing is shown.
        return
    assert items
    for item in items:
        assert item.norm
        assert item.amount.cents >= 0
        has_texts(procedure, f"fees.{item.key}")
