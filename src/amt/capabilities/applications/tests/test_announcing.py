"""People are told in time that a draft will be deleted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.testing.fixtures import AT, acting
from amt.capabilities.cases.testing.fixtures import WORKS
from amt.capabilities.dispatch.models import OutgoingEmail
from amt.capabilities.identity.models import Account
from amt.capabilities.mailbox.models import Message

FIVE_BEFORE = date(2026, 12, 16)


def announce(on: date) -> int:
    return services.announce_deletions(on=on, at=AT + timedelta(days=(on - AT.date()).days))


def test_person_is_told_five_days_before_once(draft: Draft, citizen: Account) -> None:
    assert announce(FIVE_BEFORE - timedelta(days=1)) == 0

    assert (announce(FIVE_BEFORE), announce(FIVE_BEFORE), announce(date(2026, 12, 20))) == (1, 0, 0)

    message = Message.objects.get(account=citizen)
    assert "21. Dezember 2026" in message.body
    assert OutgoingEmail.objects.get(recipient=citizen.email).template == "draft_ends"


def test_who_goes_on_is_told_again_before_the_new_end(draft: Draft, citizen: Account) -> None:
    announce(FIVE_BEFORE)
    services.save_field(
        draft_uuid=draft.uuid,
        step_key="hives",
        path="hives",
        values=["3"],
        actor=acting(citizen),
        at=datetime.combine(FIVE_BEFORE, AT.timetz()),
    )

    assert announce(FIVE_BEFORE + timedelta(days=1)) == 0
    assert announce(FIVE_BEFORE + timedelta(days=26)) == 1
    assert Message.objects.filter(account=citizen).count() == 2


@pytest.mark.parametrize("language", ["de", "en"])
def test_message_is_in_the_language_of_the_person(
    draft: Draft, citizen: Account, language: str
) -> None:
    Account.objects.update(language=language)

    announce(FIVE_BEFORE)

    assert Message.objects.get().language == language


def test_nobody_is_told_of_a_draft_without_account_or_one_that_was_sent(
    filled_draft: Draft, citizen: Account
) -> None:
    services.start_unsigned_draft(procedure_key=WORKS, at=AT)
    services.submit_application(
        draft_uuid=filled_draft.uuid, consent_electronic=True, actor=acting(citizen), at=AT
    )

    assert announce(FIVE_BEFORE) == 0
