"""Who may see the grants and runs of a unit, and who may release a run."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.grants.models import BulkItem, BulkRun
from amt.capabilities.identity.queries import Role
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

RUN = "bulk_run"
ITEM = "bulk_item"
GRANT = "grant"
LEADING_ROLES = (Role.SUPERVISOR.value,)


def works_in(actor: Actor, unit_id: int) -> bool:
    """Tell whether the actor works in a unit, or is the machine on an operator's order."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.kind is ActorKind.STAFF and actor.has_role(WORKING_ROLES, unit_id)


def leads(actor: Actor, unit_id: int) -> bool:
    """Tell whether the actor leads a unit."""
    return actor.kind is ActorKind.STAFF and actor.has_role(LEADING_ROLES, unit_id)


def visible_run(actor: Actor, run_uuid: UUID, *, locked: bool = False) -> BulkRun:
    """Return a run to those who work in its unit. :raises NotVisible: to everybody else."""
    rows = BulkRun.objects.select_related("unit", "started_by", "released_by")
    if locked:
        rows = rows.select_for_update(of=("self",))
    run = rows.filter(uuid=run_uuid).first()
    if run is None or not works_in(actor, run.unit_id):
        raise NotVisible(RUN, run_uuid)
    return run


def visible_item(actor: Actor, item_uuid: UUID, *, locked: bool = False) -> BulkItem:
    """Return an item of a run that the actor sees. :raises NotVisible: to everybody else."""
    found = BulkItem.objects.filter(uuid=item_uuid).values_list("run__uuid", flat=True).first()
    if found is None:
        raise NotVisible(ITEM, item_uuid)
    try:
        run = visible_run(actor, found, locked=locked)
    except NotVisible:
        raise NotVisible(ITEM, item_uuid) from None
    item = BulkItem.objects.select_related("checked_by").get(uuid=item_uuid)
    item.run = run
    return item
