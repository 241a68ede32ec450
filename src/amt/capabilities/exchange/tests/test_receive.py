"""Taking in messages: proved, in shape, once; everything else is refused with a code."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from amt.capabilities.exchange import envelope, kinds, queries, services
from amt.capabilities.exchange.events import MessageReceived
from amt.capabilities.exchange.models import Message
from amt.capabilities.exchange.partners import new_keys
from amt.capabilities.exchange.testing.fixtures import BIRTH_NOTICE, Partners, key_set, partners
from amt.kernel import events
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

__all__ = ["partners"]

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The events that were published."""
    published: list[Any] = []
    monkeypatch.setattr(events, "publish", published.append)
    return published


def receive(raw: bytes, partner: str = "hospital") -> Message:
    return services.receive(partner=partner, raw=raw, at=AT)


def test_a_notice_is_taken_in_and_announced(partners: Partners, announced: list[Any]) -> None:
    message = receive(partners.seal("hospital", "birth_notice", BIRTH_NOTICE))

    assert queries.get_message(message.uuid).payload == BIRTH_NOTICE
    assert announced == [MessageReceived(message.uuid, "hospital", "birth_notice", "notice:1", AT)]
    entry = trail.entries_about("message", message.uuid)[0]
    assert entry.action == "exchange.message_received"
    assert "Wendt" not in json.dumps(entry.details)


def test_the_same_message_again_changes_nothing(partners: Partners, announced: list[Any]) -> None:
    first = receive(partners.seal("hospital", "birth_notice", BIRTH_NOTICE, jti="n-1"))
    again = receive(partners.seal("hospital", "birth_notice", BIRTH_NOTICE, jti="n-1", iat=1))

    assert again == first
    assert len(announced) == 1


def test_a_number_is_not_used_for_another_content(partners: Partners) -> None:
    receive(partners.seal("hospital", "birth_notice", BIRTH_NOTICE, jti="n-1"))
    other = {**BIRTH_NOTICE, "notice_id": "geburt-2"}

    with pytest.raises(services.MessageChanged):
        receive(partners.seal("hospital", "birth_notice", other, jti="n-1"))


def test_an_answer_belongs_to_the_subject_of_our_message(partners: Partners) -> None:
    Message.objects.create(
        partner="familienkasse", direction="out", message_id="1", kind="application", version=1,
        correlation="case:7", subject_kind="case", subject_id="7", digest="", state="delivered",
        noted_at=AT,
    )  # fmt: skip
    status = {"status": "in_progress", "on": "2026-11-16"}

    message = receive(
        partners.seal("familienkasse", "status", status, correlation="case:7"), "familienkasse"
    )

    assert (message.subject_kind, message.subject_id) == ("case", "7")
    assert queries.list_messages("case", 7)[-1] == message


def test_unknown_partner_is_refused(partners: Partners) -> None:
    with pytest.raises(services.UnknownPartner):
        receive(partners.seal("hospital", "birth_notice", BIRTH_NOTICE), "nobody")


def test_signature_of_somebody_else_is_refused(partners: Partners) -> None:
    told = json.loads(partners.files["hospital"].read_text())
    stranger = key_set(new_keys("hospital"), "sig")

    sealed = envelope.seal(
        {"iss": "hospital"}, signing=stranger, encryption=key_set(told["office_keys"], "enc")
    )

    with pytest.raises(services.WrongSignature):
        receive(sealed.encode())


def test_one_partner_does_not_speak_for_another(partners: Partners) -> None:
    status = {"status": "decided", "on": "2026-11-16"}

    with pytest.raises(services.WrongSignature):
        receive(partners.seal("hospital", "status", status, iss="familienkasse"), "familienkasse")
    with pytest.raises(services.WrongSender):
        receive(partners.seal("hospital", "birth_notice", BIRTH_NOTICE, iss="familienkasse"))
    with pytest.raises(services.WrongSender):
        receive(partners.seal("hospital", "birth_notice", BIRTH_NOTICE, aud="another"))


