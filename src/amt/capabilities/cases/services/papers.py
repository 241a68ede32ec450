"""Papers that come into a case with a deed or an opinion: only those that the doer handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.visibility import PARTY_KIND, SUBJECT_KIND
from amt.capabilities.documents import queries as documents_queries
from amt.capabilities.documents import services as documents
from amt.capabilities.records import services as records
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible
from amt.kernel.one_row import get_row

OFFICE_KIND = "case_work"
"""Owner of what the unit uploads for a deed, until the deed is done; the id is the case's uuid."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document handed in, with the path of the file field that it answers."""

    label: str
    document_uuid: UUID


def owner_before(case: Case, party: Party | None) -> tuple[str, UUID]:
    """Return to whom a paper belongs from its upload to the deed."""
    return (PARTY_KIND, party.uuid) if party else (OFFICE_KIND, case.uuid)


def require_own(new: Sequence[NewDocument], owner: tuple[str, UUID]) -> None:
    """:raises NotVisible: when a document does not belong to who wants to hand it in."""
    for paper in new:
        if not documents_queries.is_owned_by(paper.document_uuid, *owner):
            raise NotVisible("document", paper.document_uuid)


def take_in(
    case: Case,
    new: Sequence[NewDocument],
    *,
    party: Party | None = None,
    owner: tuple[str, UUID] | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Make papers the case's newest of their label and file them; the upload's owner lets go."""
    kind, owner_uuid = owner or owner_before(case, party)
    for paper in new:
        document = documents_queries.get_document(paper.document_uuid)
        documents.replace_document(
            owner_kind=SUBJECT_KIND,
            owner_uuid=case.uuid,
            label=paper.label,
            replaces=None,
            document_uuid=document.uuid,
            actor=actor,
            at=at,
        )
        records.file_document(
            akte_reference=case.reference,
            document_uuid=document.uuid,
            title=document.file_name,
            actor=actor,
            at=at,
        )
        documents.detach_document(
            document_uuid=document.uuid,
            owner_kind=kind,
            owner_uuid=owner_uuid,
            actor=actor,
            at=at,
        )


@transaction.atomic(savepoint=False)
def file_paper(*, case_uuid: UUID, document_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Take a document that was made for a case into it and its Akte; twice changes nothing.

    :raises Case.DoesNotExist: when there is no such case.
    """
    case = get_row(Case, "uuid", case_uuid)
    document = documents_queries.get_document(document_uuid)
    documents.attach_document(
        document_uuid=document.uuid,
        owner_kind=SUBJECT_KIND,
        owner_uuid=case.uuid,
        actor=actor,
        at=at,
    )
    records.file_document(
        akte_reference=case.reference,
        document_uuid=document.uuid,
        title=document.file_name,
        actor=actor,
        at=at,
    )
