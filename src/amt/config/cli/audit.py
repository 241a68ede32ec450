"""`amt audit verify`, `amt audit seal`: the audit trail."""

from __future__ import annotations

import argparse
import importlib

import django


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the two deeds."""
    parser.add_argument("deed", choices=("verify", "seal"))


def run(given: argparse.Namespace) -> int:
    """Seal, or look for changed, missing and added rows; 1 when something is wrong."""
    django.setup()
    trail = importlib.import_module("amt.kernel.audit.trail")
    if given.deed == "seal":
        print(f"sealed {trail.seal()} entries")
        return 0
    verdict = trail.verify()
    print(verdict)
    return 0 if not verdict.faults else 1
