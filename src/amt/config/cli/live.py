"""`amt live`: server-sent events, one small process."""

from __future__ import annotations

import argparse

from amt.config.cli.serving import add_address, become_server


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_address(parser, 8001)


def run(given: argparse.Namespace) -> int:
    """Serve until told to stop; streams end at once, browsers come back by themselves."""
    return become_server(
        given,
        "amt.config.asgi:application",
        "--interface", "asginl", "--workers", "1", "--loop", "asyncio", "--no-ws",
        "--workers-kill-timeout", "2s",
    )  # fmt: skip
