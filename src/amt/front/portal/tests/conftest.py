"""What the page tests of the portal share: the doubles, a draft, a sent application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.services import Submitted
from amt.capabilities.applications.testing.fixtures import AT, acting, draft, filled_draft
from amt.capabilities.cases.testing.fixtures import doubles
from amt.capabilities.identity.models import Account
from amt.front.frame import page_cache
from amt.kernel.models import AuditEntry

__all__ = ["AT", "acting", "doubles", "draft", "filled_draft"]

Send = Callable[..., Submitted]


def refused_count() -> int:
    return AuditEntry.objects.filter(action="access.refused").count()


@pytest.fixture(autouse=True)
def _fresh(clock: Any) -> None:
    page_cache.flush()
    clock.set(AT)


@pytest.fixture
def sent(filled_draft: Draft, citizen: Account) -> Submitted:
    """A sent application of the citizen, with its receipt."""
    submitted = services.submit_application(
        draft_uuid=filled_draft.uuid, consent_electronic=True, actor=acting(citizen), at=AT
    )
    services.make_receipt(application_uuid=submitted.application.uuid, at=AT)
    submitted.application.refresh_from_db()
    return submitted


@pytest.fixture
def home(client_for: Callable[..., Client], citizen: Account) -> Client:
    """A browser in which the citizen is signed in."""
    return client_for(citizen)
