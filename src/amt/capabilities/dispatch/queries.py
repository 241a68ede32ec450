"""Reading what leaves the house."""

from __future__ import annotations

from amt.capabilities.dispatch.models import OutgoingEmail, PrintJob
from amt.kernel.actors import Actor


def find_email(correlation: str) -> OutgoingEmail | None:
    """Return the e-mail of a correlation, or None."""
    return OutgoingEmail.objects.filter(correlation=correlation).first()


def list_letters_to_print(actor: Actor, *, limit: int = 100) -> list[PrintJob]:
    """List the letters that wait in the actor's units, oldest first."""
    units = actor.unit_ids("caseworker", "supervisor")
    rows = PrintJob.objects.filter(unit_id__in=units, posted_at=None)
    return list(rows.order_by("queued_at", "id")[:limit])


def count_letters_to_print(actor: Actor) -> int:
    """Count the letters that wait in the actor's units."""
    units = actor.unit_ids("caseworker", "supervisor")
    return PrintJob.objects.filter(unit_id__in=units, posted_at=None).count()
