"""Jobs of bundles: inviting, sending a member, passing proofs on, keeping promises about time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.bundles import services
from amt.kernel import clock
from amt.kernel.jobs import Queue, job, periodic

SUBMIT = "bundles.submit_member"


@job("bundles.invite_persons")
def invite_persons(bundle_uuid: str, **_: Any) -> None:
    """Write to the persons of a bundle."""
    services.invite_persons(bundle_uuid=UUID(bundle_uuid), at=clock.now())


@job(SUBMIT, queue=Queue.URGENT)
def submit_member(member_uuid: str, **_: Any) -> None:
    """Send one member of a bundle."""
    services.submit_member(member_uuid=UUID(member_uuid), at=clock.now())


@job("bundles.pass_on")
def pass_on(member_uuid: str, **_: Any) -> None:
    """Pass on to one member what may flow."""
    services.pass_on(member_uuid=UUID(member_uuid), at=clock.now())


@periodic("bundles.delete_expired_bundles", cron="37 3 * * *")
def delete_expired() -> None:
    """Delete what is over, in batches so that each transaction stays short."""
    while services.delete_expired_bundles(on=clock.today(), at=clock.now()):
        pass
