"""The envelope of a message: signed by the sender, then encrypted for the receiver.

JWS (RFC 7515) with ES256 inside JWE (RFC 7516) with ECDH-ES+A256KW and A256GCM, both compact. No
other algorithm is accepted and no compression, so that nobody outside chooses how we read.
"""

from __future__ import annotations

import json
from typing import Any

from joserfc import jwe, jws
from joserfc.jwe import JWERegistry
from joserfc.jwk import ECKey, KeySet
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode

SIGNATURE = "ES256"
KEY_AGREEMENT = "ECDH-ES+A256KW"
ENCRYPTION = "A256GCM"
_HEADERS = {"alg", "enc", "kid", "cty", "epk"}
_LONGEST_HEADER = 1024
_LARGEST = 64 * 1024 * 1024


class Unreadable(Exception):
    """It is no envelope, or not one for us."""


class BadSignature(Exception):
    """It was not signed by the sender it names."""


class _SignatureRegistry(JWSRegistry):
    max_payload_length = _LARGEST


class _EncryptionRegistry(JWERegistry):
    max_ciphertext_length = _LARGEST


_signatures = _SignatureRegistry(algorithms=[SIGNATURE])
_encryptions = _EncryptionRegistry(algorithms=[KEY_AGREEMENT, ENCRYPTION])


def seal(claims: dict[str, Any], *, signing: KeySet, encryption: KeySet) -> str:
    """Return the envelope: signed with the first of our keys, for the first of theirs."""
    own, theirs = _first(signing), _first(encryption)
    content = json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
    signed = jws.serialize_compact(
        {"alg": SIGNATURE, "kid": own.kid}, content, own, registry=_signatures
    )
    header = {"alg": KEY_AGREEMENT, "enc": ENCRYPTION, "kid": theirs.kid, "cty": "JWS"}
    return jwe.encrypt_compact(header, signed, theirs, registry=_encryptions)


def unseal(raw: bytes, *, encryption: KeySet, signing: KeySet) -> dict[str, Any]:
    """Return the claims of an envelope: decrypted with ours, signature proved with theirs.

    :raises Unreadable: when it is no envelope for us.
    :raises BadSignature: when the sender's key did not sign it.
    """
    try:
        _require_plain_header(raw)
        signed = jwe.decrypt_compact(raw, encryption, registry=_encryptions).plaintext
    except Exception as fault:
        # Bytes of strangers: whatever they break in the library is their fault, not a defect.
        raise Unreadable from fault
    try:
        content = jws.deserialize_compact(signed or b"", signing, registry=_signatures).payload
    except Exception as fault:
        # As above; an unknown key is no signature of theirs either.
        raise BadSignature from fault
    try:
        claims = json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError) as fault:
        raise Unreadable from fault
    if not isinstance(claims, dict):
        raise Unreadable
    return claims


def _first(keys: KeySet) -> ECKey:
    key = keys.keys[0]
    if not isinstance(key, ECKey):
        raise TypeError("a key of another type than EC")
    return key


def _require_plain_header(raw: bytes) -> None:
    head = raw.partition(b".")[0]
    if len(head) > _LONGEST_HEADER:
        raise Unreadable
    header = json.loads(urlsafe_b64decode(head))
    if not isinstance(header, dict) or not set(header) <= _HEADERS or "kid" not in header:
        raise Unreadable


def _refuse(constant: str) -> None:
    raise ValueError(constant)
