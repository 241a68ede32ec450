"""Asking somebody beside the submitter to confirm a draft, and their confirmation.

Who must is in the service's record (`confirmations`); where they are reached is in the form's group
of that role. A confirmation holds for the answers that were shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from amt.capabilities.acts import services as acts
from amt.capabilities.applications.caller_letters import confirmation_letter
from amt.capabilities.applications.confirmations import (
    CONFIRMATION,
    digest_of,
    may_confirm,
    visible_confirmation,
)
from amt.capabilities.applications.events import DraftConfirmed
from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Draft, DraftConfirmation
from amt.capabilities.applications.parties import named_persons, party_of
from amt.capabilities.applications.refusals import (
    AlreadySubmitted,
    AnswersChanged,
    ConfirmationRefused,
    NobodyDecidesThere,
    NobodyToConfirm,
    TrustTooLow,
)
from amt.capabilities.applications.services.call_day import day_of_case, keep_day_of_call
from amt.capabilities.applications.services.confirmed import Confirmed
from amt.capabilities.applications.services.drafts import DAYS_KEPT
from amt.capabilities.applications.services.linking import person_of_answers
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import services as cases
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.identity import queries as identity_queries
from amt.capabilities.identity import services as identity
from amt.contract.acts import ActContent
from amt.contract.answers import applies, facts_of
from amt.contract.forms import Form
from amt.contract.procedure import Confirmation, Procedure
from amt.contract.registry import procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import clock, events
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

CALLER_NORM = "§ 3 Abs. 4 OZG"
"""Which sureness of identity a service wants is laid down; a voice has none."""
FEWEST_LINES = 3
"""Name, street and town: less is no address for a letter."""


def missing_confirmations(draft: Draft, found: Procedure, form: Form) -> list[Confirmation]:
    """List the confirmations that the draft, as it is, still lacks.

    Where a service wants somebody surely known, who was only heard in a call confirms as well.
    """
    confirmed = {one.role for one in confirmations_of(draft, form)}
    return [
        one
        for one in (*_by_caller(draft, found), *found.confirmations)
        if one.role not in confirmed
        and not (one.unless is not None and applies(one.unless, draft.answers))
    ]


def wants_confirmation(draft: Draft, found: Procedure) -> bool:
    """Tell whether anybody may have to confirm, without looking into the answers."""
    return bool(found.confirmations or _by_caller(draft, found))


def _by_caller(draft: Draft, found: Procedure) -> tuple[Confirmation, ...]:
    # Without account only staff in a call come to sending what wants more than no sign-in.
    is_heard = draft.account_id is None and draft.party_uuid is None
    if is_heard and found.access.apply_at > TrustLevel.NONE:
        return (Confirmation(found.submitting_role, CALLER_NORM),)
    return ()


def confirmations_of(draft: Draft, form: Form) -> list[Confirmed]:
    """List who confirmed the draft as it is."""
    rows = draft.confirmations.filter(
        answers_digest=digest_of(form, draft.answers), confirmed_at__isnull=False
    )
    return [
        Confirmed(role=row.role, name=row.name, account_id=row.account_id, at=row.confirmed_at)
        for row in rows.order_by("id")
        if row.confirmed_at is not None
    ]


def with_accounts(
    parties: Sequence[cases.PartyData], confirmed: Sequence[Confirmed]
) -> list[cases.PartyData]:
    """Bind the parties who confirmed to the accounts by which they did."""
    accounts = {one.role: one.account_id for one in confirmed}
    return [
        replace(party, account_id=accounts.pop(party.role))
        if party.account_id is None and party.role in accounts
        else party
        for party in parties
    ]


def ask_for_confirmations(
    draft: Draft,
    service: tuple[Procedure, Form],
    actor: Actor,
    at: datetime,
    emails: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Write to everybody whose confirmation is missing, once for these answers; return their names.

    `emails` are addresses by role to which a link goes beside the letter.

    :raises NobodyToConfirm: when the form names nobody in the role with an address.
    :raises ConfirmationRefused: when somebody has declined these answers.
    """
    found, form = service
    named = persons_in_roles(draft, found, form)
    keep_day_of_call(draft, found, form, actor, at)
    asked: list[str] = []
    declined: list[str] = []
    for wanted in missing_confirmations(draft, found, form):
        person = named.get(wanted.role)
        if person is None or not person.name or len(person.address_lines) < FEWEST_LINES:
            raise NobodyToConfirm
        person = replace(person, email=emails.get(wanted.role, "") or person.email)
        row = _ask(draft, (found, form), wanted, person, actor, at)
        (declined if row.declined_at else asked).append(person.name)
    if declined:
        raise ConfirmationRefused(declined)
    if asked:
        draft.expires_on = clock.day_of(at) + timedelta(days=DAYS_KEPT)
        draft.save(update_fields=["expires_on"])
    return asked


