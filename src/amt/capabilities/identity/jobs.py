"""Keeping the promise that counters of wrong tries, notes of accesses and mandates end in time."""

from __future__ import annotations

from amt.capabilities.identity import services
from amt.kernel import clock, jobs


@jobs.periodic("identity.forget_wrong_tries", cron="27 3 * * *")
def forget_wrong_tries() -> None:
    """Delete the counters of yesterday."""
    services.forget_wrong_tries(at=clock.now())


@jobs.periodic("identity.forget_accesses", cron="31 3 * * *")
def forget_accesses() -> None:
    """Delete the notes of accesses, and the questions about them, whose two years are over."""
    services.forget_accesses(at=clock.now())


@jobs.periodic("identity.forget_mandates", cron="37 3 * * *")
def forget_mandates() -> None:
    """Delete the mandates that are proof of nothing any more."""
    services.forget_mandates(at=clock.now())


@jobs.periodic("identity.end_forgotten_calls", cron="41 * * * *")
def end_forgotten_calls() -> None:
    """End the calls that an agent forgot to end."""
    services.end_forgotten_calls(at=clock.now())
