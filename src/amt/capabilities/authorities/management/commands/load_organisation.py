"""`amt load_organisation [FILE]`: load authorities, offices and competences."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from amt.capabilities.authorities import services
from amt.kernel import clock, installation
from amt.kernel.actors import SYSTEM


class Command(BaseCommand):
    help = "Load authorities, units, offices, places and competences of this installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=None, help="default: the file of the settings"
        )

    def handle(self, *args: object, **options: object) -> None:
        chosen = options["file"]
        path = chosen if isinstance(chosen, Path) else installation.organisation_file()
        try:
            services.load_organisation(path=path, actor=SYSTEM, at=clock.now())
        except (OSError, services.BadOrganisationFile) as fault:
            raise CommandError(str(fault)) from fault
