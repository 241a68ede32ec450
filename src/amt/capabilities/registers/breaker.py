"""A register that has just failed is not asked again at once: nobody waits for it in a row.

Kept in the process, because it only saves waiting; the register itself is asked again after
`SECONDS` by whoever comes next.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from amt.kernel.errors import PartnerFailure

SECONDS = 5.0

_failed_at: dict[str, float] = {}
_lock = threading.Lock()


@contextmanager
def around(key: str) -> Iterator[None]:
    """Run a question to a register, unless it failed a moment ago.

    :raises PartnerFailure: at once while the last failure is fresh, else whatever it raises.
    """
    with _lock:
        failed_at = _failed_at.get(key)
    if failed_at is not None and time.monotonic() - failed_at < SECONDS:
        raise PartnerFailure(key, "failed_just_now", permanent=False)
    try:
        yield
    except PartnerFailure as failure:
        if not failure.permanent:
            with _lock:
                _failed_at[key] = time.monotonic()
        raise
    with _lock:
        _failed_at.pop(key, None)


def forget() -> None:
    """Ask every register again (tests)."""
    with _lock:
        _failed_at.clear()
