"""What every procedure must keep, whoever brings it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import date

import pytest

from amt.contract import answers
from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec
from amt.contract.assessment import Assessment, Outcome
from amt.contract.deeds import RECEIVED, Chronicle, Entry
from amt.contract.facts import Facts
from amt.contract.forms import FieldKind, Form
from amt.contract.procedure import Procedure
from tests.conformance.filling import HOSTILE, hostile_raw
from tests.conformance.procedures import LANGUAGES, PROCEDURES, filled, name_of

APPLIED_ON = date(2026, 11, 21)

FORMS = [(p, form) for p in PROCEDURES for form in p.forms.values()]
BY_DEED = {(p.key, deed.act) for p in PROCEDURES for deed in p.deeds if deed.act}
# Acts that decide; those of deeds are composed in test_deeds.
ACTS = [(p, spec) for p in PROCEDURES for spec in p.acts if (p.key, spec.key) not in BY_DEED]


each_procedure = pytest.mark.parametrize("procedure", PROCEDURES, ids=name_of)
each_form = pytest.mark.parametrize(("procedure", "form"), FORMS, ids=name_of)
each_act = pytest.mark.parametrize(("procedure", "spec"), ACTS, ids=name_of)


def expected_texts(procedure: Procedure) -> Iterator[str]:
    yield from ("title", "official_title", "summary")
    yield from (
        f"service.{part}"
        for part in ("who", "needed", "fee", "duration", "steps", "ways", "remedy")
    )
    for form in procedure.forms.values():
        for step in form.steps:
            yield f"steps_of.{form.key}.{step.key}.title"
            yield from (f"groups.{group.key}.add" for group in step.groups if group.repeats)
            for field in step.fields:
                yield f"{field.text_key}.label"
                yield from (f"{field.text_key}.options.{option}" for option in field.options)
        yield from (f"{one.field.text_key}.label" for one in form.derived)
        yield from (f"rules.{rule.key}" for rule in form.rules)
    for spec in procedure.acts:
        yield f"acts.{spec.key}.title"
        yield from (f"reasons.{key}" for key in spec.refusal_reasons)


@each_procedure
def test_its_identity_is_whole(procedure: Procedure) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", procedure.key)
    assert re.fullmatch(r"[A-Z]{2,5}", procedure.reference.prefix)
    assert procedure.leika == "" or re.fullmatch(r"99\d{12}", procedure.leika)
    assert procedure.situations
    assert procedure.retention
    assert all(kept.norm for kept in procedure.retention)


@each_procedure
def test_its_norms_name_paragraph_and_statute(procedure: Procedure) -> None:
    assert procedure.norms
    for norm in procedure.norms:
        assert re.match(r"(§§?|Art\.|Artikel|Anlage) ?\d", norm.citation)
        assert norm.statute


@each_procedure
def test_it_has_every_text_in_every_language(procedure: Procedure) -> None:
    for language in LANGUAGES:
        missing = set(expected_texts(procedure)) - procedure.texts.keys(language)
        assert not missing, f"{language}: {sorted(missing)}"
        assert not procedure.texts.missing(language)


@each_procedure
def test_its_languages_have_the_same_placeholders(procedure: Procedure) -> None:
    for key in procedure.texts.keys("de"):
        names = [
            {
                n
                for text in procedure.texts.lines(key, lang)
                for _, n, _, _ in string.Formatter().parse(text)
            }
            - {None}
            for lang in LANGUAGES
        ]
        assert names[0] == names[1], key


@each_form
def test_every_field_says_how_long_it_is_kept(procedure: Procedure, form: Form) -> None:
    known = {kept.key for kept in procedure.retention}
    assert {field.retention for field in form.fields()} <= known
    assert {derived.retention for derived in form.derived} <= known


@each_form
def test_its_fields_are_well_formed(procedure: Procedure, form: Form) -> None:
    paths = [field.path for field in form.fields()]
    derived = {one.path for one in form.derived}
    assert len(paths) == len(set(paths))
    for step in form.steps:
        for group in step.groups:
            if group.repeats:
                assert all(field.path.startswith(f"{group.key}.") for field in group.fields)
    for field in form.fields():
        choice = field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}
        assert bool(field.options or field.entries_of) is choice, field.path
        assert (field.upload is not None) is (field.kind is FieldKind.FILE), field.path
        if field.condition is not None:
            assert field.condition.path in {*paths, *derived}, field.path
        assert not field.postcode_at or field.postcode_at in paths, field.path
    for rule in form.rules:
        assert rule.shown_at in paths


@each_form
def test_an_empty_form_is_told_what_is_missing(procedure: Procedure, form: Form) -> None:
    problems = answers.check_form(form, {})
    assert problems
    for step in form.steps:
        read, _problems = answers.read_step(form, step, {}, {})
        assert all(value is not None for value in read.values())


@each_form
def test_a_full_form_has_no_problem(procedure: Procedure, form: Form) -> None:
    assert answers.check_form(form, filled(form)) == []


@each_form
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_input_is_refused_or_kept_as_text(
    procedure: Procedure, form: Form, text: str
) -> None:
    for step in form.steps:
        read, _problems = answers.read_step(form, step, hostile_raw(form, step, text), {})
        known = {field.path for field in form.fields()}
        for path in read:
            bare = ".".join(part for part in path.split(".") if not part.isdigit())
            assert bare in known or path.endswith(answers.COUNT_SUFFIX)


@each_procedure
def test_its_assessment_is_deterministic_and_reads_back(procedure: Procedure) -> None:
    if procedure.assess is None or procedure.assessed_period is None:
        return
    for form in procedure.forms.values():
        facts = Facts(answers.facts_of(form, filled(form)))
        span = procedure.assessed_period(facts, APPLIED_ON)
        once, again = procedure.assess(facts, span), procedure.assess(facts, span)
        assert once == again
        assert Assessment.from_json(once.to_json()) == once
        for segment in once.segments:
            assert segment.steps or segment.reasons
            for step in segment.steps:
                assert step.norm
                for language in LANGUAGES:
                    assert procedure.texts.get(f"steps.{step.key}.title", language)
                    assert procedure.texts.get(
                        f"steps.{step.key}.text", language, **dict(step.values)
                    )
            for reason in segment.reasons:
                assert reason.norm
                for language in LANGUAGES:
                    assert procedure.texts.get(
                        f"reasons.{reason.key}", language, **dict(reason.values)
                    )


def composed(procedure: Procedure, spec: ActSpec) -> ActContent:
    form = procedure.form("application")
    facts = Facts(answers.facts_of(form, filled(form)))
    assessment = Assessment(())
    if procedure.assess is not None and procedure.assessed_period is not None:
        assessment = procedure.assess(facts, procedure.assessed_period(facts, APPLIED_ON))
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
            role=spec.addressees[0],
            inputs=answers.facts_of(spec.form, filled(spec.form)) if spec.form else {},
            chronicle=Chronicle((Entry(RECEIVED, APPLIED_ON),)),
        )
    )


@each_act
def test_a_burdening_act_has_reasons_and_can_be_contested(
    procedure: Procedure, spec: ActSpec
) -> None:
    roles = {party.key for party in procedure.parties}
    assert set(spec.addressees) <= roles
    content = composed(procedure, spec)
    assert content.title
    assert all(content.operative)
    assert ActContent.from_json(content.to_json()) == content
    if spec.burdening:
        assert spec.has_remedy or spec.remedy_norm
        assert spec.refusal_reasons or spec.kind is not ActKind.REFUSAL
        assert any(section.paragraphs or section.points for section in content.reasons)


@each_procedure
def test_its_workflow_reaches_an_end_from_every_state(procedure: Procedure) -> None:
    flow = procedure.workflow
    for state in flow.states:
        reached, frontier = {state}, [state]
        while frontier:
            here = frontier.pop()
            targets = [t.target for t in flow.transitions if t.source == here]
            frontier += [target for target in targets if target not in reached]
            reached.update(targets)
        assert reached & set(flow.final), state


@each_procedure
def test_its_figures_are_dated_and_sourced(procedure: Procedure) -> None:
    for parameters in procedure.parameters:
        assert parameters.versions
        for version in parameters.versions:
            assert len(version.source) > 5
            assert version.valid_from <= version.valid_until


@each_procedure
def test_a_proposal_past_the_enacted_values_is_undecided(procedure: Procedure) -> None:
    if not procedure.parameters or procedure.assess is None or procedure.assessed_period is None:
        return
    form = next(iter(procedure.forms.values()))
    facts = Facts(answers.facts_of(form, filled(form)))
    far = date(2199, 1, 1)
    found = procedure.assess(facts, procedure.assessed_period(facts, far))
    assert found.outcome is Outcome.UNDECIDED
    assert all(segment.amount is None for segment in found.segments)
