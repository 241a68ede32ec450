"""A bundle of an invented birth for the tests of this room."""

from __future__ import annotations

from typing import Any

import pytest

from amt.capabilities.bundles.testing.fixtures import AT, birth, family, father, make_bundle, mother

__all__ = ["birth", "family", "father", "make_bundle", "mother"]


@pytest.fixture(autouse=True)
def _now(clock: Any) -> None:
    clock.set(AT)
