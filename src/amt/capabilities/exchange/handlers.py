"""Queued messages become jobs; those that no try could hand over are settled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.exchange import jobs, services
from amt.capabilities.exchange.events import MessageQueued
from amt.kernel import clock


def on_message_queued(event: MessageQueued) -> None:
    """Queue the job that hands the message over."""
    jobs.deliver_message.defer(message_uuid=str(event.message_uuid))


def on_job_gave_up(job_name: str, arguments: dict[str, Any]) -> None:
    """Settle a message that no try could hand over."""
    if job_name == "exchange.deliver_message":
        services.fail_message(message_uuid=UUID(arguments["message_uuid"]), at=clock.now())
