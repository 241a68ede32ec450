"""Which procedures this installation knows: its own folders and installed packages."""

from __future__ import annotations

from amt.contract import registry

PACKAGE = "amt.procedures"
ENTRY_POINTS = "amt.procedures"


def connect_procedures() -> None:
    """Tell the registry where to look; it looks when it is first asked."""
    registry.use(registry.FolderProvider(PACKAGE), registry.EntryPointProvider(ENTRY_POINTS))
