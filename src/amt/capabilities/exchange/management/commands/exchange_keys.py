"""`amt exchange_keys amt office.json`: make our keys and show what partners may have."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from amt.capabilities.exchange.partners import new_keys, public_part
from amt.kernel import installation


class Command(BaseCommand):
    help = "Make keys for messages in AMT_EXCHANGE_DIR; print what partners may have."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="as which partners know us, such as amt")
        parser.add_argument("file", help="file inside AMT_EXCHANGE_DIR, such as office.json")

    def handle(self, *_args: object, **options: object) -> None:
        folder, name, file = installation.exchange_folder(), str(options["name"]), options["file"]
        if folder is None or not folder.is_dir():
            raise CommandError("AMT_EXCHANGE_DIR names no folder.")
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", name):
            raise CommandError("A name has small letters, digits, - and _.")
        if not re.fullmatch(r"[\w-]+\.json", str(file)):
            raise CommandError("Write the file like office.json.")
        target = folder / str(file)
        if target.exists():
            raise CommandError(f"{target} is there already: keys are never overwritten.")
        keys = new_keys(name)
        target.touch(mode=0o600)
        target.write_text(json.dumps(keys, indent=1), encoding="utf-8")
        self.stdout.write(json.dumps(public_part(keys), indent=1))
