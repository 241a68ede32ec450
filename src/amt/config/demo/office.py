"""Open the office: database, tables, people, then all processes under one supervisor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from amt.config.demo.folder import ADDRESSES, DemoFolder
from amt.config.guard import Guard
from amt.config.postgres.cluster import Cluster
from amt.config.supervisor.children import Child, Command
from amt.config.supervisor.ports import free_port, require_free_port
from amt.config.supervisor.supervisor import StopAsked, Supervisor

PROJECT = Path(__file__).resolve().parents[4]
LOCAL = "127.0.0.1"


class PreparationFailed(RuntimeError):
    """Tables or people could not be made; the message says where the reason stands."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the processes of the demo listen."""

    host: str
    port: int
    live_port: int
    phone_port: int
    mail_port: int
    hospital_port: int
    familienkasse_port: int
    bank_port: int
    residents_port: int
    civil_status_port: int
    scanner_port: int

    @property
    def site(self) -> str:
        """The address that a person opens."""
        return f"http://localhost:{self.port}"

    @property
    def live(self) -> str:
        """The address of live updates."""
        return f"http://localhost:{self.live_port}"


def choose_address(host: str, port: int) -> Address:
    """Choose all ports beside the one that was asked for.

    :raises PortTaken: when the port that was asked for cannot be used.
    """
    require_free_port(host, port)
    live_port = free_port(host, port + 1)
    phone_port = free_port(host, live_port + 1)
    hospital_port = free_port(host, phone_port + 1)
    familienkasse_port = free_port(host, hospital_port + 1)
    bank_port = free_port(host, familienkasse_port + 1)
    residents_port = free_port(host, bank_port + 1)
    return Address(
        host=host,
        port=port,
        live_port=live_port,
        phone_port=phone_port,
        mail_port=free_port(LOCAL, port + 25),
        hospital_port=hospital_port,
        familienkasse_port=familienkasse_port,
        bank_port=bank_port,
        residents_port=residents_port,
        civil_status_port=free_port(host, residents_port + 1),
        scanner_port=free_port(LOCAL, port + 35),
    )


def run_office(folder: DemoFolder, host: str, port: int) -> int:
    """Run the demo until Ctrl-C.

    :raises FolderRefused: when the data folder cannot be used or a demo runs in it.
    :raises PortTaken: when the port cannot be used.
    :raises DatabaseCannotRun: when the database cannot be started.
    :raises PreparationFailed: when tables or people cannot be made.
    """
    lock = folder.take()
    address = choose_address(host, port)
    folder.note(address.site)
    own_database = not os.environ.get("DATABASE_URL")
    cluster = Cluster(folder.database, durable=True, tell=say) if own_database else None
    guard = Guard(keep_open=[lock])
    supervisor = Supervisor(cluster, guard, say)
    supervisor.listen_to_signals()
    try:
        say("opening the office ...")
        environment = environment_of(folder, address)
        if cluster is not None:
            environment["DATABASE_URL"] = cluster.start()
            guard.watch_server(cluster.pid() or 0)
        note_addresses(folder, address)
        prepare(folder, environment)
        for command in commands(folder, address, environment):
            log = folder.logs / f"{command.name}.log"
            supervisor.start(Child(command=command, log=log, guard=guard))
        supervisor.run(
            is_ready=lambda: answers(f"http://{LOCAL}:{port}/health/ready"),
            on_ready=lambda: welcome(folder, address),
        )
    except StopAsked:
        pass
    finally:
        say("closing the office ...")
        supervisor.stop()
        guard.release()
        folder.leave()
    say(f"closed. The data stay in {folder.path}.")
    return 0


def environment_of(folder: DemoFolder, address: Address) -> dict[str, str]:
    """Return the variables of all processes."""
    return {
        "DJANGO_SETTINGS_MODULE": "amt.config.settings.demo",
        "PYTHONUNBUFFERED": "1",
        "AMT_DATA_DIR": str(folder.path),
        "AMT_FILES_DIR": str(folder.path / "files"),
        "AMT_CLOCK_FILE": str(folder.path / "clock.json"),
        "AMT_BASE_URL": address.site,
        "AMT_LIVE_URL": address.live,
        "AMT_ALLOWED_HOSTS": "localhost,127.0.0.1" if address.host == LOCAL else "*",
        "AMT_EXCHANGE_DIR": str(folder.path / "exchange"),
        "AMT_BANK_FILE": str(folder.path / "bank" / "bank.yaml"),
        "AMT_REGISTERS": str(folder.path / "registers" / "registers.yaml"),
        "AMT_CLAMD": f"{LOCAL}:{address.scanner_port}",
        "AMT_SMTP_HOST": LOCAL,
        "AMT_SMTP_PORT": str(address.mail_port),
        "AMT_SMTP_SECURITY": "none",
    }


