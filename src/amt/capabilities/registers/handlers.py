"""Queued inquiries become jobs; those that no try could answer are settled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.capabilities.registers import jobs, services
from amt.capabilities.registers.events import InquiryQueued, ReportQueued
from amt.kernel import clock


def on_inquiry_queued(event: InquiryQueued) -> None:
    """Queue the job that asks."""
    jobs.ask.defer(inquiry_uuid=str(event.inquiry_uuid))


def on_report_queued(event: ReportQueued) -> None:
    """Queue the job that tells the register."""
    jobs.hand_over_report.defer(report_uuid=str(event.report_uuid))


def on_job_gave_up(job_name: str, arguments: dict[str, Any]) -> None:
    """Settle an inquiry that no try could answer."""
    if job_name == "registers.ask":
        services.give_up(inquiry_uuid=UUID(arguments["inquiry_uuid"]), at=clock.now())
