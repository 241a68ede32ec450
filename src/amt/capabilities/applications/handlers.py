"""What applications do when something happened to themselves."""

from __future__ import annotations

from amt.capabilities.applications import jobs
from amt.capabilities.applications.events import DraftConfirmed


def on_draft_confirmed(event: DraftConfirmed) -> None:
    """Have the draft sent."""
    jobs.submit.defer(draft_uuid=str(event.draft_uuid))
