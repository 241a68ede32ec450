"""Who may do what with payments: those who work in the unit; its heads approve."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from amt.capabilities.payments.models import Ledger, Run
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.capabilities.worklist.roles import LEADING_ROLES
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


def run_for(actor: Actor, run_uuid: object, *, lock: bool = False) -> Run:
    """Return a run. :raises NotVisible: when the actor does not work in its unit."""
    return _found(Run, "payment_run", actor, run_uuid, lock=lock)


def ledger_for(actor: Actor, ledger_uuid: object) -> Ledger:
    """Return a ledger. :raises NotVisible: when the actor does not work in its unit."""
    return _found(Ledger, "payment_ledger", actor, ledger_uuid, lock=False)


def _found(model: Any, kind: str, actor: Actor, uuid: object, *, lock: bool) -> Any:
    rows = model.objects.select_for_update() if lock else model.objects
    try:
        row = rows.filter(uuid=uuid).first()
    except ValidationError:
        row = None
    if row is None or not works_in(actor, row.unit_id):
        raise NotVisible(kind, uuid)
    return row
