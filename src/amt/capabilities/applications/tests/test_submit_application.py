"""Submitting: once, whole, or not at all."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from amt.capabilities.applications import codes, queries, services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.refusals import NotComplete
from amt.capabilities.applications.services import Submitted
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.cases import services as cases
from amt.capabilities.cases.models import Case
from amt.capabilities.dispatch.models import OutgoingEmail
from amt.capabilities.documents import queries as documents
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import has_delivery_consent
from amt.kernel.errors import NotVisible
from amt.kernel.ids import is_reference
from amt.kernel.models import AuditEntry


def submit(draft: Draft, account: Account, *, consents: bool = True) -> Submitted:
    return services.submit_application(
        draft_uuid=draft.uuid, consent_electronic=consents, actor=acting(account), at=AT
    )


def test_application_opens_a_case(filled_draft: Draft, citizen: Account) -> None:
    submitted = submit(filled_draft, citizen)

    application = submitted.application
    case = Case.objects.get()
    assert case.uuid == application.case_uuid
    assert case.reference == application.reference
    assert is_reference(application.reference)
    assert case.fact_records.get(path="hives").value == 1
    assert has_delivery_consent(citizen.id)
    assert AuditEntry.objects.filter(action="applications.application_submitted").count() == 1


def test_receipt_is_a_pdf_of_the_case_without_the_code(
    filled_draft: Draft, citizen: Account
) -> None:
    submitted = submit(filled_draft, citizen)
    assert submitted.application.receipt_pending

    services.make_receipt(application_uuid=submitted.application.uuid, at=AT)
    services.make_receipt(application_uuid=submitted.application.uuid, at=AT)

    submitted.application.refresh_from_db()
    assert submitted.application.receipt_document_uuid is not None
    receipt = documents.get_document(submitted.application.receipt_document_uuid)
    content = documents.open_document(receipt)
    assert content.startswith(b"%PDF")
    assert submitted.code is not None
    assert submitted.code.encode() not in content
    assert documents.is_owned_by(receipt.uuid, "case", submitted.application.case_uuid)


def test_sent_draft_is_emptied(filled_draft: Draft, citizen: Account) -> None:
    submit(filled_draft, citizen)

    filled_draft.refresh_from_db()
    assert filled_draft.submitted_at == AT
    assert (filled_draft.answers, filled_draft.raw, filled_draft.prefill) == ({}, {}, {})


def test_second_time_gives_the_same_application_and_code(
    filled_draft: Draft, citizen: Account
) -> None:
    first = submit(filled_draft, citizen)
    second = submit(filled_draft, citizen, consents=False)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.application == second.application
    assert first.code == second.code
    assert Case.objects.count() == 1
    assert has_delivery_consent(citizen.id)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_send_once(filled_draft: Draft, citizen: Account) -> None:
    results: list[Submitted] = []
    barrier = threading.Barrier(2)

    def click() -> None:
        barrier.wait()
        try:
            results.append(submit(filled_draft, citizen))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert sorted(result.is_new for result in results) == [False, True]
    assert Application.objects.count() == Case.objects.count() == 1


def test_refused_consent_is_a_choice_not_an_obstacle(filled_draft: Draft, citizen: Account) -> None:
    submitted = submit(filled_draft, citizen, consents=False)

    assert not submitted.application.consents_electronic
    assert not has_delivery_consent(citizen.id)


def test_gaps_are_named_and_nothing_happens(draft: Draft, citizen: Account) -> None:
    with pytest.raises(NotComplete) as refusal:
        submit(draft, citizen)

    assert {"place", "hives", "gentle"} <= {problem.path for problem in refusal.value.problems}
    assert not Application.objects.exists()


def test_failure_inside_leaves_the_draft_as_it_was(
    filled_draft: Draft, citizen: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_arguments: Any) -> None:
        raise RuntimeError("no case today")

    monkeypatch.setattr(cases, "open_case", fail)
    with pytest.raises(RuntimeError):
        submit(filled_draft, citizen)

    filled_draft.refresh_from_db()
    assert filled_draft.submitted_at is None
    assert filled_draft.answers["hives"] == 1
    assert not Application.objects.exists()


def test_mail_holds_no_content(filled_draft: Draft, citizen: Account) -> None:
    submit(filled_draft, citizen)

    email = OutgoingEmail.objects.get()
    assert email.recipient == citizen.email
    assert citizen.family_name not in str(email.context)


def test_stranger_and_staff_cannot_send(
    filled_draft: Draft, stranger: Account, other_caseworker: Account
) -> None:
    for account in (stranger, other_caseworker):
        with pytest.raises(NotVisible):
            submit(filled_draft, account)


def test_code_is_seen_again_by_its_owner_and_stored_nowhere(
    filled_draft: Draft, citizen: Account
) -> None:
    submitted = submit(filled_draft, citizen)

    application = Application.objects.get()
    assert queries.code_of(application) == submitted.code
    assert submitted.code not in {application.code_seed, application.code_digest}


def test_code_of_a_forgotten_key_is_not_shown_but_still_opens(
    filled_draft: Draft, citizen: Account, settings: Any
) -> None:
    submitted = submit(filled_draft, citizen)
    settings.SECRET_KEY = "another-key-" * 6

    assert queries.code_of(Application.objects.get()) is None
    assert submitted.code is not None
    assert codes.fits(submitted.code, submitted.application.code_digest)
