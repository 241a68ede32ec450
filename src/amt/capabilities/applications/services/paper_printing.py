"""Printing forms to write on: blank for everybody, with what is known for a case or a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import services as acts
from amt.capabilities.acts.services import Sheet
from amt.capabilities.applications.forms import application_form, form_of
from amt.capabilities.applications.models import Draft, InformalApplication
from amt.capabilities.applications.paper_codes import PageCode, encode
from amt.capabilities.applications.paper_form import form_to_write_on
from amt.capabilities.applications.paper_models import PaperPrint
from amt.capabilities.applications.paper_person import STEP, on_paper
from amt.capabilities.applications.services.drafts import locked_draft, require_open
from amt.capabilities.applications.services.linking import answers_of_informal
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.services import AlreadyComplete
from amt.capabilities.identity import queries as identity
from amt.contract.answers import COUNT_SUFFIX, asked_fields, asked_steps, facts_of
from amt.contract.forms import FieldKind, Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.ids import new_code
from amt.kernel.periods import add_months

MONTHS_UNTIL_FORGOTTEN = 12


def print_blank(*, procedure_key: str, language: str, at: datetime) -> bytes:
    """Return the form of a service as PDF to write on; every call is a print of its own.

    :raises NoOnlineForm: when the service has no form.
    :raises amt.contract.registry.UnknownProcedure: when nobody brings the service.
    """
    found = procedure(procedure_key)
    found, form = on_paper(found, application_form(found))
    return _typeset(found, form, language, new_code(), {}, at)


@transaction.atomic
def print_for_case(*, case_uuid: UUID, actor: Actor, at: datetime) -> bytes:
    """Return the form of a case that lacks it, with what is known; its scan comes to this case.

    :raises NotVisible: when the actor does not work on the case.
    :raises amt.capabilities.cases.services.AlreadyComplete: when the form is there.
    """
    view = cases.get_case(actor, case_uuid)
    if cases.case_without_form(case_uuid) is None:
        raise AlreadyComplete
    plain = procedure(view.case.procedure_key)
    found, form = on_paper(plain, application_form(plain))
    informal = InformalApplication.objects.filter(case_uuid=case_uuid).first()
    answers = answers_of_informal(informal, found, form) if informal else {}
    printed = PaperPrint.objects.create(
        serial=new_code(),
        procedure_key=found.key,
        form_key=form.key,
        form_version=form.version,
        case_uuid=case_uuid,
        answers=answers,
        printed_at=at,
        forget_on=add_months(clock.day_of(at), MONTHS_UNTIL_FORGOTTEN),
    )
    _record(printed, "case", case_uuid, actor, at)
    return _typeset(found, form, SOURCE_LANGUAGE, printed.serial, answers, at, case_uuid=case_uuid)


@transaction.atomic
def print_for_draft(*, draft_uuid: UUID, language: str, actor: Actor, at: datetime) -> bytes:
    """Return the form of a draft with everything that was filled in so far.

    When it comes back on paper, these answers stand beside its image for whoever enters it. Files
    are not printed: they are laid beside the form.

    :raises NotVisible: when the draft is not the actor's.
    :raises AlreadySubmitted: when it was sent.
    :raises DraftExpired: when its time is over.
    """
    draft = locked_draft(actor, draft_uuid)
    require_open(draft, clock.day_of(at))
    plain = procedure(draft.procedure_key)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    found, longer = on_paper(plain, form)
    answers = {**_said_by_account(draft, longer), **_asked_answers(form, draft.answers)}
    printed = PaperPrint.objects.create(
        serial=new_code(),
        procedure_key=found.key,
        form_key=form.key,
        form_version=form.version,
        case_uuid=draft.completes_case_uuid,
        draft=draft,
        answers=answers,
        printed_at=at,
        forget_on=add_months(clock.day_of(at), MONTHS_UNTIL_FORGOTTEN),
    )
    _record(printed, "draft", draft.uuid, actor, at)
    return _typeset(
        found,
        longer,
        language,
        printed.serial,
        answers,
        at,
        case_uuid=draft.completes_case_uuid,
        place=plain.place_of(facts_of(form, draft.answers)),
    )


@transaction.atomic
def forget_prints(*, on: date) -> int:
    """Forget prints that will not come back, and what was printed of drafts that were sent.

    Returns how many prints were changed. That a draft was sent is still known then: its paper finds
    the case.
    """
    gone = PaperPrint.objects.filter(forget_on__lt=on).delete()[0]
    sent = PaperPrint.objects.filter(draft__submitted_at__isnull=False).exclude(answers={})
    return int(gone) + int(sent.update(answers={}))


def _said_by_account(draft: Draft, form: Form) -> dict[str, Any]:
    """Return name and address where the paper asks for them and the sign-in has said them.

    A helper gets no more on paper than they see on the screen.
    """
    if draft.account_id is None or draft.mandate_uuid is not None:
        return {}
    person = identity.person_of(identity.get_account(draft.account_id))
    asked = {one.path: one.person for one in form.steps[0].fields if one.path.startswith(STEP)}
    said = {path: getattr(person, name) for path, name in asked.items()}
    return {path: value for path, value in said.items() if value}


def _asked_answers(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form asks and paper can carry, with the numbers of repeated entries."""
    asked = {
        one.path
        for step in asked_steps(form, answers)
        for one in asked_fields(step, answers)
        if one.kind is not FieldKind.FILE
    }
    return {
        path: value
        for path, value in answers.items()
        if path in asked or path.endswith(COUNT_SUFFIX)
    }


def _typeset(
    found: Procedure,
    form: Form,
    language: str,
    serial: str,
    answers: Mapping[str, Any],
    at: datetime,
    *,
    case_uuid: UUID | None = None,
    place: str = "",
) -> bytes:
    """Return a form as PDF, with the address to which it goes."""
    if case_uuid is not None:
        standing = cases.standing_of(case_uuid)
        bound, authority = standing.reference, standing.unit.authority.name
        send_to = [
            ", ".join((standing.unit.name, one.street, f"{one.postcode} {one.city}"))
            for one in authorities.offices_of(standing.unit)[:1]
        ]
    else:
        offices = authorities.competent_offices(found.key, clock.day_of(at))
        offices = [one for one in offices if one.place.ars == place] or offices
        bound = ""
        authority = " · ".join(dict.fromkeys(one.unit.authority.name for one in offices))
        send_to = [_address(one) for one in offices]
    written = form_to_write_on(
        found,
        form,
        language,
        answers=answers,
        authority=authority,
        serial=serial,
        bound=bound,
        send_to=send_to,
    )
    return acts.typeset_form(written, code_of=_code_of(found, form, serial), at=at)


def _record(printed: PaperPrint, kind: str, subject: UUID, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action="applications.form_printed",
        subject_kind=kind,
        subject_id=subject,
        at=at,
        details={"procedure": printed.procedure_key},
    )


def _code_of(found: Procedure, form: Form, serial: str) -> acts.CodeOf:
    def code_of(sheet: Sheet) -> str:
        return encode(
            PageCode(
                procedure_key=found.key,
                form_key=form.key,
                version=form.version,
                page=sheet.number,
                pages=sheet.count,
                first_step=sheet.first_step,
                last_step=sheet.last_step,
                serial=serial,
            )
        )

    return code_of


def _address(one: authorities.CompetentOffice) -> str:
    office = one.office
    town = (office.street, f"{office.postcode} {office.city}") if office else ()
    return ", ".join((f"{one.place.name}: {one.unit.name}", *town))
