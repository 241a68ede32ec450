"""The office asks the register of residents through its own door, over the real protocol."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, person_of
from amt.capabilities.identity.testing.people import make_resident
from amt.capabilities.registers import breaker, services, sources, transport
from amt.capabilities.registers.adapters import HttpAdapter, Question
from amt.capabilities.registers.queries import Answer, AnswerState
from amt.contract.lookups import Lookup, Register, Relation
from amt.kernel import clock
from amt.kernel.actors import TrustLevel
from amt.kernel.errors import PartnerFailure
from amt.kernel.testing.cast import RESIDENTS
from standins.registers import known
from standins.registers.people import Person
from standins.running import Running
from tests.doubles.double_works.procedure import PROCEDURE

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

OWN = Lookup(
    "own", Register.RESIDENTS, Relation.SELF, "§ 34 Absatz 1 BMG",
    (
        ("family_name", "applicant.family_name"), ("given_name", "applicant.given_name"),
        ("birth_name", "applicant.birth_name"), ("street_line", "applicant.street"),
        ("moved_in_on", "applicant.since"),
    ),
    "applicant",
)  # fmt: skip
SPOUSE = replace(
    OWN, key="spouse", relation=Relation.SPOUSE, takes=(("given_name", "spouse.given_name"),)
)
CHILDREN = Lookup(
    "children", Register.RESIDENTS, Relation.MINOR_CHILDREN, "§ 34 Absatz 1 BMG",
    (("given_names", "members.given_name"), ("birth_date", "members.birth_date")),
    "members", group="members",
)  # fmt: skip


def look_up(who: str, lookup: Lookup = OWN) -> Answer:
    account: Account = make_resident(who, at=clock.now())
    return services.look_up(
        lookup=lookup, procedure=PROCEDURE,
        person=person_of(account), purpose="Antrag prüfen", subject_kind="draft",
        subject_id=f"{who}-{lookup.key}", actor=actor_of(account, trust=TrustLevel.SUBSTANTIAL),
        at=clock.now(),
    )  # fmt: skip


def test_own_data_come_with_register_date_and_basis(residents: Running) -> None:
    answer = look_up("citizen")

    assert answer.state is AnswerState.FOUND
    assert answer.values == {
        "applicant.family_name": "Yıldız-Behrens",
        "applicant.given_name": "Fatma",
        "applicant.birth_name": "Yıldız",
        "applicant.street": "Musterstraße 12",
        "applicant.since": "2015-09-01",
    }
    assert answer.obtained_at is not None
    assert answer.basis == "Melderegister der Vorführung (erfunden), § 34 Absatz 1 BMG"


def test_spouse_and_minor_children_come_and_nobody_of_age(residents: Running) -> None:
    assert look_up("citizen", SPOUSE).values == {"spouse.given_name": "Arne"}

    children = look_up("citizen", CHILDREN)

    assert children.entry_count == 2
    assert children.values["members.0.given_name"] == "Mina Elif"
    assert children.values["members.1.birth_date"] == "2018-11-27"
    assert "Deniz" not in str(children)


def test_protected_spouse_and_child_are_left_out(residents: Running) -> None:
    assert look_up("builder", SPOUSE).state is AnswerState.NOTHING

    children = look_up("builder", CHILDREN)

    assert [children.values[f"members.{n}.given_name"] for n in range(children.entry_count)] == [
        "Ela"
    ], "Can is blocked, Defne lives where BMG section 52 has a note entered"


def test_a_block_cannot_be_told_from_nobody(residents: Running) -> None:
    source = sources.list_sources()[0]
    nele = {
        "family_name": "Brinkmann", "given_name": "Nele", "birth_date": "1980-01-19",
        "ars": "040110000000",
    }  # fmt: skip
    question = {
        "number": "1", "office": "Wohngeldstelle", "procedure": "p", "purpose": "Antrag prüfen",
        "norm": "§ 34 BMG", "relation": "self", "attributes": ["street"], "search": nele,
    }  # fmt: skip

    blocked = transport.ask(source, "/v1/query", question)
    unknown = transport.ask(
        source, "/v1/query", {**question, "search": {**nele, "given_name": "Xe"}}
    )

    assert blocked == unknown == {"state": "neutral"}
    assert look_up("architect").state is AnswerState.NOTHING


def test_who_asked_for_what_is_in_the_log_of_the_register(residents: Running) -> None:
    answer = look_up("stranger")

    row = residents.get("/log")[-1]
    assert row["number"] == str(answer.inquiry_uuid)
    assert (row["purpose"], row["norm"]) == ("Antrag prüfen", "§ 34 Absatz 1 BMG")
    assert row["attributes"][:2] == ["family_name", "given_name"]
    assert "Petersen" not in str(row)


def test_a_question_for_more_than_the_law_gives_is_refused(residents: Running) -> None:
    source = sources.list_sources()[0]
    question = Question(
        "1", "Wohngeldstelle", "p", "Antrag prüfen", "§ 34 BMG", Relation.SPOUSE, ("nationality",),
        {"family_name": "Petersen", "given_name": "Jonas", "birth_date": "1994-07-30",
         "ars": "040120000000"},
    )  # fmt: skip

    with pytest.raises(PartnerFailure, match="http_403") as failure:
        HttpAdapter().ask(source, question)

    assert failure.value.permanent


def test_a_slow_register_costs_two_seconds_and_is_then_down(residents: Running) -> None:
    residents.post("/trouble", {"seconds": 20})
    begun = time.monotonic()

    answer = look_up("citizen")

    assert time.monotonic() - begun < transport.SECONDS + 1
    assert answer.state is AnswerState.DOWN
    begun = time.monotonic()
    assert look_up("stranger").state is AnswerState.DOWN
    assert time.monotonic() - begun < 1, "nobody waits for it in a row"


def test_a_register_that_is_back_answers_the_same_inquiry(residents: Running) -> None:
    residents.post("/trouble", {"status": 503})
    down = look_up("citizen")

    residents.post("/trouble", {})
    breaker.forget()
    again = look_up("citizen")

    assert down.state is AnswerState.DOWN
    assert again.state is AnswerState.FOUND
    assert again.inquiry_uuid == down.inquiry_uuid


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"secret": "x" * 40}, "http_401"), ({"office": "stranger"}, "http_401")],
)
def test_nobody_else_is_answered(residents: Running, change: dict[str, Any], reason: str) -> None:
    source = replace(sources.list_sources()[0], **change)

    with pytest.raises(PartnerFailure, match=reason):
        transport.ask(source, "/v1/query", {})


def test_an_answer_by_somebody_without_the_secret_is_not_believed(
    residents: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = transport.signature
    monkeypatch.setattr(
        transport,
        "signature",
        lambda secret, *parts: real(secret + "?" * (parts[0] == "answer"), *parts),
    )

    with pytest.raises(PartnerFailure, match="bad_signature"):
        transport.ask(sources.list_sources()[0], "/v1/report", {"number": "1"})


def test_register_knows_the_cast_as_it_signs_in() -> None:
    people = {
        (one.given_name, one.family_name): one
        for family in known.families()
        for one in family.people
    }
    for resident in RESIDENTS.values():
        one: Person = people[resident.given_name, resident.family_name]
        assert one.birth_date == resident.birth_date
        assert f"{one.street} {one.house_number}" == resident.street
        assert (one.postcode, one.ars) == (resident.postcode, resident.ars)
    assert people["Deniz", "Behrens"].birth_date < date(2008, 1, 1)
