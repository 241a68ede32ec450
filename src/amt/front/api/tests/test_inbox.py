"""The inbox for partners: what is right is taken in, everything else is clear problem JSON."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from amt.capabilities.exchange import services
from amt.capabilities.exchange.models import Message
from amt.capabilities.exchange.testing.fixtures import BIRTH_NOTICE, Partners, partners

__all__ = ["partners"]

pytestmark = pytest.mark.django_db


def post(raw: bytes, partner: str = "hospital", kind: str = "application/jose") -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/api/exchange/{partner}/", raw, content_type=kind)


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    content: dict[str, Any] = json.loads(answer.content)
    assert content["status"] == status
    assert content["title"]
    return content


def test_message_is_taken_in_and_acknowledged_twice(partners: Partners) -> None:
    number = str(uuid4())
    for _ in range(2):
        answer = post(partners.seal("hospital", "birth_notice", BIRTH_NOTICE, jti=number))

        assert answer.status_code == 202
        assert json.loads(answer.content) == {"message_id": number, "state": "received"}
    assert Message.objects.get().payload == BIRTH_NOTICE


def test_unknown_partner_is_nothing_to_see(partners: Partners) -> None:
    raw = partners.seal("hospital", "birth_notice", BIRTH_NOTICE)

    for name in ("nobody", "nobody'--", "x" * 500, "..", "%00"):
        assert problem(post(raw, name), 404)["code"] == "unknown_partner"


def test_office_without_partners_knows_nobody(db: None) -> None:
    assert problem(post(b"x"), 404)["code"] == "unknown_partner"


@pytest.mark.parametrize("raw", [b"x", b"....", b"\xff\xfe" * 50, b"{}", b"e30.e30.e30.e30.e30"])
def test_what_is_no_envelope_is_unreadable(partners: Partners, raw: bytes) -> None:
    assert problem(post(raw), 400)["code"] == "message_unreadable"


def test_huge_body_is_refused(partners: Partners) -> None:
    for size in (services.LARGEST_MESSAGE + 1, 5 * services.LARGEST_MESSAGE):
        assert problem(post(b"x" * size), 413)["code"] == "message_too_large"


def test_wrong_signature_sender_kind_and_content_are_told_apart(partners: Partners) -> None:
    as_other = partners.seal("familienkasse", "birth_notice", BIRTH_NOTICE, iss="hospital")
    another = partners.seal("hospital", "birth_notice", BIRTH_NOTICE, aud="another")
    unknown = partners.seal("hospital", "unheard_of", BIRTH_NOTICE)
    unfit = partners.seal("hospital", "birth_notice", {**BIRTH_NOTICE, "hospital": "x" * 121})

    assert problem(post(as_other), 401)["code"] == "wrong_signature"
    assert problem(post(another), 403)["code"] == "wrong_sender"
    assert problem(post(unknown), 422)["code"] == "kind_refused"
    refused = problem(post(unfit), 422)
    assert refused["code"] == "content_refused"
    assert refused["faults"] == ["/hospital: maxLength"]
    assert not Message.objects.exists()


def test_number_used_for_another_content_is_a_conflict(partners: Partners) -> None:
    post(partners.seal("hospital", "birth_notice", BIRTH_NOTICE, jti="1"))
    other = {**BIRTH_NOTICE, "notice_id": "geburt-2"}

    answer = post(partners.seal("hospital", "birth_notice", other, jti="1"))

    assert problem(answer, 409)["code"] == "message_changed"
    assert Message.objects.get().payload == BIRTH_NOTICE


def test_other_methods_and_media_types_are_refused(partners: Partners) -> None:
    for method in ("get", "put", "patch", "delete"):
        answer = getattr(Client(), method)("/api/exchange/hospital/")
        assert problem(answer, 405)["code"] == "method_not_allowed"
        assert answer["Allow"] == "POST"
    assert problem(post(b"{}", kind="application/json"), 415)["code"] == "media_type"


def test_no_refusal_repeats_what_was_sent(
    partners: Partners, caplog: pytest.LogCaptureFixture
) -> None:
    unfit = {**BIRTH_NOTICE, "hospital": "\n" + "Geheim"}

    answer = post(partners.seal("hospital", "birth_notice", unfit))

    assert b"Geheim" not in answer.content
    assert "Geheim" not in caplog.text
    assert "Wendt" not in caplog.text
