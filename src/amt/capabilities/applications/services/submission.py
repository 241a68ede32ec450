"""Submitting an application, once: application, receipt, consent and case in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import services as acts
from amt.capabilities.applications import codes
from amt.capabilities.applications.events import ApplicationSubmitted
from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.parties import parties_of
from amt.capabilities.applications.receipt import receipt_content
from amt.capabilities.applications.refusals import (
    NobodyDecidesThere,
    NotComplete,
    TrustTooLow,
)
from amt.capabilities.applications.services.drafts import locked_draft, require_open
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import services as cases
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.documents import queries as document_queries
from amt.capabilities.documents import services as documents
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.contract.answers import asked_fields, asked_steps, check_form, facts_of
from amt.contract.facts import Fact, FactSource
from amt.contract.forms import FieldKind, Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.kernel import clock, events, faults
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.ids import digest_of, new_reference

if TYPE_CHECKING:
    from amt.capabilities.cases.models import Case

SIGN_IN_BASIS = "sign_in"


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submitted application and its code; `is_new` is False when it had been sent before."""

    application: Application
    code: str | None
    is_new: bool


@transaction.atomic
def submit_application(
    *, draft_uuid: UUID, consent_electronic: bool, actor: Actor, at: datetime
) -> Submitted:
    """Send a draft. Sent a second time it returns the same application and changes nothing.

    :raises NotVisible: when the draft is not the actor's.
    :raises DraftExpired: when its time is over.
    :raises NotComplete: when something is missing or wrong.
    :raises TrustTooLow: when the sign-in is not sure enough.
    """
    draft = locked_draft(actor, draft_uuid)
    sent = Application.objects.filter(draft_uuid=draft.uuid).first()
    if sent is not None:
        return Submitted(sent, codes.recover(sent.code_seed, sent.code_digest), is_new=False)
    require_open(draft, clock.day_of(at))
    found = procedure(draft.procedure_key)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    if actor.trust < found.access.apply_at:
        raise TrustTooLow
    problems = check_form(form, draft.answers)
    if problems:
        raise NotComplete(problems)
    application, code = _new_application(draft, found, consent_electronic=consent_electronic, at=at)
    identity_services.set_delivery_consent(
        account_id=draft.account_id, consents=consent_electronic, actor=actor, at=at
    )
    files = [UUID(one) for one in _files(form, draft.answers)]
    receipt = _store_receipt(application, draft, found, form, actor, at)
    application.case_uuid = _open_case(
        application, draft, found, form, [*files, receipt], actor, at
    ).uuid
    application.save()
    _empty(draft, at)
    faults.point("applications.submit")
    _tell(application, actor, at)
    return Submitted(application, code, is_new=True)


def _new_application(
    draft: Draft, found: Procedure, *, consent_electronic: bool, at: datetime
) -> tuple[Application, str]:
    seed = codes.new_seed()
    code = codes.derive(seed)
    application = Application.objects.create(
        draft=draft,
        draft_uuid=draft.uuid,
        account_id=draft.account_id,
        procedure_key=draft.procedure_key,
        form_key=draft.form_key,
        form_version=draft.form_version,
        # 29 ^ 7 references a year and prefix; the unique index refuses the rare twin.
        reference=new_reference(found.reference.prefix, clock.day_of(at).year),
        code_seed=seed,
        code_digest=digest_of(code),
        consents_electronic=consent_electronic,
        submitted_at=at,
    )
    return application, code


def _store_receipt(
    application: Application,
    draft: Draft,
    found: Procedure,
    form: Form,
    actor: Actor,
    at: datetime,
) -> UUID:
    held = document_queries.list_documents("draft", draft.uuid)
    names = {str(document.uuid): document.file_name for document in held}
    person = identity.person_of(identity.get_account(draft.account_id))
    pdf = acts.render_receipt(
        content=receipt_content(application, found, form, draft.answers, names),
        reference=application.reference,
        unit_id=_competent_unit_id(draft, found, form, at),
        name=person.full_name,
        address_lines=person.address_lines,
        at=at,
    )
    document = documents.store_document(
        content=pdf,
        media_type="application/pdf",
        file_name=f"Bestätigung {application.reference}.pdf",
        kind="receipt",
        owner_kind="application",
        owner_uuid=application.uuid,
        actor=actor,
        at=at,
    )
    application.receipt_document_uuid = document.uuid
    return document.uuid


def _competent_unit_id(draft: Draft, found: Procedure, form: Form, at: datetime) -> int:
    place = found.place_of(facts_of(form, draft.answers))
    try:
        return authorities.competent_unit(found.key, place, clock.day_of(at)).id
    except authorities.NobodyCompetent as nobody:
        raise NobodyDecidesThere from nobody


def _open_case(
    application: Application,
    draft: Draft,
    found: Procedure,
    form: Form,
    document_uuids: list[UUID],
    actor: Actor,
    at: datetime,
) -> Case:
    person = identity.person_of(identity.get_account(draft.account_id))
    return cases.open_case(
        source_uuid=application.uuid,
        procedure_key=application.procedure_key,
        form_key=application.form_key,
        form_version=application.form_version,
        facts=_facts(form, draft, at),
        parties=parties_of(found, form, draft.answers, account_id=draft.account_id, person=person),
        document_uuids=document_uuids,
        reference=application.reference,
        applied_on=clock.day_of(at),
        actor=actor,
        at=at,
    )


def _facts(form: Form, draft: Draft, at: datetime) -> list[Fact]:
    facts = []
    for path, value in facts_of(form, draft.answers).items():
        confirmed = path in draft.prefill and draft.prefill[path] == value
        facts.append(
            Fact(
                path=path,
                value=value,
                source=FactSource.REGISTER if confirmed else FactSource.TYPED,
                obtained_at=draft.started_at if confirmed else at,
                basis=SIGN_IN_BASIS if confirmed else "",
            )
        )
    return facts


def _files(form: Form, answers: Mapping[str, Any]) -> list[str]:
    return [
        uuid
        for step in asked_steps(form, answers)
        for field in asked_fields(step, answers)
        if field.kind is FieldKind.FILE
        for uuid in answers.get(field.path, [])
    ]


def _empty(draft: Draft, at: datetime) -> None:
    """Mark the draft as sent and empty it: from now on the facts live in the case alone."""
    draft.submitted_at = at
    draft.updated_at = at
    draft.answers, draft.raw, draft.prefill = {}, {}, {}
    draft.save()


def _tell(application: Application, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action="applications.application_submitted",
        subject_kind="application",
        subject_id=application.uuid,
        at=at,
        details={"case": str(application.case_uuid), "procedure": application.procedure_key},
    )
    events.publish(
        ApplicationSubmitted(
            application_uuid=application.uuid, case_uuid=_uuid(application.case_uuid), at=at
        )
    )
    account = identity.get_account(application.account_id)
    if account.email:
        dispatch.send_email(
            to=account.email,
            template="application_received",
            context={"reference": application.reference},
            language=account.language,
            correlation=f"application-received:{application.uuid}",
            actor=actor,
            at=at,
        )


def _uuid(value: UUID | None) -> UUID:
    if value is None:
        raise ValueError("a submitted application has a case")
    return value
