"""Letters: queued once, posted once, by the unit whose they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.dispatch import queries, services
from amt.capabilities.dispatch.models import PrintJob
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.kernel.actors import ANONYMOUS, SYSTEM
from amt.kernel.errors import NotVisible

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def queue() -> PrintJob:
    """Queue a letter of the unit in Bremen."""
    return services.queue_letter(
        document_uuid=uuid4(),
        address_lines=["Jonas Petersen", "Probeallee 7", "27576 Bremerhaven"],
        unit_id=authorities.get_unit_by_key("wohnen-bremen").id,
        reference="DBL-26-7K3M-PX4C",
        correlation="act:1",
        actor=SYSTEM,
        at=AT,
    )


def test_a_letter_is_queued_once_and_posted_once(caseworker: Account) -> None:
    letter = queue()
    assert queue() == letter
    assert queries.count_letters_to_print(actor_of(caseworker)) == 1

    for hours in (1, 2):
        services.mark_posted(
            letter_uuid=letter.uuid, actor=actor_of(caseworker), at=AT + timedelta(hours=hours)
        )

    letter.refresh_from_db()
    assert letter.posted_at == AT + timedelta(hours=1)
    assert queries.list_letters_to_print(actor_of(caseworker)) == []


def test_other_offices_and_residents_see_no_letters(
    caseworker: Account, other_caseworker: Account, citizen: Account
) -> None:
    letter = queue()

    for actor in (actor_of(other_caseworker), actor_of(citizen), ANONYMOUS):
        assert queries.list_letters_to_print(actor) == []
        with pytest.raises(NotVisible):
            services.mark_posted(letter_uuid=letter.uuid, actor=actor, at=AT)

    letter.refresh_from_db()
    assert letter.posted_at is None
