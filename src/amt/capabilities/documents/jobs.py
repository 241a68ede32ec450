"""Keeping promises about time: uploads that nobody went on with are deleted."""

from __future__ import annotations

from amt.capabilities.documents.services import delete_expired_uploads
from amt.kernel import clock, jobs


@jobs.periodic("documents.delete_expired_uploads", cron="41 * * * *")
def delete_expired() -> None:
    """Delete what is over, in batches so that each transaction stays short."""
    while delete_expired_uploads(at=clock.now()):
        pass
