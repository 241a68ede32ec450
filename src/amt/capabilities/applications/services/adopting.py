"""Taking an application that was sent without sign-in into an account afterwards.

Whoever does so proves that it is theirs: by reference and code, or because the browser sent it.
The code of the status may have been passed on, so name and birth date must be the account's as
well; the code of a letter reached the person's address and is enough, as it is for invitations.
What was typed stays typed: an account that is known surely makes no answer surer.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications import codes
from amt.capabilities.applications.events import ApplicationAdopted
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.refusals import (
    AlreadyAdopted,
    NotThisPerson,
    WrongAdoptionCode,
)
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.cases import services as cases
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.capabilities.identity.services import TooManyTries, count_wrong_try, too_many_tries
from amt.kernel import clock, events
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.ids import digest_of, normalise_reference

APPLICATION = "application"
PARTY = "party"
LONGEST_TYPED = 100
_NOBODY = digest_of("nobody")


def adopt_application(
    *, reference: str, code: str, origin: str, actor: Actor, at: datetime
) -> UUID:
    """Take an application into the account by its number and a code; return its case.

    The code is that of the receipt or of a letter about this application; `origin` is the caller's
    address. Wrong tries are counted by origin, account and reference and stay counted.

    :raises NotVisible: when no resident acts for themselves.
    :raises TooManyTries: after ten wrong tries within an hour.
    :raises WrongAdoptionCode: when number and code do not fit, or there is no such number.
    :raises NotThisPerson: when the application names somebody else.
    :raises AlreadyAdopted: when it is in another account.
    """
    account_id = _own_account(actor)
    normal = normalise_reference(reference[:LONGEST_TYPED])
    keys = (
        f"adopt origin:{origin}",
        f"adopt account:{account_id}",
        f"status reference:{normal}",
    )
    if too_many_tries(keys=keys, at=at):
        raise TooManyTries
    found = Application.objects.filter(reference=normal).first()
    by_letter = _is_code_of_letter(found, code, at)
    by_receipt = codes.fits(code[:LONGEST_TYPED], found.code_digest if found else _NOBODY)
    if found is None or found.case_uuid is None or not (by_letter or by_receipt):
        with transaction.atomic():
            count_wrong_try(keys=keys, at=at)
            trail.record(
                actor=actor,
                action="applications.code_refused",
                subject_kind=APPLICATION,
                subject_id=found.uuid if found else "",
                at=at,
            )
        raise WrongAdoptionCode
    return _adopt(found.uuid, by_letter=by_letter, actor=actor, at=at)


def adopt_sent(*, draft_uuid: UUID, actor: Actor, at: datetime) -> UUID:
    """Take what this browser sent without sign-in into the account; return its case.

    The caller has shown that the session opened the draft.

    :raises NotVisible: when no resident acts for themselves, or nothing was sent.
    :raises NotThisPerson: when the application names somebody else.
    :raises AlreadyAdopted: when it is in another account.
    """
    _own_account(actor)
    found = Application.objects.filter(draft_uuid=draft_uuid, case_uuid__isnull=False).first()
    if found is None:
        raise NotVisible(APPLICATION, draft_uuid)
    return _adopt(found.uuid, by_letter=False, actor=actor, at=at)


@transaction.atomic
def _adopt(application_uuid: UUID, *, by_letter: bool, actor: Actor, at: datetime) -> UUID:
    application = Application.objects.select_for_update(of=("self",)).get(uuid=application_uuid)
    case_uuid = application.case_uuid
    if case_uuid is None:
        raise NotVisible(APPLICATION, application_uuid)
    account_id = _own_account(actor)
    if application.account_id == account_id:
        return case_uuid
    party = case_queries.recipients_of([case_uuid])[case_uuid]
    if application.account_id is not None or party.account_id not in (None, account_id):
        raise AlreadyAdopted
    if not by_letter and party.account_id is None:
        _require_same_person(application, account_id)
    _join(party, account_id, actor, at)
    application.account_id = account_id
    application.adopted_at, application.adopted_trust = at, int(actor.trust)
    application.save(update_fields=["account", "adopted_at", "adopted_trust"])
    # The code of the draft ends; that of the status goes on showing where the matter stands.
    Draft.objects.filter(uuid=application.draft_uuid, account=None).exclude(code_digest="").update(
        account_id=account_id, code_digest="", code_seed=""
    )
    _tell(application, case_uuid, actor, at)
    return case_uuid


def _tell(application: Application, case_uuid: UUID, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action="applications.application_adopted",
        subject_kind=APPLICATION,
        subject_id=application.uuid,
        at=at,
        details={"case": str(case_uuid), "trust": int(actor.trust)},
    )
    events.publish(
        ApplicationAdopted(application_uuid=application.uuid, case_uuid=case_uuid, at=at)
    )


def _join(party: case_queries.Recipient, account_id: int, actor: Actor, at: datetime) -> None:
    """Bind the account to the applicant, by an invitation as everybody who joins a case later.

    What was noted of looks at the applicant's data counts for the account from then on.
    """
    invitation = identity_services.invite(
        subject_kind=PARTY,
        subject_id=party.party_uuid,
        name=party.name,
        address_lines=party.address_lines,
        actor=actor,
        at=at,
    )
    try:
        identity_services.accept_invitation(invitation_uuid=invitation.uuid, actor=actor, at=at)
    except identity_services.InvitationTaken as taken:
        raise AlreadyAdopted from taken
    # The person reads the matter at once, not only when the job of the invitation has run.
    cases.bind_party(party_uuid=party.party_uuid, account_id=account_id, actor=actor, at=at)


def _require_same_person(application: Application, account_id: int) -> None:
    person = identity.person_of(identity.get_account(account_id))
    given, family = person.given_name, person.family_name
    known = {
        *identity.person_digests(given, family, person.birth_date),
        # A form that asks for no birth date has the name alone.
        *identity.person_digests(given, family, None),
    }
    if not application.person_digest or application.person_digest not in known:
        raise NotThisPerson


def _is_code_of_letter(found: Application | None, code: str, at: datetime) -> bool:
    if found is None or found.case_uuid is None:
        return False
    party = case_queries.recipients_of([found.case_uuid])[found.case_uuid]
    invitation = identity.invitation_of(PARTY, party.party_uuid)
    if invitation is None:
        return False
    is_over = invitation.expires_on is not None and clock.day_of(at) > invitation.expires_on
    return not is_over and codes.fits(code[:LONGEST_TYPED], invitation.code_digest)


def _own_account(actor: Actor) -> int:
    """Return who is signed in for themselves. :raises NotVisible: when nobody is."""
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None or actor.acting_for:
        raise NotVisible("page", APPLICATION)
    return actor.account_id
