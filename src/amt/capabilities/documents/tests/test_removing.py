"""A file that was taken away can be brought back for some minutes, by its owner's room alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from amt.capabilities.documents import queries, services
from amt.capabilities.documents.models import Document, ScanState
from amt.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(minutes=services.MINUTES_KEPT)
OWNER = uuid4()


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def document() -> Document:
    """A paper of a draft."""
    return services.store_document(
        content=b"%PDF-1.7\n1 0 obj",
        media_type="",
        file_name="Lohn.pdf",
        kind="upload",
        owner_kind="draft",
        owner_uuid=OWNER,
        label="proof",
        actor=SYSTEM,
        at=AT,
    )


def take_away(document: Document, owner: UUID = OWNER) -> None:
    services.set_document_aside(
        document_uuid=document.uuid, owner_kind="draft", owner_uuid=owner, actor=SYSTEM, at=AT
    )


def bring_back(document: Document, owner: UUID = OWNER, at: datetime = AT) -> str:
    return services.bring_document_back(
        document_uuid=document.uuid, owner_kind="draft", owner_uuid=owner, actor=SYSTEM, at=at
    )


def test_a_file_comes_back_as_what_it_was(document: Document) -> None:
    take_away(document)

    assert queries.list_documents("draft", OWNER) == []
    assert not queries.is_owned_by(document.uuid, "draft", OWNER)
    (aside,) = queries.list_handed_in("draft", OWNER, at=AT)
    assert (aside.document, aside.label, aside.kept_until) == (document, "proof", LATER)

    assert bring_back(document) == "proof"

    assert queries.list_documents("draft", OWNER, labels=["proof"]) == [document]
    assert [one.kept_until for one in queries.list_handed_in("draft", OWNER, at=AT)] == [None]


def test_nobody_else_brings_it_back(document: Document) -> None:
    take_away(document)

    with pytest.raises(services.GoneForGood):
        bring_back(document, uuid4())
    with pytest.raises(services.GoneForGood):
        bring_back(document, at=LATER)


def test_after_its_minutes_it_is_deleted(
    document: Document, store_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    take_away(document)

    assert services.delete_set_aside(at=LATER - timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert services.delete_set_aside(at=LATER) == 1

    assert not Document.objects.exists()
    assert [path for path in store_folder.rglob("*") if path.is_file()] == []
    assert queries.list_handed_in("draft", OWNER, at=LATER) == []


def test_taking_away_twice_or_what_is_somebody_else_s_changes_nothing(document: Document) -> None:
    take_away(document, uuid4())
    assert queries.list_documents("draft", OWNER) == [document]

    take_away(document)
    take_away(document)

    assert len(queries.list_handed_in("draft", OWNER, at=AT)) == 1


def test_a_file_that_nobody_may_open_is_gone_at_once(document: Document) -> None:
    Document.objects.update(scan_state=ScanState.INFECTED)

    take_away(document)

    assert not Document.objects.exists()
