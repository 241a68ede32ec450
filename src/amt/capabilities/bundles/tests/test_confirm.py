"""Confirming: who the law wants, for these answers, each member for itself, sent once."""

from __future__ import annotations

import threading
from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from amt.capabilities.applications import services as applications
from amt.capabilities.applications.models import Application
from amt.capabilities.bundles import queries, services
from amt.capabilities.bundles.requirements import Requirement, assigned
from amt.capabilities.bundles.testing.fixtures import AT, BLANKET, LANTERN, STAR, Family
from amt.capabilities.cases.models import Case
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.contract.facts import FactSource
from amt.kernel.actors import Actor, ActorKind, TrustLevel
from amt.kernel.errors import NotVisible


def send(family: Family, key: str) -> None:
    services.submit_member(member_uuid=family.member(key).uuid, at=AT)


def test_service_of_one_applicant_is_sent_when_the_applicant_confirms(family: Family) -> None:
    family.tell()

    assert family.confirm(family.mother, STAR.key) == {STAR.key: ""}
    send(family, STAR.key)

    member = family.member(STAR.key)
    assert member.state == "submitted"
    case = family.case(STAR.key)
    assert [party.name for party in case.parties.all()] == ["Olena Wendt"]
    fact = case.fact_records.get(path="child.birth_date")
    assert fact.source == FactSource.REGISTER.value
    assert fact.basis == "Klinik der Vorführung, § 20 PStG"
    assert case.fact_records.get(path="child.given_names").source == FactSource.TYPED.value


def test_both_confirm_where_the_law_wants_both(family: Family) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    family.confirm(family.mother, LANTERN.key)

    assert family.member(LANTERN.key).state == "waiting_for_confirmation"
    send(family, LANTERN.key)
    assert family.member(LANTERN.key).state == "waiting_for_confirmation"

    family.confirm(family.father, LANTERN.key)
    send(family, LANTERN.key)

    member = family.member(LANTERN.key)
    assert member.state == "submitted"
    parties = family.case(LANTERN.key).parties.order_by("id")
    assert [(party.role, party.account_id) for party in parties] == [
        ("applicant", family.mother.account_id),
        ("other_parent", family.father.account_id),
    ]
    confirmed = Application.objects.get(case_uuid=member.case_uuid).confirmations
    assert [(one["role"], one["name"]) for one in confirmed] == [
        ("applicant", "Olena Wendt"),
        ("other_parent", "Tjark Wendt"),
    ]


def test_sole_custody_wants_one_alone(family: Family) -> None:
    family.tell(family={"custody": ["sole"]})
    family.say(family.mother, consents=True)

    assert family.confirm(family.father, LANTERN.key) == {LANTERN.key: "not_needed"}
    family.confirm(family.mother, LANTERN.key)
    send(family, LANTERN.key)

    assert family.member(LANTERN.key).state == "submitted"


def test_confirmation_lapses_with_the_answers_it_was_given_for(family: Family) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    family.confirm(family.mother, LANTERN.key)
    family.tell(child={"child.given_names": ["Mila Sophie"]})
    family.confirm(family.father, LANTERN.key)
    send(family, LANTERN.key)

    assert family.member(LANTERN.key).state == "waiting_for_confirmation"
    family.confirm(family.mother, LANTERN.key)
    send(family, LANTERN.key)
    assert family.member(LANTERN.key).state == "submitted"


def test_answers_changed_before_the_job_runs_are_not_sent(family: Family) -> None:
    family.tell()
    family.confirm(family.mother, STAR.key)
    family.tell(child={"child.given_names": ["Mila Sophie"]})
    send(family, STAR.key)

    assert family.member(STAR.key).state == "open"
    assert not Case.objects.exists()


def test_question_left_open_is_named(family: Family) -> None:
    found = services.confirm(
        bundle_uuid=family.bundle.uuid, member_keys=[STAR.key], actor=family.mother, at=AT
    )

    assert found[0].problem == "answers_missing"
    assert [problem.path for problem in found[0].missing] == ["child.given_names"]


def test_each_service_asks_for_its_own_sign_in(family: Family, mother: Account) -> None:
    family.tell()
    weak = actor_of(mother, trust=TrustLevel.BASIC)

    assert family.confirm(weak) == {
        STAR.key: "",
        LANTERN.key: "trust_too_low",
        BLANKET.key: "",
    }


