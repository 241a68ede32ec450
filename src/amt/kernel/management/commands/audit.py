"""`amt audit verify` proves the audit trail; `amt audit seal` seals what is open."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from amt.kernel.audit import trail


class Command(BaseCommand):
    help = "Prove that no entry of the audit trail was changed, or seal the open entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["verify", "seal"])

    def handle(self, *_args: object, **options: object) -> None:
        if options["deed"] == "seal":
            self.stdout.write(f"{trail.seal()} entries sealed.")
            return
        verdict = trail.verify()
        for fault in verdict.faults:
            where = f"entry {fault.entry_id}" if fault.entry_id else f"seal {fault.seal_id}"
            self.stderr.write(f"{where}: {fault.what}")
        if verdict.faults:
            raise CommandError(f"the audit trail was changed: {len(verdict.faults)} faults")
        self.stdout.write(
            f"The audit trail is whole: {verdict.entry_count} entries, "
            f"{verdict.seal_count} seals, last seal {verdict.head}."
        )
