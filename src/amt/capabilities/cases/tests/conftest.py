"""Cases of the double procedures for the tests of this room."""

from __future__ import annotations

import pytest

from amt.capabilities.cases.testing.fixtures import (
    assessed_case,
    doubles,
    granted_case,
    lamp_case,
    open_case,
    open_house,
)
from amt.capabilities.exchange.testing.fixtures import partners
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing import people
from amt.kernel import clock

__all__ = [
    "assessed_case",
    "doubles",
    "granted_case",
    "lamp_case",
    "open_case",
    "open_house",
    "partners",
]


@pytest.fixture
def neighbour(db: None) -> Account:
    """A resident who lives next door."""
    return people.make_resident("neighbour", at=clock.now())


@pytest.fixture
def forester(organisation: None) -> Account:
    """Somebody of the body that is consulted about the tree."""
    return people.make_staff("fire_officer", at=clock.now())


@pytest.fixture
def bird_watcher(organisation: None) -> Account:
    """Somebody of the body that is consulted about the birds."""
    return people.make_staff("monument_officer", at=clock.now())
