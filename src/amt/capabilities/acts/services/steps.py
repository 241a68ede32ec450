"""The way of an act after its declaration: render, seal, file, deliver, notify.

Each step looks at the state, does its work without holding a lock, takes the lock, looks again and
writes. Done twice or broken off anywhere it gives the same: one document, one filing, one message.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import letters, sealing
from amt.capabilities.acts.events import ActDelivered, ActNotified
from amt.capabilities.acts.models import Act, ActState, Addressee
from amt.capabilities.acts.services.changes import (
    account_of,
    advance,
    document_of,
    get_locked,
    record,
    store,
)
from amt.capabilities.acts.services.channels import (
    close_letter_item,
    put_into_mailbox,
    put_into_print_queue,
    send_letter_instead,
)
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents import services as document_services
from amt.capabilities.identity import queries as identity
from amt.capabilities.records import services as records
from amt.contract import registry
from amt.contract.law import Channel, Law
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import clock, events
from amt.kernel.actors import SYSTEM

EMAIL_TEMPLATE = "mailbox_message"
DAYS_OF_PROVISION = 10


def render_act(*, act_uuid: UUID, at: datetime) -> bool:
    """Write the letter; return whether this call did it.

    :raises amt.capabilities.acts.typesetting.TypesettingFailed: when the template refuses.
    """
    act = Act.objects.get(uuid=act_uuid)
    if act.state != ActState.DECLARED:
        return False
    content = letters.render(act.letter, at=act.declared_at)
    with transaction.atomic():
        act = get_locked(act_uuid)
        if act.state != ActState.DECLARED:
            return False
        act.unsealed_uuid = store(act, content, "act_unsealed", at)
        return advance(act, ActState.RENDERED, at, "unsealed_uuid")


def seal_act(*, act_uuid: UUID, at: datetime) -> bool:
    """Seal the letter; the sealed bytes are never touched again. Return whether this call did it.

    :raises amt.capabilities.acts.sealing.NoSeal: when this installation has no seal.
    """
    act = Act.objects.get(uuid=act_uuid)
    if act.state != ActState.RENDERED or act.unsealed_uuid is None:
        return False
    unsealed = documents.open_document(documents.get_document(act.unsealed_uuid))
    sealed = sealing.seal(unsealed, at=at)
    with transaction.atomic():
        act = get_locked(act_uuid)
        if act.state != ActState.RENDERED or act.unsealed_uuid is None:
            return False
        act.document_uuid = store(act, sealed, "act", at)
        document_services.detach_document(
            document_uuid=act.unsealed_uuid, owner_kind="act", owner_uuid=act.uuid,
            actor=SYSTEM, at=at,
        )  # fmt: skip
        act.unsealed_uuid = None
        return advance(act, ActState.SEALED, at, "document_uuid", "unsealed_uuid")


@transaction.atomic
def file_act(*, act_uuid: UUID, at: datetime) -> bool:
    """File the sealed act in the Akte of its reference; return whether this call did it."""
    act = get_locked(act_uuid)
    if act.state != ActState.SEALED:
        return False
    records.open_akte(
        reference=act.reference,
        procedure_key=act.procedure_key,
        unit_id=act.unit_id,
        title=registry.procedure(act.procedure_key).official_title(SOURCE_LANGUAGE),
        actor=SYSTEM,
        at=at,
    )
    records.file_document(
        akte_reference=act.reference,
        document_uuid=document_of(act),
        title=act.title,
        actor=SYSTEM,
        at=at,
    )
    return advance(act, ActState.FILED, at)


@transaction.atomic
def deliver_act(*, act_uuid: UUID, at: datetime) -> bool:
    """Put the act into mailboxes and the print queue; return whether this call did it."""
    act = get_locked(act_uuid)
    if act.state != ActState.FILED:
        return False
    for addressee in act.addressees.order_by("position"):
        if addressee.channel == Channel.MAILBOX:
            put_into_mailbox(act, addressee, at)
        else:
            put_into_print_queue(act, addressee, at)
    changed = advance(act, ActState.DELIVERED, at)
    events.publish(
        ActDelivered(
            act_uuid=act.uuid, subject_kind=act.subject_kind, subject_id=act.subject_id, at=at
        )
    )
    return changed


@transaction.atomic
def notify_addressees(*, act_uuid: UUID, at: datetime) -> bool:
    """Queue the e-mails without content; an addressee without an e-mail address gets a letter.

    The act counts as notified when the mail server took the last e-mail and the last letter was
    posted (`note_notified`), not when they were queued.
    """
    act = get_locked(act_uuid)
    if act.state != ActState.DELIVERED:
        return False
    for addressee in act.addressees.filter(channel=Channel.MAILBOX.value, notified_at=None):
        account = identity.get_account(account_of(addressee))
        if not account.email:
            send_letter_instead(act, addressee, at)
            continue
        dispatch.send_email(
            to=account.email,
            template=EMAIL_TEMPLATE,
            context={},
            language=account.language,
            correlation=addressee.correlation,
            actor=SYSTEM,
            at=at,
        )
    return True


@transaction.atomic
def note_notified(*, correlation: str, at: datetime) -> None:
    """Note that a notification was sent or a letter posted; strangers' correlations are ignored."""
    addressee = find_addressee(correlation)
    if addressee is None:
        return
    act = get_locked(addressee.act.uuid)
    if not Addressee.objects.filter(id=addressee.id, notified_at=None).update(notified_at=at):
        return
    record(act, "acts.addressee_notified", at, addressee)
    if addressee.channel == Channel.LETTER:
        close_letter_item(act, at)
    waiting = act.addressees.filter(notified_at=None, undeliverable_at=None)
    if act.state == ActState.DELIVERED and not waiting.exists():
        advance(act, ActState.NOTIFIED, at)
        events.publish(
            ActNotified(
                act_uuid=act.uuid, subject_kind=act.subject_kind, subject_id=act.subject_id, at=at
            )
        )


@transaction.atomic
def note_undeliverable(*, correlation: str, at: datetime) -> None:
    """Note that a notification did not arrive, and queue a letter; twice changes nothing."""
    addressee = find_addressee(correlation)
    if addressee is not None:
        send_letter_instead(get_locked(addressee.act.uuid), addressee, at)


@transaction.atomic
def deliver_otherwise(*, on: date, at: datetime) -> int:
    """Queue letters for what nobody retrieved within ten days of the notification.

    Only section 41 (2a) VwVfG ends the provision so. Return how many acts now go by letter.
    """
    first_day_in_time = on - timedelta(days=DAYS_OF_PROVISION)
    waiting = Addressee.objects.filter(
        law=Law.VWVFG.value,
        channel=Channel.MAILBOX.value,
        notified_at__lt=datetime.combine(first_day_in_time, time.min, clock.BERLIN),
        retrieved_at=None,
        undeliverable_at=None,
    )
    late = list(waiting.select_related("act"))
    for addressee in late:
        send_letter_instead(get_locked(addressee.act.uuid), addressee, at)
    return len(late)


def find_addressee(correlation: str) -> Addressee | None:
    """Return the addressee that a correlation of mailbox or dispatch belongs to, or None."""
    return Addressee.objects.select_related("act").filter(correlation=correlation).first()
