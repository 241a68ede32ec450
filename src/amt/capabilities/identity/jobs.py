"""Keeping the promise that counters of wrong tries live for a day."""

from __future__ import annotations

from amt.capabilities.identity import services
from amt.kernel import clock, jobs


@jobs.periodic("identity.forget_wrong_tries", cron="27 3 * * *")
def forget_wrong_tries() -> None:
    """Delete the counters of yesterday."""
    services.forget_wrong_tries(at=clock.now())
