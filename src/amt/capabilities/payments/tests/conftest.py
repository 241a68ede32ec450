"""The unit that pays in these tests."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity.queries import Account, actor_of
from amt.kernel.actors import Actor

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def unit_id(organisation: None) -> int:
    """The unit that pays."""
    return authorities.get_unit_by_key("wohnen-bremen").id


@pytest.fixture
def clerk(caseworker: Account) -> Actor:
    """Who proposes."""
    return actor_of(caseworker)


@pytest.fixture
def head(supervisor: Account) -> Actor:
    """Who approves."""
    return actor_of(supervisor)
