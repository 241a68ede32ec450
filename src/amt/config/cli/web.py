"""`amt web`: the site. Two blocking threads per worker keep the slowest answers short."""

from __future__ import annotations

import argparse

from amt.config.cli.serving import add_address, become_server


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_address(parser, 8000)
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    parser.add_argument("--threads", type=int, default=2, help="threads per process (2)")


def run(given: argparse.Namespace) -> int:
    """Serve until told to stop; requests under way are finished."""
    return become_server(
        given,
        "amt.config.wsgi:application",
        "--interface", "wsgi", "--workers", str(given.workers),
        "--blocking-threads", str(given.threads), "--workers-kill-timeout", "10s",
    )  # fmt: skip
