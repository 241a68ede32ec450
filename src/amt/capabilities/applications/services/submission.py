"""Submitting a draft, once: application, receipt, consent and case in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import asks_for_files, form_of, still_wrong
from amt.capabilities.applications.models import Draft, InformalApplication
from amt.capabilities.applications.own import must_sign_in
from amt.capabilities.applications.parties import parties_of
from amt.capabilities.applications.refusals import (
    AddressMissing,
    NotComplete,
    NotConfirmed,
    TrustTooLow,
)
from amt.capabilities.applications.services.carrying import known_at, source_of
from amt.capabilities.applications.services.confirming import (
    ask_for_confirmations,
    confirmations_of,
    missing_confirmations,
    wants_confirmation,
    with_accounts,
)
from amt.capabilities.applications.services.drafts import locked_draft, require_open
from amt.capabilities.applications.services.filing import (
    Filing,
    Submitted,
    already_sent,
    file_application,
)
from amt.capabilities.applications.services.linking import (
    person_of_answers,
    person_of_informal,
)
from amt.capabilities.applications.services.lookups import tell_case
from amt.capabilities.applications.services.renewing import facts_of_predecessor
from amt.capabilities.documents import queries as document_queries
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.contract.answers import asked_fields, asked_steps, facts_of
from amt.contract.derived import basis_of
from amt.contract.facts import Fact, FactSource
from amt.contract.forms import FieldKind, Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor

SIGN_IN_BASIS = "sign_in"


def submit_application(
    *,
    draft_uuid: UUID,
    consent_electronic: bool,
    emails: Mapping[str, str] = MappingProxyType({}),
    actor: Actor,
    at: datetime,
) -> Submitted:
    """Send a draft. Sent a second time it returns the same application and changes nothing.

    Where the law wants somebody else to confirm, they are asked by letter; the draft waits and is
    sent once they have. `emails` are addresses by role to which a link goes beside the letter.

    :raises NotVisible: when the draft is not the actor's.
    :raises DraftExpired: when its time is over.
    :raises NotComplete: when something is missing or wrong.
    :raises TrustTooLow: when the sign-in is not sure enough.
    :raises NotConfirmed: when somebody else must confirm first.
    :raises ConfirmationRefused: when somebody else has declined these answers.
    :raises NobodyToConfirm: when the form does not say where they can be reached.
    :raises NobodyDecidesThere: when no unit is competent for its place.
    :raises AddressMissing: when nobody is signed in and the form says not where letters go.
    """
    with transaction.atomic():
        draft = locked_draft(actor, draft_uuid)
        # The lock is held: whoever sent it has marked it.
        sent = already_sent(draft.uuid) if draft.submitted_at else None
        if sent is not None:
            return sent
        require_open(draft, clock.day_of(at))
        found = procedure(draft.procedure_key)
        form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
        if must_sign_in(actor, found):
            raise TrustTooLow
        problems = still_wrong(form, draft.answers, draft.waived)
        if problems:
            raise NotComplete(problems)
        consents = _consent(draft, actor, at, given=consent_electronic)
        must_ask = wants_confirmation(draft, found)
        service = (found, form)
        waiting_for = ask_for_confirmations(draft, service, actor, at, emails) if must_ask else []
        if not waiting_for:
            filing = _filing(draft, found, form, consent_electronic=consents, at=at)
            submitted = file_application(filing, actor, at)
            tell_case(draft, submitted.application.case_uuid, at)
            _empty(draft, at)
            return submitted
    # The request for confirmation is committed before this says so.
    raise NotConfirmed(waiting_for)


def _consent(draft: Draft, actor: Actor, at: datetime, *, given: bool) -> bool:
    """Note who consents to electronic delivery, and return what holds for this application."""
    if draft.account_id is None:
        # Nothing can be put into a mailbox that nobody has: all goes by letter.
        return False
    if actor.acting_for is not None:
        # How letters come is for the principal to say, not for a helper.
        return identity.has_delivery_consent(draft.account_id)
    identity_services.set_delivery_consent(
        account_id=draft.account_id, consents=given, actor=actor, at=at
    )
    return given


@transaction.atomic
def submit_confirmed(*, draft_uuid: UUID, at: datetime) -> None:
    """Send a draft that everybody has confirmed; one that was changed meanwhile stays a draft."""
    draft = Draft.objects.select_for_update().filter(uuid=draft_uuid).first()
    if draft is None or draft.submitted_at is not None:
        return
    found = procedure(draft.procedure_key)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    if still_wrong(form, draft.answers, draft.waived) or missing_confirmations(draft, found, form):
        return
    consents = draft.account_id is not None and identity.has_delivery_consent(draft.account_id)
    filing = _filing(draft, found, form, consent_electronic=consents, at=at)
    submitted = file_application(filing, SYSTEM, at)
    tell_case(draft, submitted.application.case_uuid, at)
    _empty(draft, at)


def _filing(
    draft: Draft, found: Procedure, form: Form, *, consent_electronic: bool, at: datetime
) -> Filing:
    person = _person_of(draft, found, form)
    asks = asks_for_files(form)
    held = document_queries.list_documents("draft", draft.uuid) if asks else []
    confirmed = confirmations_of(draft, form) if wants_confirmation(draft, found) else []
    parties = parties_of(found, form, draft.answers, account_id=draft.account_id, person=person)
    return Filing(
        procedure=found,
        form=form,
        answers=draft.answers,
        facts=[*_facts(form, draft, at), *facts_of_predecessor(draft, at)],
        parties=with_accounts(parties, confirmed),
        account_id=draft.account_id,
        source_uuid=draft.uuid,
        consents_electronic=consent_electronic,
        draft=draft,
        labels=labels_of(form, draft.answers),
        file_names={str(document.uuid): document.file_name for document in held},
        confirmations=confirmed,
    )


def _person_of(draft: Draft, found: Procedure, form: Form) -> identity.PersonData:
    """Return who applies. :raises AddressMissing: when nobody knows where letters go."""
    if draft.account_id is not None:
        return identity.person_of(identity.get_account(draft.account_id))
    if draft.party_uuid is not None:
        informal = InformalApplication.objects.get(party_uuid=str(draft.party_uuid))
        return person_of_informal(informal)
    person = person_of_answers(found, form, draft.answers)
    if not (person.family_name and person.street and person.city):
        raise AddressMissing
    return person


def _facts(form: Form, draft: Draft, at: datetime) -> list[Fact]:
    facts = []
    for path, value in facts_of(form, draft.answers).items():
        if follows := basis_of(form, path):
            facts.append(Fact(path, value, FactSource.TYPED, at, follows))
            continue
        source, basis, known_at = _origin(draft, path, value, at)
        facts.append(Fact(path, value, source, known_at, basis))
    return facts


def _origin(draft: Draft, path: str, value: Any, at: datetime) -> tuple[FactSource, str, datetime]:
    """Return where an answer comes from: the sign-in, elsewhere and unchanged, or typed here."""
    if path in draft.prefill and draft.prefill[path] == value:
        return FactSource.REGISTER, SIGN_IN_BASIS, draft.started_at
    known = source_of(draft, path, value)
    if known is not None:
        return (*known, known_at(draft, path, at))
    return FactSource.TYPED, "", at


def labels_of(form: Form, answers: Mapping[str, Any]) -> dict[UUID, str]:
    """Return the documents of a form's answers, each with the path of its file field."""
    return {
        UUID(uuid): field.path
        for step in asked_steps(form, answers)
        for field in asked_fields(step, answers)
        if field.kind is FieldKind.FILE
        for uuid in answers.get(field.path, [])
    }


def _empty(draft: Draft, at: datetime) -> None:
    """Mark the draft as sent and empty it: from now on the facts live in the case alone."""
    draft.submitted_at = at
    draft.updated_at = at
    draft.answers, draft.raw, draft.prefill, draft.carried = {}, {}, {}, {}
    draft.save(update_fields=["submitted_at", "updated_at", "answers", "raw", "prefill", "carried"])
