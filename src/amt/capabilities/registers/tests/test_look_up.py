"""A register is asked about the person who asks, and each answer is noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amt.capabilities.identity.models import Account, DataAccess
from amt.capabilities.identity.queries import actor_of, person_of
from amt.capabilities.registers import queries, services
from amt.capabilities.registers.models import Inquiry
from amt.capabilities.registers.queries import AnswerState
from amt.capabilities.registers.testing.fixtures import FakeRegister
from amt.capabilities.registers.tests.factories import AT, CHILDREN, FOUND, OWN, SPOUSE, question
from amt.contract.lookups import Lookup, Register, Relation
from amt.kernel.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, TrustLevel
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _answers(register: FakeRegister) -> None:
    register.records = FOUND


def test_answer_has_values_by_path_source_date_and_basis(citizen: Account) -> None:
    answer = services.look_up(**question(citizen))

    assert answer.state is AnswerState.FOUND
    assert answer.values == {
        "applicant.family_name": "Yıldız-Behrens",
        "applicant.street": "Musterstraße 12",
    }
    assert answer.obtained_at is not None
    assert answer.basis == "Melderegister der Vorführung (erfunden), § 34 Absatz 1 BMG"
    assert queries.find_answer("draft", "d-1", "own") == answer
    assert queries.list_answers("draft", "d-1") == {"own": answer}


def test_register_is_told_who_asks_what_for_and_no_more_than_it_needs(
    citizen: Account, register: FakeRegister
) -> None:
    services.look_up(**question(citizen))

    (asked,) = register.asked
    assert asked.attributes == ("family_name", "street", "house_number")
    assert (asked.purpose, asked.norm) == ("Antrag prüfen", "§ 34 Absatz 1 BMG")
    assert asked.office == "Bürger:innenamt der Vorführung"
    assert asked.search["birth_date"] == "1987-03-14"


def test_only_minor_children_come(citizen: Account, register: FakeRegister) -> None:
    answer = services.look_up(**question(citizen, CHILDREN))

    assert register.asked[0].attributes[:2] == ("given_name", "birth_date")
    assert answer.entry_count == 2
    assert answer.values == {"members.0.given_name": "Mina", "members.1.given_name": "Emil"}


@pytest.mark.parametrize("mark", [{"protection_note": "yes"}, {"died_on": "2025-02-01"}])
def test_family_who_died_or_whom_a_note_protects_is_left_out(
    citizen: Account, register: FakeRegister, mark: dict[str, str]
) -> None:
    mina, emil = FOUND[Relation.MINOR_CHILDREN][:2]
    register.records = {
        Relation.SPOUSE: [{"given_name": "Arne", **mark}],
        Relation.MINOR_CHILDREN: [{**mina, **mark}, emil],
    }

    spouse = services.look_up(**question(citizen, SPOUSE))
    children = services.look_up(**question(citizen, CHILDREN))

    assert register.asked[0].attributes == ("given_name", "died_on", "protection_note")
    assert (spouse.state, spouse.values) == (AnswerState.NOTHING, {})
    assert children.values == {"members.0.given_name": "Emil"}
    assert "protection_note" not in str(Inquiry.objects.values_list("values", flat=True))


def test_own_note_keeps_nobody_from_the_own_data(citizen: Account, register: FakeRegister) -> None:
    register.records = {Relation.SELF: [{"family_name": "Yıldız", "protection_note": "yes"}]}

    assert services.look_up(**question(citizen)).state is AnswerState.FOUND
    assert "protection_note" not in register.asked[0].attributes


def test_register_of_births_and_marriages_is_asked_for_no_mark(
    citizen: Account, register: FakeRegister
) -> None:
    services.look_up(**question(citizen, replace(SPOUSE, register=Register.CIVIL_STATUS)))

    assert register.asked[0].attributes == ("given_name",)


def test_values_come_in_the_order_of_the_lookup(citizen: Account) -> None:
    turned = replace(CHILDREN, takes=(("given_name", "members.z"), ("birth_date", "members.a")))
    services.look_up(**question(citizen, turned))

    answer = queries.find_answer("draft", "d-1", "children")

    assert answer is not None
    assert list(answer.values) == ["members.0.z", "members.0.a", "members.1.z", "members.1.a"]


def test_access_is_noted_for_the_person_without_values(citizen: Account) -> None:
    answer = services.look_up(**question(citizen, SPOUSE))

    access = DataAccess.objects.get(person_account_id=citizen.id)
    assert (access.by_kind, access.basis) == ("register", "§ 34 Absatz 1 BMG")
    assert "Melderegister der Vorführung" in access.purpose
    assert access.data[0] == "Ehegatte oder Lebenspartner: Vorname"
    assert access.correlation == f"inquiry:{answer.inquiry_uuid}"
    deeds = [entry.action for entry in trail.entries_about("draft", "d-1")]
    assert deeds == ["registers.asked", "registers.answered"]
    assert "Arne" not in str([entry.details for entry in trail.entries_about("draft", "d-1")])


def test_the_same_question_again_asks_nobody(citizen: Account, register: FakeRegister) -> None:
    first = services.look_up(**question(citizen))

    assert services.look_up(**question(citizen, at=AT + timedelta(hours=11))) == first
    assert len(register.asked) == 1

    later = services.look_up(**question(citizen, at=AT + timedelta(hours=13)))
    assert later.inquiry_uuid != first.inquiry_uuid
    assert len(register.asked) == 2


@pytest.mark.parametrize(
    ("state", "records"),
    [
        (AnswerState.NOTHING, {}),
        (AnswerState.FOUND, {Relation.SELF: []}),
        (AnswerState.FOUND, {Relation.SELF: [{"birth_name": "nicht gefragt"}]}),
    ],
)
def test_nobody_and_nothing_look_the_same(
    citizen: Account,
    register: FakeRegister,
    state: AnswerState,
    records: dict[Relation, list[dict[str, str]]],
) -> None:
    register.state, register.records = state, records

    answer = services.look_up(**question(citizen))

    assert (answer.state, answer.values, answer.obtained_at) == (AnswerState.NOTHING, {}, None)
    access = DataAccess.objects.get(person_account_id=citizen.id)
    assert access.data[:2] == ["Zur Suche: Familienname", "Zur Suche: Vorname"]


def test_register_that_was_asked_in_vain_is_noted_with_what_it_was_told(
    citizen: Account, register: FakeRegister
) -> None:
    register.is_down = True
    answer = services.look_up(**question(citizen))
    assert not DataAccess.objects.exists(), "a job still asks"

    services.withdraw(inquiry_uuid=answer.inquiry_uuid, actor=actor_of(citizen), at=AT)

    access = DataAccess.objects.get(person_account_id=citizen.id)
    assert "Zur Suche: Geburtsdatum" in access.data
    assert access.correlation == f"inquiry:{answer.inquiry_uuid}"


def test_register_that_stayed_silent_is_noted_with_what_it_was_told(
    citizen: Account, register: FakeRegister
) -> None:
    register.is_down = True
    answer = services.look_up(**question(citizen))

    services.give_up(inquiry_uuid=answer.inquiry_uuid, at=AT)

    assert "Zur Suche: Familienname" in DataAccess.objects.get().data


def test_inquiry_that_was_never_sent_is_no_access(citizen: Account) -> None:
    answer = services.ask(**question(citizen))
    services.withdraw(inquiry_uuid=answer.inquiry_uuid, actor=actor_of(citizen), at=AT)

    assert not DataAccess.objects.exists()


def test_several_people_of_the_name_are_no_answer(citizen: Account, register: FakeRegister) -> None:
    register.state = AnswerState.AMBIGUOUS

    assert services.look_up(**question(citizen)).state is AnswerState.AMBIGUOUS


def test_nobody_asks_about_somebody_else(citizen: Account, stranger: Account) -> None:
    other = question(citizen)["person"]

    with pytest.raises(NotVisible):
        services.look_up(**question(stranger, person=other))
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("actor", [ANONYMOUS, SYSTEM, Actor(ActorKind.CODE, subject="draft:1")])
def test_who_has_not_signed_in_asks_nothing(citizen: Account, actor: Actor) -> None:
    with pytest.raises(NotVisible):
        services.look_up(**question(citizen, actor=actor))


def test_staff_ask_nothing_for_a_caller(citizen: Account, caseworker: Account) -> None:
    actor = replace(actor_of(caseworker), acting_for="call:1")

    with pytest.raises(NotVisible):
        services.look_up(**question(citizen, actor=actor))


def test_weak_sign_in_is_not_enough(citizen: Account) -> None:
    with pytest.raises(services.NotSureEnough):
        services.look_up(**question(citizen, actor=actor_of(citizen, trust=TrustLevel.BASIC)))


@pytest.mark.parametrize("lookup", [SPOUSE, CHILDREN])
def test_helper_sees_nobody_of_the_family(citizen: Account, lookup: Lookup) -> None:
    helper = replace(actor_of(citizen, trust=TrustLevel.HIGH), acting_for="mandate:1")

    assert services.look_up(**question(citizen, actor=helper)).state is AnswerState.FOUND
    with pytest.raises(NotVisible):
        services.look_up(**question(citizen, lookup, actor=helper))


def test_a_lookup_that_needs_a_yes_is_refused_without_one(citizen: Account) -> None:
    asks = replace(OWN, consent=True)

    with pytest.raises(services.ConsentMissing):
        services.look_up(**question(citizen, asks))
    assert services.look_up(**question(citizen, asks, consented_at=AT)).state is AnswerState.FOUND


@pytest.mark.parametrize(
    ("relation", "attribute"),
    [
        (Relation.SPOUSE, "nationality"),
        (Relation.MINOR_CHILDREN, "birth_place"),
        (Relation.SELF, "religion"),
    ],
)
def test_more_than_the_law_gives_is_not_asked(
    citizen: Account, register: FakeRegister, relation: Relation, attribute: str
) -> None:
    greedy = replace(OWN, relation=relation, takes=((attribute, "applicant.x"),))

    with pytest.raises(services.NotPermitted, match=attribute):
        services.look_up(**question(citizen, greedy))
    assert register.asked == []


def test_place_without_register_is_refused_and_can_be_seen_before(citizen: Account) -> None:
    citizen.ars = "099999999999"
    citizen.save()

    assert not queries.is_available(Register.RESIDENTS, citizen.ars)
    assert queries.is_available(Register.RESIDENTS, "040110000000")
    with pytest.raises(services.NoRegister):
        services.look_up(**question(citizen, person=person_of(citizen)))


def test_who_does_not_want_the_answer_is_forgotten(citizen: Account, stranger: Account) -> None:
    answer = services.look_up(**question(citizen))

    with pytest.raises(NotVisible):
        services.withdraw(inquiry_uuid=answer.inquiry_uuid, actor=actor_of(stranger), at=AT)
    services.withdraw(inquiry_uuid=answer.inquiry_uuid, actor=actor_of(citizen), at=AT)

    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.values, inquiry.person) == (AnswerState.WITHDRAWN, {}, {})
    assert services.look_up(**question(citizen)).inquiry_uuid != answer.inquiry_uuid


def test_answers_are_emptied_and_rows_deleted_when_their_period_is_over(citizen: Account) -> None:
    services.look_up(**question(citizen))
    Inquiry.objects.update(answered_at=AT)

    assert services.empty_old_answers(at=AT + timedelta(days=90)) == 0
    assert services.empty_old_answers(at=AT + timedelta(days=91)) == 1
    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.values, inquiry.person) == (AnswerState.FOUND, {}, {})

    assert services.delete_old_rows(at=AT + timedelta(days=731)) == 0
    assert services.delete_old_rows(at=AT + timedelta(days=732)) == 1
