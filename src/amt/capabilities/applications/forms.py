"""Which form a draft is filled in with, and what a sign-in may prefill."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from amt.capabilities.applications.refusals import NoOnlineForm
from amt.contract.answers import Answers, Problem, Unreadable, check_form, read_field
from amt.contract.forms import Field, FieldKind, Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure

APPLICATION = "application"


def application_form(found: Procedure) -> Form:
    """Return the form by which a service is applied for. :raises NoOnlineForm: without one."""
    form = found.forms.get(APPLICATION)
    if form is None:
        raise NoOnlineForm
    return form


def form_of(procedure_key: str, form_key: str, version: int) -> Form:
    """Return the form that a draft began with; earlier versions lie under `<key>@<version>`.

    :raises NoOnlineForm: when the service has no such form any more.
    :raises UnknownProcedure: when nobody brings the service any more.
    """
    forms = procedure(procedure_key).forms
    form = forms.get(f"{form_key}@{version}") or forms.get(form_key)
    if form is None:
        raise NoOnlineForm
    return form


def asks_for_files(form: Form) -> bool:
    """Tell whether a form has a field for files, asked or not."""
    return any(field.kind is FieldKind.FILE for step in form.steps for field in step.fields)


def still_wrong(form: Form, answers: Answers, waived: Collection[str]) -> list[Problem]:
    """Name what is missing or wrong, but not the absence of what is waived."""
    return [
        problem
        for problem in check_form(form, answers)
        if not (problem.code == "required" and problem.path in waived)
    ]


def prefill_from(form: Form, person: object, submitting_role: str) -> dict[str, Any]:
    """Return answers that the signed-in person's data give, by path.

    A value that the field would not accept is left out: prefill never stands in somebody's way.
    Groups that describe another party than the submitter stay empty.
    """
    found: dict[str, Any] = {}
    of_others = {
        f.path
        for step in form.steps
        for group in step.groups
        if group.repeats or group.party not in ("", submitting_role)
        for f in group.fields
    }
    asks_number = any(field.person == "house_number" for field in form.fields())
    for field in form.fields():
        if not field.person or field.path in of_others:
            continue
        value = _readable(field, _attribute(person, field.person, asks_number=asks_number))
        if value is not None:
            found[field.path] = value
    return found


_STREET_AND_NUMBER = re.compile(
    r"(?P<street>.*[^\W\d_][^\s]*)\s+"
    r"(?P<house_number>\d++(?:[\s/+–-]*+(?:\d++|[a-z](?![a-z])))*+)",
    re.IGNORECASE,
)


def _attribute(person: object, name: str, *, asks_number: bool) -> object:
    """Return what is known of a person; a form that asks for the number apart gets it apart."""
    if asks_number and name in ("street", "house_number"):
        line = str(getattr(person, "street", "") or "")
        found = _STREET_AND_NUMBER.fullmatch(line.strip()) if len(line) < 200 else None
        return found[name] if found else (line if name == "street" else None)
    return getattr(person, name, None)


def _readable(field: Field, value: object) -> Any:
    if value in (None, "") or field.kind is FieldKind.FILE:
        return None
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    try:
        return read_field(field, [text])
    except Unreadable:
        return None
