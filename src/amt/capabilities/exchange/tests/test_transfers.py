"""What was handed on about a person: noted once, never changed, found by the person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from amt.capabilities.exchange import queries, services
from amt.capabilities.exchange.models import Transfer
from amt.kernel.audit import trail

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def note(**changes: Any) -> Transfer:
    values: dict[str, Any] = {
        "person_account_id": 5, "person_name": "Olena Wendt", "from_name": "Standesamt",
        "to_name": "Elterngeldstelle", "purpose": "Geburt nachweisen", "basis": "§ 0 Muster",
        "consented_at": AT, "paths": ["child.registration_number"], "subject_kind": "bundle",
        "subject_id": "b-1", "at": AT,
    }  # fmt: skip
    return services.record_transfer(**{**values, **changes})


def test_person_finds_what_was_handed_on() -> None:
    first, second = note(), note(to_name="Familienkasse", at=AT.replace(hour=10))
    note(person_account_id=6)
    note(person_account_id=None)

    assert queries.transfers_of(5) == [second, first]
    assert len(queries.list_transfers("bundle", "b-1")) == 4


def test_same_correlation_is_noted_once_and_audited_without_values() -> None:
    assert note(correlation="b-1:kg") == note(correlation="b-1:kg")

    entries = trail.entries_about("bundle", "b-1")
    assert [entry.action for entry in entries] == ["exchange.data_handed_on"]
    assert "Wendt" not in str(entries[0].details)


def test_database_refuses_to_change_a_note() -> None:
    transfer = note()

    for change in (
        lambda: Transfer.objects.filter(id=transfer.id).update(purpose="anders"),
        lambda: Transfer.objects.filter(id=transfer.id).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