def test_code_of_the_letter_alone_confirms_nothing(family: Family) -> None:
    family.tell()
    person = family.bundle.persons.get(position=0)
    by_code = Actor(ActorKind.CODE, subject=f"bundle_person:{person.uuid}")

    assert set(family.confirm(by_code).values()) == {"sign_in_needed"}


def test_without_consent_the_proof_is_asked_for_and_the_others_go_on(family: Family) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    family.say(family.father, consents=False)
    family.confirm(family.mother)
    family.confirm(family.father)
    for key in (STAR.key, LANTERN.key, BLANKET.key):
        send(family, key)

    member = family.member(LANTERN.key)
    assert (member.state, member.problem_values) == ("needs_more", ["proof.star"])
    view = queries.get_bundle(family.mother, family.bundle.uuid)
    rows = {row.member.procedure_key: row for row in queries.progress(view, "de", AT.date())}
    assert rows[LANTERN.key].sentence == "Für diesen Antrag fehlt noch: Sternenbrief."
    assert rows[LANTERN.key].next_step == "complete"
    assert family.member(STAR.key).state == family.member(BLANKET.key).state == "submitted"


def test_member_goes_on_alone_with_what_is_known(family: Family) -> None:
    family.tell()
    family.say(family.mother, consents=False)
    family.confirm(family.mother)
    family.confirm(family.father)
    send(family, LANTERN.key)

    draft_uuid = services.continue_alone(
        bundle_uuid=family.bundle.uuid, member_key=LANTERN.key, actor=family.mother, at=AT
    )
    with pytest.raises(applications.NotComplete) as gaps:
        applications.submit_application(
            draft_uuid=draft_uuid, consent_electronic=True, actor=family.mother, at=AT
        )
    assert [problem.path for problem in gaps.value.problems] == ["proof.star"]
    applications.add_file(
        draft_uuid=draft_uuid,
        path="proof.star",
        content=b"%PDF-1.4\n%%EOF\n",
        file_name="stern.pdf",
        media_type="application/pdf",
        actor=family.mother,
        at=AT,
    )
    sent = applications.submit_application(
        draft_uuid=draft_uuid, consent_electronic=True, actor=family.mother, at=AT
    ).application
    assert sent.case_uuid is not None
    services.note_sent_alone(application_uuid=sent.uuid, case_uuid=sent.case_uuid, at=AT)

    member = family.member(LANTERN.key)
    assert (member.state, member.case_uuid) == ("submitted", sent.case_uuid)
    assert family.confirm(family.father, LANTERN.key) == {LANTERN.key: ""}
    assert Case.objects.filter(procedure_key=LANTERN.key).count() == 1


def test_member_that_goes_on_alone_is_not_sent_by_the_bundle(family: Family) -> None:
    family.tell()
    services.continue_alone(
        bundle_uuid=family.bundle.uuid, member_key=STAR.key, actor=family.mother, at=AT
    )

    assert family.confirm(family.mother, STAR.key) == {STAR.key: "continued_alone"}


