"""What time does: deeds that follow when a term of the law has run out."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import structlog
from django.db import transaction

from amt.capabilities.cases.chronicle import elapsed_deeds, procedure_of, terms_of, workflow_of
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.services.doing import Doing, carry_out
from amt.kernel.actors import SYSTEM

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 20
"""Deeds of time in one case and run; a workflow that goes in circles stops here."""


def run_due_deeds(*, on: date, at: datetime, case_uuid: UUID | None = None) -> int:
    """Do every deed of time that is due, in one case or in all; return how many were done.

    A case that fails is left for the next run and holds up no other. Doing it twice changes
    nothing.
    """
    cases = Case.objects.filter(closed_at=None, next_due_on__lte=on)
    if case_uuid is not None:
        cases = cases.filter(uuid=case_uuid)
    done = 0
    for found in cases.order_by("next_due_on", "id").values_list("uuid", flat=True):
        try:
            done += _run(found, on, at)
        except Exception:
            log.exception("cases.due_deed_failed", case=str(found))
    return done


def catch_up(case: Case, *, on: date, at: datetime) -> int:
    """Do the due deeds of a case whose row the running transaction has locked.

    Called before every other deed, so that the chronicle is in order however late a job runs.
    """
    procedure, done = procedure_of(case), 0
    if procedure is None or case.next_due_on is None or case.next_due_on > on:
        return 0
    while done < MOST_AT_ONCE:
        due = next(iter(elapsed_deeds(case, terms_of(case, on=on))), None)
        target = workflow_of(case).target(case.state, due.deed.key) if due else None
        if due is None or target is None:
            return done
        carry_out(
            Doing(
                case=case,
                procedure=procedure,
                deed=due.deed,
                target=target,
                actor=SYSTEM,
                on=due.on,
                at=at,
            )
        )
        done += 1
    log.error("cases.deeds_of_time_in_circles", case=str(case.uuid))
    return done


@transaction.atomic
def _run(case_uuid: UUID, on: date, at: datetime) -> int:
    case = Case.objects.select_for_update().get(uuid=case_uuid)
    return catch_up(case, on=on, at=at)
