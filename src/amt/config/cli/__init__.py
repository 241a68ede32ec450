"""The command line `amt`: processes, care of the installation, and commands of procedures.

`main` looks at the first word alone and then loads the module behind it, so that a command pays
for nothing it does not use. A word that is no command of ours goes to the procedures and then to
Django (`amt migrate`, `amt shell`, ...).
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from amt.config.cli.profiles import choose_settings

# Word -> (module, what it does). The module has `configure(parser)` and `run(arguments) -> int`.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("amt.config.cli.demo", "open the office with invented people on this machine"),
    "demo-reset": ("amt.config.cli.demo_reset", "throw the data of the demo away"),
    "web": ("amt.config.cli.web", "serve the site"),
    "live": ("amt.config.cli.live", "serve live updates (server-sent events)"),
    "worker": ("amt.config.cli.worker", "work off jobs"),
    "migrate": ("amt.config.cli.migrate", "bring the tables up to date"),
    "registers": ("amt.config.cli.registers", "make invented people for the demo's registers"),
    "messages": ("amt.config.cli.texts", "collect, compile and check message files"),
    "new-procedure": ("amt.config.cli.new_procedure", "make the folder of a new service"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; faults of the installation become sentences."""
    words = list(sys.argv[1:] if argv is None else argv)
    word = words[0] if words else "--help"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", choose_settings(word))
    try:
        if word in COMMANDS:
            return _run_own(word, words[1:])
        return _run_other(word, words)
    except ImproperlyConfigured as fault:
        print(fault, file=sys.stderr)
        return 2
    except OperationalError as fault:
        reason = str(fault).splitlines()[0]
        print(f"The database cannot be used ({reason}). Is it running?", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


def _run_own(word: str, rest: list[str]) -> int:
    module_name, sentence = COMMANDS[word]
    module = importlib.import_module(module_name)
    parser = argparse.ArgumentParser(prog=f"amt {word}", description=f"This will {sentence}.")
    module.configure(parser)
    return int(module.run(parser.parse_args(rest)))


def _run_other(word: str, words: list[str]) -> int:
    procedure_commands = importlib.import_module("amt.config.cli.procedure_commands")
    if word in {"-h", "--help", "help"} and len(words) <= 1:
        _print_help(procedure_commands.list_commands())
        return 0
    management = importlib.import_module("django.core.management")
    # The list is kept from the first call on, and before this it would lack our own commands.
    django.setup()
    # Django's first: its care must work even while a procedure is broken.
    if word not in management.get_commands():
        code = procedure_commands.run_command(word, words[1:])
        if code is not None:
            return int(code)
    management.execute_from_command_line(["amt", *words])
    return 0


def _print_help(procedure_commands: Sequence[tuple[str, str]]) -> None:
    print("usage: amt COMMAND [...]   (amt COMMAND --help explains a command)\n")
    for title, rows in (
        ("Running the office:", [(word, entry[1]) for word, entry in COMMANDS.items()]),
        ("Services:", procedure_commands),
    ):
        if rows:
            print(title)
            for name, sentence in rows:
                print(f"  {name:<16} {sentence}")
            print()
    print("Care:")
    print("  audit            verify proves the audit trail, seal closes what is still open\n")
    print("Every other word is a command of Django (amt check, amt shell, amt makemigrations).")
    print("Settings come from the environment: docs/operations/settings.md.")
