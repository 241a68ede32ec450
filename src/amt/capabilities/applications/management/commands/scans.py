"""`amt scans import FOLDER`: take in what the scanner put into a folder.

Each PDF may hold many letters; the codes on their pages say what belongs together. A file that was
taken in before is not taken in again, so the folder may stay as it is.
"""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from amt.capabilities.applications.services import paper_scans
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.documents.queries import NotReadable
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Take in scans of paper forms from a folder and file them by the codes on their pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=("import",))
        parser.add_argument("folder", type=Path, help="folder with PDF files of the scanner")
        parser.add_argument("--unit", required=True, help="key of the unit that opened the letters")
        parser.add_argument("--place", required=True, help="key (ARS) of the place they are for")
        parser.add_argument(
            "--received", type=date.fromisoformat, help="day they came, as 2026-11-19 (today)"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        folder: Path = options["folder"]
        files = sorted(folder.glob("*.pdf")) if folder.is_dir() else []
        if not files:
            raise CommandError(f"There is no PDF in {folder}.")
        try:
            unit = authorities.get_unit_by_key(options["unit"])
        except ObjectDoesNotExist:
            raise CommandError(f"There is no unit {options['unit']}.") from None
        if options["place"] not in {place.ars for place in authorities.places()}:
            raise CommandError(f"There is no place {options['place']}.")
        received_on = options["received"] or clock.today()
        failed = 0
        for file in files:
            failed += not self._take(file, unit.pk, options["place"], received_on)
        if failed:
            raise CommandError(f"{failed} of {len(files)} files were not taken in.")

    def _take(self, file: Path, unit_id: int, place: str, received_on: date) -> bool:
        """Take one file in and say what was found; tell whether that worked."""
        try:
            batch = paper_scans.take_scan(
                content=file.read_bytes(),
                file_name=file.name,
                place=place,
                unit_id=unit_id,
                received_on=received_on,
                actor=SYSTEM,
                at=clock.now(),
            )
            batch = paper_scans.read_batch(batch_uuid=batch.uuid, at=clock.now())
        except NotReadable:
            self.stdout.write(f"{file.name}: taken in, read once it was searched for viruses")
            return True
        except Refusal as refusal:
            self.stderr.write(f"{file.name}: {refusal.message}")
            return False
        loose = batch.sheets.filter(paper=None).count()
        self.stdout.write(
            f"{file.name}: {batch.state}, {batch.sheet_count} sheets, "
            f"{batch.papers.count()} applications, {loose} sheets for a person"
        )
        return True
