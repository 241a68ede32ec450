"""An addressee reads an act, or says that it never came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import queries
from amt.capabilities.acts.events import ActRetrieved
from amt.capabilities.acts.models import Act, Addressee
from amt.capabilities.documents import queries as documents
from amt.capabilities.mailbox import queries as mailbox
from amt.capabilities.mailbox import services as mailbox_services
from amt.kernel import events, live
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.documents.models import Document


@transaction.atomic
def open_act(*, act_uuid: UUID, actor: Actor, at: datetime) -> Document:
    """Return an addressee's sealed copy, which counts as retrieved; to the office the first one.

    :raises NotVisible: when the actor may not know of the act, or it has no document yet.
    """
    view = queries.get_act_view(actor, act_uuid)
    act = view.act
    if view.document_uuid is None:
        raise NotVisible("act", act_uuid)
    if actor.kind is ActorKind.RESIDENT and actor.account_id is not None:
        for addressee in act.addressees.filter(account_id=actor.account_id, retrieved_at=None):
            message = mailbox.find_by_correlation(addressee.correlation)
            if message is not None:
                mailbox_services.open_message(message_uuid=message.uuid, actor=actor, at=at)
            _note(act, addressee, at)
    return documents.get_document(view.document_uuid)


@transaction.atomic
def note_retrieved(*, correlation: str, at: datetime) -> None:
    """Note that an addressee opened the message with the act; the first time counts."""
    addressee = Addressee.objects.select_related("act").filter(correlation=correlation).first()
    if addressee is not None:
        _note(addressee.act, addressee, at)


@transaction.atomic
def dispute_receipt(*, addressee_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Note that an addressee says that nothing arrived (section 37 (2a) sentence 5 SGB X).

    The day on which the act counts as known is then computed anew; the first note counts.

    :raises NotVisible: when the actor has no role in the unit of the act.
    """
    rows = Addressee.objects.select_for_update(of=("self",)).select_related("act")
    addressee = rows.filter(uuid=addressee_uuid).first()
    if addressee is None or not queries.works_on(actor, addressee.act):
        raise NotVisible("addressee", addressee_uuid)
    if addressee.disputed_at is not None:
        return
    addressee.disputed_at = at
    addressee.save(update_fields=["disputed_at"])
    trail.record(
        actor=actor,
        action="acts.receipt_disputed",
        subject_kind="act",
        subject_id=addressee.act.uuid,
        at=at,
        details={"addressee": str(addressee.uuid)},
    )


def _note(act: Act, addressee: Addressee, at: datetime) -> None:
    open_rows = Addressee.objects.filter(id=addressee.id, retrieved_at=None)
    if not open_rows.update(retrieved_at=at):
        return
    events.publish(
        ActRetrieved(
            act_uuid=act.uuid, subject_kind=act.subject_kind, subject_id=act.subject_id, at=at
        )
    )
    live.announce(topic=f"{act.subject_kind}:{act.subject_id}", kind="acts.act_retrieved")
