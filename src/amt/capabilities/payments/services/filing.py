"""The file of an approved run: made once, fetched by a person or handed over by itself."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.payments import banks, pain, transport
from amt.capabilities.payments.events import RunApproved
from amt.capabilities.payments.models import PaymentState, Run, RunFile, RunState
from amt.capabilities.payments.services.access import run_for
from amt.capabilities.payments.services.approving import BadBooks, NotApproved
from amt.capabilities.payments.services.proposing import record
from amt.kernel import events, faults
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.errors import PartnerFailure, Refusal


class NoBankAccount(Refusal):
    """The unit has no account from which it could pay."""

    code = "no_bank_account"


def make_file(*, run_uuid: UUID, at: datetime) -> RunFile:
    """Make the file of an approved run, or return the one that is there.

    It is computed outside of any transaction of its own: checking a large file takes minutes.

    :raises NotApproved: when the run was not approved, or was voided.
    :raises NoBankAccount: when the unit has no account in this installation.
    :raises BadBooks: when the payments are not what was approved.
    """
    run = Run.objects.get(uuid=run_uuid)
    made = RunFile.objects.filter(run=run).first()
    if made is not None:
        return made
    content = _content_of(run, at)
    faults.point("payments.make_file.made")
    return _keep(run, content, at)


def fetch_file(*, run_uuid: UUID, actor: Actor, at: datetime) -> tuple[str, bytes]:
    """Return name and bytes of the file of a run for a person who carries it; noted each time.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotApproved: when the run was not approved, or was voided.
    :raises NoBankAccount: when the unit has no account in this installation.
    """
    run_for(actor, run_uuid)
    made = make_file(run_uuid=run_uuid, at=at)
    with transaction.atomic():
        run = run_for(actor, run_uuid, lock=True)
        _require_approved(run)
        if run.fetched_at is None:
            run.fetched_at = at
            run.save(update_fields=["fetched_at"])
        record(run, "payments.file_fetched", actor, at, sha256=made.sha256)
    return f"{made.message_id}.xml", bytes(made.content)


def hand_over_file(*, run_uuid: UUID, at: datetime) -> None:
    """Hand the file of a run to the bank, where that takes files by itself; once is enough.

    That it may be there is noted before it is sent, so that nobody voids what the bank executes.

    :raises PartnerFailure: when it was not taken; `permanent` says whether the bank refused it.
    """
    made = make_file(run_uuid=run_uuid, at=at)
    run = Run.objects.get(id=made.run_id)
    account = banks.account_of_unit(run.unit_id)
    if not account.url or not _claim(run, at):
        return
    faults.point("payments.hand_over_file.claimed")
    try:
        transport.hand_over(account, bytes(made.content))
    except PartnerFailure as failure:
        _note_failure(run, failure)
        raise
    faults.point("payments.hand_over_file.taken")
    note_taken(run_uuid=run_uuid, actor=SYSTEM, at=at)


@transaction.atomic
def hand_over_again(*, run_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Queue the handing over of a file once more; the bank knows a copy by its number.

    :raises NotVisible: when the actor does not work in the unit.
    :raises NotApproved: when the run was not approved, was voided, or is at the bank already.
    """
    run = run_for(actor, run_uuid)
    if run.state != RunState.APPROVED or run.taken_at is not None:
        raise NotApproved(_("Diese Datei wird nicht noch einmal übergeben."))
    events.publish(RunApproved(run.uuid, at))


@transaction.atomic
def note_taken(*, run_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Note that the bank has the file; it cannot be voided any more. Twice changes nothing."""
    run = Run.objects.select_for_update(no_key=True).get(uuid=run_uuid)
    if run.state != RunState.APPROVED or run.taken_at is not None:
        return
    run.taken_at, run.hand_over_failure = at, ""
    run.sent_at = run.sent_at or at
    run.save(update_fields=["taken_at", "sent_at", "hand_over_failure"])
    record(run, "payments.file_taken", actor, at)


@transaction.atomic
def _claim(run: Run, at: datetime) -> bool:
    """Note that the file may be at the bank from now on; tell whether it is to be sent."""
    held = Run.objects.select_for_update(no_key=True).get(id=run.id)
    if held.state != RunState.APPROVED or held.taken_at is not None:
        return False
    if held.sent_at is None:
        held.sent_at = at
        held.save(update_fields=["sent_at"])
    return True


@transaction.atomic
def _note_failure(run: Run, failure: PartnerFailure) -> None:
    held = Run.objects.select_for_update(no_key=True).get(id=run.id)
    held.hand_over_failure = str(failure).removeprefix("bank: ")[:60]
    if failure.permanent:
        # The bank has said that it does not execute it.
        held.sent_at = None
    held.save(update_fields=["hand_over_failure", "sent_at"])


def _require_approved(run: Run) -> None:
    if run.state != RunState.APPROVED:
        raise NotApproved(_("Zu dieser Auszahlung gibt es keine gültige Datei."))


def _content_of(run: Run, at: datetime) -> bytes:
    """Return the bytes for the bank, from payments that cannot change any more."""
    _require_approved(run)
    try:
        account = banks.account_of_unit(run.unit_id)
    except banks.NoBank:
        raise NoBankAccount(_("Für diese Stelle ist kein Bankkonto eingerichtet.")) from None
    payments = list(run.payments.exclude(state=PaymentState.RELEASED).order_by("id"))
    told = (len(payments), sum(one.cents for one in payments))
    if told != (run.approved_count, run.approved_cents):
        raise BadBooks(str(run.uuid))
    return pain.credit_transfer(
        message_id=run.reference,
        account=account,
        payments=payments,
        execution_on=run.execution_on,
        at=at,
    )


@transaction.atomic
def _keep(run: Run, content: bytes, at: datetime) -> RunFile:
    """Keep the file, unless another process kept one or the run was voided meanwhile."""
    held = Run.objects.select_for_update(no_key=True).get(id=run.id)
    made = RunFile.objects.filter(run=held).first()
    if made is not None:
        return made
    _require_approved(held)
    digest = hashlib.sha256(content).hexdigest()
    made = RunFile.objects.create(
        run=held, message_id=held.reference, content=content, sha256=digest, made_at=at
    )
    record(held, "payments.file_made", SYSTEM, at, sha256=digest)
    return made
