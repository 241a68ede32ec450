"""A letter's code opens one thing; who accepts is bound to it; wrong codes are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings

from amt.capabilities.identity import queries, services
from amt.capabilities.identity.events import InvitationAccepted
from amt.capabilities.identity.models import Account, Invitation, WrongTry
from amt.capabilities.identity.services import tries
from amt.kernel import events
from amt.kernel.actors import ANONYMOUS, SYSTEM, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
SUBJECT = uuid4()

pytestmark = pytest.mark.django_db


@dataclass
class Published:
    """What was announced."""

    events: list[Any]


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Published:
    """The events that were published."""
    seen = Published([])
    monkeypatch.setattr(events, "publish", seen.events.append)
    return seen


def invite(**changes: Any) -> Invitation:
    """Invite the neighbour."""
    values: dict[str, Any] = {
        "subject_kind": "party",
        "subject_id": SUBJECT,
        "name": "Gisela Lührs",
        "address_lines": ("Baugasse 23", "28195 Bremen"),
        "actor": SYSTEM,
        "at": AT,
    }
    return services.invite(**{**values, **changes})


def opened(code: str, at: datetime = AT, origin: str = "192.0.2.7") -> Invitation:
    """Type a code."""
    return services.open_invitation(code=code, origin=origin, at=at)


def test_a_subject_is_invited_once_and_its_code_can_be_printed_again() -> None:
    first = invite()
    again = invite(name="Somebody else")

    assert again == first
    assert again.name == "Gisela Lührs"
    code = services.code_of_invitation(first.uuid)
    assert code == services.code_of_invitation(first.uuid)
    assert len(code) == 14
    assert queries.invitation_of("party", SUBJECT) == first
    assert queries.get_invitation(first.uuid) == first
    assert queries.invitation_of("party", uuid4()) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM identity_invitation i")
        (row,) = cursor.fetchone() or ("",)
    assert code not in row


def test_a_code_outlives_a_change_of_the_secret_key_but_not_its_removal() -> None:
    invitation = invite()
    code = services.code_of_invitation(invitation.uuid)

    with override_settings(SECRET_KEY="new"):
        with pytest.raises(services.CodeGone):
            services.code_of_invitation(invitation.uuid)
        assert opened(code) == invitation


def test_the_code_as_it_is_typed_opens_and_names_what_it_opens() -> None:
    invitation = invite()
    code = services.code_of_invitation(invitation.uuid)

    typed = opened(code.lower().replace("-", " "))
    later = opened(code, AT + timedelta(days=1))

    assert typed == later == invitation
    assert later.opened_at == AT
    actor = queries.actor_of_invitation(later)
    assert (actor.kind, actor.subject) == (ActorKind.CODE, f"party:{SUBJECT}")


def test_ten_wrong_codes_an_hour_close_the_door_for_that_origin_alone() -> None:
    code = services.code_of_invitation(invite().uuid)

    for _ in range(tries.TRIES_PER_HOUR):
        with pytest.raises(services.WrongInvitationCode):
            opened("3333-3333-3333")
    with pytest.raises(services.TooManyTries):
        opened(code)

    assert opened(code, origin="192.0.2.8") == opened(code, AT + timedelta(hours=1))
    assert "192.0.2.7" not in "".join(WrongTry.objects.values_list("key_digest", flat=True))


def test_counters_of_wrong_codes_are_forgotten_after_a_day() -> None:
    with pytest.raises(services.WrongInvitationCode):
        opened("3333-3333-3333")

    assert services.forget_wrong_tries(at=AT + timedelta(hours=3)) == 0
    assert services.forget_wrong_tries(at=AT + timedelta(hours=26)) == 1


def test_an_invitation_opens_until_its_last_day_ends() -> None:
    invitation = invite(expires_on=date(2026, 11, 17))
    code = services.code_of_invitation(invitation.uuid)

    assert opened(code, AT + timedelta(days=1)) == invitation
    with pytest.raises(services.InvitationExpired):
        opened(code, AT + timedelta(days=2))


def test_the_invited_person_binds_their_account_once(
    citizen: Account, stranger: Account, published: Published
) -> None:
    invitation = invite()

    for _ in range(2):
        services.accept_invitation(
            invitation_uuid=invitation.uuid, actor=queries.actor_of(citizen), at=AT
        )
    with pytest.raises(services.InvitationTaken):
        services.accept_invitation(
            invitation_uuid=invitation.uuid, actor=queries.actor_of(stranger), at=AT
        )

    invitation.refresh_from_db()
    assert (invitation.account, invitation.accepted_at) == (citizen, AT)
    assert published.events == [
        InvitationAccepted(invitation.uuid, "party", str(SUBJECT), citizen.id, AT)
    ]
    actions = [entry.action for entry in trail.entries_about("invitation", invitation.uuid)]
    assert actions == ["identity.invited", "identity.invitation_accepted"]


def test_only_residents_accept_and_only_in_time(citizen: Account, caseworker: Account) -> None:
    invitation = invite(expires_on=date(2026, 11, 15))

    for actor in (queries.actor_of(caseworker), ANONYMOUS, SYSTEM):
        with pytest.raises(NotVisible):
            services.accept_invitation(invitation_uuid=invitation.uuid, actor=actor, at=AT)
    for uuid, refusal in ((invitation.uuid, Refusal), (uuid4(), NotVisible)):
        with pytest.raises(refusal):
            services.accept_invitation(invitation_uuid=uuid, actor=queries.actor_of(citizen), at=AT)

    invitation.refresh_from_db()
    assert invitation.account is None
