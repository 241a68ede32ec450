"""`amt demo`: the whole office on one machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amt.config.demo.folder import DemoFolder, FolderRefused
from amt.config.demo.office import PreparationFailed, run_office
from amt.config.postgres.explain import DatabaseCannotRun
from amt.config.supervisor.ports import PortTaken


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--port", type=int, default=8000, help="port of the site (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="0.0.0.0 opens it to the network (invented data only)"
    )
    parser.add_argument("--data", type=Path, default=Path("var/demo"), help="folder (var/demo)")


def run(given: argparse.Namespace) -> int:
    """Run until Ctrl-C."""
    try:
        return run_office(DemoFolder(given.data), given.host, given.port)
    except (FolderRefused, PortTaken, DatabaseCannotRun, PreparationFailed) as fault:
        print(fault, file=sys.stderr)
        return 1
