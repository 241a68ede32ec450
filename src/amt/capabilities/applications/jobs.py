"""Sending drafts that were confirmed; keeping promises about time: expired drafts are deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.applications.services import (
    announce_deletions,
    delete_expired_drafts,
    delete_expired_offers,
    forget_outreached,
    remind_confirmations,
    submit_confirmed,
)
from amt.kernel import clock, jobs


@jobs.periodic("applications.delete_expired_drafts", cron="17 3 * * *")
def delete_expired() -> None:
    """Delete what is over, in batches so that each transaction stays short."""
    while delete_expired_drafts(on=clock.today(), at=clock.now()):
        pass
    while delete_expired_offers(on=clock.today(), at=clock.now()):
        pass
    while forget_outreached(on=clock.today(), at=clock.now()):
        pass


@jobs.periodic("applications.announce_deletions", cron="7 9 * * *")
def announce() -> None:
    """Tell people in time, at an hour at which an e-mail disturbs nobody."""
    while announce_deletions(on=clock.today(), at=clock.now()):
        pass


@jobs.periodic("applications.remind_confirmations", cron="23 4 * * *")
def remind() -> None:
    """Write once more to people who were asked to confirm and have not."""
    remind_confirmations(at=clock.now())


@jobs.job("applications.submit_confirmed", queue=jobs.Queue.URGENT)
def submit(draft_uuid: str, **_: Any) -> None:
    """Send a draft that everybody has confirmed."""
    submit_confirmed(draft_uuid=UUID(draft_uuid), at=clock.now())
