"""`amt worker`: work off jobs, all queues or some."""

from __future__ import annotations

import argparse
import asyncio
import importlib

import django


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--queues",
        help="names separated by commas (urgent,normal,bulk,periodic); without it all of them",
    )
    parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time (4)")
    parser.add_argument("--once", action="store_true", help="stop when no job is left")


def run(given: argparse.Namespace) -> int:
    """Work until told to stop; jobs under way get twenty seconds to finish."""
    django.setup()
    jobs = importlib.import_module("amt.kernel.jobs")
    queues = [queue for queue in (given.queues or "").split(",") if queue] or None
    asyncio.run(jobs.work(queues=queues, concurrency=given.concurrency, wait=not given.once))
    return 0
