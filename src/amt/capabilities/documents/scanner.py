"""The virus scanner: clamd's own protocol (command INSTREAM), over a socket of this machine.

A file goes over in pieces and is never in memory as a whole. The answer is one line, such as
`stream: OK` or `stream: Win.Test.EICAR_HDB-1 FOUND`. Protocol: clamd(8) of ClamAV.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from amt.kernel import installation
from amt.kernel.errors import PartnerFailure

SECONDS_TO_CONNECT = 3.0
# A large archive takes its time; the connection says nothing meanwhile.
SECONDS_TO_ANSWER = 120.0
LONGEST_ANSWER = 4_096
STAND_IN = b"stand-in"
LIMIT_EXCEEDED = "Heuristics.Limits.Exceeded"
"""What clamd calls a file above `MaxFileSize` or `MaxScanSize` where `AlertExceedsMax` is on.

Without that setting it says OK to a file of which it has not searched a byte.
"""

_END = struct.pack(">I", 0)


class ScannerDown(PartnerFailure):
    """Nobody scanned the file: the scanner is not there, is a stand-in, or said no."""

    def __init__(self, code: str) -> None:
        super().__init__("clamd", code, permanent=False)


class TooLargeToScan(Exception):
    """The file is above a limit of the scanner, which did not search all of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the scanner says; `virus` is empty where it found nothing."""

    virus: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.virus


def scan(pieces: Iterable[bytes]) -> Finding:
    """Let the scanner of this installation look at a file.

    :raises TooLargeToScan: when the file is above the limit of the scanner.
    :raises ScannerDown: when it did not look at all of it.
    """
    try:
        if installation.is_production():
            _require_real(_asked(b"zVERSION\0"))
        with _connected() as line:
            return _finding(_streamed(line, pieces))
    except OSError as fault:
        raise ScannerDown(type(fault).__name__) from fault


def is_there() -> bool:
    """Whether the scanner answers."""
    try:
        return _asked(b"zPING\0") == b"PONG"
    except OSError:
        return False


def _connected() -> socket.socket:
    address = installation.clamd_address()
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS_TO_CONNECT)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
    else:
        host, _colon, port = address.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), SECONDS_TO_CONNECT)
    line.settimeout(SECONDS_TO_ANSWER)
    return line


def _asked(command: bytes) -> bytes:
    with _connected() as line:
        line.sendall(command)
        return _answer(line)


def _streamed(line: socket.socket, pieces: Iterable[bytes]) -> bytes:
    # It may hang up in the middle, with a file that is too large for it: then its answer counts.
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(b"zINSTREAM\0")
        for piece in pieces:
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(_END)
    return _answer(line)


def _answer(line: socket.socket) -> bytes:
    told = b""
    while not told.endswith(b"\0") and len(told) < LONGEST_ANSWER:
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        told += more
    return told.rstrip(b"\0\n")


def _finding(answer: bytes) -> Finding:
    """Read the answer.

    :raises TooLargeToScan: when the scanner says so.
    :raises ScannerDown: when it is neither OK nor a finding.
    """
    told = answer.decode("utf-8", "replace").removeprefix("stream: ")
    if told == "OK":
        return Finding()
    if told.startswith(LIMIT_EXCEEDED):
        raise TooLargeToScan
    if told.endswith(" FOUND"):
        return Finding(told.removesuffix(" FOUND")[:120] or "?")
    if "size limit exceeded" in told:
        raise TooLargeToScan
    raise ScannerDown("no_answer")


def _require_real(version: bytes) -> None:
    """Keep the scanner of demos, which knows one file, away from real people's files."""
    if STAND_IN in version.lower():
        raise ScannerDown("stand_in")
