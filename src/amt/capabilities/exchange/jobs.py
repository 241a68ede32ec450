"""Handing messages to partners, and emptying old ones.

Ten tries over about eight hours: a partner's maintenance costs nobody a matter.
"""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.exchange import services
from amt.kernel import clock, faults
from amt.kernel.errors import PartnerFailure
from amt.kernel.jobs import Permanent, Queue, job, periodic

TRIES = 10


@job("exchange.deliver_message", queue=Queue.NORMAL, attempts=TRIES)
def deliver_message(message_uuid: str) -> None:
    """Hand one message over."""
    faults.point("exchange.deliver_message.before")
    try:
        services.deliver_message(message_uuid=UUID(message_uuid), at=clock.now())
    except PartnerFailure as failure:
        if failure.permanent:
            raise Permanent(str(failure)) from failure
        raise
    faults.point("exchange.deliver_message.after")


@periodic("exchange.empty_old_messages", cron="40 3 * * *")
def empty_old_messages() -> None:
    """Take the content out of messages whose period is over."""
    services.empty_old_messages(at=clock.now())
