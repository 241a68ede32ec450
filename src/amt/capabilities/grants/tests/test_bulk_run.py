"""Deciding many running grants once more: trial, sample, release by another, decisions, people."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from amt.capabilities.acts.models import Act
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases import services as cases_services
from amt.capabilities.cases.models import Case, Decision, FactRecord
from amt.capabilities.grants import queries, services
from amt.capabilities.grants.models import BulkItem, BulkRun, ItemState, RunState
from amt.capabilities.grants.testing import allowance
from amt.capabilities.grants.testing.fixtures import AT, MakeGrants
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.errors import NotVisible

pytestmark = pytest.mark.django_db


def start(who: Account, **more: Any) -> BulkRun:
    """Start a run in Bremen."""
    values: dict[str, Any] = {
        "procedure_key": allowance.KEY,
        "unit_id": get_unit_by_key("wohnen-bremen").id,
        "effective_on": allowance.NEW_FROM,
        "norm": allowance.NORM,
        "sample_size": 2,
    }
    return services.start_run(**{**values, **more}, actor=actor_of(who), at=AT)


def tried(who: Account, **more: Any) -> BulkRun:
    """Start a run and compute everything."""
    run = start(who, **more)
    while services.try_next(run_uuid=run.uuid, at=AT):
        pass
    run.refresh_from_db()
    return run


def confirm(run: BulkRun, who: Account) -> None:
    """Confirm every result of the sample."""
    for item in run.items.filter(sampled=True):
        services.check_item(item_uuid=item.uuid, is_right=True, actor=actor_of(who), at=AT)


def decide_all(run: BulkRun) -> None:
    """Do what the worker does until nothing waits."""
    while services.decide_next(run_uuid=run.uuid, at=AT):
        pass
    run.refresh_from_db()


def released(starter: Account, leader: Account) -> BulkRun:
    """Bring a run to where it decides."""
    run = tried(starter)
    confirm(run, starter)
    services.release_run(run_uuid=run.uuid, actor=actor_of(leader), at=AT)
    return run


def states(run: BulkRun) -> dict[int, str]:
    """Return what became of the grants by hives."""
    known = FactRecord.objects.filter(path="hives", superseded_at=None).select_related("case")
    hives = {fact.case.uuid: int(fact.value or 0) for fact in known}
    return {hives[item.case_uuid]: item.state for item in run.items.all()}


def test_the_trial_computes_everything_and_writes_to_no_case(
    grants_of: MakeGrants, caseworker: Account
) -> None:
    grants_of([1, 3, 5])
    facts, decisions = FactRecord.objects.count(), Decision.objects.count()

    run = tried(caseworker)

    assert run.state == RunState.SAMPLING
    found = queries.get_run(actor_of(caseworker), run.uuid).progress
    assert (found.total, found.tried, found.before_cents, found.after_cents) == (
        3, 3, 9_000, 10_800,
    )  # fmt: skip
    assert (FactRecord.objects.count(), Decision.objects.count()) == (facts, decisions)
    assert not Act.objects.exists()


def test_what_a_machine_must_not_decide_is_left_to_people(
    grants_of: MakeGrants, caseworker: Account
) -> None:
    rises, same, falls, fails, ends, busy = grants_of([3, 6, 8, 4, 7, 2])
    FactRecord.objects.filter(case__uuid=fails, path="hives").update(value=allowance.FAILING)
    FactRecord.objects.filter(case__uuid=ends, path="hives").update(value=30)
    Case.objects.filter(uuid=busy).update(state="in_progress")

    run = tried(caseworker)

    items = {item.case_uuid: item for item in run.items.all()}
    assert items[rises].state == ItemState.TRIED
    assert items[falls].problem == "falls"
    for left in (falls, fails, ends, busy):
        assert items[left].state == ItemState.MANUAL, items[left].problem
        assert not items[left].sampled
    assert items[same].after_cents == items[same].before_cents == 6_000


def test_the_sample_is_drawn_by_the_seed_and_holds_the_largest_changes(
    grants_of: MakeGrants, caseworker: Account
) -> None:
    grants_of([1] * 20 + [5])

    run = tried(caseworker, sample_size=4)

    sampled = list(run.items.filter(sampled=True))
    assert 4 <= len(sampled) <= 7
    assert max(item.after_cents or 0 for item in sampled) == 6_000


def test_a_whole_run_decides_each_grant_once_and_gives_the_rest_to_people(
    grants_of: MakeGrants, caseworker: Account, supervisor: Account
) -> None:
    cases = grants_of([1, 2, 3, 8])
    run = released(caseworker, supervisor)

    decide_all(run)

    assert run.state == RunState.DONE
    assert states(run) == {1: "decided", 2: "decided", 3: "decided", 8: "handed"}
    assert Decision.objects.filter(number=2, act_key="adjustment").count() == 3
    assert Act.objects.filter(act_key="adjustment").count() == 3
    again = Decision.objects.filter(case__uuid=cases[3], number=2)
    assert not again.exists()
    item = WorkItem.objects.get(kind="decide_again")
    assert item.reference == Case.objects.get(uuid=cases[3]).reference
    reviewed = FactRecord.objects.filter(path="review.from", superseded_at=None)
    assert {fact.value for fact in reviewed} == {"2027-01-01"}


def test_a_wrong_result_stops_the_run(grants_of: MakeGrants, caseworker: Account) -> None:
    grants_of([1, 2])
    run = tried(caseworker)
    item = run.items.filter(sampled=True).earliest("id")
    check: dict[str, Any] = {
        "item_uuid": item.uuid, "is_right": False, "actor": actor_of(caseworker), "at": AT,
    }  # fmt: skip

    with pytest.raises(services.NoteNeeded):
        services.check_item(**check)
    services.check_item(**check, note="Der Satz stimmt nicht.")

    run.refresh_from_db()
    assert (run.state, run.stop_reason) == (RunState.STOPPED, "sample_wrong")
    assert not services.decide_next(run_uuid=run.uuid, at=AT)
    assert Decision.objects.filter(number=2).count() == 0


def test_only_another_person_who_leads_releases_after_the_sample(
    grants_of: MakeGrants,
    caseworker: Account,
    second_caseworker: Account,
    supervisor: Account,
) -> None:
    grants_of([1, 2])
    run = tried(supervisor)

    def release(who: Account) -> None:
        services.release_run(run_uuid=run.uuid, actor=actor_of(who), at=AT)

    with pytest.raises(services.SampleIsOpen):
        release(caseworker)
    confirm(run, caseworker)
    with pytest.raises(services.SamePerson):
        release(supervisor)
    with pytest.raises(services.NotLeading):
        release(second_caseworker)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulkRun.objects.filter(pk=run.pk).update(
            state="released", released_by=supervisor, released_at=AT
        )


def test_nothing_is_decided_before_the_release(grants_of: MakeGrants, caseworker: Account) -> None:
    grants_of([1])
    run = tried(caseworker)

    assert not services.decide_next(run_uuid=run.uuid, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulkRun.objects.filter(pk=run.pk).update(state="released")

    assert Decision.objects.count() == 1


def test_a_pause_holds_the_run_until_it_is_continued(
    grants_of: MakeGrants, caseworker: Account, supervisor: Account
) -> None:
    grants_of([1, 2])
    run = released(caseworker, supervisor)
    services.pause_run(run_uuid=run.uuid, actor=actor_of(caseworker), at=AT)

    assert not services.decide_next(run_uuid=run.uuid, at=AT)
    assert Decision.objects.filter(number=2).count() == 0

    services.continue_run(run_uuid=run.uuid, actor=actor_of(caseworker), at=AT)
    decide_all(run)
    assert Decision.objects.filter(number=2).count() == 2


def test_a_job_that_failed_for_good_lets_the_run_stand_still(
    grants_of: MakeGrants, caseworker: Account
) -> None:
    grants_of([1])
    run = start(caseworker)

    services.note_trouble(run_uuid=run.uuid, at=AT)
    services.continue_run(run_uuid=run.uuid, actor=actor_of(caseworker), at=AT)

    run.refresh_from_db()
    assert (run.state, run.stop_reason) == (RunState.TRYING, "")


def test_one_grant_that_fails_holds_up_no_other(
    grants_of: MakeGrants,
    caseworker: Account,
    supervisor: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = grants_of([1, 2, 3, 4, 5])
    run = released(caseworker, supervisor)
    real = cases_services.redecide_many

    def broken(*, case_uuids: list[UUID], **more: Any) -> Any:
        if cases[2] in case_uuids:
            raise ArithmeticError("the third")
        return real(case_uuids=case_uuids, **more)

    monkeypatch.setattr(cases_services, "redecide_many", broken)
    decide_all(run)

    assert states(run) == {1: "decided", 2: "decided", 3: "handed", 4: "decided", 5: "decided"}
    assert run.items.get(case_uuid=cases[2]).problem == "failed"


def test_who_released_and_leads_no_more_stops_the_clock(
    grants_of: MakeGrants, caseworker: Account, supervisor: Account
) -> None:
    grants_of([1])
    run = released(caseworker, supervisor)
    supervisor.role_assignments.all().delete()

    assert not services.decide_next(run_uuid=run.uuid, at=AT)

    run.refresh_from_db()
    assert (run.state, run.stop_reason) == (RunState.PAUSED, "released_by_gone")


def test_one_open_run_a_unit_and_service(
    grants_of: MakeGrants, caseworker: Account, other_caseworker: Account
) -> None:
    grants_of([1])
    first = start(caseworker)

    with pytest.raises(services.RunIsOpen):
        start(caseworker)
    services.stop_run(run_uuid=first.uuid, note="Falscher Tag", actor=actor_of(caseworker), at=AT)
    assert start(caseworker).state == RunState.TRYING
    with pytest.raises(NotVisible):
        start(other_caseworker)


def test_a_run_takes_what_runs_on_its_day(grants_of: MakeGrants, caseworker: Account) -> None:
    grants_of([1, 2])
    grants_of([3], unit="wohnen-bremerhaven")

    assert start(caseworker).items.count() == 2
    BulkRun.objects.update(state=RunState.STOPPED)
    with pytest.raises(services.NothingRuns):
        start(caseworker, effective_on=date(2027, 7, 1))
    with pytest.raises(services.NotDecidedOnceMore):
        start(caseworker, procedure_key="double_unknown")


def test_another_unit_sees_no_run(
    grants_of: MakeGrants, caseworker: Account, other_caseworker: Account
) -> None:
    grants_of([1])
    run = tried(caseworker)
    item = BulkItem.objects.get()
    them = actor_of(other_caseworker)

    assert queries.list_runs(them) == []
    for look in (
        lambda: queries.get_run(them, run.uuid),
        lambda: queries.list_items(them, run.uuid),
        lambda: queries.get_item(them, item.uuid),
        lambda: services.pause_run(run_uuid=run.uuid, actor=them, at=AT),
    ):
        with pytest.raises(NotVisible):
            look()


def test_a_result_is_shown_with_both_calculations(
    grants_of: MakeGrants, caseworker: Account, supervisor: Account
) -> None:
    grants_of([2])
    run = tried(caseworker)
    item = BulkItem.objects.get()

    def amounts() -> tuple[int, int]:
        view = queries.get_item(actor_of(caseworker), item.uuid)
        assert view.before is not None
        assert view.after is not None
        before, after = view.before.segments[-1].amount, view.after.segments[-1].amount
        return (before.cents if before else 0, after.cents if after else 0)

    assert amounts() == (2_000, 2_400)
    confirm(run, caseworker)
    services.release_run(run_uuid=run.uuid, actor=actor_of(supervisor), at=AT)
    decide_all(run)
    assert amounts() == (2_000, 2_400)
