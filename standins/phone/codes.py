"""Time-based one-time codes (RFC 6238, six digits, thirty seconds, SHA-1 as authenticators use)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct

STEP_SECONDS = 30


def code_at(secret: str, moment: float) -> str:
    """Return the code of a base32 secret at a moment in seconds since 1970."""
    counter = struct.pack(">Q", int(moment) // STEP_SECONDS)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def seconds_left(moment: float) -> int:
    """Return for how many seconds the code of a moment still holds."""
    return STEP_SECONDS - int(moment) % STEP_SECONDS
