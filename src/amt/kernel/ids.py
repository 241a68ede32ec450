"""The three ids of a thing: `id` inside, `uuid` outside, `reference` spoken.

References are read out on the phone and typed from paper, so they use an alphabet without letters
that look or sound alike, and end in a check character. The alphabet has a prime number of
characters, so that the check finds every single wrong one.
"""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "3456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 12
_SPOKEN_AS = str.maketrans({"O": "Q", "0": "Q", "I": "J", "1": "J", "L": "J", "U": "V", "2": "Z"})


def _check_character(body: str) -> str:
    total = sum((position + 1) * ALPHABET.index(c) for position, c in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def new_reference(prefix: str, year: int) -> str:
    """Make a reference such as `WOG-26-7K3M-PX4C`: prefix, year, seven random characters, check."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(7))
    checked = body + _check_character(body)
    return f"{prefix}-{year % 100:02d}-{checked[:4]}-{checked[4:]}"


def normalise_reference(typed: str) -> str:
    """Bring a typed reference into its stored form: capitals, hyphens where they belong."""
    bare = "".join(c for c in typed.upper() if c.isalnum())
    head, tail = bare[:-8], bare[-8:]
    prefix, year = head[:-2], head[-2:]
    return f"{prefix}-{year}-{tail[:4]}-{tail[4:]}" if len(bare) > 10 else bare


def is_reference(reference: str) -> bool:
    """Tell whether the check character of a normalised reference fits."""
    parts = reference.split("-")
    if len(parts) != 4 or not parts[1].isdigit():
        return False
    tail = parts[2] + parts[3]
    if len(tail) != 8 or any(c not in ALPHABET for c in tail):
        return False
    return _check_character(tail[:7]) == tail[7]


def new_code() -> str:
    """Make a secret code of twelve characters (58 bits), in three groups: `7K3M-PX4C-9ABD`."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(code[i : i + 4] for i in range(0, _CODE_LENGTH, 4))


def normalise_code(typed: str) -> str:
    """Bring a typed code into the form it was issued in."""
    bare = "".join(c for c in typed.upper() if c.isalnum()).translate(_SPOKEN_AS)
    return "-".join(bare[i : i + 4] for i in range(0, len(bare), 4))


def digest_of(secret: str) -> str:
    """Return the digest under which a secret code is stored; the code itself never is."""
    return hashlib.sha256(normalise_code(secret).encode()).hexdigest()
