"""Letters that decide nothing: written once, printed once, with a code on paper alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from amt.capabilities.acts import handlers, sealing, services
from amt.capabilities.acts.models import Notice
from amt.capabilities.acts.services import notices
from amt.capabilities.acts.tests.factories import AT, CONTENT, PROCEDURE, REFERENCE
from amt.capabilities.acts.tests.test_copies import text_in
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.dispatch import queries as dispatch
from amt.capabilities.dispatch import services as dispatch_services
from amt.capabilities.dispatch.models import PrintJob
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents.models import Document
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.records import queries as records
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.actors import SYSTEM

RunJobs = Callable[[], None]
SUBJECT = uuid4()


def send(**changes: Any) -> Notice:
    """Write to the neighbour."""
    values: dict[str, Any] = {
        "subject_kind": "party",
        "subject_id": SUBJECT,
        "procedure_key": PROCEDURE,
        "unit_id": authorities.get_unit_by_key("wohnen-bremen").id,
        "reference": REFERENCE,
        "content": CONTENT,
        "name": "Gisela Lührs",
        "address_lines": ("Baugasse 23", "28195 Bremen"),
        "invitation_uuid": None,
        "correlation": "party:1:invited",
        "actor": SYSTEM,
        "at": AT,
    }
    return services.send_notice(**{**values, **changes})


@pytest.mark.usefixtures("organisation")
def test_a_notice_is_printed_filed_and_posted_once(
    run_jobs: RunJobs, caseworker: Account, clock: Any
) -> None:
    clock.set(AT)
    first = send()
    assert send() == first

    run_jobs()
    notices.print_notice(notice_uuid=first.uuid, at=AT)

    (letter,) = dispatch.list_letters_to_print(actor_of(caseworker))
    document = Document.objects.get()
    assert letter.document_uuid == document.uuid
    assert letter.address_lines == ["Gisela Lührs", "Baugasse 23", "28195 Bremen"]
    assert [row.document_uuid for row in records.list_filed(REFERENCE)] == [document.uuid]
    content = documents.open_document(document)
    assert sealing.verify_seal(content) == sealing.NOT_SEALED
    text = text_in(content)
    assert "Rechtsbehelfsbelehrung" not in text
    assert "kein Bescheid" in text

    dispatch_services.mark_posted(letter_uuid=letter.uuid, actor=actor_of(caseworker), at=AT)
    run_jobs()
    first.refresh_from_db()
    assert first.posted_at == AT


@pytest.mark.django_db
def test_a_notice_carries_the_code_on_paper_and_needs_no_reference(organisation: None) -> None:
    invitation = identity.invite(
        subject_kind="bundle_person",
        subject_id=SUBJECT,
        name="Gisela Lührs",
        address_lines=("Baugasse 23",),
        actor=SYSTEM,
        at=AT,
    )
    code = identity.code_of_invitation(invitation.uuid)
    notice = send(reference="", procedure_key="event", invitation_uuid=invitation.uuid)

    notices.print_notice(notice_uuid=notice.uuid, at=AT)

    text = text_in(documents.open_document(Document.objects.get()))
    assert code in text
    assert "Aktenzeichen" not in text
    assert code not in str(Notice.objects.values())
    assert PrintJob.objects.get().reference == ""


@pytest.mark.django_db
def test_two_matters_get_two_letters(organisation: None) -> None:
    for correlation in ("party:1:invited", "party:2:invited"):
        notices.print_notice(notice_uuid=send(correlation=correlation).uuid, at=AT)

    assert PrintJob.objects.count() == 2


@pytest.mark.django_db
def test_a_notice_that_cannot_be_printed_lands_on_the_worklist(organisation: None) -> None:
    notice = send()

    handlers.on_job_gave_up("acts.print_notice", {"notice_uuid": str(notice.uuid)})

    assert WorkItem.objects.get().subject_id == str(SUBJECT)


@pytest.mark.django_db
def test_letters_of_others_are_ignored(organisation: None) -> None:
    notice = send()

    for correlation in (f"act:{notice.uuid}", f"notice:{uuid4()}"):
        notices.note_notice_posted(correlation=correlation, at=AT)

    notice.refresh_from_db()
    assert notice.posted_at is None
