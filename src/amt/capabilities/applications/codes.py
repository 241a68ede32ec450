"""The code that opens the status without an account; see identity's codes for how it is kept."""

from __future__ import annotations

from amt.capabilities.identity.services import codes

_PURPOSE = "amt.applications.code"


def new_seed() -> str:
    """Make the random part from which a code follows."""
    return codes.new_seed()


def derive(seed: str) -> str:
    """Return the code of a seed, in three groups of four: `7K3M-PX4C-9ABD`."""
    return codes.derive(seed, purpose=_PURPOSE)


def recover(seed: str, digest: str) -> str | None:
    """Return the code once more, or None when the key it was made with is gone."""
    return codes.recover(seed, digest, purpose=_PURPOSE)


def fits(typed: str, digest: str) -> bool:
    """Tell whether a typed code is the one behind a digest, in constant time."""
    return codes.fits(typed, digest)


def of_call(seed: str) -> str:
    """Return the code that will open what is filled in during a call, empty without seed."""
    return derive(seed) if seed else ""