@pytest.mark.parametrize(
    "changes",
    [{"kind": "status"}, {"kind": "application"}, {"kind": "unheard_of"}, {"version": 99}],
)
def test_kinds_are_taken_only_from_who_may_send_them(
    partners: Partners, changes: dict[str, Any]
) -> None:
    kind = changes.pop("kind", "birth_notice")

    with pytest.raises(services.KindRefused):
        receive(partners.seal("hospital", kind, BIRTH_NOTICE, **changes))


def changed(**child: Any) -> dict[str, Any]:
    return {**BIRTH_NOTICE, "child": {**BIRTH_NOTICE["child"], **child}}


@pytest.mark.parametrize(
    ("payload", "fault"),
    [
        ({}, "/: required"),
        ([], "/payload: type"),
        ({**BIRTH_NOTICE, "weight": 3400}, "/: additionalProperties"),
        ({**BIRTH_NOTICE, "parents": []}, "/parents: minItems"),
        (changed(birth_date="2026-02-30"), "/child/birth_date: format"),
        (changed(birth_time="25:00"), "/child/birth_time: pattern"),
        (changed(birth_place="Bremen\nBremerhaven"), "/child/birth_place: not"),
        (changed(birth_place="Bre\0men"), "/: storable"),
        (changed(birth_place=10**300), "/child/birth_place: type"),
    ],
)
def test_content_out_of_shape_is_refused_without_repeating_it(
    partners: Partners, payload: Any, fault: str
) -> None:
    with pytest.raises(services.ContentRefused) as refusal:
        receive(partners.seal("hospital", "birth_notice", payload))

    assert fault in refusal.value.faults
    assert "Bremerhaven" not in str(refusal.value.faults)
    assert not Message.objects.exists()


@pytest.mark.parametrize("value", ["\ud800", float("inf"), float("nan"), ["\0"], {"\0": 1}])
def test_what_no_database_keeps_is_no_content(value: Any) -> None:
    assert kinds.faults_of("evidence", 1, {"facts": {"a": value}}) == ("/: storable",)


def test_content_of_great_depth_is_refused(partners: Partners) -> None:
    deep: Any = {}
    for _ in range(300):
        deep = {"a": deep}

    with pytest.raises(services.ContentRefused):
        receive(partners.seal("hospital", "birth_notice", deep))


def test_huge_message_is_refused_before_it_is_read(partners: Partners) -> None:
    with pytest.raises(services.MessageTooLarge):
        receive(b"x" * (services.LARGEST_MESSAGE + 1))


@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_bytes_of_strangers_are_refused_whatever_they_are(partners: Partners, raw: bytes) -> None:
    with pytest.raises(Refusal):
        receive(raw)


@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_altered_envelope_is_refused(partners: Partners, place: int, byte: int) -> None:
    whole = bytearray(partners.seal("hospital", "status", {}))
    place %= len(whole)
    if whole[place] == byte:
        byte = 0
    whole[place] = byte

    with pytest.raises(Refusal):
        receive(bytes(whole))


@pytest.mark.parametrize(
    "header",
    [
        b'{"alg":"dir","enc":"A256GCM","kid":"amt-enc-1"}',
        b'{"alg":"ECDH-ES+A256KW","enc":"A256GCM","kid":"amt-enc-1","zip":"DEF"}',
        b'{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","kid":"amt-enc-1","p2c":99999999}',
        b"[" * 900,
        b"[]",
        b"null",
    ],
)
def test_nobody_outside_chooses_how_we_read(partners: Partners, header: bytes) -> None:
    from joserfc.util import urlsafe_b64encode

    whole = partners.seal("hospital", "birth_notice", BIRTH_NOTICE)
    rest = whole.partition(b".")[2]

    with pytest.raises(services.MessageUnreadable):
        receive(urlsafe_b64encode(header) + b"." + rest)
