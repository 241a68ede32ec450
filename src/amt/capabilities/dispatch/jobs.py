"""Handing e-mails to the mail server.

Ten tries over about eight hours: an outage of the mail server costs nobody a letter.
"""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.dispatch import services
from amt.kernel import clock, faults
from amt.kernel.jobs import Queue, job

TRIES = 10


@job("dispatch.send_email", queue=Queue.NORMAL, attempts=TRIES)
def send_email(email_uuid: str) -> None:
    """Hand one e-mail over."""
    faults.point("dispatch.send_email.before")
    services.deliver_email(email_uuid=UUID(email_uuid), at=clock.now())
    faults.point("dispatch.send_email.after")
