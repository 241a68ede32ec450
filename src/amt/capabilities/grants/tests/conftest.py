"""Running grants for the tests of this room."""

from __future__ import annotations

from amt.capabilities.exchange.testing.fixtures import partners
from amt.capabilities.grants.testing.fixtures import allowance_only, grants_of

__all__ = ["allowance_only", "grants_of", "partners"]
