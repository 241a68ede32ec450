"""`amt migrate`: tables of all apps and that of the shared counters."""

from __future__ import annotations

import argparse

import django
from django.core.management import call_command


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options (Django's own, for one app or one migration)."""
    parser.add_argument("app_label", nargs="?", help="one app alone")
    parser.add_argument("migration_name", nargs="?", help="to this migration")
    parser.add_argument("--plan", action="store_true", help="show what would be done")
    parser.add_argument("--verbosity", type=int, default=1)


def run(given: argparse.Namespace) -> int:
    """Bring the tables up to date."""
    django.setup()
    names = [name for name in (given.app_label, given.migration_name) if name]
    call_command("migrate", *names, plan=given.plan, interactive=False, verbosity=given.verbosity)
    if not names and not given.plan:
        call_command("createcachetable", verbosity=0)
    return 0
