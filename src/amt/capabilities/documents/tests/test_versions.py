"""A paper gets newer versions; the older ones stay readable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from amt.capabilities.documents import queries, services
from amt.capabilities.documents.models import Document
from amt.kernel.actors import SYSTEM

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(days=3)
PLAN, DRAWINGS = "papers.plan", "papers.drawings"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> None:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


def paper(number: int) -> Document:
    """Store a PDF that nobody but a draft owns."""
    return services.store_document(
        content=b"%%PDF-1.7\n%d" % number,
        media_type="application/pdf",
        file_name=f"Plan {number}.pdf",
        kind="upload",
        owner_kind="draft",
        owner_uuid=uuid4(),
        actor=SYSTEM,
        at=AT,
    )


def attach(case: UUID, document: Document, label: str, at: datetime = AT) -> None:
    """Give a case a document."""
    services.attach_document(
        document_uuid=document.uuid,
        owner_kind="case",
        owner_uuid=case,
        label=label,
        actor=SYSTEM,
        at=at,
    )


def replace(
    case: UUID,
    document: Document,
    label: str,
    replaces: Document | None = None,
    at: datetime = LATER,
) -> int:
    """Give a case a newer version."""
    return services.replace_document(
        owner_kind="case",
        owner_uuid=case,
        label=label,
        replaces=replaces.uuid if replaces else None,
        document_uuid=document.uuid,
        actor=SYSTEM,
        at=at,
    )


def test_a_newer_version_takes_the_place_of_the_older_one() -> None:
    case, first, second = uuid4(), paper(1), paper(2)
    attach(case, first, PLAN)

    assert replace(case, second, PLAN, first) == 2

    assert queries.list_documents("case", case) == [second]
    assert queries.list_documents("case", case, current_only=False) == [first, second]
    versions = queries.list_versions("case", case)
    assert [(v.document, v.version, v.is_current, v.replaces) for v in versions] == [
        (first, 1, False, None),
        (second, 2, True, first.uuid),
    ]
    assert versions[0].replaced_at == LATER
    assert queries.is_owned_by(first.uuid, "case", case)


def test_the_same_version_again_changes_nothing() -> None:
    case, first, second = uuid4(), paper(1), paper(2)
    attach(case, first, PLAN)
    replace(case, second, PLAN, first)

    assert replace(case, second, PLAN, first) == 2

    assert len(queries.list_versions("case", case)) == 2


def test_an_older_version_is_not_replaced_twice() -> None:
    case, first, second, third = uuid4(), paper(1), paper(2), paper(3)
    attach(case, first, PLAN)
    replace(case, second, PLAN, first)

    with pytest.raises(services.AlreadyReplaced):
        replace(case, third, PLAN, first)


def test_what_the_owner_does_not_have_cannot_be_replaced() -> None:
    with pytest.raises(Document.DoesNotExist):
        replace(uuid4(), paper(1), PLAN, paper(2))


def test_without_a_name_the_only_paper_of_the_label_is_meant() -> None:
    case, first, second, third = uuid4(), paper(1), paper(2), paper(3)
    attach(case, first, PLAN)

    assert replace(case, second, PLAN) == 2
    # Handed in together with the second: a paper of its own.
    assert replace(case, third, PLAN) == 1

    assert queries.list_documents("case", case) == [second, third]


def test_several_papers_of_a_label_are_not_guessed_at() -> None:
    case, first, second, third = uuid4(), paper(1), paper(2), paper(3)
    attach(case, first, DRAWINGS)
    attach(case, second, DRAWINGS)

    assert replace(case, third, DRAWINGS) == 1

    assert queries.list_documents("case", case) == [first, second, third]


def test_an_earlier_version_may_come_back_as_the_newest() -> None:
    case, first, second = uuid4(), paper(1), paper(2)
    attach(case, first, PLAN)
    replace(case, second, PLAN, first)

    assert replace(case, first, PLAN, second, LATER + timedelta(days=1)) == 3

    assert queries.list_documents("case", case) == [first]


def test_documents_are_listed_by_label() -> None:
    case, plan, drawing = uuid4(), paper(1), paper(2)
    attach(case, plan, PLAN)
    attach(case, plan, DRAWINGS)
    attach(case, drawing, DRAWINGS)

    assert queries.list_documents("case", case) == [plan, drawing]
    assert queries.list_documents("case", case, labels=[PLAN]) == [plan]
    assert queries.list_documents("case", case, labels=[DRAWINGS]) == [plan, drawing]
    assert queries.list_documents("case", case, labels=[]) == []
