"""The test-double procedures instead of the installed ones, and a seal of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from amt.contract import registry


@pytest.fixture(autouse=True)
def doubles() -> Iterator[None]:
    """Let the registry know the test doubles only."""
    before = registry.providers()
    registry.use(registry.FolderProvider("tests.doubles"))
    yield
    registry.use(*before)


@pytest.fixture
def seal_folder(tmp_path: Path, settings: Settings) -> Path:
    """An empty folder of seals that the settings name."""
    settings.AMT = replace(settings.AMT, seal_kind="demo", seal_dir=tmp_path / "seal")
    return tmp_path / "seal"
