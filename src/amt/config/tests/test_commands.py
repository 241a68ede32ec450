"""Words behind `amt` that are commands of rooms are found in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def amt(*words: str) -> subprocess.CompletedProcess[str]:
    """Run `amt` as an operator does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "amt.config.cli", *words],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "amt.config.settings.test", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("word", ["audit", "clock", "load_organisation"])
def test_command_of_a_room_explains_itself(word: str) -> None:
    done = amt(word, "--help")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"usage: amt {word}")


def test_unknown_word_is_refused() -> None:
    done = amt("audid", "--help")

    assert done.returncode != 0
    assert "Unknown command" in done.stderr


def test_help_names_the_commands_of_services() -> None:
    done = amt("--help")

    assert done.returncode == 0, done.stderr
    assert "Services:" in done.stdout
