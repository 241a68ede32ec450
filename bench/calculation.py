"""One explained calculation: facts in, proposal with all its steps out."""

from __future__ import annotations

import time

from amt.procedures.wohngeld.rules.probe import bench_one
from bench.rows import Row, percentile

ROUNDS = 2000
TARGET_MILLISECONDS = 0.5


def measure() -> list[Row]:
    """Measure one explained calculation of a household of three."""
    for _ in range(200):
        bench_one()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        bench_one()
        times.append((time.perf_counter() - start) * 1000)
    middle = percentile(times, 0.5)
    return [
        Row(
            "one explained calculation (household of three)",
            f"under {TARGET_MILLISECONDS} ms",
            f"{middle:.3f} ms (p50), {percentile(times, 0.99):.3f} ms (p99), n = {ROUNDS}",
            middle < TARGET_MILLISECONDS,
        )
    ]
