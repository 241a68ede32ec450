"""Saving one answer at a time, as the script of a page does."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.testing.fixtures import AT, acting
from amt.capabilities.identity.models import Account
from amt.kernel.errors import NotVisible


def save(draft: Draft, who: Account, path: str, *values: str, **more: Any) -> services.FieldSaved:
    known: dict[str, Any] = {"step_key": "hives", "at": AT, **more}
    return services.save_field(
        draft_uuid=draft.uuid, path=path, values=values, actor=acting(who), **known
    )


def test_one_answer_is_kept_and_others_stay(draft: Draft, citizen: Account) -> None:
    save(draft, citizen, "place", "040120000000")
    save(draft, citizen, "hives", "3")

    draft.refresh_from_db()
    assert (draft.answers["place"], draft.answers["hives"]) == ("040120000000", 3)
    assert draft.raw == {}


def test_what_cannot_be_read_is_kept_as_it_was_typed(draft: Draft, citizen: Account) -> None:
    save(draft, citizen, "hives", "3")

    saved = save(draft, citizen, "hives", "drei")

    draft.refresh_from_db()
    assert saved.problem is not None
    assert saved.problem.code == "not_a_number"
    assert "hives" not in draft.answers
    assert draft.raw == {"hives": {"hives": ["drei"]}}
    save(draft, citizen, "hives", "4")
    draft.refresh_from_db()
    assert draft.answers["hives"] == 4


def test_emptied_answer_is_gone_and_no_problem(draft: Draft, citizen: Account) -> None:
    save(draft, citizen, "hives", "3")

    saved = save(draft, citizen, "hives", "")

    draft.refresh_from_db()
    assert saved.problem is None
    assert "hives" not in draft.answers


def test_each_save_moves_the_day_of_deletion(draft: Draft, citizen: Account) -> None:
    save(draft, citizen, "hives", "3", at=AT + timedelta(days=10))

    draft.refresh_from_db()
    assert draft.expires_on == AT.date() + timedelta(days=40)


def test_stranger_saves_nothing(draft: Draft, stranger: Account) -> None:
    with pytest.raises(NotVisible):
        save(draft, stranger, "hives", "3")


@pytest.mark.parametrize("path", ["nothing", "reason", "proof", "kinds.text"])
def test_only_questions_that_the_page_asks_are_saved(
    draft: Draft, citizen: Account, path: str
) -> None:
    with pytest.raises(LookupError):
        save(draft, citizen, path, "3")


def test_question_of_a_choice_can_be_saved_once_it_is_asked(draft: Draft, citizen: Account) -> None:
    save(draft, citizen, "gentle", "no")
    save(draft, citizen, "reason", "Sie stechen.")

    draft.refresh_from_db()
    assert draft.answers["reason"] == "Sie stechen."


def test_sent_application_is_not_changed(filled_draft: Draft, citizen: Account) -> None:
    services.submit_application(
        draft_uuid=filled_draft.uuid, consent_electronic=True, actor=acting(citizen), at=AT
    )

    with pytest.raises(services.AlreadySubmitted):
        save(filled_draft, citizen, "hives", "9")


@pytest.mark.django_db(transaction=True)
def test_answers_from_two_tabs_at_the_same_moment_are_both_kept(
    draft: Draft, citizen: Account
) -> None:
    barrier = threading.Barrier(2)

    def tab(path: str, value: str) -> None:
        barrier.wait()
        try:
            save(draft, citizen, path, value)
        finally:
            connection.close()

    tabs = [
        threading.Thread(target=tab, args=one)
        for one in (("hives", "3"), ("place", "040110000000"))
    ]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()

    draft.refresh_from_db()
    assert (draft.answers["hives"], draft.answers["place"]) == (3, "040110000000")
