"""An approved run becomes a file."""

from __future__ import annotations

from amt.capabilities.payments import jobs
from amt.capabilities.payments.events import RunApproved


def on_run_approved(event: RunApproved) -> None:
    """Queue the job that makes the file and hands it over."""
    jobs.hand_over_file.defer(run_uuid=str(event.run_uuid))
