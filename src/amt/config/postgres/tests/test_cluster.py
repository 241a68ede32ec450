"""The own database server, with real servers: it starts, survives, keeps its data, and explains."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from amt.config.postgres.cluster import Cluster
from amt.config.postgres.explain import DatabaseCannotRun
from amt.config.postgres.places import SHARED_FOLDER, Owner, places_for
from amt.config.postgres.tests.ordinary import (
    as_ordinary_user,
    folder_of_ordinary_user,
    ordinary_user,
)

pytestmark = pytest.mark.slow

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user can reach; pytest's own is closed to others."""
    made = Path(tempfile.mkdtemp(prefix="amt-pg-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    """A running durable server."""
    made = Cluster(folder / "pg", durable=True)
    made.start()
    yield made
    made.stop()


def write_number(address: str, number: int) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number integer)")
        connection.execute("INSERT INTO kept VALUES (%s)", [number])


def numbers(address: str) -> list[int]:
    with psycopg.connect(address) as connection:
        return [row[0] for row in connection.execute("SELECT number FROM kept").fetchall()]


def kill_hard(cluster: Cluster) -> None:
    pid = cluster.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    give_up_at = time.monotonic() + 10
    while cluster.pid() is not None:
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def test_server_starts_and_answers(cluster: Cluster) -> None:
    with psycopg.connect(cluster.address) as connection:
        row = connection.execute("SELECT current_user, lower('ÄÖÜ')").fetchone()

    assert row == ("amt", "äöü")


def test_server_keeps_its_data_durably(cluster: Cluster) -> None:
    with psycopg.connect(cluster.address) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)


def test_role_of_the_product_is_no_superuser(cluster: Cluster) -> None:
    with psycopg.connect(cluster.address) as connection:
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = 'amt'").fetchone()

    assert row == (False,)


def test_second_start_adopts_the_running_server(cluster: Cluster, folder: Path) -> None:
    other = Cluster(folder / "pg", durable=True)

    other.start()

    assert other.pid() == cluster.pid()


def test_killed_server_starts_again_with_its_data(cluster: Cluster, folder: Path) -> None:
    write_number(cluster.address, 1)
    kill_hard(cluster)
    assert not cluster.is_running()

    other = Cluster(folder / "pg", durable=True)
    other.start()

    assert numbers(other.address) == [1]
    other.stop()


def test_server_outlives_a_killed_parent_and_is_adopted(folder: Path) -> None:
    code = (
        "import sys, os, signal; from pathlib import Path\n"
        "from amt.config.postgres.cluster import Cluster\n"
        "Cluster(Path(sys.argv[1]), durable=True).start()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(folder / "pg")], check=False)
    assert killed.returncode == -signal.SIGKILL
    cluster = Cluster(folder / "pg", durable=True)
    assert cluster.is_running()

    cluster.start()
    write_number(cluster.address, 2)

    assert numbers(cluster.address) == [2]
    cluster.stop()
    assert not cluster.is_running()


def test_stale_pid_file_of_another_process_is_no_hindrance(folder: Path) -> None:
    cluster = Cluster(folder / "pg", durable=True)
    cluster.start()
    write_number(cluster.address, 3)
    lines = (cluster.places.data / "postmaster.pid").read_text().splitlines()
    kill_hard(cluster)
    # The number was given to somebody else since, as after a restart of the machine.
    somebody = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (cluster.places.data / "postmaster.pid").write_text(
        "\n".join([str(somebody.pid), *lines[1:]]) + "\n"
    )
    try:
        cluster.start()

        assert numbers(cluster.address) == [3]
        assert somebody.poll() is None
    finally:
        somebody.kill()
        somebody.wait()
        cluster.stop()


def test_interrupted_first_start_is_made_good(folder: Path) -> None:
    half_done = folder / "pg" / "data.new"
    cluster = Cluster(folder / "pg", durable=False)
    cluster.start()
    cluster.stop()
    cluster.places.data.rename(half_done)

    cluster.start()

    assert cluster.is_running()
    cluster.stop()


def test_long_path_gets_a_short_socket(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    cluster = Cluster(deep, durable=False)

    cluster.start()

    assert len(os.fsencode(cluster.places.socket_folder)) < 80
    assert cluster.places.socket_folder.stat().st_mode & 0o777 == 0o700
    cluster.remove()
    assert not cluster.places.socket_folder.exists()


def test_other_users_cannot_come_in(cluster: Cluster) -> None:
    assert cluster.places.socket_folder.stat().st_mode & 0o077 == 0
    assert cluster.places.data.stat().st_mode & 0o077 == 0


def test_data_of_another_version_are_explained(folder: Path) -> None:
    cluster = Cluster(folder / "pg", durable=False)
    cluster.start()
    cluster.stop()
    (cluster.places.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(DatabaseCannotRun, match="were written by PostgreSQL 9"):
        Cluster(folder / "pg", durable=False).start()


def test_file_in_the_place_of_the_folder_is_explained(folder: Path) -> None:
    (folder / "pg").write_text("")

    with pytest.raises(DatabaseCannotRun, match="is not a folder"):
        Cluster(folder / "pg", durable=False).start()


def test_foreign_folder_is_explained(folder: Path) -> None:
    # Root makes a folder of its own; an ordinary user can only close the one around it.
    around = folder / "around"
    around.mkdir(mode=0o755 if AS_ROOT else 0o500)
    if AS_ROOT:
        (around / "pg").mkdir(mode=0o700)

    def start() -> str:
        try:
            Cluster(around / "pg", durable=False).start()
        except DatabaseCannotRun as fault:
            return str(fault)
        return ""

    said = as_ordinary_user(start)

    assert "is not open to this user" in said or "belongs to another user" in said


def test_full_disk_is_explained(folder: Path) -> None:
    cluster = Cluster(folder / "pg", durable=False)
    # A limit on the size of files is the disk that fills up, without needing one.
    code = (
        "import sys, resource, signal; from pathlib import Path\n"
        "from amt.config.postgres.cluster import Cluster\n"
        "from amt.config.postgres.explain import DatabaseCannotRun\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))\n"
        "try: Cluster(Path(sys.argv[1]), durable=False).start()\n"
        "except DatabaseCannotRun as fault: print(fault)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "pg")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "The database cannot run" in done.stdout
    assert "Traceback" not in done.stderr
    assert not cluster.is_running()
    assert not (folder / "pg" / "data").exists()


def test_ordinary_user_runs_a_server_of_their_own() -> None:
    def whole_life() -> tuple[int, list[int], bool]:
        cluster = Cluster(place / "pg", durable=True)
        write_number(cluster.start(), 7)
        owner = cluster.places.data.stat().st_uid
        kill_hard(cluster)
        cluster.start()
        kept = numbers(cluster.address)
        cluster.stop()
        return owner, kept, cluster.is_running()

    with folder_of_ordinary_user() as place:
        owner, kept, still_running = as_ordinary_user(whole_life)

    assert owner == ordinary_user()[0]
    assert kept == [7]
    assert not still_running


def test_folder_closed_to_the_servers_user_moves_the_data() -> None:
    # Root is played where the tests run as an ordinary user: the rule is pure.
    closed = Path(tempfile.mkdtemp(prefix="amt-closed-"))
    try:
        stranger = Owner(65_533, 65_533)
        assert not stranger.can_pass(closed)
        moved = places_for(closed / "pg", owner=stranger).is_elsewhere
    finally:
        closed.rmdir()

    assert moved is AS_ROOT


def test_moved_data_are_said_and_removed() -> None:
    closed = Path(tempfile.mkdtemp(prefix="amt-closed-"))
    said: list[str] = []
    cluster = Cluster(closed / "pg", durable=False, tell=said.append)

    cluster.start()
    assert cluster.is_running()
    cluster.remove()

    assert cluster.places.is_elsewhere is AS_ROOT
    assert bool(said) is AS_ROOT
    assert all(str(SHARED_FOLDER) in sentence for sentence in said)
    assert not cluster.places.folder.exists()
    shutil.rmtree(closed)
