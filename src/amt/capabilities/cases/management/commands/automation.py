"""`amt automation`: let the machine decide cases of a service, and measure which it could."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amt.capabilities.cases import queries, services
from amt.contract.registry import UnknownProcedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import Refusal

MEASURED_DAYS = 90


class Command(BaseCommand):
    help = "Switch decisions by the machine (section 31a SGB X) and measure which cases qualify."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        for deed, told in (("on", "decide what qualifies"), ("off", "leave all to people")):
            deeds.add_parser(deed, help=told).add_argument("procedure", help="key of the service")
        share = deeds.add_parser("share", help="which share of what qualifies people decide")
        share.add_argument("procedure", help="key of the service")
        share.add_argument("percent", type=int, help="from 0 to 100")
        measure = deeds.add_parser("measure", help="which cases qualified, and what was against it")
        measure.add_argument("procedure", help="key of the service")
        measure.add_argument("--since", type=date.fromisoformat, help="first day of opening")
        measure.add_argument("--until", type=date.fromisoformat, help="last day of opening")

    def handle(self, *_args: object, **options: Any) -> None:
        key, deed = options["procedure"], options["deed"]
        if deed == "measure":
            self._measure(key, options["since"], options["until"])
            return
        try:
            switch = services.switch_automation(
                procedure_key=key,
                on={"on": True, "off": False}.get(deed),
                share_percent=options.get("percent"),
                actor=SYSTEM,
                at=clock.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal
        state = "on" if switch.on else "off"
        self.stdout.write(
            f"{key}: {state}, people decide {switch.sampled_share_percent} % of what qualifies"
        )

    def _measure(self, key: str, since: date | None, until: date | None) -> None:
        last = until or clock.today()
        first = since or last - timedelta(days=MEASURED_DAYS)
        try:
            found = queries.measure_automation(key, since=first, until=last)
        except UnknownProcedure as unknown:
            raise CommandError(f"nobody brings {key}") from unknown
        self.stdout.write(f"{key}, opened {first.isoformat()} to {last.isoformat()}")
        self.stdout.write(f"cases: {found.cases}")
        self.stdout.write(f"qualified: {found.qualified} ({found.share_percent:.1f} %)")
        self.stdout.write(f"of these to people by sample: {found.sampled}")
        self.stdout.write(f"decided by the machine: {found.automatic}")
        for reason, count in found.against.items():
            self.stdout.write(f"against {reason}: {count}")
