"""Letters: queued once, posted once, by the unit whose they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.dispatch import queries, services
from amt.capabilities.dispatch.models import PrintJob
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents import services as document_services
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.kernel import clock
from amt.kernel.actors import ANONYMOUS, SYSTEM
from amt.kernel.errors import NotVisible

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def pdf_of(pages: int) -> bytes:
    """Return an empty PDF."""
    with pikepdf.new() as pdf:
        for _number in range(pages):
            pdf.add_blank_page()
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


def queue(*, pages: int = 1, correlation: str = "act:1", at: datetime = AT) -> PrintJob:
    """Queue a letter of the unit in Bremen."""
    document = document_services.store_document(
        content=pdf_of(pages),
        media_type=document_services.PDF,
        file_name="Brief.pdf",
        kind="act",
        owner_kind="act",
        owner_uuid=correlation,
        actor=SYSTEM,
        at=at,
    )
    return services.queue_letter(
        document_uuid=document.uuid,
        address_lines=["Jonas Petersen", "Probeallee 7", "27576 Bremerhaven"],
        unit_id=authorities.get_unit_by_key("wohnen-bremen").id,
        reference="DBL-26-7K3M-PX4C",
        correlation=correlation,
        actor=SYSTEM,
        at=at,
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


def test_the_day_on_which_a_letter_was_posted_counts(caseworker: Account) -> None:
    letter, later = queue(), AT + timedelta(days=3)
    actor = actor_of(caseworker)

    for wrong in (date(2026, 11, 15), date(2026, 11, 20)):
        with pytest.raises(services.WrongDayOfPosting):
            services.mark_posted(letter_uuid=letter.uuid, actor=actor, at=later, posted_on=wrong)
    services.mark_posted(
        letter_uuid=letter.uuid, actor=actor, at=later, posted_on=date(2026, 11, 17)
    )

    letter.refresh_from_db()
    assert letter.posted_at == datetime(2026, 11, 17, 11, tzinfo=UTC)
    assert queries.list_letters_posted(actor) == [letter]


def test_a_letter_is_never_posted_before_it_was_queued(caseworker: Account) -> None:
    letter = queue(at=AT + timedelta(hours=5))

    services.mark_posted(
        letter_uuid=letter.uuid,
        actor=actor_of(caseworker),
        at=AT + timedelta(days=1),
        posted_on=date(2026, 11, 16),
    )

    letter.refresh_from_db()
    assert letter.posted_at == letter.queued_at


def test_a_stack_is_posted_as_a_whole_or_not_at_all(
    caseworker: Account, other_caseworker: Account
) -> None:
    mine, late = queue(), queue(correlation="act:2", at=AT + timedelta(days=2))
    actor, at = actor_of(caseworker), AT + timedelta(days=3)
    both = [mine.uuid, late.uuid]

    with pytest.raises(services.WrongDayOfPosting):
        services.mark_all_posted(
            letter_uuids=both, actor=actor, at=at, posted_on=date(2026, 11, 17)
        )
    with pytest.raises(NotVisible):
        services.mark_all_posted(
            letter_uuids=both, actor=actor_of(other_caseworker), at=at, posted_on=clock.day_of(at)
        )
    assert queries.count_letters_to_print(actor) == 2

    assert services.mark_all_posted(
        letter_uuids=both, actor=actor, at=at, posted_on=clock.day_of(at)
    ) == len(both)
    assert queries.count_letters_to_print(actor) == 0


def test_letters_become_one_file_each_on_a_sheet_of_its_own(
    caseworker: Account, other_caseworker: Account
) -> None:
    one, two = (queue(pages=pages, correlation=f"act:{pages}") for pages in (1, 2))
    actor = actor_of(caseworker)

    stack = queries.open_letters(actor, [two.uuid, one.uuid])

    with pikepdf.open(BytesIO(stack)) as pdf:
        assert len(pdf.pages) == 4
    single = documents.open_document(documents.get_document(one.document_uuid))
    assert queries.open_letters(actor, [one.uuid]) == single
    for somebody, asked in (
        (actor_of(other_caseworker), [one.uuid]),
        (actor, [one.uuid, uuid4()]),
        (actor, []),
    ):
        with pytest.raises(NotVisible):
            queries.open_letters(somebody, asked)


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
