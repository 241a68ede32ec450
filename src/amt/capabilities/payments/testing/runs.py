"""A run that is proposed at once, as if the worker had been there."""

from __future__ import annotations

from datetime import date, datetime

from amt.capabilities.payments import services
from amt.capabilities.payments.models import Run, RunState
from amt.kernel.actors import Actor


class NothingProposed(AssertionError):
    """The run ended without a proposal; the message is the reason."""


def propose_run(*, unit_id: int, month: date, actor: Actor, at: datetime) -> Run:
    """Order a proposal and collect it. :raises NothingProposed: when nothing came of it."""
    started = services.start_run(unit_id=unit_id, month=month, actor=actor, at=at)
    run = services.collect_run(run_uuid=started.uuid, at=at)
    if run.state != RunState.PROPOSED:
        raise NothingProposed(run.collect_failure)
    return run
