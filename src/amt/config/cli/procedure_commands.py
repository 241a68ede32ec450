"""Commands that procedures bring along (`amt NAME-OF-PROCEDURE ...`)."""

from __future__ import annotations

import argparse
from typing import Any

import django

from amt.contract import registry


def list_commands() -> list[tuple[str, str]]:
    """List names and sentences of all commands of procedures."""
    return sorted((command.name, command.help) for command in _commands())


def run_command(word: str, rest: list[str]) -> int | None:
    """Run the command of that name; return nothing where no procedure has it."""
    for command in _commands():
        if command.name == word:
            parser = argparse.ArgumentParser(prog=f"amt {word}", description=command.help)
            command.configure(parser)
            return int(command.run(parser.parse_args(rest)))
    return None


def _commands() -> list[Any]:
    django.setup()
    return [
        command for procedure in registry.procedures().values() for command in procedure.commands
    ]
