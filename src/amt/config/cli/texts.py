"""`amt messages`: message files."""

from __future__ import annotations

import argparse

from amt.config import messages


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the steps."""
    parser.add_argument("step", choices=messages.STEPS)


def run(given: argparse.Namespace) -> int:
    """Take the step."""
    return messages.main([given.step])
