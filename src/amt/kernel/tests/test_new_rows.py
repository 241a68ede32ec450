"""Rows that are added in one statement are the rows that the ORM would have written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from amt.kernel.models import AuditEntry
from amt.kernel.new_rows import add_row, add_row_unless_there, add_rows

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def _entry(subject_id: str) -> AuditEntry:
    return AuditEntry(
        at=AT, action="test.done", actor_kind="system", subject_kind="test", subject_id=subject_id,
        details={"nested": [1, {"a": None}], "text": "ä % %s"}, checksum="0",
    )  # fmt: skip


@pytest.mark.django_db
def test_an_added_row_has_its_key_and_each_value() -> None:
    for number in ("first", "again"):
        added = add_row(_entry(number))
        stored = AuditEntry.objects.get(id=added.id)
        for field in AuditEntry._meta.concrete_fields:
            assert getattr(stored, field.attname) == getattr(added, field.attname)


@pytest.mark.django_db
def test_many_rows_keep_their_order_and_take_one_statement() -> None:
    with CaptureQueriesContext(connection) as queries:
        add_rows(_entry(str(number)) for number in range(5))
        add_rows([])
    assert len(queries) == 1
    rows = AuditEntry.objects.filter(subject_kind="test").order_by("id")
    assert [row.subject_id for row in rows] == ["0", "1", "2", "3", "4"]


@pytest.mark.django_db
def test_an_added_row_is_changed_by_saving_it_and_not_added_again() -> None:
    kind = add_row(ContentType(app_label="test", model="first"))
    kind.model = "second"
    kind.save()
    stored = ContentType.objects.filter(app_label="test")
    assert list(stored.values_list("id", "model")) == [(kind.id, "second")]


@pytest.mark.django_db
def test_a_row_like_one_that_is_there_leaves_the_transaction_usable() -> None:
    with transaction.atomic():
        assert add_row_unless_there(ContentType(app_label="test", model="first"))
        second = ContentType(app_label="test", model="first")
        assert not add_row_unless_there(second)
        assert not second.pk
        assert ContentType.objects.filter(app_label="test").count() == 1


@pytest.mark.django_db
def test_a_row_that_the_table_refuses_is_said_to_be_refused() -> None:
    add_row(ContentType(app_label="test", model="first"))
    twin = ContentType(app_label="test", model="first")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_row(twin)


def test_a_table_whose_key_is_no_number_is_left_to_the_orm() -> None:
    session = Session(session_key="first", session_data="1", expire_date=AT)
    with pytest.raises(TypeError):
        add_row(session)
