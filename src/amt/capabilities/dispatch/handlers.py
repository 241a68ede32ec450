"""Queued e-mails become jobs; those that no try could hand over are settled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.dispatch import jobs, services
from amt.capabilities.dispatch.events import EmailQueued
from amt.kernel import clock


def on_email_queued(event: EmailQueued) -> None:
    """Queue the job that hands the e-mail over."""
    jobs.send_email.defer(email_uuid=str(event.email_uuid))


def on_job_gave_up(job_name: str, arguments: dict[str, Any]) -> None:
    """Settle an e-mail that no try could hand over."""
    if job_name == "dispatch.send_email":
        services.fail_email(email_uuid=UUID(arguments["email_uuid"]), at=clock.now())
