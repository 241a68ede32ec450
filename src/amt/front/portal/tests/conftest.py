"""What the page tests of the portal share: the doubles, a draft, a sent application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.services import Submitted
from amt.capabilities.cases.testing.fixtures import WORKS, doubles
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract import registry
from amt.front.frame import page_cache
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.models import AuditEntry
from tests.conformance.filling import raw_for

__all__ = ["doubles"]

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
Send = Callable[..., Submitted]


def acting(account: Account) -> Actor:
    return actor_of(account, trust=TrustLevel.SUBSTANTIAL)


def refused_count() -> int:
    return AuditEntry.objects.filter(action="access.refused").count()


@pytest.fixture(autouse=True)
def _fresh(clock: Any) -> None:
    page_cache.flush()
    clock.set(AT)


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


@pytest.fixture
def sent(filled_draft: Draft, citizen: Account) -> Submitted:
    """A sent application of the citizen."""
    return services.submit_application(
        draft_uuid=filled_draft.uuid, consent_electronic=True, actor=acting(citizen), at=AT
    )


@pytest.fixture
def home(client_for: Callable[..., Client], citizen: Account) -> Client:
    """A browser in which the citizen is signed in."""
    return client_for(citizen)
