"""Filing an application: its row, its receipt, its case, and who is told; all in one transaction.

A draft that is sent and answers that were collected elsewhere end here alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from amt.capabilities.acts import services as acts
from amt.capabilities.applications import codes
from amt.capabilities.applications.events import ApplicationSubmitted
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.parties import ORGANISATION, said_of_submitter
from amt.capabilities.applications.receipt import receipt_content
from amt.capabilities.applications.refusals import AlreadyRenewed, NobodyDecidesThere
from amt.capabilities.applications.services.confirmed import Confirmed
from amt.capabilities.applications.services.informal import end_informal
from amt.capabilities.applications.services.telling import tell_caller
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.cases import services as cases
from amt.capabilities.cases.queries import InformalCase
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.identity import queries as identity
from amt.contract.facts import Fact
from amt.contract.forms import Form
from amt.contract.procedure import Procedure
from amt.kernel import clock, events, faults
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.ids import digest_of, new_reference
from amt.kernel.new_rows import add_row

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit
    from amt.capabilities.cases.models import Case


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submitted application and its code; `is_new` is False when it had been sent before."""

    application: Application
    code: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Filing:
    """All that an application consists of when it is filed.

    `source_uuid` is what it was made from, once; `labels` are the documents with the path of the
    file field that each answers, `file_names` their names for the receipt. A paper counts from the
    day on which it came, `applied_on`; `completes_case_uuid` is the case it completes, where no
    draft says so.
    """

    procedure: Procedure
    form: Form
    answers: Mapping[str, Any]
    facts: Sequence[Fact]
    parties: Sequence[cases.PartyData]
    account_id: int | None
    source_uuid: UUID
    consents_electronic: bool
    draft: Draft | None = None
    labels: Mapping[UUID, str] = field(default_factory=dict)
    file_names: Mapping[str, str] = field(default_factory=dict)
    confirmations: Sequence[Confirmed] = ()
    applied_on: date | None = None
    completes_case_uuid: UUID | None = None


def already_sent(source_uuid: UUID) -> Submitted | None:
    """Return what was filed from a source before, or None."""
    sent = Application.objects.filter(draft_uuid=source_uuid).first()
    if sent is None:
        return None
    return Submitted(sent, codes.recover(sent.code_seed, sent.code_digest), is_new=False)


def file_application(filing: Filing, actor: Actor, at: datetime) -> Submitted:
    """File an application; to be called inside a transaction, after all checks.

    :raises NobodyDecidesThere: when no unit is competent for its place.
    :raises AlreadyRenewed: when somebody else has continued the grant that it continues.
    """
    _require_not_renewed(filing)
    informal = _case_to_complete(filing)
    application, code = _new_application(filing, informal, at)
    applied_on = informal.applied_on if informal else (filing.applied_on or clock.day_of(at))
    if informal is None:
        case = _open_case(application, filing, actor, at)
    else:
        case = _complete_case(informal, filing, actor, at)
        end_informal(case_uuid=case.uuid, at=at)
    application.case_uuid = case.uuid
    application.receipt_pending = _receipt(application, filing, case.unit, applied_on, at)
    add_row(application)
    faults.point("applications.submit")
    _tell(application, actor, at)
    tell_caller(filing, application, actor, at)
    return Submitted(application, code, is_new=True)


def _require_not_renewed(filing: Filing) -> None:
    renewed = filing.draft.renews_case_uuid if filing.draft else None
    if renewed is None:
        return
    sent = Application.objects.filter(renews_case_uuid=renewed).first()
    if sent is not None and sent.case_uuid is not None:
        raise AlreadyRenewed(sent.case_uuid)


def _case_to_complete(filing: Filing) -> InformalCase | None:
    """Return the case without form that is completed, if it still waits for it."""
    completed = filing.completes_case_uuid
    if filing.draft is not None:
        completed = filing.draft.completes_case_uuid
    return case_queries.case_without_form(completed) if completed else None


