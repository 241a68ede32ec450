"""Letting open pages of a run know that it moved on."""

from __future__ import annotations

from amt.capabilities.grants.models import BulkRun
from amt.capabilities.grants.visibility import RUN
from amt.kernel import live


def topic_of(run: BulkRun) -> str:
    """Return the topic that pages of a run watch."""
    return f"{RUN}:{run.uuid}"


def announce(run: BulkRun) -> None:
    """Tell the watchers of a run, once the running transaction commits."""
    live.announce(topic=topic_of(run), kind="progress")
