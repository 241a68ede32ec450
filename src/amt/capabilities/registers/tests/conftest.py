"""The register that answers as a test says."""

from __future__ import annotations

from amt.capabilities.registers.testing.fixtures import register

__all__ = ["register"]
