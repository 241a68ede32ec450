"""A newer version of a paper takes the place of an older one; the older one stays readable."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.documents.models import Document, Ownership
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal


class AlreadyReplaced(Refusal):
    """Somebody else replaced the version in between."""

    code = "already_replaced"

    def __init__(self) -> None:
        super().__init__(
            _("Zu dieser Unterlage gibt es schon eine neuere Fassung. Laden Sie die Seite neu.")
        )


@transaction.atomic
def replace_document(
    *,
    owner_kind: str,
    owner_uuid: object,
    label: str,
    replaces: UUID | None,
    document_uuid: UUID | str,
    actor: Actor,
    at: datetime,
) -> int:
    """Give an owner a newer version of a paper and return the number of the version.

    Where `replaces` names nothing, the paper of this label is meant if there is only one, and not
    one that came in the same moment: two drawings handed in together stand beside each other. The
    same document again changes nothing.

    :raises Document.DoesNotExist: when there is no such document, or none to be replaced.
    :raises AlreadyReplaced: when the version to be replaced is not the newest any more.
    """
    document = Document.objects.get(uuid=document_uuid)
    owned = {"owner_kind": owner_kind, "owner_id": str(owner_uuid)}
    rows = Ownership.objects.select_for_update(of=("self",)).filter(**owned, label=label)
    held = list(rows.select_related("document").order_by("id"))
    current = [row for row in held if row.replaced_at is None]
    same = next((row for row in current if row.document_id == document.pk), None)
    if same is not None:
        return same.version
    older = _named(held, replaces) if replaces else _only_one(current, at)
    if older is not None:
        older.replaced_at = at
        older.save(update_fields=["replaced_at"])
    newer = Ownership.objects.create(
        document=document,
        label=label,
        since=at,
        version=older.version + 1 if older else 1,
        replaces=older,
        **owned,
    )
    trail.record(
        actor=actor,
        action="documents.document_replaced" if older else "documents.document_attached",
        subject_kind="document",
        subject_id=document.uuid,
        at=at,
        details={**owned, "label": label, "version": str(newer.version)},
    )
    return newer.version


def _named(held: list[Ownership], document_uuid: UUID) -> Ownership:
    versions = [row for row in held if row.document.uuid == document_uuid]
    if not versions:
        raise Document.DoesNotExist
    current = [row for row in versions if row.replaced_at is None]
    if not current:
        raise AlreadyReplaced
    return current[0]


def _only_one(current: list[Ownership], at: datetime) -> Ownership | None:
    earlier = [row for row in current if row.since < at]
    return earlier[0] if len(earlier) == 1 else None
