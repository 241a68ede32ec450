"""Keeping promises about time: expired drafts are deleted."""

from __future__ import annotations

from amt.capabilities.applications.services import delete_expired_drafts
from amt.kernel import clock, jobs


@jobs.periodic("applications.delete_expired_drafts", cron="17 3 * * *")
def delete_expired() -> None:
    """Delete what is over, in batches so that each transaction stays short."""
    while delete_expired_drafts(on=clock.today(), at=clock.now()):
        pass
