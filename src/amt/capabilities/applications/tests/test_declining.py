"""Who is asked to confirm may decline; the first person is told and can go on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amt.capabilities.acts.models import Notice
from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.services import NotConfirmed
from amt.capabilities.applications.testing.fixtures import AT, acting
from amt.capabilities.applications.tests.test_confirm_draft import (
    asked,
    begin,
    birth,
    confirm,
    father,
    mother,
    send,
    waiting,
)
from amt.capabilities.dispatch.models import OutgoingEmail
from amt.capabilities.dispatch.rendering import render
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.mailbox.models import Message
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.errors import NotVisible
from amt.kernel.models import AuditEntry

__all__ = ["birth", "father", "mother", "waiting"]

REASON = "Wir leben seit Mai getrennt."


def by_code(draft: Draft) -> Actor:
    invitation = identity.invitation_of("draft_confirmation", draft.confirmations.get().uuid)
    assert invitation is not None
    return identity.actor_of_invitation(invitation)


def decline(draft: Draft, actor: Actor, reason: str = REASON) -> None:
    services.decline_confirmation(
        confirmation_uuid=draft.confirmations.get().uuid, reason=reason, actor=actor, at=AT
    )


def test_first_person_is_told_with_the_reason_and_by_an_email_without_content(
    waiting: Draft, mother: Account, run_jobs: RunJobs
) -> None:
    decline(waiting, by_code(waiting))
    decline(waiting, by_code(waiting))
    run_jobs()

    message = Message.objects.get()
    assert message.account == mother
    assert "Tjark Wendt bestätigt Ihren Antrag" in message.body
    assert REASON in message.body
    email = OutgoingEmail.objects.get(template="confirmation_declined")
    written = " ".join(render(email.template, email.context, "de"))
    assert email.recipient == mother.email
    for said in ("Tjark", "Wendt", REASON, "getrennt"):
        assert said not in written + str(email.context)
    assert not Application.objects.exists()


def test_reason_is_free_and_stays_out_of_the_trail(waiting: Draft, run_jobs: RunJobs) -> None:
    decline(waiting, by_code(waiting), "")
    run_jobs()

    assert "Genannter Grund" not in Message.objects.get().body
    entry = AuditEntry.objects.get(action="applications.confirmation_declined")
    assert entry.details == {"role": "other_parent"}


def test_too_long_a_reason_is_told(waiting: Draft) -> None:
    with pytest.raises(services.ReasonTooLong):
        decline(waiting, by_code(waiting), "a" * 501)


def test_draft_says_who_declined_and_sends_nothing(waiting: Draft, mother: Account) -> None:
    decline(waiting, by_code(waiting))

    with pytest.raises(services.ConfirmationRefused):
        send(waiting, mother)

    view = queries.get_draft(acting(mother), waiting.uuid)
    (one,) = queries.asked_persons(view.draft, view.form)
    assert (one.name, one.declined_at, one.decline_reason) == ("Tjark Wendt", AT, REASON)
    assert Notice.objects.count() == 1


def test_asked_again_once_with_the_same_code(waiting: Draft, mother: Account) -> None:
    decline(waiting, by_code(waiting))
    later = AT + timedelta(days=1)

    name = services.ask_again(
        draft_uuid=waiting.uuid, role="other_parent", actor=acting(mother), at=later
    )
    decline(waiting, by_code(waiting))

    letters = list(Notice.objects.order_by("id"))
    assert name == "Tjark Wendt"
    assert len(letters) == 2
    assert letters[0].invitation_uuid == letters[1].invitation_uuid
    with pytest.raises(services.AskedTwice):
        services.ask_again(
            draft_uuid=waiting.uuid, role="other_parent", actor=acting(mother), at=later
        )


def test_who_declined_can_still_confirm(waiting: Draft, father: Account, run_jobs: RunJobs) -> None:
    actor = asked(waiting, father)
    decline(waiting, actor)

    confirm(waiting, actor)
    run_jobs()

    assert Application.objects.exists()
    assert not Message.objects.filter(subject="Ihr Antrag wurde nicht bestätigt").exists()


def test_who_confirmed_cannot_decline(waiting: Draft, father: Account) -> None:
    actor = asked(waiting, father)
    confirm(waiting, actor)

    with pytest.raises(services.AlreadyConfirmed):
        decline(waiting, actor)


def test_changed_answers_ask_anew_after_a_no(waiting: Draft, mother: Account) -> None:
    decline(waiting, by_code(waiting))
    Draft.objects.filter(id=waiting.id).update(
        answers={**Draft.objects.get(id=waiting.id).answers, "child.given_names": "Jan"}
    )

    with pytest.raises(NotConfirmed):
        send(waiting, mother)
    assert Notice.objects.count() == 2


def test_sole_custody_goes_without_the_other_after_a_no(waiting: Draft, mother: Account) -> None:
    decline(waiting, by_code(waiting))
    Draft.objects.filter(id=waiting.id).update(
        answers={**Draft.objects.get(id=waiting.id).answers, "custody": "sole"}
    )

    assert send(waiting, mother).is_new


def test_who_declined_is_not_reminded(waiting: Draft) -> None:
    decline(waiting, by_code(waiting))

    assert services.remind_confirmations(at=AT + timedelta(days=10)) == 0


def test_nobody_else_declines_or_asks_again(
    waiting: Draft, mother: Account, stranger: Account, other_caseworker: Account
) -> None:
    for other in (acting(stranger), acting(other_caseworker), acting(mother)):
        with pytest.raises(NotVisible):
            decline(waiting, other)
    decline(waiting, by_code(waiting))
    for other in (acting(stranger), acting(other_caseworker), by_code(waiting)):
        with pytest.raises(NotVisible):
            services.ask_again(draft_uuid=waiting.uuid, role="other_parent", actor=other, at=AT)


def test_email_with_a_link_goes_beside_the_letter_and_says_nothing(
    birth: None, mother: Account
) -> None:
    draft = begin(mother)

    with pytest.raises(NotConfirmed):
        services.submit_application(
            draft_uuid=draft.uuid,
            consent_electronic=True,
            emails={"other_parent": "tjark@example.org"},
            actor=acting(mother),
            at=AT,
        )

    email = OutgoingEmail.objects.get()
    written = " ".join(render(email.template, email.context, email.language))
    invitation = identity.invitation_of("draft_confirmation", draft.confirmations.get().uuid)
    assert invitation is not None
    assert email.recipient == "tjark@example.org"
    assert f"/einladung/{invitation.uuid}/" in written
    for said in ("Wendt", "Olena", "Laterne", "Kind"):
        assert said not in written
    assert Notice.objects.count() == 1


def test_link_of_the_email_opens_for_the_invited_name_alone(
    birth: None, mother: Account, father: Account, stranger: Account
) -> None:
    draft = begin(mother)
    with pytest.raises(NotConfirmed):
        services.submit_application(
            draft_uuid=draft.uuid,
            consent_electronic=True,
            emails={"other_parent": "tjark@example.org"},
            actor=acting(mother),
            at=AT,
        )
    row = draft.confirmations.get()
    invitation = identity.invitation_of("draft_confirmation", row.uuid)
    assert invitation is not None

    assert queries.may_join_by_link(invitation.uuid, father.id) == row.uuid
    for other in (mother, stranger):
        assert queries.may_join_by_link(invitation.uuid, other.id) is None


def test_without_an_address_the_letter_goes_alone_and_no_link_opens(
    waiting: Draft, father: Account
) -> None:
    invitation = identity.invitation_of("draft_confirmation", waiting.confirmations.get().uuid)
    assert invitation is not None

    assert queries.may_join_by_link(invitation.uuid, father.id) is None
    assert not OutgoingEmail.objects.exists()


def test_weak_sign_in_may_decline_but_not_confirm(waiting: Draft, father: Account) -> None:
    asked(waiting, father)
    weak = acting(father, TrustLevel.BASIC)
    with pytest.raises(services.TrustTooLow):
        confirm(waiting, weak)

    decline(waiting, weak)

    assert waiting.confirmations.get().declined_at == AT
