"""Invitations by letter: the code in it opens one subject and can be bound to an account.

Whoever holds the code may open what it opens; accepting binds it to one resident for good. What
the subject is (a party, a person of a bundle) is known to its own room alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity.events import InvitationAccepted
from amt.capabilities.identity.mandates import MANDATE
from amt.capabilities.identity.models import Invitation
from amt.capabilities.identity.services import codes
from amt.capabilities.identity.services.accepting import accept_mandate
from amt.capabilities.identity.services.tries import (
    TooManyTries,
    count_wrong_try,
    too_many_tries,
)
from amt.kernel import clock, events
from amt.kernel.actors import ANONYMOUS, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal
from amt.kernel.ids import digest_of

PURPOSE = "amt.identity.invitation"
LONGEST_TYPED = 100


class WrongInvitationCode(Refusal):
    """No invitation has this code."""

    code = "wrong_invitation_code"

    def __init__(self) -> None:
        super().__init__(
            _("Diesen Code kennen wir nicht. Prüfen Sie bitte den Code in Ihrem Brief.")
        )


class InvitationExpired(WrongInvitationCode):
    """The time to take part is over."""

    code = "invitation_expired"

    def __init__(self) -> None:
        Refusal.__init__(
            self, _("Diese Einladung ist abgelaufen. Fragen Sie bitte die Stelle, die schrieb.")
        )


class InvitationTaken(Refusal):
    """The invitation belongs to another account."""

    code = "invitation_taken"

    def __init__(self) -> None:
        super().__init__(_("Diese Einladung ist schon mit einem anderen Konto verbunden."))


class CodeGone(LookupError):
    """The secret key with which the code was made is no longer in the settings."""


@transaction.atomic
def invite(
    *,
    subject_kind: str,
    subject_id: object,
    name: str,
    address_lines: Sequence[str],
    expires_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Invitation:
    """Invite somebody to a subject; the same subject gives the same invitation back.

    The letter with the code is not sent here. `expires_on` is the last day on which it opens.
    """
    seed = codes.new_seed()
    invitation, made = Invitation.objects.get_or_create(
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        defaults={
            "name": name,
            "address_lines": list(address_lines),
            "code_seed": seed,
            "code_digest": digest_of(codes.derive(seed, purpose=PURPOSE)),
            "expires_on": expires_on,
            "created_at": at,
        },
    )
    if made:
        _record(actor, "identity.invited", invitation, at)
    return invitation


def code_of_invitation(invitation_uuid: UUID) -> str:
    """Return the code for the letter.

    :raises CodeGone: when the key that it was made with was removed from the settings.
    """
    invitation = Invitation.objects.get(uuid=invitation_uuid)
    code = codes.recover(invitation.code_seed, invitation.code_digest, purpose=PURPOSE)
    if code is None:
        raise CodeGone(str(invitation_uuid))
    return code


def open_invitation(*, code: str, origin: str, at: datetime) -> Invitation:
    """Return the invitation that a code opens; `origin` is the caller's address.

    Wrong tries are counted by origin and stay counted when this refuses.

    :raises TooManyTries: after ten wrong tries within an hour.
    :raises WrongInvitationCode: when no invitation has the code.
    :raises InvitationExpired: when its time is over.
    """
    keys = (f"invitation origin:{origin}",)
    if too_many_tries(keys=keys, at=at):
        raise TooManyTries
    # The digest of 58 random bits is looked up; nothing is compared sign by sign.
    found = Invitation.objects.filter(code_digest=digest_of(code[:LONGEST_TYPED])).first()
    if found is None:
        with transaction.atomic():
            count_wrong_try(keys=keys, at=at)
            trail.record(
                actor=ANONYMOUS,
                action="identity.invitation_refused",
                subject_kind="invitation",
                subject_id="",
                at=at,
            )
        raise WrongInvitationCode
    if _is_over(found, at):
        raise InvitationExpired
    with transaction.atomic():
        if Invitation.objects.filter(id=found.id, opened_at=None).update(opened_at=at):
            found.opened_at = at
        _record(
            Actor(kind=ActorKind.CODE, subject=f"{found.subject_kind}:{found.subject_id}"),
            "identity.invitation_opened",
            found,
            at,
        )
    return found


@transaction.atomic
def accept_invitation(*, invitation_uuid: UUID, actor: Actor, at: datetime) -> Invitation:
    """Bind an invitation to the resident who acts; the same resident again changes nothing.

    Call it only where the code was typed: whoever accepts is the invited person from then on.

    :raises NotVisible: when there is no such invitation, or no resident acts.
    :raises InvitationTaken: when it belongs to another account.
    :raises InvitationExpired: when its time is over.
    :raises amt.capabilities.identity.services.OwnMandate: when they gave it themselves.
    """
    invitation = Invitation.objects.select_for_update().filter(uuid=invitation_uuid).first()
    if invitation is None or actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("invitation", invitation_uuid)
    if invitation.account_id == actor.account_id:
        return invitation
    if invitation.account_id is not None:
        raise InvitationTaken
    if _is_over(invitation, at):
        raise InvitationExpired
    if invitation.subject_kind == MANDATE:
        accept_mandate(mandate_uuid=UUID(invitation.subject_id), actor=actor, at=at)
    invitation.account_id = actor.account_id
    invitation.accepted_at = at
    invitation.save(update_fields=["account", "accepted_at"])
    _record(actor, "identity.invitation_accepted", invitation, at)
    events.publish(
        InvitationAccepted(
            invitation_uuid=invitation.uuid,
            subject_kind=invitation.subject_kind,
            subject_id=invitation.subject_id,
            account_id=actor.account_id,
            at=at,
        )
    )
    return invitation


def _is_over(invitation: Invitation, at: datetime) -> bool:
    return invitation.expires_on is not None and clock.day_of(at) > invitation.expires_on


def _record(actor: Actor, action: str, invitation: Invitation, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="invitation",
        subject_id=invitation.uuid,
        at=at,
        details={"subject": f"{invitation.subject_kind}:{invitation.subject_id}"},
    )
