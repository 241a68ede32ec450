"""Double procedures for the pages of agents."""

from __future__ import annotations

from amt.capabilities.cases.testing.fixtures import doubles, open_case

__all__ = ["doubles", "open_case"]
