"""Who saw data of a person is noted once, kept two years, and read by the person alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.identity import queries, services
from amt.capabilities.identity.models import Account, DataAccess
from amt.capabilities.identity.services import accesses
from amt.kernel.actors import SYSTEM, TrustLevel
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)
"""So long that the database, which knows the real day, lets it go."""


def note(**changes: Any) -> DataAccess:
    values: dict[str, Any] = {
        "by_name": "Wohngeldstelle Bremen", "by_kind": queries.AccessKind.OFFICE,
        "purpose": "Antrag bearbeiten", "basis": "§ 67b SGB X", "data": ["given_name", "street"],
        "at": AT,
    }  # fmt: skip
    return services.note_access(**{**values, **changes})


def test_person_reads_who_saw_their_data_newest_first(citizen: Account, stranger: Account) -> None:
    first = note(account_id=citizen.id)
    second = note(account_id=citizen.id, at=AT + timedelta(hours=1), by_kind="agent")
    note(account_id=stranger.id)

    assert queries.accesses_of(citizen.id) == [second, first]
    assert queries.accesses_of(citizen.id, by_kind="agent") == [second]
    assert queries.accesses_of(citizen.id, since=AT + timedelta(minutes=1)) == [second]
    assert queries.accesses_of(citizen.id, until=first.at, limit=5) == [first]
    assert queries.accesses_of(citizen.id, limit=1) == [second]


def test_access_of_somebody_else_is_not_visible(citizen: Account, stranger: Account) -> None:
    access = note(account_id=citizen.id)

    assert queries.get_access(citizen.id, access.uuid) == access
    with pytest.raises(NotVisible):
        queries.get_access(stranger.id, access.uuid)


def test_what_was_noted_for_a_party_counts_for_who_accepted_its_invitation(
    citizen: Account, stranger: Account
) -> None:
    party = uuid4()
    access = note(person_key=f"party:{party}")
    invited = services.invite(
        subject_kind="party", subject_id=party, name="F. Y.", address_lines=["Weg 1"],
        actor=SYSTEM, at=AT,
    )  # fmt: skip
    assert queries.accesses_of(citizen.id) == []

    actor = queries.actor_of(citizen, trust=TrustLevel.SUBSTANTIAL)
    services.accept_invitation(invitation_uuid=invited.uuid, actor=actor, at=AT)

    assert queries.accesses_of(citizen.id) == [access]
    assert queries.accesses_of(stranger.id) == []


def test_same_correlation_is_noted_once_and_audited_without_values(citizen: Account) -> None:
    access = note(account_id=citizen.id, correlation="case:1:2026-11-20")

    assert note(account_id=citizen.id, correlation="case:1:2026-11-20") == access
    entries = trail.entries_about("data_access", access.uuid)
    assert [one.action for one in entries] == ["identity.access_noted"]


def test_access_without_a_person_or_of_an_unknown_kind_is_refused(citizen: Account) -> None:
    with pytest.raises(ValueError, match="about an account"):
        note()
    with pytest.raises(ValueError, match="neighbour"):
        note(account_id=citizen.id, by_kind="neighbour")


def test_database_refuses_to_change_or_hide_an_access(citizen: Account) -> None:
    access = note(account_id=citizen.id)

    for change in (
        lambda: DataAccess.objects.filter(id=access.id).update(purpose="anders"),
        lambda: DataAccess.objects.filter(id=access.id).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_access_is_forgotten_after_two_years(citizen: Account) -> None:
    note(account_id=citizen.id, at=datetime(2023, 1, 1, tzinfo=UTC))
    kept = note(account_id=citizen.id)

    assert services.forget_accesses(at=AT) == 1
    assert queries.accesses_of(citizen.id) == [kept]


def test_all_that_is_due_is_forgotten_however_much_it_is(
    citizen: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accesses, "_AT_ONCE", 2)
    for day in range(1, 6):
        note(account_id=citizen.id, at=datetime(2023, 1, day, tzinfo=UTC))

    assert services.forget_accesses(at=AT) == 5
    assert queries.accesses_of(citizen.id) == []


def test_access_somebody_asks_about_is_kept_until_the_office_has_answered(
    citizen: Account, caseworker: Account
) -> None:
    unit_id = get_unit_by_key("wohnen-bremen").id
    access = note(account_id=citizen.id, by_unit_id=unit_id, at=LONG_AGO)
    late = LONG_AGO + timedelta(days=730)
    question = services.ask_about_access(
        about_kind="access", about_id=access.uuid, unit_id=None, text="Wozu?", at=late,
        actor=queries.actor_of(citizen, trust=TrustLevel.SUBSTANTIAL),
    )  # fmt: skip

    assert services.forget_accesses(at=late + timedelta(days=20)) == 0
    assert queries.get_access(citizen.id, access.uuid) == access

    services.answer_access_question(
        question_uuid=question.uuid, answer="Für Ihren Antrag.",
        actor=queries.actor_of(caseworker), at=late + timedelta(days=21),
    )  # fmt: skip
    assert services.forget_accesses(at=late + timedelta(days=22)) == 1
