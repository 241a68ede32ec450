"""Who may do what with payments: those who work in the unit; its heads approve."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.payments.models import Ledger, Run
from amt.capabilities.worklist.queries import LEADING_ROLES, WORKING_ROLES
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible


def works_in(actor: Actor, unit_id: int) -> bool:
    """Tell whether the actor works in a unit."""
    return actor.kind is ActorKind.STAFF and actor.has_role(WORKING_ROLES, unit_id)


def leads(actor: Actor, unit_id: int) -> bool:
    """Tell whether the actor heads a unit: heads approve runs."""
    return actor.kind is ActorKind.STAFF and actor.has_role(LEADING_ROLES, unit_id)


def account_of(actor: Actor, unit_id: int) -> int:
    """Return the account of somebody who works in a unit.

    :raises NotVisible: when the actor does not.
    """
    if not works_in(actor, unit_id) or actor.account_id is None:
        raise NotVisible("unit", unit_id)
    return actor.account_id


def run_for(actor: Actor, run_uuid: UUID, *, lock: bool = False) -> Run:
    """Return a run. :raises NotVisible: when the actor does not work in its unit."""
    rows = Run.objects.select_for_update(no_key=True) if lock else Run.objects.all()
    run = rows.filter(uuid=run_uuid).first()
    if run is None or not works_in(actor, run.unit_id):
        raise NotVisible("payment_run", run_uuid)
    return run


def ledger_for(actor: Actor, ledger_uuid: UUID) -> Ledger:
    """Return a ledger. :raises NotVisible: when the actor does not work in its unit."""
    held = Ledger.objects.filter(uuid=ledger_uuid).first()
    if held is None or not works_in(actor, held.unit_id):
        raise NotVisible("payment_ledger", ledger_uuid)
    return held
