"""Talking to a register over HTTP: briefly, straight, each side proving that it knows the secret.

Both sides sign with HMAC-SHA256 over the shared secret: the question with office, time and a number
used once, the answer with the number of its question, so that neither can be made or used again by
somebody else. docs/how-to/registers.md describes the protocol.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import secrets
import socket
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from amt.capabilities.registers.sources import Source
from amt.kernel import clock
from amt.kernel.errors import PartnerFailure

SECONDS = 2.0
"""How long anybody waits for a register, all in all."""
LARGEST = 256 * 1024
_PIECE = 16 * 1024
# RFC 9110, RFC 6585: what may go better later.
_PASSING = {408, 423, 425, 429}


def signature(secret: str, *parts: str) -> str:
    """Return the proof that somebody with the secret wrote these parts."""
    return hmac.new(secret.encode(), "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def ask(source: Source, path: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Send a question and return the answer.

    :raises PartnerFailure: when there is no answer that can be believed within `SECONDS`. Its
        message is a code, never content.
    """
    address = urlsplit(source.url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise PartnerFailure(source.key, "no_address", permanent=True)
    body = json.dumps(content, ensure_ascii=False).encode()
    nonce = secrets.token_hex(16)
    give_up_at = time.monotonic() + SECONDS
    try:
        status, raw, proof = _exchange(source, address, path, body, nonce, give_up_at)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise PartnerFailure(source.key, type(fault).__name__, permanent=False) from None
    if status != 200:
        passing = status >= 500 or status in _PASSING
        raise PartnerFailure(source.key, f"http_{status}", permanent=not passing)
    expected = signature(source.secret, "answer", nonce, str(status), _digest(raw))
    if not hmac.compare_digest(expected, proof):
        raise PartnerFailure(source.key, "bad_signature", permanent=False)
    return _read(source, raw)


def _exchange(
    source: Source, address: SplitResult, path: str, body: bytes, nonce: str, give_up_at: float
) -> tuple[int, bytes, str]:
    moment = clock.now().isoformat(timespec="seconds")
    target = f"{address.path}{path}"
    proof = signature(source.secret, "question", source.office, moment, nonce, path, _digest(body))
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=SECONDS)
    try:
        connection.request(
            "POST",
            target,
            body,
            {
                "Content-Type": "application/json",
                "Amt-Office": source.office,
                "Amt-Time": moment,
                "Amt-Nonce": nonce,
                "Amt-Signature": proof,
            },
        )
        # An answer that ends its connection takes the socket away from it.
        wire = connection.sock
        _allow_rest(wire, give_up_at)
        with connection.getresponse() as answer:
            raw = _read_until(wire, answer, give_up_at)
            return answer.status, raw, answer.headers.get("Amt-Signature", "")
    finally:
        connection.close()


def _read_until(wire: socket.socket, answer: http.client.HTTPResponse, give_up_at: float) -> bytes:
    pieces, size = [], 0
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise ValueError("too large")
        if not answer.isclosed():
            _allow_rest(wire, give_up_at)
    return b"".join(pieces)


def _allow_rest(wire: socket.socket, give_up_at: float) -> None:
    rest = give_up_at - time.monotonic()
    if rest <= 0:
        raise TimeoutError
    wire.settimeout(rest)


def _read(source: Source, raw: bytes) -> dict[str, Any]:
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        raise PartnerFailure(source.key, "no_json", permanent=False) from None
    if not isinstance(told, dict):
        raise PartnerFailure(source.key, "no_json", permanent=False)
    return told


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
