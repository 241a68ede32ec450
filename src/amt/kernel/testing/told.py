"""Tell the installation something else for the time of a test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pytest_django import Settings


def tell(settings: Settings, **changes: Any) -> None:
    """Change what the installation was told (fields of `settings.AMT`); the fixture undoes it."""
    settings.AMT = replace(settings.AMT, **changes)
