"""`python -m standins.clamd --port 3310`: scan files as clamd does, for demos and tests.

Speaks PING, VERSION and INSTREAM of clamd(8), with either of its ways to end a command (`z` and
`n`). It finds the EICAR test file alone, and nothing in larger files than `--largest` bytes. While
the file given by `--down` exists, it hangs up at once, as a scanner does that is being updated.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import struct
import sys
from pathlib import Path

VERSION = b"ClamAV stand-in/0"
FOUND = b"stream: Win.Test.EICAR_HDB-1 FOUND"
TOO_LARGE = b"INSTREAM size limit exceeded. ERROR"
LARGEST = 100 * 1024 * 1024
LONGEST_COMMAND = 64

# In two parts, so that no scanner of a developer's machine takes this file away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """Answers one command on each connection."""

    def __init__(self, largest: int, down: Path | None, delay: float) -> None:
        self._largest = largest
        self._down = down
        self._delay = delay

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read a command and answer it."""
        try:
            if self._down is None or not self._down.exists():
                command, end = await _command(reader)
                writer.write(await self._told(command, reader) + end)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            # Who asks may hang up whenever they like.
            pass
        finally:
            writer.close()

    async def _told(self, command: bytes, reader: asyncio.StreamReader) -> bytes:
        if command == b"PING":
            return b"PONG"
        if command == b"VERSION":
            return VERSION
        if command == b"INSTREAM":
            return await self._scanned(reader)
        return b"UNKNOWN COMMAND"

    async def _scanned(self, reader: asyncio.StreamReader) -> bytes:
        size, before, found = 0, b"", False
        while length := struct.unpack(">I", await reader.readexactly(4))[0]:
            size += length
            if size > self._largest:
                return TOO_LARGE
            piece = await reader.readexactly(length)
            found = found or EICAR in before + piece
            # It may lie across two pieces.
            before = piece[-len(EICAR) :]
        await asyncio.sleep(self._delay)
        return FOUND if found else b"stream: OK"


async def _command(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Return a command and the sign that ends it and its answer."""
    end = b"\0" if await reader.readexactly(1) == b"z" else b"\n"
    told = await reader.readuntil(end)
    return told.rstrip(end)[:LONGEST_COMMAND], end


async def serve(scanner: Scanner, port: int) -> None:
    """Scan until told to stop."""
    server = await asyncio.start_server(scanner.answer, "127.0.0.1", port)
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for order in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(order, stopped.set)
    print(f"listening on 127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await stopped.wait()
    server.close()


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m standins.clamd", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="0 takes any free one")
    parser.add_argument("--largest", type=int, default=LARGEST, help="bytes of the largest file")
    parser.add_argument("--down", type=Path, help="while this file exists, nobody answers")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    given = parser.parse_args()
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production"):
        print("This is a stand-in for demos and tests; production uses a real clamd.")
        return 1
    try:
        asyncio.run(serve(Scanner(given.largest, given.down, given.delay), given.port))
    except OSError as error:
        print(f"The scanner stand-in cannot listen on port {given.port}: {error.strerror}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
