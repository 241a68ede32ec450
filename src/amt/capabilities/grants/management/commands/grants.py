"""`amt grants`: running grants in figures, runs over many of them, invitations to apply again.

An operator may start a run for units and see how far it is. Checking the sample and releasing is
for the people of the unit, at the desk.
"""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as cases
from amt.capabilities.grants import services
from amt.capabilities.grants.models import BulkRun, Grant, GrantState
from amt.capabilities.grants.queries import grant_of, norms_of, progress_of_run, runnable
from amt.capabilities.grants.services.starting import units_with_grants
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Show running grants, start a run that decides them once more, see how far runs are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("list", help="how many grants run, by service and unit")
        start = deeds.add_parser("start", help="start a run with its trial; people release it")
        start.add_argument("procedure", help="key of the service")
        start.add_argument("--day", type=date.fromisoformat, required=True,
                           help="first day of the new figures, such as 2027-01-01")  # fmt: skip
        start.add_argument(
            "--norm", default="", help="which norm orders it, as a key of the service"
        )
        start.add_argument("--unit", default="", help="key of a unit; else every unit with grants")
        start.add_argument("--sample", type=int, default=20, help="how many results people check")
        status = deeds.add_parser("status", help="how far runs are")
        status.add_argument("run", nargs="?", type=UUID, help="the run, else the last ones")
        stop = deeds.add_parser("stop", help="end a run for good; what was decided stays decided")
        stop.add_argument("run", type=UUID)
        stop.add_argument("--note", required=True, help="why")
        again = deeds.add_parser("plan", help="plan the payments of a case anew")
        again.add_argument("reference")
        deeds.add_parser("invite", help="invite now those whose grant ends soon")

    def handle(self, *_args: object, **options: Any) -> None:
        getattr(self, f"_{options['deed']}")(options)

    def _list(self, _options: dict[str, Any]) -> None:
        rows = (
            Grant.objects.filter(ends_on__gte=clock.today())
            .exclude(state=GrantState.VOID)
            .values("procedure_key", "unit__key", "state")
            .annotate(count=Count("id"))
            .order_by("procedure_key", "unit__key", "state")
        )
        for row in rows:
            self.stdout.write(
                f"{row['procedure_key']:<24} {row['unit__key']:<28} {row['state']}: {row['count']}"
            )

    def _start(self, options: dict[str, Any]) -> None:
        key = options["procedure"]
        procedure = next((one for one in runnable() if one.key == key), None)
        if procedure is None:
            raise CommandError(f"grants of {key} cannot be decided once more by rules")
        norms = norms_of(procedure)
        norm = options["norm"] or next(iter(norms), "")
        if not norm or (norms and norm not in norms):
            raise CommandError(f"choose --norm from {', '.join(norms) or 'the law'}")
        units = (
            [authorities.get_unit_by_key(options["unit"]).id]
            if options["unit"]
            else units_with_grants(key, options["day"])
        )
        for unit_id in units:
            try:
                run = services.start_run(
                    procedure_key=key, unit_id=unit_id, effective_on=options["day"], norm=norm,
                    sample_size=options["sample"], actor=SYSTEM, at=clock.now(),
                )  # fmt: skip
            except Refusal as refusal:
                self.stderr.write(f"unit {unit_id}: {refusal.message}")
            else:
                self.stdout.write(f"{run.uuid}  unit {unit_id}: {run.items.count()} grants")

    def _status(self, options: dict[str, Any]) -> None:
        runs = BulkRun.objects.select_related("unit").order_by("-id")
        chosen = runs.filter(uuid=options["run"]) if options["run"] else runs[:10]
        for run in chosen:
            found = progress_of_run(run)
            self.stdout.write(
                f"{run.uuid}  {run.procedure_key}  {run.unit.key}  {run.effective_on}  {run.state}"
                f"  {found.decided} of {found.to_decide} decided, {found.same} unchanged, "
                f"{found.people} for people, sample {found.checked} of {found.sampled}"
            )

    def _stop(self, options: dict[str, Any]) -> None:
        try:
            services.stop_run(
                run_uuid=options["run"], note=options["note"], actor=SYSTEM, at=clock.now()
            )
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal

    def _plan(self, options: dict[str, Any]) -> None:
        case = cases.case_by_reference(options["reference"])
        if case is None:
            raise CommandError(f"no case {options['reference']}")
        services.plan_payments(case_uuids=[case.uuid], at=clock.now())
        grant = grant_of(case.uuid)
        self.stdout.write(
            f"{case.reference}: {grant.starts_on} to {grant.ends_on}, {grant.state}"
            if grant
            else f"{case.reference}: nothing is paid"
        )

    def _invite(self, _options: dict[str, Any]) -> None:
        total = 0
        while count := services.invite_to_renew(on=clock.today(), at=clock.now()):
            total += count
        self.stdout.write(f"{total} grants looked at.")
