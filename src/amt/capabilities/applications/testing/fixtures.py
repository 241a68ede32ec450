"""A draft of the double procedure that works, empty and filled."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.cases.testing.fixtures import WORKS
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract import registry
from amt.kernel.actors import Actor, TrustLevel
from tests.conformance.filling import raw_for

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def acting(account: Account, trust: TrustLevel = TrustLevel.SUBSTANTIAL) -> Actor:
    """Return who acts when this account is signed in."""
    return actor_of(account, trust=trust)


@pytest.fixture
def draft(doubles: None, citizen: Account) -> Draft:
    """An empty draft of the citizen."""
    return services.start_draft(procedure_key=WORKS, actor=acting(citizen), at=AT)


@pytest.fixture
def filled_draft(draft: Draft, citizen: Account) -> Draft:
    """A draft of the citizen with every question answered."""
    for step in registry.procedure(WORKS).form("application").steps:
        for _ in range(2):
            draft.refresh_from_db()
            services.save_step(
                draft_uuid=draft.uuid,
                step_key=step.key,
                raw=raw_for(step, draft.answers),
                actor=acting(citizen),
                at=AT,
            )
    draft.refresh_from_db()
    return draft
