"""Opening the status with reference and code."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.services import Submitted, TooManyTries, WrongCodeGiven
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.identity.models import Account
from amt.kernel.models import AuditEntry


@pytest.fixture
def sent(filled_draft: Draft, citizen: Account) -> Submitted:
    return services.submit_application(
        draft_uuid=filled_draft.uuid, consent_electronic=False, actor=acting(citizen), at=AT
    )


def attempt(reference: str, code: str | None, origin: str = "192.0.2.1") -> object:
    return services.open_by_code(reference=reference, code=code or "", origin=origin, at=AT)


def test_reference_and_code_open_the_case(sent: Submitted) -> None:
    typed = sent.application.reference.lower().replace("-", " ")

    assert attempt(typed, sent.code) == sent.application.case_uuid
    assert AuditEntry.objects.filter(action="applications.code_opened").count() == 1


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "x" * 9000, "\x00", "🐝"])
def test_wrong_code_is_refused_and_written_down(sent: Submitted, code: str) -> None:
    with pytest.raises(WrongCodeGiven):
        attempt(sent.application.reference, code)

    assert AuditEntry.objects.filter(action="applications.code_refused").count() == 1


def test_unknown_reference_is_refused_in_the_same_words(sent: Submitted) -> None:
    with pytest.raises(WrongCodeGiven) as unknown:
        attempt("BEE-26-AAAA-AAAA", sent.code)
    with pytest.raises(WrongCodeGiven) as wrong:
        attempt(sent.application.reference, "AAAA-AAAA-AAAA")

    assert str(unknown.value.message) == str(wrong.value.message)


def test_ten_wrong_tries_close_the_door_for_an_hour(sent: Submitted) -> None:
    for _ in range(10):
        with pytest.raises(WrongCodeGiven):
            attempt(sent.application.reference, "AAAA-AAAA-AAAA")

    with pytest.raises(TooManyTries):
        attempt(sent.application.reference, sent.code)
    with pytest.raises(TooManyTries):
        attempt(sent.application.reference, sent.code, origin="198.51.100.7")
    opened = services.open_by_code(
        reference=sent.application.reference,
        code=sent.code or "",
        origin="192.0.2.1",
        at=AT + timedelta(hours=1),
    )
    assert opened == sent.application.case_uuid


def test_origin_is_counted_over_many_references(sent: Submitted) -> None:
    for number in range(10):
        with pytest.raises(WrongCodeGiven):
            attempt(f"BEE-26-AAAA-AAA{number}", "AAAA-AAAA-AAAA")

    with pytest.raises(TooManyTries):
        attempt(sent.application.reference, sent.code)
    assert attempt(sent.application.reference, sent.code, origin="198.51.100.7")
