"""Printing forms to write on: blank for everybody, with what is known for a case without form."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import services as acts
from amt.capabilities.acts.services import Sheet
from amt.capabilities.applications.forms import application_form
from amt.capabilities.applications.models import InformalApplication
from amt.capabilities.applications.paper_codes import PageCode, encode
from amt.capabilities.applications.paper_form import form_to_write_on
from amt.capabilities.applications.paper_models import PaperPrint
from amt.capabilities.applications.paper_person import on_paper
from amt.capabilities.applications.services.linking import answers_of_informal
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.services import AlreadyComplete
from amt.contract.forms import Form
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
    offices = authorities.competent_offices(procedure_key, clock.day_of(at))
    bodies = dict.fromkeys(one.unit.authority.name for one in offices)
    serial = new_code()
    written = form_to_write_on(
        found,
        form,
        language,
        answers={},
        authority=" · ".join(bodies),
        serial=serial,
        send_to=[_address(one) for one in offices],
    )
    return acts.typeset_form(written, code_of=_code_of(found, form, serial), at=at)


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
    serial = new_code()
    PaperPrint.objects.create(
        serial=serial,
        procedure_key=found.key,
        form_key=form.key,
        form_version=form.version,
        case_uuid=case_uuid,
        answers=answers,
        printed_at=at,
        forget_on=add_months(clock.day_of(at), MONTHS_UNTIL_FORGOTTEN),
    )
    trail.record(
        actor=actor,
        action="applications.form_printed",
        subject_kind="case",
        subject_id=case_uuid,
        at=at,
        details={"procedure": found.key},
    )
    places = authorities.offices_of(view.case.unit)
    written = form_to_write_on(
        found,
        form,
        SOURCE_LANGUAGE,
        answers=answers,
        authority=view.case.unit.authority.name,
        serial=serial,
        bound=view.case.reference,
        send_to=[
            ", ".join((view.case.unit.name, one.street, f"{one.postcode} {one.city}"))
            for one in places[:1]
        ],
    )
    return acts.typeset_form(written, code_of=_code_of(found, form, serial), at=at)


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
