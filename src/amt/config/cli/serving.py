"""What `amt web` and `amt live` share: look at settings and port, then become the server."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from amt.config.supervisor.ports import PortTaken, require_free_port


def add_address(parser: argparse.ArgumentParser, port: int) -> None:
    """Add the options of an address to listen on."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=port, help=f"port to listen on ({port})")


def become_server(given: argparse.Namespace, application: str, *options: str) -> int:
    """Replace this process by granian; return only if settings or port are unfit.

    :raises ImproperlyConfigured: when the settings are unfit.
    """
    # Granian would report bad settings with a traceback per worker, over and over.
    importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    try:
        require_free_port(given.host, given.port)
    except PortTaken as fault:
        print(fault, file=sys.stderr)
        return 1
    os.execv(  # noqa: S606 - no shell is wanted
        sys.executable,
        [
            sys.executable, "-m", "granian", "--host", given.host, "--port", str(given.port),
            "--log-level", "warning", "--respawn-failed-workers", *options, application,
        ],
    )  # fmt: skip
