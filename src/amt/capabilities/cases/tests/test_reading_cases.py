"""Who sees what of a case, and the figures that come from all of them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from amt.capabilities.acts.events import ActDelivered, ActRetrieved
from amt.capabilities.cases import handlers, queries, services
from amt.capabilities.cases.models import CaseEvent
from amt.capabilities.cases.testing.fixtures import AT, ON, WORKS, OpenCase
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.kernel.actors import ANONYMOUS, SYSTEM, Actor, ActorKind
from amt.kernel.errors import NotVisible


def test_party_reads_the_status_and_learns_nothing_of_the_work(
    assessed_case: OpenCase, citizen: Account
) -> None:
    case = assessed_case()

    status = queries.status_of(actor_of(citizen), case.uuid)

    assert (status.reference, status.state) == (case.reference, "in_progress")
    assert [entry.kind for entry in status.timeline] == ["received"]
    assert status.next_step == "wait"
    assert status.office is not None
    assert status.office.city == "Bremen"


def test_code_opens_its_own_case_alone(assessed_case: OpenCase) -> None:
    case, other = assessed_case(), assessed_case()
    holder = Actor(kind=ActorKind.CODE, subject=f"case:{case.uuid}")

    assert queries.status_of(holder, case.uuid).reference == case.reference
    with pytest.raises(NotVisible):
        queries.status_of(holder, other.uuid)


@pytest.mark.parametrize("who", ["stranger", "other_caseworker"])
def test_nobody_else_reads_a_case(
    assessed_case: OpenCase, who: str, request: pytest.FixtureRequest
) -> None:
    case = assessed_case()
    actor = actor_of(request.getfixturevalue(who))

    for read in (queries.status_of, queries.get_case):
        with pytest.raises(NotVisible):
            read(actor, case.uuid)


def test_residents_anonymous_people_and_jobs_have_no_desk_view(
    assessed_case: OpenCase, citizen: Account
) -> None:
    case = assessed_case()

    for actor in (actor_of(citizen), ANONYMOUS, SYSTEM):
        with pytest.raises(NotVisible):
            queries.get_case(actor, case.uuid)
    with pytest.raises(NotVisible):
        queries.get_case(ANONYMOUS, uuid4())


def test_status_costs_few_queries(
    assessed_case: OpenCase, citizen: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = assessed_case()
    actor = actor_of(citizen)

    with django_assert_max_num_queries(8):
        queries.status_of(actor, case.uuid)


def test_own_cases_come_last_changed_first(
    assessed_case: OpenCase, open_case: OpenCase, citizen: Account, stranger: Account
) -> None:
    older = assessed_case()
    newer = open_case(at=AT + timedelta(hours=1))
    open_case(account=stranger)

    listed = queries.list_cases_of(citizen.id)

    assert [one.case_uuid for one in listed] == [newer.uuid, older.uuid]


def test_reference_is_found_as_people_type_it(open_case: OpenCase) -> None:
    case = open_case(reference="BEE-26-7K3M-PX4C")

    assert queries.case_by_reference(" bee 26 7k3m px4c") == case
    assert queries.case_by_reference("BEE-26-0000-0000") is None


def test_what_became_of_an_act_is_noted_once(assessed_case: OpenCase) -> None:
    case = assessed_case()
    act_uuid = uuid4()

    for kind in ("act_delivered", "act_delivered", "act_retrieved"):
        services.note_act(
            subject_kind="case", subject_id=str(case.uuid), act_uuid=act_uuid, kind=kind, at=AT
        )
    services.note_act(
        subject_kind="invoice", subject_id="1", act_uuid=act_uuid, kind="act_delivered", at=AT
    )

    kinds = [event.kind for event in CaseEvent.objects.filter(case=case).order_by("id")]
    assert kinds == ["received", "assessed", "act_delivered", "act_retrieved"]


def test_duration_is_measured_from_ten_decisions_on(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    actor = actor_of(caseworker)

    def decided_after(days: int) -> None:
        case = assessed_case()
        services.decide(
            case_uuid=case.uuid,
            kind="grant",
            proposal_id=case.proposals.get().uuid,
            actor=actor,
            at=AT + timedelta(days=days),
        )

    for days in (1, 2, 3, 4, 5, 6, 7, 8, 9):
        decided_after(days)
    assert queries.measured_duration(WORKS, ON + timedelta(days=20)) is None
    decided_after(30)

    measured = queries.measured_duration(WORKS, ON + timedelta(days=40))
    assert measured == queries.Duration(median_days=6, case_count=10)
    assert queries.measured_duration(WORKS, ON + timedelta(days=300)) is None


def test_next_step_follows_the_act(
    run_jobs: RunJobs, open_case: OpenCase, caseworker: Account, citizen: Account
) -> None:
    identity.set_delivery_consent(
        account_id=citizen.id, consents=True, actor=actor_of(citizen), at=AT
    )
    case = open_case()
    run_jobs()
    services.decide(
        case_uuid=case.uuid,
        kind="grant",
        proposal_id=case.proposals.get().uuid,
        actor=actor_of(caseworker),
        at=AT,
    )
    assert queries.status_of(actor_of(citizen), case.uuid).next_step == "none"

    run_jobs()

    status = queries.status_of(actor_of(citizen), case.uuid)
    assert status.next_step == "read_act"
    assert [entry.kind for entry in status.timeline] == ["received", "decided", "act_delivered"]


def test_opened_act_is_noted_on_the_timeline(
    assessed_case: OpenCase, citizen: Account, caseworker: Account
) -> None:
    case = assessed_case()
    act_uuid = services.decide(
        case_uuid=case.uuid,
        kind="grant",
        proposal_id=case.proposals.get().uuid,
        actor=actor_of(caseworker),
        at=AT,
    ).act_uuid

    handlers.on_act_delivered(ActDelivered(act_uuid, "case", str(case.uuid), AT))
    handlers.on_act_retrieved(ActRetrieved(act_uuid, "case", str(case.uuid), AT))

    entries = queries.status_of(actor_of(citizen), case.uuid).timeline
    assert [(entry.kind, entry.act_uuid) for entry in entries[2:]] == [
        ("act_delivered", act_uuid),
        ("act_retrieved", act_uuid),
    ]
