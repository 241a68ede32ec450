"""The invented list of streets of both cities; only the demo has it, the stand-ins write it."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

from amt.capabilities.authorities import services as authorities
from amt.kernel.actors import SYSTEM

PROJECT = Path(__file__).resolve().parents[4]
LIST = "streets.csv"


def seed_streets(*, folder: Path, at: datetime) -> None:
    """Load the list once; that its file lies in the folder of the demo says that it is loaded."""
    target = folder / LIST
    if target.exists():
        return
    written = folder / f"new-{LIST}"
    subprocess.run(
        [sys.executable, "-m", "standins.registers.streets", str(written)], cwd=PROJECT, check=True
    )
    authorities.load_streets(path=written, actor=SYSTEM, at=at)
    written.replace(target)
