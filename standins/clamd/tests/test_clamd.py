"""The stand-in speaks clamd's protocol and refuses to serve real people."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from standins.clamd.__main__ import EICAR

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.slow


@pytest.fixture
def port() -> Iterator[int]:
    """A running stand-in that takes up to a thousand bytes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "standins.clamd", "--port", "0", "--largest", "1000"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield int(process.stdout.readline().rpartition(":")[2])
    process.terminate()
    process.wait(10)
    process.stdout.close()


def ask(port: int, sent: bytes) -> bytes:
    """Send bytes and return everything that comes back."""
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall(sent)
        told = b""
        while more := line.recv(4096):
            told += more
    return told


def stream(*pieces: bytes) -> bytes:
    """Return pieces as INSTREAM wants them."""
    return b"".join(struct.pack(">I", len(one)) + one for one in (*pieces, b""))


@pytest.mark.parametrize(("start", "end"), [(b"z", b"\0"), (b"n", b"\n")])
def test_commands_end_and_are_answered_in_both_ways(port: int, start: bytes, end: bytes) -> None:
    assert ask(port, start + b"PING" + end) == b"PONG" + end
    assert b"stand-in" in ask(port, start + b"VERSION" + end)
    assert ask(port, start + b"INSTREAM" + end + stream(b"harmless")) == b"stream: OK" + end
    assert ask(port, start + b"SHUTDOWN" + end) == b"UNKNOWN COMMAND" + end


def test_the_test_file_is_found_wherever_it_lies(port: int) -> None:
    for pieces in ((EICAR,), (b"before " + EICAR[:20], EICAR[20:] + b" after")):
        assert ask(port, b"zINSTREAM\0" + stream(*pieces)).endswith(b" FOUND\0")


def test_a_large_file_is_refused_with_a_sentence(port: int) -> None:
    assert ask(port, b"zINSTREAM\0" + stream(b"x" * 1001)) == (
        b"INSTREAM size limit exceeded. ERROR\0"
    )


def test_who_hangs_up_does_not_stop_it(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall(b"zINSTREAM\0\0\0")

    assert ask(port, b"zPING\0") == b"PONG\0"


def test_it_does_not_start_in_production() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "standins.clamd", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "amt.config.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "real clamd" in done.stdout
