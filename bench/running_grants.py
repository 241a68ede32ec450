"""Running grants on an empty database, and what is counted after they were decided once more."""

from __future__ import annotations

from datetime import UTC, datetime

from asgiref.sync import async_to_sync
from django.core.management import call_command
from django.db import connection
from django.db.models import Count

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.authorities import services as authority_services
from amt.capabilities.cases.models import Decision
from amt.capabilities.grants import services
from amt.capabilities.grants.models import BulkRun, ItemState, RunState
from amt.capabilities.grants.testing.running import make_grants
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing import people
from amt.kernel import clock, installation, jobs
from amt.kernel.actors import SYSTEM
from bench.benefits import KINDS, SPAN
from bench.wohngeld_worker import NEW_FROM

UNIT = "wohnen-bremen"
DECIDED_AT = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)


class Bench:
    """One run over many grants."""

    def __init__(self, count: int, kind: str) -> None:
        self.count = count
        self.half = count // 2
        self.benefit = KINDS[kind]()

    def make(self) -> None:
        """Make tables, people, grants, and start a run."""
        call_command("migrate", verbosity=0)
        authority_services.load_organisation(
            path=installation.organisation_file(), actor=SYSTEM, at=clock.now()
        )
        self.starter = people.make_staff("caseworker", at=clock.now())
        self.leader = people.make_staff("supervisor", at=clock.now())
        unit_id = authorities.get_unit_by_key(UNIT).id
        kinds = self.benefit.kinds
        make_grants(
            self.benefit.procedure,
            [kinds[number % len(kinds)] for number in range(self.count)],
            unit_id=unit_id,
            applied_on=SPAN.start,
            decided_by=self.starter.id,
            at=DECIDED_AT,
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.run = services.start_run(
            procedure_key=self.benefit.procedure.key,
            unit_id=unit_id,
            effective_on=NEW_FROM,
            norm=self.benefit.norm,
            sample_size=20,
            actor=actor_of(self.starter),
            at=clock.now(),
        )

    def release(self) -> None:
        """Confirm the sample and let the run decide."""
        for item in self.run.items.filter(sampled=True):
            services.check_item(
                item_uuid=item.uuid, is_right=True, actor=actor_of(self.starter), at=clock.now()
            )
        services.release_run(run_uuid=self.run.uuid, actor=actor_of(self.leader), at=clock.now())

    def decided(self) -> int:
        """Return how many grants the run has decided."""
        return self.run.items.filter(state=ItemState.DECIDED).count()

    def take_back_jobs(self) -> None:
        """Take the jobs of the dead worker back, as the periodic job does after half a minute."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'"
            )
        async_to_sync(jobs.retry_stalled_jobs.func)(timestamp=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"
            )

    def is_done(self) -> bool:
        """Tell whether the run has come to its end."""
        return BulkRun.objects.get(pk=self.run.pk).state == RunState.DONE

    def doubled(self) -> int:
        """Return how many cases were decided more than once by the run."""
        again = Decision.objects.filter(number__gte=2).values("case")
        return again.annotate(times=Count("id")).filter(times__gt=1).count()

    def lost(self) -> int:
        """Return how many grants the run should have decided and has not."""
        cases = Decision.objects.filter(number=2).values("case").distinct()
        return self.count - cases.count()
