"""`python -m standins.smtp --port 8025 --maildir FOLDER`: receive mails into a folder.

Each mail becomes one file `<milliseconds>-<number>.eml`, written whole or not at all. For tests:
an address with "bounce" is refused for good (550), one with "later" for now (451), and `--delay`
lets every mail wait so many seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import time
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 30_000_000


class Keeper:
    """Decides about addresses and keeps the mails (hooks of aiosmtpd)."""

    def __init__(self, maildir: Path, delay: float) -> None:
        self._maildir = maildir
        self._delay = delay
        self._numbers = count(1)

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept or refuse a recipient."""
        if "bounce" in address:
            return "550 5.1.1 no such mailbox"
        if "later" in address:
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Write the mail to its file."""
        await asyncio.sleep(self._delay)
        name = f"{time.time_ns() // 1_000_000}-{os.getpid()}-{next(self._numbers)}"
        content = envelope.content or b""
        if isinstance(content, str):
            content = content.encode()
        fresh = self._maildir / f".{name}"
        fresh.write_bytes(content)
        fresh.rename(self._maildir / f"{name}.eml")
        return "250 OK"


async def serve(port: int, maildir: Path, delay: float) -> None:
    """Receive mails until told to stop."""
    loop = asyncio.get_running_loop()
    keeper = Keeper(maildir, delay)

    def session() -> SMTP:
        return SMTP(keeper, data_size_limit=LARGEST_MAIL, hostname="stand-in", loop=loop)

    server = await loop.create_server(session, "127.0.0.1", port)
    stopped = asyncio.Event()
    for order in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(order, stopped.set)
    print(f"listening on 127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await stopped.wait()
    server.close()


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m standins.smtp", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="0 takes any free one")
    parser.add_argument("--maildir", type=Path, required=True)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each acceptance")
    given = parser.parse_args()
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production"):
        print("This is a stand-in for demos and tests; production uses a real mail server.")
        return 1
    given.maildir.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(serve(given.port, given.maildir, given.delay))
    except OSError as error:
        print(f"The mail stand-in cannot listen on port {given.port}: {error.strerror}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