@dataclass(frozen=True, slots=True)
class PersonToAsk:
    """Somebody who will be asked to confirm with sending; `email` as the form says it."""

    role: str
    name: str
    email: str


def persons_to_ask(draft: Draft, form: Form) -> list[PersonToAsk]:
    """List whom sending will write to: nobody who was asked for these answers before."""
    found = procedure(draft.procedure_key)
    missing = missing_confirmations(draft, found, form)
    if not missing:
        return []
    rows = draft.confirmations.filter(answers_digest=digest_of(form, draft.answers))
    asked = set(rows.values_list("role", flat=True))
    named = persons_in_roles(draft, found, form)
    return [
        PersonToAsk(one.role, named[one.role].name, named[one.role].email)
        for one in missing
        if one.role in named and one.role not in asked
    ]


def persons_in_roles(draft: Draft, found: Procedure, form: Form) -> dict[str, cases.PartyData]:
    """Return who stands in each role of a draft; the first, where there are several."""
    named = {one.role: party_of(one) for one in reversed(named_persons(form, draft.answers))}
    if draft.account_id is None:
        caller = person_of_answers(found, form, draft.answers)
        lines = caller.address_lines
        named[found.submitting_role] = cases.PartyData("", None, caller.full_name, lines)
    return named


@transaction.atomic
def confirm_draft(*, confirmation_uuid: UUID, actor: Actor, at: datetime) -> None:
    """Confirm what was shown; the last confirmation sends the application. Twice is once.

    :raises NotVisible: when the actor was not asked, or is the one who applies.
    :raises TrustTooLow: when the sign-in is not as sure as the service asks.
    :raises AnswersChanged: when the answers are others by now.
    :raises AlreadySubmitted: when the application was sent without this confirmation.
    """
    row = visible_confirmation(actor, confirmation_uuid)
    draft = Draft.objects.select_for_update().get(id=row.draft_id)
    if row.confirmed_at is not None:
        return
    if draft.submitted_at is not None:
        raise AlreadySubmitted
    found = procedure(draft.procedure_key)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    if not may_confirm(actor, row, found):
        raise TrustTooLow
    if draft.account_id is not None and actor.account_id == draft.account_id:
        raise NotVisible(CONFIRMATION, confirmation_uuid)
    if digest_of(form, draft.answers) != row.answers_digest:
        raise AnswersChanged
    row.account_id, row.confirmed_at = actor.account_id, at
    row.declined_at, row.decline_reason = None, ""
    row.save(update_fields=["account", "confirmed_at", "declined_at", "decline_reason"])
    _record("applications.draft_confirmed", row, actor, at)
    if not missing_confirmations(draft, found, form):
        events.publish(DraftConfirmed(draft_uuid=draft.uuid, at=at))


