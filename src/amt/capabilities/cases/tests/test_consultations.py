"""Consulting other bodies: who answers, what they see, what silence and lateness are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import Case, Consultation
from amt.capabilities.cases.testing.fixtures import AT, ON, OpenCase
from amt.capabilities.cases.tests.test_deeds import confirm, do, paper_of
from amt.capabilities.documents import queries as documents_queries
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.queries import items_about
from amt.contract.deeds import ConsultationState
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible


@pytest.fixture
def asked(open_house: OpenCase, caseworker: Account) -> Case:
    """A case in which forest office and bird watch were asked on the usual day."""
    case = open_house()
    confirm(case, actor_of(caseworker))
    return case


def consultation(case: Case, key: str = "forest") -> Consultation:
    return case.consultations.get(key=key)


def answer(case: Case, account: Account, *, key: str = "forest", **more: Any) -> Consultation:
    values = {"opinion": "consent", "actor": actor_of(account), "at": AT}
    return services.answer_consultation(
        consultation_uuid=consultation(case, key).uuid,
        **{**values, **more},
    )


def test_bodies_are_asked_in_parallel_each_on_its_own_worklist(asked: Case) -> None:
    forest, birds = consultation(asked), consultation(asked, "birds")

    assert (forest.unit.key, forest.asked_on, forest.ends_on) == (
        "brandschutz-bremen", ON, date(2026, 12, 21),
    )  # fmt: skip
    assert (birds.unit.key, birds.ends_on) == ("denkmalpflege-bremen", date(2026, 12, 7))
    item = items_about("consultation", forest.uuid)[0]
    assert (item.unit_id, item.kind, item.due_on) == (
        forest.unit_id, "consultation", forest.ends_on,
    )  # fmt: skip


def test_body_that_is_not_needed_is_not_asked(open_house: OpenCase, caseworker: Account) -> None:
    case = open_house(**{"tree.nests": False})

    confirm(case, actor_of(caseworker))

    assert [one.key for one in case.consultations.all()] == ["forest"]


def test_place_without_such_a_body_is_a_refusal_that_leaves_nothing(
    open_house: OpenCase, other_caseworker: Account
) -> None:
    case = open_house(**{"tree.place": "040120000000"})

    with pytest.raises(services.NoUnitCompetent):
        confirm(case, actor_of(other_caseworker))

    case.refresh_from_db()
    assert case.state == "received"


def test_body_sees_only_what_it_is_asked_about(
    asked: Case, forester: Account, bird_watcher: Account
) -> None:
    seen = queries.get_consultation(actor_of(forester), consultation(asked).uuid)
    by_birds = queries.get_consultation(actor_of(bird_watcher), consultation(asked, "birds").uuid)

    assert set(seen.facts) == {"tree.place", "tree.kind", "tree.nests"}
    assert [one.label for one in seen.documents] == ["plans"]
    assert set(by_birds.facts) == {"tree.nests"}
    assert by_birds.documents == ()
    with pytest.raises(NotVisible):
        queries.get_case(actor_of(forester), asked.uuid)
    with pytest.raises(NotVisible):
        queries.status_of(actor_of(forester), asked.uuid)


def test_body_opens_the_papers_it_is_asked_about_and_no_others(
    asked: Case, forester: Account, bird_watcher: Account
) -> None:
    held = {
        one.label: one.document.uuid for one in documents_queries.list_versions("case", asked.uuid)
    }

    def opens(account: Account) -> set[str]:
        actor = actor_of(account)
        return {label for label, uuid in held.items() if queries.may_open_document(actor, uuid)}

    assert opens(forester) == {"plans"}
    assert opens(bird_watcher) == set()


@pytest.mark.parametrize(
    "who", ["stranger", "citizen", "representative", "caseworker", "other_caseworker",
            "bird_watcher"],
)  # fmt: skip
def test_nobody_else_reads_or_answers(
    asked: Case, who: str, request: pytest.FixtureRequest
) -> None:
    account = request.getfixturevalue(who)

    with pytest.raises(NotVisible):
        queries.get_consultation(actor_of(account), consultation(asked).uuid)
    with pytest.raises(NotVisible):
        answer(asked, account)
    assert consultation(asked).answered_on is None


def test_opinion_is_kept_with_words_and_papers(
    asked: Case, forester: Account, caseworker: Account, citizen: Account
) -> None:
    one = consultation(asked)
    paper = paper_of("consultation", one.uuid, content=b"%PDF-1.4 Gutachten\n%%EOF\n")

    answer(
        asked,
        forester,
        opinion="conditions",
        text=" Nur mit Netz. ",
        document_uuids=[paper],
        at=AT + timedelta(days=1),
    )

    one.refresh_from_db()
    view = queries.get_case(actor_of(caseworker), asked.uuid).consultations[0]
    assert (one.opinion, one.text, one.answered_on) == (
        "conditions", "Nur mit Netz.", ON + timedelta(days=1),
    )  # fmt: skip
    assert [paper_.document.uuid for paper_ in view.handed_in] == [paper]
    assert queries.may_open_document(actor_of(caseworker), paper)
    assert queries.may_open_document(actor_of(forester), paper)
    # What a body wrote is for the unit; the parties read of it in the decision.
    assert not queries.may_open_document(actor_of(citizen), paper)
    shown = queries.status_of(actor_of(citizen), asked.uuid).visible_documents
    assert {one.label for one in shown} == {"plans", "budget"}
    assert not documents_queries.is_owned_by(paper, "consultation", one.uuid)
    assert items_about("consultation", one.uuid) == []
    assert "cases.opinion_given" in [e.action for e in trail.entries_about("case", asked.uuid)]


def test_foreign_paper_is_not_taken(asked: Case, forester: Account) -> None:
    budget = next(
        one.document.uuid
        for one in documents_queries.list_versions("case", asked.uuid)
        if one.label == "budget"
    )

    for paper in (budget, uuid4()):
        with pytest.raises(NotVisible):
            answer(asked, forester, document_uuids=[paper])


@pytest.mark.parametrize(
    ("opinion", "text"), [("conditions", ""), ("objection", " "), ("perhaps", "x"), ("", "")]
)
def test_opinion_without_what_it_needs_is_refused(
    asked: Case, forester: Account, opinion: str, text: str
) -> None:
    with pytest.raises(services.OpinionMissing):
        answer(asked, forester, opinion=opinion, text=text)


def test_opinion_on_a_case_that_is_over_is_still_taken_but_no_longer_waited_for(
    asked: Case, forester: Account, caseworker: Account
) -> None:
    # The eight weeks are over: the permit counts as granted, and the office closes the case.
    do(asked, "close", actor_of(caseworker), at=AT + timedelta(days=60))
    assert items_about("consultation", consultation(asked).uuid) == []

    answer(asked, forester, at=AT + timedelta(days=70))

    assert consultation(asked).opinion == "consent"


def test_second_opinion_is_refused(asked: Case, forester: Account) -> None:
    answer(asked, forester)

    with pytest.raises(services.AlreadyAnswered):
        answer(asked, forester, opinion="objection", text="Doch nicht.")


@given(days=st.integers(0, 400), read_after=st.integers(0, 400))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_late_opinion_is_taken_and_marked(
    asked: Case, forester: Account, days: int, read_after: int
) -> None:
    Consultation.objects.filter(case=asked).update(answered_on=None, opinion="", text="")
    one = consultation(asked)

    answer(asked, forester, at=AT + timedelta(days=days))
    on = ON + timedelta(days=days + read_after)
    view = queries.get_consultation(actor_of(forester), one.uuid, on=on)

    late = ON + timedelta(days=days) > one.ends_on
    assert view.state is (ConsultationState.LATE if late else ConsultationState.ANSWERED)


@given(days=st.integers(0, 400))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_silence_begins_the_day_after_the_period_and_is_never_written(
    asked: Case, forester: Account, days: int
) -> None:
    one, on = consultation(asked), ON + timedelta(days=days)

    view = queries.get_consultation(actor_of(forester), one.uuid, on=on)

    silent = on > one.ends_on
    assert view.state is (ConsultationState.SILENT if silent else ConsultationState.WAITING)
    one.refresh_from_db()
    assert (one.answered_on, one.opinion) == (None, "")


def test_parties_see_who_was_asked_until_when_but_not_what_was_said(
    asked: Case, forester: Account, citizen: Account
) -> None:
    answer(asked, forester, opinion="objection", text="Morsch.")

    status = queries.status_of(actor_of(citizen), asked.uuid, on=ON)

    assert [(one.key, one.state) for one in status.bodies] == [
        ("forest", ConsultationState.ANSWERED),
        ("birds", ConsultationState.WAITING),
    ]
    assert "Morsch." not in repr(status)


def test_act_names_what_the_bodies_said(
    asked: Case, forester: Account, caseworker: Account
) -> None:
    answer(asked, forester)
    decision = services.decide(
        case_uuid=asked.uuid,
        kind="grant",
        inputs={"permit.valid_until": "2030-01-01"},
        proposal_id=None,
        actor=actor_of(caseworker),
        at=AT + timedelta(days=30),
    )

    act = UUID(str(decision.act_uuid))
    notes = queries.status_of(actor_of(caseworker), asked.uuid).acts[-1].act
    assert notes.uuid == act
    points = notes.copies[0].content["notes"][-1]["points"]
    assert points == ["Feuerwehr Bremen: answered", "Landesamt für Denkmalpflege: silent"]
