"""Files of a draft."""

from __future__ import annotations

import uuid

import pytest

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.refusals import TooManyFiles
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.documents import queries as documents
from amt.capabilities.identity.models import Account
from amt.kernel.errors import NotVisible, Refusal

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 40


def add(draft: Draft, account: Account, content: bytes = PNG, path: str = "proof") -> uuid.UUID:
    return services.add_file(
        draft_uuid=draft.uuid,
        path=path,
        content=content,
        file_name="beleg.png",
        media_type="image/png",
        actor=acting(account),
        at=AT,
    )


def test_file_is_held_by_the_draft(draft: Draft, citizen: Account) -> None:
    document = add(draft, citizen)

    draft.refresh_from_db()
    assert draft.answers["proof"] == [str(document)]
    assert documents.is_owned_by(document, "draft", draft.uuid)


def test_removed_file_is_gone(draft: Draft, citizen: Account) -> None:
    document = add(draft, citizen)

    for _ in range(2):
        services.remove_file(
            draft_uuid=draft.uuid,
            path="proof",
            document_uuid=document,
            actor=acting(citizen),
            at=AT,
        )

    draft.refresh_from_db()
    assert "proof" not in draft.answers
    assert documents.list_documents("draft", draft.uuid) == []


@pytest.mark.parametrize("content", [b"", b"<html><script>", b"MZ" + b"\x00" * 64])
def test_other_content_is_refused_with_a_sentence(
    draft: Draft, citizen: Account, content: bytes
) -> None:
    with pytest.raises(Refusal):
        add(draft, citizen, content)

    draft.refresh_from_db()
    assert "proof" not in draft.answers


def test_number_of_files_is_limited(draft: Draft, citizen: Account) -> None:
    for number in range(5):
        add(draft, citizen, PNG + bytes([number]))

    with pytest.raises(TooManyFiles):
        add(draft, citizen, PNG + b"6")


def test_file_needs_a_question_that_asks_for_it(draft: Draft, citizen: Account) -> None:
    with pytest.raises(NotVisible):
        add(draft, citizen, path="hives")


def test_stranger_cannot_add(draft: Draft, stranger: Account) -> None:
    with pytest.raises(NotVisible):
        add(draft, stranger)


def test_discarded_draft_takes_its_files_along(draft: Draft, citizen: Account) -> None:
    add(draft, citizen)

    services.discard_draft(draft_uuid=draft.uuid, actor=acting(citizen), at=AT)

    assert documents.list_documents("draft", draft.uuid) == []
    assert not Draft.objects.exists()
