"""Before a grant ends the person is invited to apply again, once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from amt.capabilities.acts.models import Notice
from amt.capabilities.cases.models import Case
from amt.capabilities.dispatch.models import OutgoingEmail
from amt.capabilities.grants import services
from amt.capabilities.grants.models import Grant, GrantState, RenewalInvitation
from amt.capabilities.grants.services.renewing import invites_on
from amt.capabilities.grants.testing.fixtures import MakeGrants
from amt.capabilities.identity.models import Account
from amt.capabilities.mailbox.models import Message
from amt.kernel.periods import Span

pytestmark = pytest.mark.django_db
SPAN = Span(date(2026, 1, 1), date(2026, 12, 31))
FIRST = date(2026, 11, 1)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, 23, tzinfo=UTC)


def invite(day: date = FIRST) -> int:
    return services.invite_to_renew(on=day, at=moment(day))


@pytest.mark.parametrize(
    ("ends_on", "months", "day"),
    [
        (date(2026, 12, 31), 2, date(2026, 11, 1)),
        (date(2027, 2, 28), 2, date(2027, 1, 1)),
        (date(2027, 1, 31), 2, date(2026, 12, 1)),
        (date(2026, 12, 31), 3, date(2026, 10, 1)),
    ],
)
def test_the_day_is_the_first_of_a_month_before_the_end(
    ends_on: date, months: int, day: date
) -> None:
    assert invites_on(ends_on, months) == day


def test_nobody_is_invited_before_the_day(grants_of: MakeGrants, citizen: Account) -> None:
    grants_of([5], account=citizen, span=SPAN)

    assert invite(date(2026, 10, 31)) == 0
    assert invite(FIRST) == 1


def test_somebody_with_an_account_gets_a_message_and_an_e_mail_without_content(
    grants_of: MakeGrants, citizen: Account
) -> None:
    (case_uuid,) = grants_of([5], account=citizen, span=SPAN)

    invite()

    message = Message.objects.get()
    assert message.account_id == citizen.id
    assert f"/antrag/double_allowance/verlaengern/{case_uuid}/" in message.body
    assert "31. Dezember 2026" in message.body
    email = OutgoingEmail.objects.get()
    assert (email.recipient, email.context) == (citizen.email, {})
    assert not Notice.objects.exists()


def test_somebody_without_account_gets_a_letter(grants_of: MakeGrants) -> None:
    grants_of([5], span=SPAN)

    invite()

    notice = Notice.objects.get()
    assert notice.name == "Person 0"
    assert not Message.objects.exists()


def test_each_grant_and_end_is_invited_once(grants_of: MakeGrants, citizen: Account) -> None:
    grants_of([5, 6, 7], account=citizen, span=SPAN)

    assert invite() == 3
    assert invite() == 0
    assert invite(date(2026, 12, 20)) == 0
    assert Message.objects.count() == RenewalInvitation.objects.count() == 3

    Grant.objects.filter(case_uuid=Case.objects.earliest("id").uuid).update(
        ends_on=date(2027, 1, 31)
    )
    assert invite(date(2026, 12, 20)) == 1


def test_held_void_and_ended_grants_are_left_alone(grants_of: MakeGrants) -> None:
    held, void, _ended = grants_of([5, 6, 7], span=SPAN)
    Grant.objects.filter(case_uuid=held).update(state=GrantState.HELD)
    Grant.objects.filter(case_uuid=void).update(state=GrantState.VOID)

    assert invite(date(2027, 1, 1)) == 0
    assert invite() == 1


def test_whoever_has_applied_again_is_not_invited(grants_of: MakeGrants, citizen: Account) -> None:
    old, new = grants_of([5, 6], account=citizen, span=SPAN)
    Case.objects.filter(uuid=new).update(applied_on=date(2026, 10, 20))
    Grant.objects.filter(case_uuid=new).delete()

    assert invite() == 1

    assert RenewalInvitation.objects.get(grant__case_uuid=old).way == "none"
    assert not Message.objects.exists()
    assert not Notice.objects.exists()
