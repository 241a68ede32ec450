"""Drafts of the double procedures for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.testing.fixtures import AT, acting, draft, filled_draft
from amt.capabilities.cases.testing.fixtures import doubles, open_case

__all__ = ["AT", "acting", "doubles", "draft", "filled_draft", "open_case"]

FilledDraft = Callable[..., Draft]


@pytest.fixture(autouse=True)
def _now(clock: Any) -> None:
    clock.set(AT)
