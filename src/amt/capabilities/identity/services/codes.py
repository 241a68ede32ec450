"""Codes that open something without an account.

A code is never stored: it follows from a stored seed and the installation's secret key, so that its
owner can see it again while somebody who holds only the database cannot. The digest proves it,
also after the key was changed.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from amt.kernel.ids import ALPHABET, digest_of

_LENGTH = 12


def new_seed() -> str:
    """Make the random part from which a code follows."""
    return secrets.token_hex(32)


def derive(seed: str, *, purpose: str, secret_key: str | bytes | None = None) -> str:
    """Return the code of a seed, in three groups of four: `7K3M-PX4C-9ABD`.

    `purpose` keeps codes of different kinds apart, such as `amt.identity.invitation`.
    """
    digest = salted_hmac(purpose, seed, secret=secret_key, algorithm="sha256").digest()
    number = int.from_bytes(digest, "big")
    signs = []
    for _ in range(_LENGTH):
        number, index = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[index])
    code = "".join(signs)
    return "-".join(code[i : i + 4] for i in range(0, _LENGTH, 4))


def recover(seed: str, digest: str, *, purpose: str) -> str | None:
    """Return the code once more, or None when the key it was made with is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        code = derive(seed, purpose=purpose, secret_key=key)
        if constant_time_compare(digest_of(code), digest):
            return code
    return None


def fits(typed: str, digest: str) -> bool:
    """Tell whether a typed code is the one behind a digest, in constant time."""
    return constant_time_compare(digest_of(typed), digest)
