"""Running a program of this room over a file of a stranger, with nothing of the office in it.

The program limits its own memory; here its time is limited. A file that kills it kills no other.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from types import ModuleType

import structlog

from amt.capabilities.documents.models import Document

log = structlog.get_logger(__name__)

SECONDS = 25


class TookTooLong(Exception):
    """The program was stopped."""


def run(
    program: ModuleType, words: Sequence[str], document: Document, seconds: float = SECONDS
) -> subprocess.CompletedProcess[bytes]:
    """Run a module as a program of its own and return how it ended.

    :raises TookTooLong: when it did not end in time.
    """
    try:
        return subprocess.run(
            [sys.executable, "-I", "-m", program.__name__, *words],
            capture_output=True,
            timeout=seconds,
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as late:
        log.warning("documents.took_too_long", document=str(document.uuid), deed=words[0])
        raise TookTooLong from late
