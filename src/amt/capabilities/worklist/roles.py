"""Who works on what waits for a unit."""

from __future__ import annotations

WORKING_ROLES = ("caseworker", "supervisor")
LEADING_ROLES = ("supervisor",)
