"""`amt registers generate`: invented people for the registers of a demo.

The registers are programs beside the product, so an installed product has none.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[4]
MOST = 700_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("deed", choices=("generate",))
    parser.add_argument("--persons", type=int, default=5_000, help=f"how many, up to {MOST} (5000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other people (1)")
    parser.add_argument(
        "--into",
        type=Path,
        default=Path("var/demo/registers/standins"),
        help="folder of the registers (that of the demo)",
    )
    parser.add_argument("--streets", type=Path, help="write their streets to this file (CSV)")


def run(given: argparse.Namespace) -> int:
    """Make the people, or say why not."""
    if not 0 <= given.persons <= MOST:
        print(f"--persons must be a number from 0 to {MOST}.", file=sys.stderr)
        return 1
    if not (PROJECT / "standins" / "registers").is_dir():
        print("The registers of the demo are not installed here.", file=sys.stderr)
        return 1
    words = ["--persons", str(given.persons), "--seed", str(given.seed)]
    words += ["--into", str(given.into.absolute())]
    if given.streets:
        words += ["--streets", str(given.streets.absolute())]
    done = subprocess.run(
        [sys.executable, "-m", "standins.registers.generate", *words], cwd=PROJECT, check=False
    )
    return done.returncode
