"""Mandates: given, accepted with a code, in force for a time, withdrawn at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from amt.capabilities.identity import queries, services
from amt.capabilities.identity.models import Account, Invitation, Mandate
from amt.capabilities.identity.services import mandates
from amt.contract.law import Law
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.audit.trail import entries_about
from amt.kernel.errors import NotVisible

AT = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)
TODAY = date(2026, 4, 30)
SERVICE = "double_parties"


@pytest.fixture(autouse=True)
def _now(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.set(AT)
    monkeypatch.setattr(mandates, "services_for_helpers", lambda: [SERVICE, "other"])


def acting(account: Account, trust: TrustLevel = TrustLevel.SUBSTANTIAL) -> Actor:
    return queries.actor_of(account, trust=trust)


def given(account: Account, **more: Any) -> Mandate:
    said = {
        "helper_name": "Henrike Osterloh",
        "services": [SERVICE],
        "valid_until": TODAY + timedelta(days=90),
        **more,
    }
    return services.give_mandate(**said, actor=acting(account), at=AT)


def accepted(mandate: Mandate, principal: Account, helper: Account) -> Mandate:
    code = services.code_of_mandate(mandate, actor=acting(principal))
    opened = services.open_invitation(code=code, origin="192.0.2.1", at=AT)
    services.accept_invitation(invitation_uuid=opened.uuid, actor=acting(helper), at=AT)
    mandate.refresh_from_db()
    return mandate


def test_helper_accepts_with_the_code_and_acts_as_the_principal(
    citizen: Account, representative: Account
) -> None:
    mandate = accepted(given(citizen), citizen, representative)

    held = queries.held_mandate(acting(representative), mandate.uuid, TODAY)
    assert held == mandate
    actor = queries.actor_by_mandate(acting(representative), held)
    assert (actor.account_id, actor.by) == (citizen.id, representative.uuid)
    assert actor.acting_for == f"mandate:{mandate.uuid}"
    assert [one.uuid for one in queries.mandates_held(representative.id, TODAY)] == [mandate.uuid]
    assert [entry.action for entry in entries_about("mandate", mandate.uuid)] == [
        "identity.mandate_given",
        "identity.mandate_accepted",
    ]


def test_nobody_acts_before_it_is_accepted(citizen: Account, representative: Account) -> None:
    mandate = given(citizen)

    assert queries.held_mandate(acting(representative), mandate.uuid, TODAY) is None
    assert services.code_of_mandate(mandate, actor=acting(representative)) == ""


def test_mandate_withdrawn_opens_nothing_any_more(
    citizen: Account, representative: Account
) -> None:
    mandate = accepted(given(citizen), citizen, representative)

    services.revoke_mandate(mandate_uuid=mandate.uuid, actor=acting(citizen), at=AT)
    services.revoke_mandate(mandate_uuid=mandate.uuid, actor=acting(citizen), at=AT)

    assert queries.held_mandate(acting(representative), mandate.uuid, TODAY) is None
    assert queries.mandates_held(representative.id, TODAY) == []
    actions = [entry.action for entry in entries_about("mandate", mandate.uuid)]
    assert actions.count("identity.mandate_revoked") == 1


def test_mandate_withdrawn_before_accepting_cannot_be_accepted(
    citizen: Account, representative: Account
) -> None:
    mandate = given(citizen)
    code = services.code_of_mandate(mandate, actor=acting(citizen))
    services.revoke_mandate(mandate_uuid=mandate.uuid, actor=acting(citizen), at=AT)
    opened = services.open_invitation(code=code, origin="192.0.2.1", at=AT)

    with pytest.raises(NotVisible):
        services.accept_invitation(invitation_uuid=opened.uuid, actor=acting(representative), at=AT)


def test_helper_may_give_it_back(citizen: Account, representative: Account) -> None:
    mandate = accepted(given(citizen), citizen, representative)

    services.revoke_mandate(mandate_uuid=mandate.uuid, actor=acting(representative), at=AT)

    assert queries.held_mandate(acting(representative), mandate.uuid, TODAY) is None


def test_mandate_ends_on_its_day(citizen: Account, representative: Account) -> None:
    until = TODAY + timedelta(days=3)
    mandate = accepted(given(citizen, valid_until=until), citizen, representative)
    actor = acting(representative)

    assert queries.held_mandate(actor, mandate.uuid, until) is not None
    assert queries.held_mandate(actor, mandate.uuid, until + timedelta(days=1)) is None


def test_strangers_know_nothing_of_it(
    citizen: Account, representative: Account, stranger: Account
) -> None:
    mandate = accepted(given(citizen), citizen, representative)

    with pytest.raises(NotVisible):
        queries.get_mandate(acting(stranger), mandate.uuid)
    with pytest.raises(NotVisible):
        services.revoke_mandate(mandate_uuid=mandate.uuid, actor=acting(stranger), at=AT)
    assert queries.held_mandate(acting(stranger), mandate.uuid, TODAY) is None


def test_nobody_accepts_their_own(citizen: Account) -> None:
    mandate = given(citizen)
    invitation = Invitation.objects.get(subject_id=str(mandate.uuid))

    with pytest.raises(services.OwnMandate):
        services.accept_invitation(invitation_uuid=invitation.uuid, actor=acting(citizen), at=AT)
    invitation.refresh_from_db()
    assert invitation.account is None


def test_helper_gives_and_withdraws_nothing_in_the_name_of_the_principal(
    citizen: Account, representative: Account
) -> None:
    mandate = accepted(given(citizen), citizen, representative)
    actor = queries.actor_by_mandate(
        acting(representative), queries.get_mandate(acting(representative), mandate.uuid)
    )

    with pytest.raises(NotVisible):
        services.give_mandate(
            helper_name="Jonas Petersen",
            services=[SERVICE],
            valid_until=TODAY,
            actor=actor,
            at=AT,
        )
    with pytest.raises(NotVisible):
        services.revoke_mandate(mandate_uuid=mandate.uuid, actor=actor, at=AT)
    assert services.code_of_mandate(mandate, actor=actor) == ""


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"helper_name": " "}, services.HelperMissing),
        ({"services": []}, services.NoServiceChosen),
        ({"services": ["unknown"]}, services.NoServiceChosen),
        ({"valid_until": TODAY - timedelta(days=1)}, services.EndNotPossible),
        ({"valid_until": TODAY + timedelta(days=732)}, services.EndNotPossible),
    ],
)
def test_mandate_that_says_too_little_is_refused(
    citizen: Account, more: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        given(citizen, **more)


def test_giving_takes_a_sure_sign_in(citizen: Account) -> None:
    with pytest.raises(NotVisible):
        services.give_mandate(
            helper_name="Henrike Osterloh",
            services=[SERVICE],
            valid_until=TODAY,
            actor=acting(citizen, TrustLevel.BASIC),
            at=AT,
        )


@pytest.mark.parametrize(
    ("years", "law", "is_given"),
    [
        (15, Law.SGB_X, True),
        (15, Law.SGB_X_SGG, True),
        (14, Law.SGB_X, False),
        (17, Law.VWVFG, False),
        (17, Law.AO, False),
        (18, Law.VWVFG, True),
    ],
)
def test_minors_give_it_from_fifteen_and_for_social_benefits_alone(
    citizen: Account, monkeypatch: pytest.MonkeyPatch, years: int, law: Law, is_given: bool
) -> None:
    citizen.birth_date = TODAY.replace(year=TODAY.year - years)
    citizen.save()
    monkeypatch.setattr(mandates, "law_of", lambda _key: law)

    if is_given:
        assert given(citizen).principal == citizen
    else:
        with pytest.raises(services.TooYoung):
            given(citizen)
        assert not Mandate.objects.exists()


def test_it_is_forgotten_when_nobody_can_contest_any_more_what_was_done_by_it(
    citizen: Account, representative: Account
) -> None:
    ended = accepted(given(citizen), citizen, representative)
    services.revoke_mandate(mandate_uuid=ended.uuid, actor=acting(citizen), at=AT)
    running = accepted(
        given(citizen, valid_until=TODAY + timedelta(days=700)), citizen, representative
    )

    assert services.forget_mandates(at=AT + timedelta(days=3652)) == 0
    assert services.forget_mandates(at=AT + timedelta(days=3655)) == 1
    assert list(Mandate.objects.all()) == [running]
    assert not Invitation.objects.filter(subject_id=str(ended.uuid)).exists()
    assert services.forget_mandates(at=AT + timedelta(days=3655 + 700)) == 1


def test_it_is_forgotten_soon_when_nobody_ever_accepted_it(citizen: Account) -> None:
    mandate = given(citizen, valid_until=TODAY + timedelta(days=10))

    assert services.forget_mandates(at=AT + timedelta(days=99)) == 0
    assert services.forget_mandates(at=AT + timedelta(days=102)) == 1
    assert not Mandate.objects.filter(uuid=mandate.uuid).exists()