def test_trouble_of_one_office_does_not_hold_up_the_others(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    family.tell()
    family.confirm(family.mother)
    with monkeypatch.context() as broken:
        broken.setattr(applications, "submit_collected", fail)
        send(family, BLANKET.key)
    send(family, STAR.key)

    assert family.member(BLANKET.key).state == "failed"
    assert family.member(STAR.key).state == "submitted"
    services.retry_member(
        bundle_uuid=family.bundle.uuid, member_key=BLANKET.key, actor=family.father, at=AT
    )
    send(family, BLANKET.key)
    assert family.member(BLANKET.key).state == "submitted"


def fail(**_arguments: Any) -> None:
    raise applications.NobodyDecidesThere


def test_member_is_sent_once(family: Family) -> None:
    family.tell()
    family.confirm(family.mother, STAR.key)
    for _ in range(3):
        send(family, STAR.key)
    family.confirm(family.mother, STAR.key)
    services.retry_member(
        bundle_uuid=family.bundle.uuid, member_key=STAR.key, actor=family.mother, at=AT
    )
    send(family, STAR.key)

    assert Case.objects.count() == Application.objects.count() == 1


def test_service_that_was_sent_cannot_be_left_out(family: Family) -> None:
    family.tell()
    family.confirm(family.mother, STAR.key)
    send(family, STAR.key)

    with pytest.raises(services.AlreadySent):
        services.choose_members(
            bundle_uuid=family.bundle.uuid, keys=[LANTERN.key], actor=family.mother, at=AT
        )
    with pytest.raises(services.AlreadySent):
        services.continue_alone(
            bundle_uuid=family.bundle.uuid, member_key=STAR.key, actor=family.mother, at=AT
        )


def test_service_left_out_while_its_job_waits_is_not_sent(family: Family) -> None:
    family.tell()
    family.confirm(family.mother, STAR.key)
    services.choose_members(
        bundle_uuid=family.bundle.uuid, keys=[LANTERN.key], actor=family.father, at=AT
    )
    send(family, STAR.key)

    assert family.member(STAR.key).state == "declined"
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_parents_confirm_at_once_and_everything_is_sent_once(
    family: Family, run_jobs: RunJobs
) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    barrier = threading.Barrier(2)

    def click(actor: Actor) -> None:
        barrier.wait()
        try:
            family.confirm(actor)
        finally:
            connection.close()

    clicks = [
        threading.Thread(target=click, args=(actor,)) for actor in (family.mother, family.father)
    ]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    run_jobs()

    assert {member.state for member in family.bundle.members.all()} == {"submitted"}
    assert Case.objects.count() == 3


def test_nobody_else_confirms(family: Family, stranger: Account, other_caseworker: Account) -> None:
    family.tell()

    for account in (stranger, other_caseworker):
        with pytest.raises(NotVisible):
            family.confirm(actor_of(account, trust=TrustLevel.HIGH), STAR.key)
        with pytest.raises(NotVisible):
            services.retry_member(
                bundle_uuid=family.bundle.uuid,
                member_key=STAR.key,
                actor=actor_of(account),
                at=AT,
            )


def test_progress_says_whose_confirmation_is_missing(family: Family) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    family.confirm(family.mother)
    send(family, STAR.key)

    def rows(actor: Actor) -> dict[str, queries.ProgressRow]:
        view = queries.get_bundle(actor, family.bundle.uuid)
        found = queries.progress(view, "de", AT.date())
        return {row.member.procedure_key: row for row in found}

    of_mother, of_father = rows(family.mother), rows(family.father)
    assert of_mother[LANTERN.key].next_step == "wait_for_person"
    assert of_mother[LANTERN.key].missing_from == ("Tjark Wendt",)
    assert of_father[LANTERN.key].next_step == "confirm"
    assert of_mother[LANTERN.key].norms == ("§ 3 Sternenordnung",)
    assert of_mother[LANTERN.key].office == "Elterngeldstelle Bremen"
    assert of_mother[BLANKET.key].office == "Das Deckenamt"
    assert of_mother[STAR.key].next_step == "wait"
    assert of_mother[STAR.key].reference.startswith("STE-26-")


@st.composite
def _situations(draw: st.DrawFn) -> tuple[tuple[Requirement, ...], list[int], set[int]]:
    people = st.integers(0, 3)
    count = draw(st.integers(1, 3))
    required = tuple(
        Requirement(f"role{i}", "§", frozenset(draw(st.sets(people))), submits=i == 0)
        for i in range(count)
    )
    return required, draw(st.lists(people, max_size=5)), draw(st.sets(people))


@given(_situations())
def test_nobody_fills_two_roles_and_nobody_unconfirmed_fills_one(
    situation: tuple[tuple[Requirement, ...], list[int], set[int]],
) -> None:
    required, confirmed, may_submit = situation

    found = assigned(required, confirmed, may_submit)

    possible = any(
        all(
            p in r.positions and (not r.submits or p in may_submit)
            for p, r in zip(c, required, strict=True)
        )
        for c in permutations(set(confirmed), len(required))
    )
    assert (found is not None) == possible
    if found is not None:
        assert sorted(r.role for r in found.values()) == sorted(r.role for r in required)
        for person, requirement in found.items():
            assert person in confirmed
            assert person in requirement.positions
            assert not requirement.submits or person in may_submit
