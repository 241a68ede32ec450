"""Saving one page: what is readable, what is not, and what another tab did meanwhile."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.refusals import DraftExpired
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.identity.models import Account
from amt.kernel.errors import NotVisible
from tests.conformance.filling import HOSTILE

HIVES = {"place": ["040110000000"], "hives": ["3"], "gentle": ["yes"]}


def save(draft: Draft, account: Account, step: str, raw: dict[str, list[str]]) -> Draft:
    services.save_step(draft_uuid=draft.uuid, step_key=step, raw=raw, actor=acting(account), at=AT)
    draft.refresh_from_db()
    return draft


def test_page_is_saved_and_the_next_is_named(draft: Draft, citizen: Account) -> None:
    result = services.save_step(
        draft_uuid=draft.uuid, step_key="hives", raw=HIVES, actor=acting(citizen), at=AT
    )

    assert result.problems == ()
    assert result.next_step == "kinds"
    assert result.draft.answers["hives"] == 3


def test_unreadable_answer_is_kept_as_typed(draft: Draft, citizen: Account) -> None:
    saved = save(draft, citizen, "hives", {**HIVES, "hives": ["drei"]})

    assert "hives" not in saved.answers
    assert saved.answers["gentle"] is True
    assert saved.raw["hives"]["hives"] == ["drei"]


def test_mended_page_forgets_what_was_typed(draft: Draft, citizen: Account) -> None:
    save(draft, citizen, "hives", {**HIVES, "hives": ["drei"]})

    assert save(draft, citizen, "hives", HIVES).raw == {}


def test_two_tabs_on_two_pages_keep_both(draft: Draft, citizen: Account) -> None:
    save(draft, citizen, "hives", HIVES)
    saved = save(draft, citizen, "neighbours", {"neighbours.count": ["0"]})

    assert saved.answers["hives"] == 3
    assert saved.answers["neighbours.count"] == 0


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_same_moment_keep_both(draft: Draft, citizen: Account) -> None:
    entry = {"neighbours.count": ["1"], "neighbours.0.name": ["Jo"], "neighbours.0.agrees": ["yes"]}
    barrier = threading.Barrier(2)

    def tab(step: str, raw: dict[str, list[str]]) -> None:
        barrier.wait()
        try:
            services.save_step(
                draft_uuid=draft.uuid, step_key=step, raw=raw, actor=acting(citizen), at=AT
            )
        finally:
            connection.close()

    tabs = [
        threading.Thread(target=tab, args=args)
        for args in (("hives", HIVES), ("neighbours", entry))
    ]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()

    draft.refresh_from_db()
    assert draft.answers["hives"] == 3
    assert draft.answers["neighbours.0.name"] == "Jo"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_breaks_nothing(draft: Draft, citizen: Account, text: str) -> None:
    raw = {name: [text] for name in (*HIVES, "reason", text[:40], "neighbours.count")}

    for step in ("hives", "neighbours"):
        saved = save(draft, citizen, step, raw)

    assert all(len(v) <= 20_000 for page in saved.raw.values() for vs in page.values() for v in vs)


def test_stranger_cannot_save(draft: Draft, stranger: Account) -> None:
    with pytest.raises(NotVisible):
        save(draft, stranger, "hives", HIVES)


def test_caseworker_cannot_save(draft: Draft, caseworker: Account) -> None:
    with pytest.raises(NotVisible):
        save(draft, caseworker, "hives", HIVES)


def test_expired_draft_is_not_changed(draft: Draft, citizen: Account) -> None:
    Draft.objects.update(expires_on="2026-11-20")

    with pytest.raises(DraftExpired):
        save(draft, citizen, "hives", HIVES)
