"""Cases of the double procedures for the pages of the desk."""

from __future__ import annotations

from amt.capabilities.cases.testing.fixtures import (
    assessed_case,
    doubles,
    granted_case,
    lamp_case,
    open_case,
    open_house,
)

__all__ = ["assessed_case", "doubles", "granted_case", "lamp_case", "open_case", "open_house"]
