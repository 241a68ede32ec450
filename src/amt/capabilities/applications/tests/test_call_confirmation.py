"""What a caller confirms later: by letter or login where the service wants it, else nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from amt.capabilities.acts.models import Notice
from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.services import NotConfirmed
from amt.capabilities.applications.testing.fixtures import acting
from amt.capabilities.cases.models import Party
from amt.capabilities.cases.testing.fixtures import OPEN, doubles
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.contract import registry
from amt.contract.procedure import Access, Procedure
from amt.kernel.actors import Actor, ActorKind, TrustLevel
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import BREMEN

__all__ = ["doubles"]

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
SAID: dict[str, dict[str, str]] = {
    "trader": {
        "trader.given_name": "Fatma",
        "trader.family_name": "Yıldız-Behrens",
        "trader.birth_date": "14.3.1987",
        "trader.street": "Musterstraße 12",
        "trader.postcode": "28195",
        "place": BREMEN,
    },
    "stand": {
        "stand.kind": "tent",
        "stand.metres": "3",
        "stand.day": "5.12.2026",
        "stand.has_food": "no",
        "stand.has_power": "no",
    },
    "end": {"end.correct": "yes"},
}


@pytest.fixture(autouse=True)
def _now(clock: Any) -> None:
    clock.set(AT)


@pytest.fixture
def in_call(doubles: None, agent: Account) -> Actor:
    actor = identity.actor_of(agent)
    call = identity_services.begin_call(
        way="phone", reason="Stand auf dem Flohmarkt", actor=actor, at=AT
    )
    return identity.actor_in_call(actor, call)


@pytest.fixture
def filled(in_call: Actor) -> Draft:
    draft = services.start_call_draft(procedure_key=OPEN, actor=in_call, at=AT)
    for key, page in SAID.items():
        raw = {name: [value] for name, value in page.items()}
        services.save_step(draft_uuid=draft.uuid, step_key=key, raw=raw, actor=in_call, at=LATER)
    return draft


def send(draft: Draft, actor: Actor) -> services.Submitted:
    return services.submit_application(
        draft_uuid=draft.uuid, consent_electronic=True, actor=actor, at=AT
    )


class _Wanting:
    """Brings the service of the call alone, wanting somebody known more surely."""

    def __init__(self, trust: TrustLevel) -> None:
        found = registry.procedure(OPEN)
        self._one = dataclasses.replace(found, access=Access(apply_at=trust))

    def procedures(self) -> Iterator[Procedure]:
        """Yield it."""
        yield self._one


def asked_actor(draft: Draft) -> Actor:
    """Return who opens the letter's code."""
    row = draft.confirmations.get()
    return Actor(kind=ActorKind.CODE, subject=f"draft_confirmation:{row.uuid}")


def test_where_no_sign_in_is_wanted_it_counts_at_once_and_a_letter_tells_it(
    filled: Draft, in_call: Actor
) -> None:
    sent = send(filled, in_call)

    notice = Notice.objects.get()
    party = Party.objects.get()
    assert (sent.is_new, party.account) == (True, None)
    assert notice.name == "Fatma Yıldız-Behrens"
    assert notice.address_lines[-1] == "28195 Bremen"
    assert sent.application.reference in str(notice.letter)
    assert "Musterstraße 12" in str(notice.letter)
    invitation = identity.invitation_of("party", party.uuid)
    assert invitation is not None
    assert notice.invitation_uuid == invitation.uuid


def test_sent_twice_writes_one_letter(filled: Draft, in_call: Actor) -> None:
    send(filled, in_call)

    assert not send(filled, in_call).is_new
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("trust", [TrustLevel.BASIC, TrustLevel.SUBSTANTIAL])
def test_where_the_service_wants_it_the_caller_is_asked_and_nothing_is_sent(
    filled: Draft, in_call: Actor, trust: TrustLevel
) -> None:
    registry.use(_Wanting(trust))

    with pytest.raises(NotConfirmed) as waiting:
        send(filled, in_call)

    assert waiting.value.names == ("Fatma Yıldız-Behrens",)
    assert not Application.objects.exists()
    row = filled.confirmations.get()
    assert (row.role, row.norm) == ("applicant", "§ 3 Abs. 4 OZG")
    assert Notice.objects.get().address_lines[-1] == "28195 Bremen"


