"""A row found by what identifies it is the row that the ORM finds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from amt.kernel.models import AuditEntry
from amt.kernel.one_row import find_row, get_row

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def entry() -> AuditEntry:
    return AuditEntry.objects.create(
        at=AT, action="test.done", actor_kind="system", subject_kind="test", subject_id="1",
        details={"nested": [1, {"a": None}], "text": "ä"}, checksum="0",
    )  # fmt: skip


@pytest.mark.django_db
def test_the_row_is_the_one_of_the_orm_with_each_value(entry: AuditEntry) -> None:
    known = AuditEntry.objects.get(id=entry.id)
    for _first_and_again in range(2):
        found = find_row(AuditEntry, "id", entry.id)
        assert found == known
        for field in AuditEntry._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(known, field.attname)
    assert find_row(AuditEntry, "id", entry.id + 1) is None
    assert get_row(AuditEntry, "id", entry.id) == known
    with pytest.raises(AuditEntry.DoesNotExist, match="does not exist"):
        get_row(AuditEntry, "id", entry.id + 1)


@pytest.mark.django_db
def test_a_row_that_was_found_can_be_saved() -> None:
    Session.objects.create(session_key="first", session_data="1", expire_date=AT)
    found = find_row(Session, "session_key", "first")
    assert found is not None
    found.session_data = "2"
    found.save()
    assert list(Session.objects.values_list("session_key", "session_data")) == [("first", "2")]


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_taken_inside_a_transaction_and_nowhere_else(entry: AuditEntry) -> None:
    for _first_and_again in range(2):
        with pytest.raises(TransactionManagementError):
            find_row(AuditEntry, "id", entry.id, lock=True)
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            assert find_row(AuditEntry, "id", entry.id, lock=True) == entry
        assert asked.captured_queries[0]["sql"].endswith("FOR UPDATE")
