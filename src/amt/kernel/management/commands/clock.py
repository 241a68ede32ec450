"""`amt clock 2026-12-24T08:00` moves the clock of a demo; production has no settable clock."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError

from amt.kernel import clock


class Command(BaseCommand):
    help = "Let the clock of this demo run on from another moment (Berlin time)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "moment", nargs="?", help="such as 2026-12-24T08:00; none shows the clock"
        )

    def handle(self, *_args: object, **options: object) -> None:
        typed = options["moment"]
        if typed is not None:
            try:
                moment = datetime.fromisoformat(str(typed))
            except ValueError:
                raise CommandError("Write the moment like 2026-12-24T08:00.") from None
            try:
                clock.move_to(moment if moment.tzinfo else moment.replace(tzinfo=clock.BERLIN))
            except clock.ClockCannotBeSet as refused:
                raise CommandError(str(refused)) from None
        self.stdout.write(f"{clock.now().astimezone(clock.BERLIN):%Y-%m-%d %H:%M}")
