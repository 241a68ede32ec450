"""Akten: opened once, documents filed once and numbered without gaps."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.records import queries, services
from amt.capabilities.records.models import Akte, FiledDocument
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
REFERENCE = "DBL-26-7K3M-PX4C"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]


def open_akte() -> Akte:
    """Open the Akte of an invented matter."""
    return services.open_akte(
        reference=REFERENCE,
        procedure_key="double_works",
        unit_id=authorities.get_unit_by_key("wohnen-bremen").id,
        title="Beispielleistung",
        actor=SYSTEM,
        at=AT,
    )


def file(document_uuid: UUID) -> FiledDocument:
    """File a document."""
    return services.file_document(
        akte_reference=REFERENCE, document_uuid=document_uuid, title="Bescheid", actor=SYSTEM, at=AT
    )


def test_documents_are_filed_once_and_numbered() -> None:
    open_akte()
    first, second = uuid4(), uuid4()

    for document in (first, second, first):
        file(document)

    filed = [(one.number, one.document_uuid) for one in queries.list_filed(REFERENCE)]
    assert filed == [(1, first), (2, second)]
    actions = [entry.action for entry in trail.entries_about("akte", REFERENCE)]
    assert actions == ["records.akte_opened"] + ["records.document_filed"] * 2


def test_an_akte_is_opened_once() -> None:
    assert open_akte() == open_akte()
    assert Akte.objects.count() == 1


def test_nothing_is_filed_without_an_akte() -> None:
    with pytest.raises(Akte.DoesNotExist):
        file(uuid4())


def test_an_akte_is_closed_once() -> None:
    open_akte()

    for _ in range(2):
        services.close_akte(reference=REFERENCE, actor=SYSTEM, at=AT)

    assert queries.get_akte(REFERENCE).closed_at == AT
    actions = [entry.action for entry in trail.entries_about("akte", REFERENCE)]
    assert actions.count("records.akte_closed") == 1
