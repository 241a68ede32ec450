"""The whole demo as a person starts it: it opens, survives, says what is in the way, and closes."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amt.config.postgres.cluster import Cluster
from amt.config.supervisor.ports import free_port

pytestmark = pytest.mark.slow

AMT = (sys.executable, "-m", "amt.config.cli")


class Demo:
    """A demo in a folder of its own, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "demo"
        self.port = free_port("127.0.0.1", 20_000 + os.getpid() % 20_000)
        self.output = folder / "output.txt"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("AMT_")
            and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
        }

    def start(self) -> None:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*AMT, "demo", "--port", str(self.port), "--data", str(self.folder)],
                env=self.environment,
                stdout=output,
                stderr=output,
            )
        wait_until(lambda: "The office is open" in self.said() or self.has_ended(), 120)
        assert "The office is open" in self.said(), self.said() + self.log("prepare")

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def log(self, name: str) -> str:
        file = self.folder / "logs" / f"{name}.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*AMT, *words], env=self.environment, capture_output=True, text=True, check=False
        )

    def answers(self, path: str = "/health/ready") -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=5
            ) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def processes(self) -> list[int]:
        """List all processes that know the folder, the database's children left out."""
        mark = os.fsencode(self.folder)
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                known = (path / "cmdline").read_bytes() + (path / "environ").read_bytes()
            except OSError:
                continue
            if mark in known and int(path.name) != os.getpid():
                found.append(int(path.name))
        return found

    def find_process(self, *words: str) -> int | None:
        """Find the process of the supervisor, not a worker below it, with those words."""
        for pid in self.processes():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ")
            except OSError:
                continue
            if os.getpgid(pid) == pid and all(word in command for word in words):
                return pid
        return None

    def stop(self) -> None:
        if self.process is not None and not self.has_ended():
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    """One demo for all tests of this file, in the order of a day."""
    folder = Path(tempfile.mkdtemp(prefix="amt-demo-"))
    folder.chmod(0o755)
    made = Demo(folder)
    made.start()
    yield made
    made.stop()
    Cluster(made.folder / "postgres", durable=True).remove()
    shutil.rmtree(folder, ignore_errors=True)


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    give_up_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.1)


def test_demo_prints_address_and_logins(demo: Demo) -> None:
    assert f"http://localhost:{demo.port}" in demo.said()
    logins = json.loads((demo.folder / "logins.json").read_text(encoding="utf-8"))
    assert logins
    assert all(login["name"] in demo.said() for login in logins)


def test_start_page_and_health_answer(demo: Demo) -> None:
    assert demo.answers("/")
    assert demo.answers("/health/live")
    assert demo.answers("/health/ready")


def test_logs_are_json_without_paths(demo: Demo) -> None:
    assert demo.answers("/")

    lines = [json.loads(line) for line in demo.log("web").splitlines() if line.startswith("{")]
    answered = [line for line in lines if line["event"] == "http.request_answered"]
    assert answered
    assert all(re.fullmatch(r"\w{4}-\w{4}", line["request_id"]) for line in answered)
    assert all("path" not in line for line in answered)


def test_second_start_says_that_it_already_runs(demo: Demo) -> None:
    done = demo.run("demo", "--port", str(demo.port + 50), "--data", str(demo.folder))

    assert done.returncode == 1
    assert f"already running: http://localhost:{demo.port}" in done.stderr


def test_taken_port_is_said(demo: Demo, tmp_path: Path) -> None:
    done = demo.run("demo", "--port", str(demo.port), "--data", str(tmp_path / "other"))

    assert done.returncode == 1
    assert f"Port {demo.port} is already used" in done.stderr
    assert "Traceback" not in done.stderr


def test_running_demo_is_not_reset(demo: Demo) -> None:
    done = demo.run("demo-reset", "--data", str(demo.folder))

    assert done.returncode == 1
    assert "already running" in done.stderr
    assert demo.answers()


@pytest.mark.parametrize(
    "words", [("granian", "wsgi"), ("amt.config.cli", "urgent"), ("standins.smtp",)]
)
def test_killed_process_comes_back(demo: Demo, words: tuple[str, ...]) -> None:
    pid = demo.find_process(*words)
    assert pid is not None

    os.kill(pid, signal.SIGKILL)

    wait_until(lambda: pid not in demo.processes())
    wait_until(lambda: demo.find_process(*words))
    wait_until(demo.answers)


def test_killed_database_comes_back(demo: Demo) -> None:
    cluster = Cluster(demo.folder / "postgres", durable=True)
    pid = cluster.pid()
    assert pid is not None

    os.kill(pid, signal.SIGKILL)

    wait_until(lambda: cluster.pid() not in {None, pid})
    wait_until(demo.answers)


def test_nothing_outlives_a_killed_demo_and_the_data_are_kept(demo: Demo) -> None:
    kept = (demo.folder / "files" / "kept.txt").write_text("kept")
    assert demo.process is not None

    demo.process.kill()
    demo.process.wait()
    wait_until(lambda: not demo.processes())

    assert not Cluster(demo.folder / "postgres", durable=True).is_running()
    demo.start()
    assert demo.answers()
    assert len((demo.folder / "files" / "kept.txt").read_text()) == kept


def test_ctrl_c_closes_within_seconds_and_leaves_nobody(demo: Demo) -> None:
    assert demo.process is not None
    began = time.monotonic()

    demo.process.send_signal(signal.SIGINT)
    code = demo.process.wait(60)

    assert code == 0
    assert time.monotonic() - began < 15
    assert "The data stay in" in demo.said()
    wait_until(lambda: not demo.processes(), 10)


def test_reset_takes_everything_away(demo: Demo) -> None:
    done = demo.run("demo-reset", "--data", str(demo.folder))

    assert done.returncode == 0, done.stderr
    assert not demo.folder.exists()
    assert not Cluster(demo.folder / "postgres", durable=True).places.folder.exists()
