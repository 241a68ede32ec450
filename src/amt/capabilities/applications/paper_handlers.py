"""What applications do when paper has come in."""

from __future__ import annotations

from amt.capabilities.applications.events import ScanTaken
from amt.capabilities.applications.services import paper_scans
from amt.kernel import clock


def on_scan_taken(event: ScanTaken) -> None:
    """Read the scan; this is a job of its own already."""
    paper_scans.read_batch(batch_uuid=event.batch_uuid, at=clock.now())
