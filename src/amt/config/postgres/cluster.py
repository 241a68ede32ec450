"""Start, adopt and stop the own database server.

A server that still runs after its parent died is adopted; one that was killed is started again and
recovers by itself. Settings are durable unless the data are made to be thrown away (tests).
"""

from __future__ import annotations

import fcntl
import locale
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from amt.config.postgres.explain import DatabaseCannotRun, explain_error, explain_log
from amt.config.postgres.places import (
    DATABASE,
    ROLE,
    SHARED_FOLDER,
    SOCKET_NAME,
    Owner,
    Places,
    make_folder,
    places_for,
)
from amt.config.postgres.programs import Programs, choose_programs

ADMINISTRATOR = "amt_admin"
START_SECONDS = 120
STOP_SECONDS = 30
RETRY_SECONDS = 15
BUILTIN_LOCALES_SINCE = 17
NO_PROCESS = 2**30

ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    # Parallel queries want /dev/shm, which containers keep small; ours are short anyway.
    "max_parallel_workers_per_gather": "0",
    "log_min_messages": "warning",
    # Statements and details of errors can hold personal data.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "%m ",
}
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


class Cluster:
    """One database server of our own."""

    def __init__(
        self,
        folder: Path,
        *,
        durable: bool,
        tell: Callable[[str], None] = lambda _: None,
        programs: Programs | None = None,
        owner: Owner | None = None,
    ) -> None:
        self.places: Places = places_for(folder, owner=owner)
        self._durable = durable
        self._tell = tell
        self._programs = programs
        self._process: subprocess.Popen[bytes] | None = None
        as_root = os.geteuid() == 0
        self._user = self.places.owner.uid if as_root else None
        self._group = self.places.owner.gid if as_root else None
        self._more_groups: list[int] | None = [] if as_root else None

    @property
    def address(self) -> str:
        """The address for `DATABASE_URL`."""
        return self.places.address

    def start(self) -> str:
        """Start the server, or adopt it where it already runs, and return its address.

        :raises DatabaseCannotRun: with a sentence that says what is in the way.
        """
        try:
            self._prepare_folders()
            with self._only_one_starts():
                if not self.is_running():
                    self._start()
        except OSError as error:
            raise explain_error(error, self.places.folder) from error
        return self.address

    def is_running(self) -> bool:
        """Say whether the server answers."""
        pid = self.pid()
        return pid is not None and self._is_ready() and self._answers()

    def pid(self) -> int | None:
        """Return the process that holds the data, if it lives."""
        lines = self._pid_file_lines()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        if self._process is not None and self._process.pid == pid:
            self._process.poll()
        return pid if _serves(pid, self.places.data) else None

    def stop(self) -> None:
        """Stop the server: connections are ended, nothing that was committed is lost."""
        for order, patience in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5)):
            pid = self.pid()
            if pid is None:
                break
            os.kill(pid, order)
            if _wait_for(lambda: self.pid() is None, patience):
                break
        if self._process is not None:
            self._process.wait(STOP_SECONDS)

    def remove(self) -> None:
        """Stop the server and delete its data.

        :raises OSError: when something cannot be deleted.
        """
        self.stop()
        for folder in (self.places.socket_folder, self.places.folder):
            if folder.exists():
                shutil.rmtree(folder)

    def _prepare_folders(self) -> None:
        places = self.places
        if places.is_elsewhere:
            SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
            self._tell(
                f"The database keeps its data in {places.folder}, because its user may not go "
                f"into {places.requested}."
            )
        make_folder(places.folder, places.owner)
        if places.is_elsewhere:
            note = f"{places.requested}\n"
            (places.folder / "belongs-to.txt").write_text(note, encoding="utf-8")
        make_folder(places.socket_folder, places.owner)

    @contextmanager
    def _only_one_starts(self) -> Iterator[None]:
        with (self.places.folder / "start.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        programs = self._reachable(self._programs or choose_programs(self.places.data))
        if not (self.places.data / "PG_VERSION").exists():
            self._initialise(programs)
        self._write_access_rules()
        self._forget_unburied_server()
        give_up_at = time.monotonic() + RETRY_SECONDS
        while True:
            log = self._try_to_start(programs)
            if log is None:
                return
            # The last children of a killed server need a moment to notice.
            passing = "pre-existing shared memory" in log or "lock file" in log
            if not passing or time.monotonic() > give_up_at:
                raise explain_log(log, folder=self.places.folder, socket=self.places.socket_folder)
            time.sleep(0.2)

    def _forget_unburied_server(self) -> None:
        """Let PostgreSQL see that a server is dead whose number still counts as taken.

        Its parent never asked after it, or the number was given to another program since. Only
        the number is replaced, by one that no process can have: the rest of the file guards
        against children that still use the data.
        """
        for file in (
            self.places.data / "postmaster.pid",
            self.places.socket_folder / f"{SOCKET_NAME}.lock",
        ):
            lines = _lines_of(file)
            if (
                lines
                and lines[0].strip().isdigit()
                and not _serves(int(lines[0]), self.places.data)
            ):
                file.write_text("\n".join([str(NO_PROCESS), *lines[1:]]) + "\n", encoding="utf-8")

    def _try_to_start(self, programs: Programs) -> str | None:
        """Return nothing when the server runs, else what it said."""
        settings = {
            **ALWAYS,
            **({} if self._durable else THROW_AWAY),
            "unix_socket_directories": str(self.places.socket_folder),
        }
        command = [programs.path_of("postgres"), "-D", str(self.places.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if self._process is not None:
            self._process.wait(STOP_SECONDS)
        log_path = self.places.log
        with log_path.open("wb") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                start_new_session=True, user=self._user, group=self._group,
                extra_groups=self._more_groups,
            )  # fmt: skip
        process = self._process
        settled = _wait_for(lambda: process.poll() is not None or self.is_running(), START_SECONDS)
        if settled and process.poll() is None:
            return None
        if not settled:
            process.send_signal(signal.SIGQUIT)
        return log_path.read_text(encoding="utf-8", errors="replace") or "no answer in time"

    def _initialise(self, programs: Programs) -> None:
        # Made aside and moved at the end, so that an interrupted start leaves nothing half done.
        fresh = self.places.folder / "data.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        command = [
            programs.path_of("initdb"), "-D", str(fresh), "-U", ADMINISTRATOR, "--encoding=UTF8",
            "--auth-local=peer", "--auth-host=reject", *_locale_options(programs.major),
        ]  # fmt: skip
        if not self._durable:
            command.append("--no-sync")
        self._run(command)
        statements = (
            f"CREATE ROLE {ROLE} LOGIN CREATEDB;\nCREATE DATABASE {DATABASE} OWNER {ROLE};\n"
        )
        single = [programs.path_of("postgres"), "--single", "-D", str(fresh)]
        if not self._durable:
            single += ["-c", "fsync=off"]
        self._run([*single, "template1"], statements)
        fresh.rename(self.places.data)

    def _run(self, command: list[str], given: str = "") -> None:
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, check=False, cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, user=self._user, group=self._group,
            extra_groups=self._more_groups,
        )  # fmt: skip
        said = done.stdout + done.stderr
        if done.returncode != 0 or "FATAL" in said or "ERROR" in said:
            raise explain_log(said, folder=self.places.folder, socket=self.places.socket_folder)

    def _write_access_rules(self) -> None:
        """Let in the user who starts the product, and nobody else."""
        user = pwd.getpwuid(os.geteuid()).pw_name
        rules = {
            "pg_hba.conf": "local all all peer map=amt\n",
            "pg_ident.conf": f'amt "{user}" {ROLE}\namt "{user}" {ADMINISTRATOR}\n',
        }
        for name, text in rules.items():
            file = self.places.data / name
            file.write_text(text, encoding="utf-8")
            if os.geteuid() == 0:
                os.chown(file, self.places.owner.uid, self.places.owner.gid)

    def _reachable(self, programs: Programs) -> Programs:
        """Copy the wheel's programs to where the server's user may go, where it may not."""
        if os.geteuid() != 0 or self.places.owner.can_pass(programs.folder):
            return programs
        if not programs.bundle:
            raise DatabaseCannotRun(
                f"The database cannot run: its user may not go into {programs.folder}."
            )
        target = SHARED_FOLDER / f"programs-{programs.major}"
        root = programs.bundle[0].parent
        if not target.exists():
            fresh = target.with_suffix(".new")
            shutil.rmtree(fresh, ignore_errors=True)
            for part in programs.bundle:
                shutil.copytree(part, fresh / part.relative_to(root), symlinks=True)
            fresh.chmod(0o755)
            fresh.rename(target)
        return Programs(folder=target / programs.folder.relative_to(root), major=programs.major)

    def _pid_file_lines(self) -> list[str]:
        return _lines_of(self.places.data / "postmaster.pid")

    def _is_ready(self) -> bool:
        return any(line.strip() == "ready" for line in self._pid_file_lines()[7:8])

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(2)
            try:
                connection.connect(str(self.places.socket_folder / SOCKET_NAME))
            except OSError:
                return False
        return True


def _locale_options(major: int) -> list[str]:
    # Upper and lower case of umlauts must not depend on the machine; sorting is done in Python.
    if major >= BUILTIN_LOCALES_SINCE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return ["--locale=C"]
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return ["--locale=C.UTF-8"]


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []


def _serves(pid: int, data: Path) -> bool:
    """Say whether a process lives and is, as far as can be seen, the server of a data folder."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        # Empty for a zombie: a killed server stays one until whoever started it looks.
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return not Path("/proc/self/cmdline").exists()
    return os.fsencode(data) in words


def _wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    give_up_at = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.02)
    return True
