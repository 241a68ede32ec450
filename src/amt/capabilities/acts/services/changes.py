"""What every step of an act does to its row: lock it, store its file, advance its state."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from amt.capabilities.acts.models import Act, ActState, Addressee
from amt.capabilities.documents import services as documents
from amt.kernel import live
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

LARGEST_LETTER = 50 * 1024 * 1024


def get_locked(act_uuid: UUID) -> Act:
    """Return an act, its row locked until the transaction ends."""
    return Act.objects.select_for_update().get(uuid=act_uuid)


def advance(act: Act, state: ActState, at: datetime) -> bool:
    """Bring an act into its next state, tell the trail and the open pages; return True."""
    act.state = state
    act.save(update_fields=["state"])
    record(act, f"acts.act_{state.value}", at)
    live.announce(topic=f"{act.subject_kind}:{act.subject_id}", kind=f"acts.act_{state.value}")
    return True


def store(act: Act, content: bytes, kind: str, at: datetime) -> UUID:
    """Store a file of an act and return the document's uuid."""
    document = documents.store_document(
        content=content,
        media_type=documents.PDF,
        file_name=f"{act.title} {act.reference}.pdf",
        kind=kind,
        owner_kind="act",
        owner_uuid=act.uuid,
        actor=SYSTEM,
        at=at,
        largest_size=LARGEST_LETTER,
    )
    return document.uuid


def record(act: Act, action: str, at: datetime, addressee: Addressee | None = None) -> None:
    """Append an entry about an act, or its way to one addressee, to the audit trail."""
    details = {"subject": f"{act.subject_kind}:{act.subject_id}"}
    if addressee is not None:
        details["addressee"] = str(addressee.uuid)
    trail.record(
        actor=SYSTEM,
        action=action,
        subject_kind="act",
        subject_id=act.uuid,
        at=at,
        details=details,
    )


def document_of(addressee: Addressee) -> UUID:
    """Return the sealed copy of an addressee. :raises LookupError: before it is sealed."""
    if addressee.document_uuid is None:
        raise LookupError(f"the copy of addressee {addressee.uuid} is not sealed yet")
    return addressee.document_uuid


def unsealed_of(addressee: Addressee) -> UUID:
    """Return the written copy of an addressee. :raises LookupError: before it is written."""
    if addressee.unsealed_uuid is None:
        raise LookupError(f"the copy of addressee {addressee.uuid} is not written yet")
    return addressee.unsealed_uuid


def account_of(addressee: Addressee) -> int:
    """Return the account of an addressee. :raises LookupError: when it has none."""
    if addressee.account_id is None:
        raise LookupError(f"addressee {addressee.uuid} has no account")
    return addressee.account_id
