"""Fixture: a virus scanner that listens, behind the real protocol."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from amt.kernel.testing.told import tell

ROOT = Path(__file__).resolve().parents[5]
LARGEST = 2 * 1024 * 1024

# In two parts, so that no scanner of a developer's machine takes this file away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
INFECTED_PDF = b"%PDF-1.7\n" + EICAR + b"\n%%EOF\n"


@dataclass
class Scanner:
    """The stand-in and the file that takes it down while it exists."""

    address: str
    down: Path

    def go_down(self) -> None:
        """Answer nobody."""
        self.down.touch()

    def come_back(self) -> None:
        """Answer again."""
        self.down.unlink()


@pytest.fixture
def scanner(tmp_path: Path, settings: Settings) -> Iterator[Scanner]:
    """A scanner that knows EICAR and takes files of up to two megabytes."""
    down = tmp_path / "scanner-is-down"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "standins.clamd", "--port", "0"),
            *("--largest", str(LARGEST), "--down", str(down)),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().rpartition(" ")[2].strip()
    tell(settings, clamd=address)
    yield Scanner(address, down)
    process.terminate()
    process.wait(10)
    process.stdout.close()
