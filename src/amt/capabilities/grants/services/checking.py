"""What people do with a run: check the sample, release it, pause it, stop it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.grants.events import RunEnded, RunReleased, RunStarted
from amt.capabilities.grants.models import BulkItem, BulkRun, RunState
from amt.capabilities.grants.news import announce
from amt.capabilities.grants.refusals import (
    NoteNeeded,
    NotInThisState,
    NotLeading,
    SamePerson,
    SampleIsOpen,
)
from amt.capabilities.grants.visibility import ITEM, RUN, leads, visible_item, visible_run
from amt.kernel import events
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail

RIGHT, WRONG = "right", "wrong"
SAMPLE_WRONG, TROUBLE, BY_HAND = "sample_wrong", "trouble", "by_hand"


@transaction.atomic
def check_item(
    *, item_uuid: UUID, is_right: bool, note: str = "", actor: Actor, at: datetime
) -> BulkItem:
    """Note what a person found about a result of the sample; a wrong one stops the run.

    :raises NotVisible: when the actor does not work in the unit, or the result is not sampled.
    :raises NotInThisState: when the sample is no longer checked.
    :raises NoteNeeded: when nobody says what is wrong.
    """
    item = visible_item(actor, item_uuid, locked=True)
    run, words = item.run, note.strip()
    if run.state != RunState.SAMPLING or not item.sampled:
        raise NotInThisState
    if not is_right and not words:
        raise NoteNeeded
    item.verdict = RIGHT if is_right else WRONG
    item.verdict_note, item.checked_by_id, item.checked_at = words, actor.account_id, at
    item.save(update_fields=["verdict", "verdict_note", "checked_by", "checked_at"])
    trail.record(
        actor=actor,
        action="grants.item_checked",
        subject_kind=ITEM,
        subject_id=item.uuid,
        at=at,
        details={"verdict": item.verdict},
    )
    if not is_right:
        _stop(run, SAMPLE_WRONG, words, actor, at)
    announce(run)
    return item


@transaction.atomic
def release_run(*, run_uuid: UUID, actor: Actor, at: datetime) -> BulkRun:
    """Let a run decide: by somebody who leads the unit and did not start it.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotInThisState: when the run does not wait for it.
    :raises SampleIsOpen: when a result of the sample is unchecked.
    :raises SamePerson: when the actor started the run.
    :raises NotLeading: when the actor does not lead the unit.
    """
    run = visible_run(actor, run_uuid, locked=True)
    if run.state != RunState.SAMPLING:
        raise NotInThisState
    if run.items.filter(sampled=True).exclude(verdict=RIGHT).exists():
        raise SampleIsOpen
    if run.started_by_id is not None and run.started_by_id == actor.account_id:
        raise SamePerson
    if not leads(actor, run.unit_id):
        raise NotLeading
    run.state, run.released_by_id, run.released_at = RunState.RELEASED, actor.account_id, at
    run.save(update_fields=["state", "released_by", "released_at"])
    _record(run, "grants.run_released", actor, at)
    events.publish(RunReleased(run_uuid=run.uuid, at=at))
    announce(run)
    return run


@transaction.atomic
def pause_run(*, run_uuid: UUID, actor: Actor, at: datetime) -> BulkRun:
    """Let a run stand still after the chunk at hand.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotInThisState: when the run is not deciding.
    """
    run = visible_run(actor, run_uuid, locked=True)
    if run.state != RunState.RELEASED:
        raise NotInThisState
    run.state = RunState.PAUSED
    run.save(update_fields=["state"])
    _record(run, "grants.run_paused", actor, at)
    announce(run)
    return run


@transaction.atomic
def continue_run(*, run_uuid: UUID, actor: Actor, at: datetime) -> BulkRun:
    """Let a run go on from where it stands.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotInThisState: when the run does not stand still.
    """
    run = visible_run(actor, run_uuid, locked=True)
    was_in_trial = run.state == RunState.TRYING and run.stop_reason == TROUBLE
    if run.state != RunState.PAUSED and not was_in_trial:
        raise NotInThisState
    run.stop_reason = ""
    if not was_in_trial:
        run.state = RunState.RELEASED
    run.save(update_fields=["state", "stop_reason"])
    _record(run, "grants.run_continued", actor, at)
    next_step = RunStarted if was_in_trial else RunReleased
    events.publish(next_step(run_uuid=run.uuid, at=at))
    announce(run)
    return run


@transaction.atomic
def stop_run(*, run_uuid: UUID, note: str, actor: Actor, at: datetime) -> BulkRun:
    """End a run for good; what was decided stays decided.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotInThisState: when it has ended.
    :raises NoteNeeded: when nobody says why.
    """
    run, words = visible_run(actor, run_uuid, locked=True), note.strip()
    if run.state in (RunState.DONE, RunState.STOPPED):
        raise NotInThisState
    if not words:
        raise NoteNeeded
    _stop(run, BY_HAND, words, actor, at)
    announce(run)
    return run


@transaction.atomic
def note_trouble(*, run_uuid: UUID, at: datetime) -> None:
    """Note that a run stands still because its job failed for good; people let it go on."""
    run = BulkRun.objects.select_for_update().get(uuid=run_uuid)
    if run.state not in (RunState.TRYING, RunState.RELEASED):
        return
    if run.state == RunState.RELEASED:
        run.state = RunState.PAUSED
    run.stop_reason = TROUBLE
    run.save(update_fields=["state", "stop_reason"])
    _record(run, "grants.run_paused", SYSTEM, at)
    announce(run)


def _stop(run: BulkRun, reason: str, note: str, actor: Actor, at: datetime) -> None:
    run.state, run.stop_reason, run.stop_note, run.ended_at = RunState.STOPPED, reason, note, at
    run.save(update_fields=["state", "stop_reason", "stop_note", "ended_at"])
    _record(run, "grants.run_stopped", actor, at, reason=reason)
    events.publish(RunEnded(run_uuid=run.uuid, at=at))


def _record(run: BulkRun, action: str, actor: Actor, at: datetime, **details: str) -> None:
    trail.record(
        actor=actor, action=action, subject_kind=RUN, subject_id=run.uuid, at=at, details=details
    )
