"""`amt demo-reset`: back to the first day."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amt.config.demo.folder import DemoFolder, FolderRefused


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--data", type=Path, default=Path("var/demo"), help="folder (var/demo)")


def run(given: argparse.Namespace) -> int:
    """Delete the data, or say why not."""
    folder = DemoFolder(given.data)
    try:
        folder.reset()
    except FolderRefused as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"The demo's data in {folder.path} are gone.")
    return 0