def _ask(
    draft: Draft,
    service: tuple[Procedure, Form],
    wanted: Confirmation,
    person: cases.PartyData,
    actor: Actor,
    at: datetime,
) -> DraftConfirmation:
    # Who only spoke to us proves by the letter that they live there; an e-mail would prove nothing.
    email = "" if draft.account_id is None else person.email
    row, is_new = DraftConfirmation.objects.get_or_create(
        draft=draft,
        role=wanted.role,
        answers_digest=digest_of(service[1], draft.answers),
        defaults={
            "norm": wanted.norm,
            "name": person.name,
            "address_lines": list(person.address_lines),
            "email": email,
            "asked_at": at,
        },
    )
    if not is_new:
        return row
    identity.invite(
        subject_kind=CONFIRMATION,
        subject_id=row.uuid,
        name=person.name,
        address_lines=person.address_lines,
        actor=actor,
        at=at,
    )
    write_to(row, service, correlation=f"draft-confirmation:{row.uuid}", actor=actor, at=at)
    _record("applications.confirmation_asked", row, actor, at)
    return row


def write_to(
    row: DraftConfirmation,
    service: tuple[Procedure, Form],
    *,
    correlation: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Write to somebody who was invited to confirm: the letter with the code, and the e-mail.

    The e-mail says only that there is something and where; its link opens nothing without a
    sign-in under the invited name.

    :raises NobodyDecidesThere: when no unit is competent for the place.
    """
    draft, (found, form) = row.draft, service
    invitation = identity_queries.invitation_of(CONFIRMATION, row.uuid)
    if invitation is None:
        raise ValueError("nobody was invited to confirm")
    wanted = Confirmation(row.role, row.norm)
    acts.send_notice(
        subject_kind="draft",
        subject_id=draft.uuid,
        procedure_key=found.key,
        unit_id=unit_of_draft(draft, found, form, at),
        reference="",
        content=letter_to(found, wanted, at, counts_from=day_of_case(draft)),
        name=row.name,
        address_lines=row.address_lines,
        invitation_uuid=invitation.uuid,
        correlation=correlation,
        actor=actor,
        at=at,
    )
    if row.email:
        dispatch.send_email(
            to=row.email,
            template="confirmation_asked",
            context={"invitation": str(invitation.uuid)},
            language=SOURCE_LANGUAGE,
            correlation=correlation,
            actor=actor,
            at=at,
        )


def letter_to(
    found: Procedure, wanted: Confirmation, at: datetime, *, counts_from: date | None = None
) -> ActContent:
    """Return the letter that asks somebody to confirm; `counts_from` is a day that stays."""
    key = f"parties.{wanted.role}.invitation"
    with override(SOURCE_LANGUAGE):
        if wanted.role == found.submitting_role:
            return confirmation_letter(found, clock.day_of(at), wanted.norm, counts_from)
        if found.texts.find(f"{key}.title", SOURCE_LANGUAGE):
            return ActContent(
                title=found.texts.get(f"{key}.title", SOURCE_LANGUAGE),
                operative=found.texts.lines(f"{key}.text", SOURCE_LANGUAGE),
            )
        service = {"service": found.title(SOURCE_LANGUAGE), "norm": wanted.norm}
        return ActContent(
            title=_("Bitte bestätigen Sie einen Antrag"),
            operative=(
                _("Jemand stellt den Antrag „%(service)s“ und nennt Sie darin.") % service,
                _("Der Antrag gilt erst, wenn auch Sie ihn bestätigen (%(norm)s).") % service,
                _("Sehen Sie sich den Antrag an und entscheiden Sie, ob Sie ihn bestätigen."),
            ),
        )


def unit_of_draft(draft: Draft, found: Procedure, form: Form, at: datetime) -> int:
    """Return who will decide. :raises NobodyDecidesThere: when nobody does."""
    place = found.place_of(facts_of(form, draft.answers))
    try:
        return authorities.competent_unit(found.key, place, clock.day_of(at)).id
    except authorities.NobodyCompetent as nobody:
        raise NobodyDecidesThere from nobody


def _record(action: str, row: DraftConfirmation, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=CONFIRMATION,
        subject_id=row.uuid,
        at=at,
        details={"role": row.role},
    )
