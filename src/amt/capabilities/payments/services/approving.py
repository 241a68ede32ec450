"""Approving a run: by a head of the unit who did not propose it; only then a file exists."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from amt.capabilities.payments import locks
from amt.capabilities.payments.bank_days import execution_day
from amt.capabilities.payments.events import RunApproved
from amt.capabilities.payments.models import Entry, PaymentState, Run, RunState
from amt.capabilities.payments.services.access import leads, run_for
from amt.capabilities.payments.services.proposing import (
    ReasonMissing,
    close_approval,
    land_of,
    record,
    release_all,
    require_proposed,
)
from amt.kernel import clock, events, faults
from amt.kernel.actors import Actor
from amt.kernel.errors import Refusal


class SamePerson(Refusal):
    """Whoever proposes does not approve."""

    code = "same_person"


class MayNotApprove(Refusal):
    """Only heads of the unit approve."""

    code = "may_not_approve"


class RunChanged(Refusal):
    """Payments left the run since the person looked at it."""

    code = "run_changed"


class RunEmpty(Refusal):
    """Nothing is left to be paid."""

    code = "run_empty"


class BadBooks(RuntimeError):
    """A payment and its lines in the ledger differ: a defect, nothing may be paid."""


class NotApproved(Refusal):
    """The run has no file."""

    code = "not_approved"


class FileTaken(Refusal):
    """The bank has the file; it will be executed."""

    code = "file_taken"


@transaction.atomic
def approve_run(
    *, run_uuid: UUID, actor: Actor, at: datetime, seen: tuple[int, int] | None = None
) -> Run:
    """Approve a proposal; its file is made right after.

    `seen` is what the person was shown: how many payments, how many cents. The day of execution is
    determined anew, in case the approval came late.

    :raises NotVisible: when the actor does not work in the unit.
    :raises SamePerson: when the actor proposed it.
    :raises MayNotApprove: when the actor does not head the unit.
    :raises NotProposed: when it was approved or withdrawn.
    :raises RunChanged: when something else is to be paid than the person saw.
    :raises RunEmpty: when nothing is left to be paid.
    :raises BadBooks: when a payment does not fit its lines in the ledger.
    """
    run = run_for(actor, run_uuid)
    if run.proposed_by_id == actor.account_id:
        told = _("Sie haben diese Auszahlung vorgeschlagen. Freigeben muss sie jemand anderes.")
        raise SamePerson(told)
    if not leads(actor, run.unit_id):
        raise MayNotApprove(_("Auszahlungen gibt die Leitung frei."))
    locks.alone(run.unit_id)
    run = run_for(actor, run_uuid, lock=True)
    require_proposed(run)
    waiting = run.payments.filter(state=PaymentState.PROPOSED)
    summed = waiting.aggregate(count=Count("id"), cents=Sum("cents"))
    count, cents = summed["count"], summed["cents"] or 0
    if not count:
        raise RunEmpty(_("In diesem Vorschlag ist nichts mehr auszuzahlen. Ziehen Sie ihn zurück."))
    if seen is not None and seen != (count, cents):
        raise RunChanged(_("Der Vorschlag hat sich geändert. Prüfen Sie ihn noch einmal."))
    _require_books(run)
    run.state, run.approved_by_id, run.approved_at = RunState.APPROVED, actor.account_id, at
    run.approved_count, run.approved_cents = count, cents
    today = clock.day_of(at)
    run.execution_on = execution_day(run.month, today, land_of(run.unit_id, today))
    run.save()
    waiting.update(state=PaymentState.ORDERED)
    faults.point("payments.approve_run.ordered")
    close_approval(run, actor, at)
    record(run, "payments.run_approved", actor, at, count=count, cents=cents)
    events.publish(RunApproved(run.uuid, at))
    return run


@transaction.atomic
def void_run(*, run_uuid: UUID, reason: str, actor: Actor, at: datetime) -> Run:
    """Declare the file of a run void, because the bank has refused it; all is due again.

    :raises NotVisible: when the actor does not work in the unit.
    :raises MayNotApprove: when the actor does not head the unit.
    :raises ReasonMissing: when nobody says how one knows that the bank will not execute it.
    :raises NotApproved: when the run has no file.
    :raises FileTaken: when the bank has taken it, or may have it.
    """
    run = run_for(actor, run_uuid)
    if not leads(actor, run.unit_id):
        raise MayNotApprove(_("Das darf nur die Leitung."))
    if not reason.strip():
        raise ReasonMissing(_("Schreiben Sie, woher Sie wissen, dass die Bank nicht zahlt."))
    locks.alone(run.unit_id)
    run = run_for(actor, run_uuid, lock=True)
    if run.state != RunState.APPROVED:
        raise NotApproved(_("Zu dieser Auszahlung gibt es keine gültige Datei."))
    if run.taken_at is not None:
        raise FileTaken(_("Die Bank hat diese Datei angenommen und führt sie aus."))
    if run.sent_at is not None:
        raise FileTaken(_("Die Datei ist vielleicht bei der Bank. Übergeben Sie sie noch einmal."))
    release_all(run, PaymentState.ORDERED, actor, at)
    run.state, run.ended_by_id, run.ended_at = RunState.VOIDED, actor.account_id, at
    run.end_reason = reason.strip()
    run.save(update_fields=["state", "ended_by", "ended_at", "end_reason"])
    record(run, "payments.run_voided", actor, at)
    return run


def _require_books(run: Run) -> None:
    ordered = Q(entries__kind=Entry.Kind.ORDERED)
    undone = Q(entries__kind__in=[Entry.Kind.RELEASED, Entry.Kind.RETURNED])
    rows = run.payments.filter(state=PaymentState.PROPOSED).annotate(
        booked=Sum("entries__cents", filter=ordered, default=0),
        gone=Count("entries", filter=undone),
    )
    for uuid, cents, booked, gone in rows.values_list("uuid", "cents", "booked", "gone"):
        if cents != booked or gone:
            raise BadBooks(str(uuid))
