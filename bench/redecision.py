"""20,000 running grants decided once more: trial, sample, release, decisions, with kill -9 between.

A database server of its own with durable settings; the worker is a process of its own and is killed
in the middle, another takes its jobs back. Counted is the time of the decisions, kill included.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from amt.config.postgres.cluster import Cluster
from bench.rows import Row

ROOT = Path(__file__).resolve().parents[1]
COUNT = 20_000
TARGET_SECONDS = 300
KINDS = {"allowance": "invented allowance", "wohngeld": "Wohngeld"}


def measure(count: int = COUNT) -> list[Row]:
    """Make so many running grants of each kind and decide them once more."""
    return [row for kind in KINDS for row in _rows(_measured(kind, count), kind, count)]


def _measured(kind: str, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="amt-bench-") as name:
        folder = Path(name)
        # The server runs as another user when this runs as root.
        folder.chmod(0o711)
        cluster = Cluster(folder / "pg", durable=True)
        try:
            return _inside(cluster.start(), folder, kind, count)
        finally:
            cluster.remove()


def _inside(address: str, folder: Path, kind: str, count: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside_redecision", str(count), kind],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "amt.config.settings.test",
            "DATABASE_URL": address,
            "AMT_DATA_DIR": str(folder / "data"),
            "AMT_FILES_DIR": str(folder / "files"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-4000:])
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _rows(made: dict[str, float], kind: str, count: int) -> list[Row]:
    whole = made["doubled"] == 0 and made["lost"] == 0
    decided = made["decide_seconds"]
    return [
        Row(
            f"{count:,} running grants ({KINDS[kind]}) decided once more, "
            "worker killed (-9) in the middle",
            f"under {TARGET_SECONDS} s, none doubled, none lost",
            f"{decided:.0f} s ({decided * 1000 / count:.1f} ms a grant), "
            f"{made['doubled']:.0f} doubled, {made['lost']:.0f} lost",
            whole and decided < TARGET_SECONDS,
        ),
        Row(
            what=f"the trial before it ({KINDS[kind]}), nothing written to any case",
            target="",
            result=f"{made['try_seconds']:.0f} s",
            good=True,
        ),
    ]
