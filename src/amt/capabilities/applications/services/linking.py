"""Letting a draft complete the application that was taken down without a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amt.capabilities.applications.forms import prefill_from
from amt.capabilities.applications.known_answers import fitting
from amt.capabilities.applications.models import Draft, InformalApplication
from amt.capabilities.applications.parties import NamedPerson, said_of_submitter
from amt.capabilities.applications.services.carrying import (
    INFORMAL,
    Carried,
    Origin,
    carry,
)
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases.queries import InformalCase, informal_case_of
from amt.capabilities.identity.queries import PersonData
from amt.contract.answers import facts_of
from amt.contract.forms import Form
from amt.contract.procedure import Procedure
from amt.kernel.actors import Actor

_TOWN = re.compile(r"^(\d{5})\s+(.+)$")


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody said of themselves; the names fit `Field.person` of a form."""

    given_name: str = ""
    family_name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    ars: str = ""
    email: str = ""
    phone: str = ""
    birth_date: date | None = None


def link_to_own_informal(
    draft: Draft, found: Procedure, form: Form, actor: Actor, at: datetime
) -> None:
    """Let a draft complete what its owner applied for without a form, if there is such a case."""
    if draft.completes_case_uuid is not None or not found.workflow.informal:
        return
    case = informal_case_of(actor, found.key)
    if case is not None:
        link_to_informal(draft, found, form, case, at)


def link_to_informal(
    draft: Draft, found: Procedure, form: Form, case: InformalCase, at: datetime
) -> None:
    """Let a draft complete a case; what was said on the phone need not be typed again."""
    draft.completes_case_uuid = case.case_uuid
    informal = InformalApplication.objects.filter(case_uuid=case.case_uuid).first()
    answers = fitting(form, answers_of_informal(informal, found, form)) if informal else {}
    origin = Origin(INFORMAL, case.applied_on, case.reference)
    if draft.carried:
        # It begins with an earlier application, which says more; here only the case counts.
        draft.save(update_fields=["completes_case_uuid"])
        return
    carry(draft, Carried(answers, origin), at)


def answers_of_informal(
    informal: InformalApplication, found: Procedure, form: Form
) -> dict[str, Any]:
    """Return what was taken down without a form, as answers of the form."""
    answers = prefill_from(form, _said_by(informal), found.submitting_role)
    if found.place_path:
        answers[found.place_path] = informal.place
    return answers


def person_of_informal(informal: InformalApplication) -> PersonData:
    """Return who applied informally, as letters name them: the whole name in one."""
    said = _said_by(informal)
    return PersonData(
        given_name="",
        family_name=informal.name,
        birth_date=None,
        street=said.street,
        postcode=said.postcode,
        city=said.city,
        ars=informal.place,
        email=informal.email,
    )


def person_of_answers(found: Procedure, form: Form, answers: Mapping[str, Any]) -> PersonData:
    """Return who applies without account, as the form says; the place stands for the town."""
    said = said_of_submitter(found, form, answers)
    named = NamedPerson(found.submitting_role, said)
    ars = found.place_of(facts_of(form, answers))
    return PersonData(
        given_name=said.get("given_name", ""),
        family_name=said.get("family_name", "") or said.get("organisation_name", ""),
        birth_date=None,
        street=named.street,
        postcode=said.get("postcode", ""),
        city=said.get("city", "") or (authorities.place_name(ars) if ars else ""),
        ars=ars,
        email=said.get("email", ""),
    )


def _said_by(informal: InformalApplication) -> _Said:
    given, _gap, family = informal.name.rpartition(" ")
    lines = list(informal.address_lines)
    town = _TOWN.match(lines[-1]) if lines else None
    return _Said(
        # Of more than two words nobody knows which is the family name.
        given_name=given if given and " " not in given else "",
        family_name=family if given and " " not in given else "",
        street=lines[0] if len(lines) > 1 else "",
        postcode=town[1] if town else "",
        city=town[2] if town else "",
        ars=informal.place,
        email=informal.email,
        phone=informal.phone,
    )