def commands(
    folder: DemoFolder, address: Address, environment: dict[str, str]
) -> tuple[Command, ...]:
    """Return what runs: stand-ins first, because the others talk to them."""
    amt = (sys.executable, "-m", "amt.config.cli")
    listen = ("--host", address.host, "--port")
    words = {
        "mail": (
            sys.executable, "-m", "standins.smtp",
            "--port", str(address.mail_port), "--maildir", str(folder.path / "mails"),
        ),
        "phone": (
            sys.executable, "-m", "standins.phone", *listen, str(address.phone_port),
            "--people", str(folder.path / "phone.json"),
        ),
        "hospital": partner_words(folder, address, "hospital", address.hospital_port),
        "familienkasse": partner_words(
            folder, address, "familienkasse", address.familienkasse_port
        ),
        "bank": (
            sys.executable, "-m", "standins.bank", *listen, str(address.bank_port),
            "--partner", str(folder.path / "bank" / "bank.standin.json"),
            "--notebook", str(folder.path / "bank.notebook.json"),
        ),
        "residents": register_words(folder, address, "residents", address.residents_port),
        "civil-status": register_words(
            folder, address, "civil_status", address.civil_status_port
        ),
        "scanner": (
            sys.executable, "-m", "standins.clamd", "--port", str(address.scanner_port),
        ),
        "worker": (*amt, "worker", "--queues", "urgent,normal,periodic"),
        # Its own process, so that a mass of jobs never delays a decision.
        "worker-bulk": (*amt, "worker", "--queues", "bulk", "--concurrency", "1"),
        "live": (*amt, "live", *listen, str(address.live_port)),
        "web": (*amt, "web", *listen, str(address.port)),
    }  # fmt: skip
    return tuple(
        Command(name=name, words=command, environment=environment, folder=PROJECT)
        for name, command in words.items()
    )


def partner_words(folder: DemoFolder, address: Address, name: str, port: int) -> tuple[str, ...]:
    """Return how the stand-in of a partner body is started."""
    return (
        sys.executable, "-m", f"standins.{name}", "--host", address.host, "--port", str(port),
        "--partner", str(folder.path / "exchange" / "standins" / f"{name}.json"),
        "--notebook", str(folder.path / f"{name}.notebook.json"),
    )  # fmt: skip


def register_words(folder: DemoFolder, address: Address, name: str, port: int) -> tuple[str, ...]:
    """Return how the stand-in of a register is started."""
    return (
        sys.executable, "-m", f"standins.registers.{name}", "--host", address.host,
        "--port", str(port),
        "--partner", str(folder.path / "registers" / "standins" / f"{name}.json"),
        "--notebook", str(folder.path / f"{name}.notebook.json"),
    )  # fmt: skip


def note_addresses(folder: DemoFolder, address: Address) -> None:
    """Write down where everything listens in this run, for the processes and for tests."""
    told = {
        "site": address.site,
        "phone": f"http://localhost:{address.phone_port}",
        "hospital": f"http://localhost:{address.hospital_port}",
        "familienkasse": f"http://localhost:{address.familienkasse_port}",
        "bank": f"http://localhost:{address.bank_port}",
        "residents": f"http://localhost:{address.residents_port}",
        "civil_status": f"http://localhost:{address.civil_status_port}",
    }
    (folder.path / ADDRESSES).write_text(json.dumps(told, indent=1), encoding="utf-8")


def prepare(folder: DemoFolder, environment: dict[str, str]) -> None:
    """Make tables, people and styles.

    :raises PreparationFailed: when that process fails.
    """
    log = folder.logs / "prepare.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "amt.config.demo.prepare"],
            env={**os.environ, **environment}, cwd=PROJECT, check=False,
            stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    if done.returncode != 0:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise PreparationFailed(
            f"The demo could not be prepared ({' '.join(last)}). Everything it said: {log}"
        )


def answers(url: str) -> bool:
    """Say whether an address answers that it is ready."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def welcome(folder: DemoFolder, address: Address) -> None:
    """Print where the office is and who may come in."""
    say(f"\nThe office is open: {address.site}\n")
    logins = json.loads((folder.path / "logins.json").read_text(encoding="utf-8"))
    columns = ("who", "where", "name", "password", "note")
    widths = [max([len(login[column]) for login in logins] or [0]) for column in columns]
    for login in logins:
        cells = (login[column].ljust(width) for column, width in zip(columns, widths, strict=True))
        say("  " + "  ".join(cells).rstrip())
    say(f"\nSecond factor of staff (their codes): http://localhost:{address.phone_port}")
    say(f"Hospital (notifies births): http://localhost:{address.hospital_port}")
    say(f"Familienkasse (takes applications): http://localhost:{address.familienkasse_port}")
    say(f"Bank (executes payments, gives them back): http://localhost:{address.bank_port}")
    say(f"Register of residents: http://localhost:{address.residents_port}")
    say(f"Register of births and marriages: http://localhost:{address.civil_status_port}")
    say(f"E-mails: {folder.path / 'mails'}   Logs: {folder.logs}   Stop: Ctrl-C")


def say(sentence: str) -> None:
    """Print at once, also into a pipe."""
    print(sentence, flush=True)
