"""Making invented people, asking their register over HTTP, and going on while it is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from amt.capabilities.registers.testing.sources import lay_out
from bench import overlapping
from bench.rows import Row, percentile
from standins.running import running

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = 100_000
TARGET_SECONDS = 60
TARGET_MILLISECONDS = 200


def measure() -> list[Row]:
    """Make people for both registers, then look up some of them one after the other."""
    with tempfile.TemporaryDirectory(prefix="amt-bench-registers-") as name:
        folder = Path(name)
        _, files = lay_out(folder, urls={})
        words = [sys.executable, "-m", "standins.registers.generate", "--persons", str(PEOPLE)]
        begun = time.monotonic()
        subprocess.run(
            [*words, "--into", str(folder / "standins")], cwd=ROOT, check=True, capture_output=True
        )
        seconds = time.monotonic() - begun
        with running("registers.residents", files["residents"], folder / "notes.json") as made:
            lay_out(folder, urls={"residents": made.url})
            times = ask(folder)
    middle = percentile(times, 0.5)
    return [
        Row(
            f"{PEOPLE:,} invented people for both registers (`amt registers generate`)",
            f"under {TARGET_SECONDS} s",
            f"{seconds:.0f} s",
            seconds < TARGET_SECONDS,
        ),
        Row(
            f"one look-up in the register of residents over HTTP, {PEOPLE:,} people",
            f"under {TARGET_MILLISECONDS} ms; after 2 s it counts as down",
            f"{middle:.0f} ms (p50), {percentile(times, 0.9):.0f} ms (p90), n = {len(times)}",
            middle < TARGET_MILLISECONDS,
        ),
        *overlapping.measure(),
    ]


def ask(folder: Path) -> list[float]:
    """Return how long each question took, in milliseconds."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "amt.config.settings.test"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside_registers", str(folder), str(PEOPLE)],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    times: list[float] = json.loads(done.stdout)
    return times
