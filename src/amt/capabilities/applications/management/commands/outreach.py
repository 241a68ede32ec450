"""`amt outreach`: find households that probably have a claim, and invite them to apply."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amt.capabilities.applications import services
from amt.capabilities.applications.tables import TableRefused
from amt.contract.outreach import Confidence, LeftOut
from amt.contract.registry import UnknownProcedure, procedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import Refusal
from amt.kernel.money import Money

_LEVELS = {level.name.lower(): level for level in Confidence}
_OWN_REASONS = {
    "spoiled": "a row of it cannot be read",
    "row_not_read": "rows that cannot be read",
    "not_sure_enough": "found, but less sure or less money than asked for",
    "nobody_decides_there": "no unit decides for the place",
}


class Command(BaseCommand):
    help = (
        "Find households in register and payment data that probably have a claim and have not"
        " applied. Counts only, unless --invite is given: then each gets a letter with a code."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("procedure", help="key of the service")
        parser.add_argument("register", type=Path, help="CSV, a row a person, by household")
        parser.add_argument("payments", type=Path, help="CSV, a row a payment, by household")
        deed = parser.add_mutually_exclusive_group()
        deed.add_argument("--dry", action="store_true", help="count only (this is the default)")
        deed.add_argument("--invite", action="store_true", help="write to those that are found")
        parser.add_argument("--basis", required=True,
                            help="the provision that allows it; recorded and printed")  # fmt: skip
        parser.add_argument("--most", type=int, default=500, help="letters in this run (500)")
        parser.add_argument("--confidence", choices=_LEVELS, default="medium",
                            help="how sure a finding must be (medium)")  # fmt: skip
        parser.add_argument("--least", type=int, default=0, help="EUR a month, at least")

    def handle(self, *_args: object, **options: Any) -> None:
        self._stop = False
        plan = services.Plan(
            procedure_key=options["procedure"],
            basis=options["basis"],
            invite=options["invite"],
            most=options["most"],
            confidence=_LEVELS[options["confidence"]],
            least=Money(options["least"] * 100),
        )
        try:
            with (
                options["register"].open(encoding="utf-8-sig", newline="") as register,
                options["payments"].open(encoding="utf-8-sig", newline="") as payments,
            ):
                before = {one: signal.signal(one, self._ask_to_stop) for one in _SIGNALS}
                try:
                    tally = services.run_outreach(
                        plan, register=register, payments=payments, actor=SYSTEM,
                        at=clock.now(), report=self._report, stopped=lambda: self._stop,
                    )  # fmt: skip
                finally:
                    for one, handler in before.items():
                        signal.signal(one, handler)
        except UnknownProcedure as unknown:
            raise CommandError(f"nobody brings {plan.procedure_key}") from unknown
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except (TableRefused, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self._tell(plan, tally)

    def _ask_to_stop(self, *_: object) -> None:
        self._stop = True

    def _report(self, one: LeftOut) -> None:
        column = f", {one.column}" if one.column else ""
        self.stderr.write(f"{one.file} line {one.line}{column}: cannot be read")

    def _tell(self, plan: services.Plan, tally: services.Tally) -> None:
        outreach = procedure(plan.procedure_key).outreach
        words = {**_OWN_REASONS, **(outreach.reasons if outreach else {})}
        say = self.stdout.write
        say(f"{plan.procedure_key}: {tally.households} households looked at")
        for reason, count in tally.left_out.most_common():
            say(f"  left out {count}: {words.get(reason, reason)}")
        for level in sorted(tally.confidence, reverse=True):
            say(f"  probable claims, {level.name.lower()} confidence: {tally.confidence[level]}")
        say(f"  have applied already: {tally.applied}, invited before: {tally.invited_before}")
        deed = "invited" if plan.invite else "would be invited"
        say(f"{deed}: {tally.found} households, {Money(tally.cents).euros} EUR a month")
        for household, amount, confidence, assumed in tally.sample:
            what = "; ".join(words.get(key, key) for key in assumed) or "all is known"
            say(f"  {household}: {amount.euros} EUR, {confidence.name.lower()} ({what})")
        if not tally.complete:
            say("Ended before the files did. The same command goes on where this run ended.")


_SIGNALS = (signal.SIGINT, signal.SIGTERM)
