"""Filling and asking, whatever the facts are: nothing invented, lost or asked twice."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amt.capabilities.bundles.conversing import asked_form
from amt.capabilities.bundles.filling import (
    answers_from,
    digest_of,
    person_at,
    shared_names,
    shared_paths,
    waived_paths,
)
from amt.capabilities.bundles.testing.fixtures import BLANKET, FACTS, LANTERN, STAR
from amt.contract.forms import Field, FieldKind, Group, bare_path
from amt.contract.life_events import LifeEvent, conversation

FORMS = [one.form("application") for one in (STAR, LANTERN, BLANKET)]
TOLD = {**FACTS, "child.given_names": "Mila", "custody": "joint", "account.iban": "DE00"}
BIRTH = conversation(LifeEvent.BIRTH)
assert BIRTH is not None
NAMES = sorted({field.path for field in BIRTH.form.fields()})

some_facts = st.sets(st.sampled_from(sorted(TOLD))).map(lambda keys: {k: TOLD[k] for k in keys})


@given(st.sampled_from(FORMS), some_facts)
def test_each_answer_is_a_fact_under_its_shared_name(form: Any, facts: dict[str, Any]) -> None:
    answers = answers_from(form, facts)
    paths = shared_paths(form, facts)

    assert {p: v for p, v in answers.items() if not p.endswith(".count")} == {
        path: facts[shared] for path, shared in paths.items()
    }
    assert {bare_path(shared) for shared in paths.values()} <= shared_names(form)
    for path in paths:
        assert form.field_at(path)


@given(st.sampled_from(FORMS), some_facts, st.randoms())
def test_digest_depends_on_the_answers_not_on_their_order(
    form: Any, facts: dict[str, Any], random: Any
) -> None:
    answers = answers_from(form, facts)
    shuffled = list(answers.items())
    random.shuffle(shuffled)

    assert digest_of(dict(shuffled)) == digest_of(answers)
    for path in answers:
        assert digest_of({**answers, path: "another"}) != digest_of(answers)


@given(st.sets(st.sampled_from(NAMES)))
def test_what_is_noticed_or_produced_is_never_asked(used: set[str]) -> None:
    assert BIRTH is not None
    asked = {field.path for field in asked_form(BIRTH, used).fields()}

    assert not asked & {*BIRTH.noticed, *BIRTH.produced}
    assert used - {*BIRTH.noticed, *BIRTH.produced} <= asked


def test_group_of_another_matter_is_no_person_of_the_event() -> None:
    own = Group("owners", (Field("owners.name", FieldKind.TEXT, "case"),), repeats=True)

    assert person_at(own, 0, "parents") is None


def test_consent_waives_the_paper_and_what_stands_on_it() -> None:
    assert waived_paths(LANTERN, frozenset()) == frozenset()
    assert waived_paths(LANTERN, frozenset({"star"})) == {"proof.star", "star.number", "star.on"}