def _new_application(
    filing: Filing, informal: InformalCase | None, at: datetime
) -> tuple[Application, str]:
    # Who began without account has a code already, and keeps it.
    seed = (filing.draft.code_seed if filing.draft else "") or codes.new_seed()
    code = codes.derive(seed)
    application = Application(
        draft=filing.draft,
        draft_uuid=filing.source_uuid,
        account_id=filing.account_id,
        party_uuid=filing.draft.party_uuid if filing.draft else None,
        call_uuid=filing.draft.call_uuid if filing.draft else None,
        from_call_uuid=filing.draft.from_call_uuid if filing.draft else None,
        mandate_uuid=filing.draft.mandate_uuid if filing.draft else None,
        procedure_key=filing.procedure.key,
        form_key=filing.form.key,
        form_version=filing.form.version,
        # 29 ^ 7 references a year and prefix; the unique index refuses the rare twin.
        reference=informal.reference
        if informal
        else new_reference(filing.procedure.reference.prefix, clock.day_of(at).year),
        renews_case_uuid=filing.draft.renews_case_uuid if filing.draft else None,
        code_seed=seed,
        code_digest=digest_of(code),
        consents_electronic=filing.consents_electronic,
        confirmations=[one.to_json() for one in filing.confirmations],
        submitted_at=at,
        person_digest=_person_digest(filing),
    )
    return application, code


def _person_digest(filing: Filing) -> str:
    """Return by what a person without account is known again: on the phone, at a later sign-in."""
    said = said_of_submitter(filing.procedure, filing.form, filing.answers)
    if filing.account_id is not None or said.get(ORGANISATION) or not said.get("family_name"):
        return ""
    try:
        born = date.fromisoformat(said.get("birth_date", ""))
    except ValueError:
        # Not asked, or only the year is known.
        born = None
    return identity.person_digests(said.get("given_name", ""), said["family_name"], born)[0]


def _receipt(
    application: Application, filing: Filing, unit: Unit, applied_on: date, at: datetime
) -> dict[str, Any]:
    """Return what the receipt says; a job makes the file of it after the commit."""
    name, address_lines = _addressee(filing)
    return acts.compose_receipt(
        content=receipt_content(
            application,
            filing.procedure,
            filing.form,
            filing.answers,
            filing.file_names,
            applied_on=applied_on,
        ),
        reference=application.reference,
        unit=unit,
        name=name,
        address_lines=address_lines,
        at=at,
    )


def _addressee(filing: Filing) -> tuple[str, tuple[str, ...]]:
    """Return name and address for the receipt, as the account or the form says them."""
    if filing.account_id is None:
        return filing.parties[0].name, filing.parties[0].address_lines
    person = identity.person_of(identity.get_account(filing.account_id))
    return person.full_name, person.address_lines


def _complete_case(informal: InformalCase, filing: Filing, actor: Actor, at: datetime) -> Case:
    return cases.complete_case(
        case_uuid=informal.case_uuid,
        form_key=filing.form.key,
        form_version=filing.form.version,
        facts=filing.facts,
        parties=filing.parties,
        document_uuids=list(filing.labels),
        document_labels=filing.labels,
        actor=actor,
        at=at,
    )


def _open_case(application: Application, filing: Filing, actor: Actor, at: datetime) -> Case:
    try:
        return cases.open_case(
            source_uuid=application.uuid,
            procedure_key=application.procedure_key,
            form_key=application.form_key,
            form_version=application.form_version,
            facts=filing.facts,
            parties=filing.parties,
            document_uuids=list(filing.labels),
            document_labels=filing.labels,
            reference=application.reference,
            applied_on=filing.applied_on or clock.day_of(at),
            actor=actor,
            at=at,
        )
    except cases.NoUnitCompetent as nobody:
        raise NobodyDecidesThere from nobody


def _tell(application: Application, actor: Actor, at: datetime) -> None:
    if application.case_uuid is None:
        raise ValueError("a submitted application has a case")
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
            application_uuid=application.uuid, case_uuid=application.case_uuid, at=at
        )
    )
    account = identity.get_account(application.account_id) if application.account_id else None
    if account is not None and account.email:
        dispatch.send_email(
            to=account.email,
            template="application_received",
            context={"reference": application.reference},
            language=account.language,
            correlation=f"application-received:{application.uuid}",
            actor=actor,
            at=at,
        )
