"""Processes under supervision come back, stop when asked, and die with a killed parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amt.config.guard import Guard
from amt.config.supervisor.children import LARGEST_LOG, Child, Command, keep_small
from amt.config.supervisor.supervisor import Supervisor, keep_small_while_open

pytestmark = pytest.mark.slow

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
# A process with a child of its own, as a server with workers.
WITH_CHILD = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print(child.pid, flush=True); time.sleep(60)\n"
)
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.fixture
def guard() -> Iterator[Guard]:
    made = Guard()
    yield made
    made.release()


def child_of(code: str, folder: Path, guard: Guard) -> Child:
    command = Command(
        name="thing", words=(sys.executable, "-c", code), environment={}, folder=folder
    )
    return Child(command=command, log=folder / "thing.log", guard=guard)


def wait_until(condition: Callable[[], object], seconds: float = 15) -> None:
    give_up_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.05)


def lives(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_killed_child_comes_back_and_its_children_do_not_stay(tmp_path: Path, guard: Guard) -> None:
    child = child_of(WITH_CHILD, tmp_path, guard)
    child.start()
    wait_until(child.log.read_text)
    grandchild = int(child.log.read_text().split()[0])
    assert child.process is not None
    first = child.process.pid

    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not child.is_running())
    news: list[str | None] = []

    def is_back() -> bool:
        news.append(child.care())
        return child.is_running()

    wait_until(is_back)

    assert "ended (signal 9)" in str(news[0])
    assert news[-1] == "thing runs again"
    assert child.process.pid != first
    assert not lives(grandchild)
    child.make_stop()


def test_child_that_ends_at_once_is_started_less_and_less_often(
    tmp_path: Path, guard: Guard
) -> None:
    child = child_of("raise SystemExit(3)", tmp_path, guard)
    child.start()

    end = time.monotonic() + 4
    while time.monotonic() < end:
        child.care()
        time.sleep(0.05)

    assert 1 <= child.restarts <= 3


def test_supervisor_stops_also_what_does_not_listen(
    tmp_path: Path, guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amt.config.supervisor.supervisor.STOP_SECONDS", 1)
    supervisor = Supervisor(None, guard, lambda _: None)
    children = [child_of(code, tmp_path, guard) for code in (SLEEP, DEAF)]
    for child in children:
        supervisor.start(child)

    supervisor.stop()

    assert not any(child.is_running() for child in children)


def test_processes_die_with_a_killed_parent(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from amt.config.guard import Guard\n"
        "from amt.config.supervisor.children import Child, Command\n"
        "folder = Path(sys.argv[1]); guard = Guard()\n"
        "words = (sys.executable, '-c', sys.argv[2])\n"
        "command = Command(name='x', words=words, environment={}, folder=folder)\n"
        "child = Child(command=command, log=folder / 'x.log', guard=guard)\n"
        "child.start()\n"
        "print(child.process.pid, flush=True); time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path), WITH_CHILD], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    wait_until((tmp_path / "x.log").read_text)
    grandchild = int((tmp_path / "x.log").read_text())

    parent.kill()
    parent.wait()
    parent.stdout.close()

    wait_until(lambda: not lives(child) and not lives(grandchild))


def test_large_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("wb") as file:
        file.truncate(LARGEST_LOG + 1)

    keep_small(log)

    assert not log.exists()
    assert (tmp_path / "web.log.1").stat().st_size == LARGEST_LOG + 1


def test_open_log_is_emptied_in_place(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("ab") as file:
        file.truncate(LARGEST_LOG + 1)

        keep_small_while_open(log)
        file.write(b"next line\n")

    assert log.read_bytes() == b"next line\n"
