"""The proposal: stored with what it rests on, and never a reason to stop."""

from __future__ import annotations

from uuid import uuid4

import pytest

from amt.capabilities.cases import handlers, jobs, queries, services
from amt.capabilities.cases.models import Proposal
from amt.capabilities.cases.testing.fixtures import AT, FAILS, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.worklist.models import WorkItem
from amt.contract import registry
from amt.contract.assessment import Assessment, Outcome
from amt.kernel.errors import NotVisible


def test_proposal_is_stored_and_the_case_is_in_progress(open_case: OpenCase) -> None:
    case = open_case()

    proposal = services.assess_case(case_uuid=case.uuid, at=AT)

    case.refresh_from_db()
    assert case.state == "in_progress"
    assert proposal.outcome == "grant"
    assert proposal.problem == ""
    assert proposal.assessment is not None
    assert Assessment.from_json(proposal.assessment).outcome is Outcome.GRANT
    assert len(proposal.facts_digest) == 64


def test_opened_case_is_assessed_by_a_job(run_jobs: RunJobs, open_case: OpenCase) -> None:
    case = open_case()

    run_jobs()

    assert Proposal.objects.get(case=case).outcome == "grant"


def test_assessing_unchanged_facts_again_stores_nothing_new(open_case: OpenCase) -> None:
    case = open_case()

    first = services.assess_case(case_uuid=case.uuid, at=AT)
    second = services.assess_case(case_uuid=case.uuid, at=AT)

    assert first.uuid == second.uuid
    assert case.events.filter(kind="assessed").count() == 1


def test_missing_fact_becomes_a_proposal_that_says_so(open_case: OpenCase) -> None:
    case = open_case(facts={"hives": None})

    proposal = services.assess_case(case_uuid=case.uuid, at=AT)

    assert (proposal.problem, proposal.problem_values) == ("missing_fact", {"path": "hives"})
    assert proposal.outcome == "undecided"
    assert WorkItem.objects.get().state == "open"


def test_failing_rules_never_block_the_case(open_case: OpenCase) -> None:
    case = open_case(procedure_key=FAILS)

    proposal = services.assess_case(case_uuid=case.uuid, at=AT)

    case.refresh_from_db()
    assert proposal.problem == "rules_failed"
    assert proposal.assessment is None
    assert case.state == "in_progress"


def test_job_that_died_for_good_leaves_the_case_to_a_person(open_case: OpenCase) -> None:
    case = open_case()

    handlers.on_job_gave_up(jobs.ASSESS, {"case_uuid": str(case.uuid)})
    handlers.on_job_gave_up("mailbox.deliver", {"message": "of another room"})

    case.refresh_from_db()
    assert case.state == "in_progress"
    assert Proposal.objects.get(case=case).problem == "rules_failed"


def test_case_reads_when_its_procedure_is_gone(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case()
    registry.use()

    view = queries.get_case(actor_of(caseworker), case.uuid)
    proposal = services.assess_case(case_uuid=case.uuid, at=AT)

    assert view.procedure is None
    assert view.proposal is not None
    assert view.proposal.assessment is not None
    assert not view.may_be_corrected
    assert proposal.problem == "no_procedure"


def test_assessing_too_late_is_refused_and_the_job_lets_it_be(assessed_case: OpenCase) -> None:
    case = assessed_case()
    type(case).objects.update(state="decided")

    with pytest.raises(services.CannotBeAssessed):
        services.assess_case(case_uuid=case.uuid, at=AT)
    jobs.assess(case_uuid=str(case.uuid))

    assert Proposal.objects.filter(case=case).count() == 1


def test_unknown_case_is_not_visible(doubles: None) -> None:
    with pytest.raises(NotVisible):
        services.assess_case(case_uuid=uuid4(), at=AT)


def test_opening_queues_the_job_that_assesses_and_no_other(
    open_case: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    deferred: list[str] = []
    monkeypatch.setattr(jobs.assess.task, "defer", lambda **given: deferred.append(str(given)))

    case = open_case()

    assert deferred == [str({"case_uuid": str(case.uuid)})]
