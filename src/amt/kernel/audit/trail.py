"""Writing, sealing and proving the audit trail.

`record` runs inside the deed's transaction and costs one insert. `seal` runs every minute as a job.
`verify` reads everything and names what does not fit.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils.encoding import force_bytes

from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.audit import actions
from amt.kernel.models import AuditEntry, AuditSeal, Pseudonym
from amt.kernel.new_rows import add_row, add_rows

log = structlog.get_logger(__name__)

START = "0" * 64
BATCH = 10_000
_SEALING_LOCK = 0x616D7401


@dataclass(frozen=True, slots=True)
class Noted:
    """A deed to be recorded; details hold ids and codes, no personal data."""

    action: str
    subject_kind: str
    subject_id: object
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the trail that was changed afterwards."""

    entry_id: int | None
    seal_id: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found."""

    entry_count: int
    seal_count: int
    head: str
    faults: tuple[Fault, ...]


def record(
    *,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: object,
    at: datetime | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Append an entry in the running transaction; details hold ids and codes, no personal data.

    :raises LookupError: when the action was never registered.
    """
    who = pseudonym_of(actor.account_uuid) if actor.account_uuid else None
    noted = Noted(action, subject_kind, subject_id, details or {})
    add_row(_entry(noted, actor, who, at or clock.now()))


def record_many(noted: Sequence[Noted], *, actor: Actor, at: datetime) -> None:
    """Append entries in their order in the running transaction, in one insert.

    :raises LookupError: when an action was never registered.
    """
    who = pseudonym_of(actor.account_uuid) if actor.account_uuid else None
    add_rows(_entry(one, actor, who, at) for one in noted)


def pseudonym_of(subject_uuid: UUID) -> UUID:
    """Return the id under which a person appears in the trail; make it at the first deed."""
    row, _ = Pseudonym.objects.get_or_create(
        subject_uuid=subject_uuid, defaults={"created_at": clock.now()}
    )
    return row.pseudonym


def destroy_pseudonym(subject_uuid: UUID) -> None:
    """Make a person unknown to the trail (Regulation 2016/679, article 17)."""
    Pseudonym.objects.filter(subject_uuid=subject_uuid).delete()


def entries_about(subject_kind: str, subject_id: object) -> list[AuditEntry]:
    """List the entries of one subject, oldest first."""
    return list(
        AuditEntry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by(
            "id"
        )
    )


@transaction.atomic
def seal(*, at: datetime | None = None) -> int:
    """Seal all entries not sealed yet, in batches, each chained to the last; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALING_LOCK])
    sealed = 0
    while entries := list(AuditEntry.objects.filter(seal=None).order_by("id")[:BATCH]):
        last = AuditSeal.objects.order_by("-id").first()
        previous = last.digest if last else START
        batch = AuditSeal.objects.create(
            sealed_at=at or clock.now(),
            entry_count=len(entries),
            first_entry_id=entries[0].id,
            last_entry_id=entries[-1].id,
            previous_digest=previous,
            digest=_digest(previous, entries),
        )
        AuditEntry.objects.filter(id__in=[e.id for e in entries]).update(seal=batch)
        log.info("audit.batch_sealed", seal=batch.id, entries=len(entries), digest=batch.digest)
        sealed += len(entries)
    return sealed


def verify() -> Verdict:
    """Read the whole trail and name every entry and seal that does not fit."""
    faults: list[Fault] = []
    previous, seals = START, 0
    for batch in AuditSeal.objects.order_by("id").iterator():
        seals += 1
        entries = list(AuditEntry.objects.filter(seal=batch).order_by("id"))
        faults.extend(_faults_of_batch(batch, entries, previous))
        previous = batch.digest
    faults.extend(_changed(AuditEntry.objects.filter(seal=None).order_by("id").iterator()))
    return Verdict(AuditEntry.objects.count(), seals, previous, tuple(faults))


def _faults_of_batch(batch: AuditSeal, entries: list[AuditEntry], previous: str) -> list[Fault]:
    faults = list(_changed(iter(entries)))
    if batch.previous_digest != previous:
        faults.append(Fault(None, batch.id, "the chain to the seal before is broken"))
    if len(entries) != batch.entry_count:
        faults.append(
            Fault(
                None, batch.id, f"{batch.entry_count} entries were sealed, {len(entries)} are there"
            )
        )
    elif _digest(batch.previous_digest, entries) != batch.digest:
        faults.append(Fault(None, batch.id, "the seal does not fit its entries"))
    return faults


def _changed(entries: Iterator[AuditEntry]) -> Iterator[Fault]:
    for entry in entries:
        if not hmac.compare_digest(entry.checksum, _checksum(entry)):
            yield Fault(entry.id, entry.seal_id, "the entry was changed")


def _entry(noted: Noted, actor: Actor, who: UUID | None, at: datetime) -> AuditEntry:
    if not actions.is_known(noted.action):
        raise LookupError(f"audit action {noted.action} is not registered")
    entry = AuditEntry(
        at=at,
        action=noted.action,
        actor_kind=actor.kind.value,
        actor=who,
        subject_kind=noted.subject_kind,
        subject_id=str(noted.subject_id),
        details={**noted.details, **_for_others(actor)},
    )
    entry.checksum = _checksum(entry)
    return entry


def _for_others(actor: Actor) -> dict[str, str]:
    """Return for whom somebody acted and, where it is another account, who it really was."""
    if actor.acting_for is None:
        return {}
    by = {"by": str(pseudonym_of(actor.by))} if actor.by and actor.by != actor.account_uuid else {}
    return {"acting_for": actor.acting_for, **by}


def _key() -> bytes:
    return hashlib.sha256(b"amt.audit:" + force_bytes(settings.SECRET_KEY)).digest()


def _checksum(entry: AuditEntry) -> str:
    content = json.dumps(
        [
            entry.at.timestamp(),
            entry.action,
            entry.actor_kind,
            str(entry.actor) if entry.actor else None,
            entry.subject_kind,
            entry.subject_id,
            entry.details,
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hmac.new(_key(), content.encode(), hashlib.sha256).hexdigest()


def _digest(previous: str, entries: list[AuditEntry]) -> str:
    digest = hmac.new(_key(), previous.encode(), hashlib.sha256)
    for entry in entries:
        digest.update(f"{entry.id}:{entry.checksum};".encode())
    return digest.hexdigest()
