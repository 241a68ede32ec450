"""The demo's unreadable scan: a real picture, put in once."""

from __future__ import annotations

import pytest

from amt.capabilities.documents import queries as documents
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist import queries, services
from amt.config.demo.scan import SUBJECT, grey_sheet, seed_scan
from amt.kernel import clock

pytestmark = pytest.mark.django_db


def test_scan_waits_once_even_after_it_was_closed(caseworker: Account) -> None:
    actor, at = actor_of(caseworker), clock.now()
    for _ in range(2):
        seed_scan(at=at)
    item = queries.list_items(actor).items[0]
    services.close_item(item_uuid=item.uuid, note="Nachgefragt.", actor=actor, at=at)

    seed_scan(at=at)

    assert queries.list_items(actor).items == ()
    held = documents.list_documents("scan", SUBJECT)
    assert [one.media_type for one in held] == ["image/png"]


def test_sheet_is_small_and_grey() -> None:
    assert grey_sheet().startswith(b"\x89PNG")
    assert len(grey_sheet()) < 100_000
