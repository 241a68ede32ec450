"""`python -m bench.inside_redecision COUNT KIND`, on an empty database: grants made and decided.

The letters that follow are left waiting: each takes a seventh of a second and holds up nothing.
Prints one JSON object with seconds and with how many decisions were doubled or lost.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import django

PATIENCE_SECONDS = 1_800


def main() -> int:
    """Make, try, release, decide, kill, decide, count."""
    django.setup()
    from bench.running_grants import Bench  # noqa: PLC0415 - needs loaded models

    bench = Bench(int(sys.argv[1]), sys.argv[2])
    worker = [sys.executable, "-m", bench.benefit.worker]
    bench.make()
    begun = time.monotonic()
    subprocess.run([*worker, "bulk", "urgent"], check=True)
    tried = time.monotonic() - begun
    bench.release()
    begun = time.monotonic()
    subprocess.run([*worker, "urgent"], check=True)
    work_until(worker, lambda: bench.decided() >= bench.half)
    bench.take_back_jobs()
    work_until(worker, bench.is_done)
    decided = time.monotonic() - begun
    measured = {"try_seconds": tried, "decide_seconds": decided}
    print(json.dumps({**measured, "doubled": bench.doubled(), "lost": bench.lost()}))
    return 0


def work_until(worker: list[str], enough: Callable[[], bool]) -> None:
    """Let a worker take bulk jobs and kill it hard (-9) when it has done enough."""
    process = subprocess.Popen([*worker, "bulk"])
    end = time.monotonic() + PATIENCE_SECONDS
    while not enough():
        if process.poll() is not None or time.monotonic() > end:
            raise TimeoutError("the worker did not do its work")
        time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)


if __name__ == "__main__":
    sys.exit(main())
