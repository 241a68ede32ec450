"""`amt streets load FILE.csv`: load the official list of streets of one or more places."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from amt.capabilities.authorities import services
from amt.kernel import clock
from amt.kernel.actors import SYSTEM


class Command(BaseCommand):
    help = "Load the official list of streets: columns ars, name, postcodes (parted by spaces)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=("load",))
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, **options: object) -> None:
        path = options["file"]
        if not isinstance(path, Path):
            raise CommandError("file")
        try:
            count = services.load_streets(path=path, actor=SYSTEM, at=clock.now())
        except (OSError, UnicodeDecodeError, services.BadStreetList) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(str(count))
