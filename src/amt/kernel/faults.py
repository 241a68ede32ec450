"""Named points at which a test may let a process die, to prove that work resumes once.

Outside a test `settings.AMT.crash_at` is empty and a point costs one comparison.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from django.conf import settings


def point(name: str) -> None:
    """Kill this process the hard way, once, if a test asked for it at this point."""
    if settings.AMT.crash_at != name:
        return
    done: Path = settings.AMT.data_dir / f"crashed-at-{name}"
    if done.exists():
        return
    done.touch()
    os.kill(os.getpid(), signal.SIGKILL)