def test_code_of_the_letter_confirms_and_sends(
    filled: Draft, in_call: Actor, run_jobs: RunJobs
) -> None:
    registry.use(_Wanting(TrustLevel.BASIC))
    with pytest.raises(NotConfirmed):
        send(filled, in_call)
    services.end_call(call_uuid=UUID(str(filled.call_uuid)), actor=in_call, at=AT)
    by_code = asked_actor(filled)
    view = queries.confirmation_of(by_code, filled.confirmations.get().uuid, "de")
    assert (view.is_own, view.may_confirm, view.is_current) == (True, True, True)

    services.confirm_draft(confirmation_uuid=view.confirmation.uuid, actor=by_code, at=AT)
    run_jobs()

    application = Application.objects.get()
    assert application.draft_uuid == filled.uuid
    assert [one["role"] for one in application.confirmations] == ["applicant"]


def test_substantial_trust_takes_a_sign_in_which_binds_the_case(
    filled: Draft, in_call: Actor, citizen: Account, run_jobs: RunJobs
) -> None:
    registry.use(_Wanting(TrustLevel.SUBSTANTIAL))
    with pytest.raises(NotConfirmed):
        send(filled, in_call)
    row = filled.confirmations.get()
    with pytest.raises(services.TrustTooLow):
        services.confirm_draft(confirmation_uuid=row.uuid, actor=asked_actor(filled), at=AT)
    invitation = identity.invitation_of("draft_confirmation", row.uuid)
    assert invitation is not None
    identity_services.accept_invitation(
        invitation_uuid=invitation.uuid, actor=acting(citizen), at=AT
    )

    services.confirm_draft(confirmation_uuid=row.uuid, actor=acting(citizen), at=AT)
    run_jobs()

    application = Application.objects.get()
    party = Party.objects.get()
    assert (application.account_id, party.account) == (None, citizen)


def test_nobody_else_confirms(filled: Draft, in_call: Actor, stranger: Account) -> None:
    registry.use(_Wanting(TrustLevel.BASIC))
    with pytest.raises(NotConfirmed):
        send(filled, in_call)
    row = filled.confirmations.get()

    for other in (acting(stranger), in_call):
        with pytest.raises(NotVisible):
            services.confirm_draft(confirmation_uuid=row.uuid, actor=other, at=AT)


def test_without_an_address_nobody_can_be_asked(filled: Draft, in_call: Actor) -> None:
    registry.use(_Wanting(TrustLevel.BASIC))
    filled.refresh_from_db()
    filled.answers = {k: v for k, v in filled.answers.items() if k != "trader.street"}
    filled.waived = ["trader.street"]
    filled.save()

    with pytest.raises(services.NobodyToConfirm):
        send(filled, in_call)


def test_who_was_asked_is_reminded_once_with_the_same_code(filled: Draft, in_call: Actor) -> None:
    registry.use(_Wanting(TrustLevel.BASIC))
    with pytest.raises(NotConfirmed):
        send(filled, in_call)

    early = services.remind_confirmations(at=AT + timedelta(days=9))
    first = services.remind_confirmations(at=AT + timedelta(days=10))
    second = services.remind_confirmations(at=AT + timedelta(days=11))

    letters = Notice.objects.order_by("id")
    assert (early, first, second, len(letters)) == (0, 1, 0, 2)
    assert letters[0].invitation_uuid == letters[1].invitation_uuid
    assert "Erinnerung" in str(letters[1].letter)


def test_who_changed_the_answers_is_told_that_a_new_letter_goes_out(
    filled: Draft, in_call: Actor
) -> None:
    registry.use(_Wanting(TrustLevel.BASIC))
    with pytest.raises(NotConfirmed):
        send(filled, in_call)
    view = queries.get_draft(in_call, filled.uuid)
    (before,) = queries.asked_persons(view.draft, view.form)

    services.save_step(
        draft_uuid=filled.uuid,
        step_key="stand",
        raw={name: [value] for name, value in (SAID["stand"] | {"stand.metres": "4"}).items()},
        actor=in_call,
        at=LATER,
    )

    view = queries.get_draft(in_call, filled.uuid)
    (after,) = queries.asked_persons(view.draft, view.form)
    assert (before.name, before.is_current, before.confirmed_at) == (
        "Fatma Yıldız-Behrens",
        True,
        None,
    )
    assert not after.is_current
    assert services.remind_confirmations(at=AT + timedelta(days=10)) == 0


def test_forgotten_call_leaves_the_form_to_its_caller(filled: Draft, run_jobs: RunJobs) -> None:
    identity_services.end_forgotten_calls(at=AT + timedelta(hours=5))
    run_jobs()

    filled.refresh_from_db()
    assert filled.call_uuid is None
    code = queries.code_of_draft(filled)
    assert code is not None
    assert services.resume_draft(code=code, origin="192.0.2.1", at=LATER) == filled
