"""Filling any form: with valid answers, with nothing, with hostile input."""

from __future__ import annotations

from typing import Any

from amt.contract.answers import COUNT_SUFFIX, asked_fields, indexed_path
from amt.contract.entries import APPLICANT
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group
from amt.contract.identifiers import example_of

HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE cases_case; --",
    "{{ settings.SECRET_KEY }}{% load x %}",
    "../../etc/passwd",
    "A" * 30_000,
    "\u202eabc\u0000",
    "👩‍👩‍👧‍👦 ظ שלום",
    "-1",
    "1e309",
    "NaN",
)

_TYPED = {
    FieldKind.TEXT: "Żółć Größe",
    FieldKind.LONG_TEXT: "Eine Zeile\nund noch eine",
    FieldKind.MONEY: "512,30",
    FieldKind.DECIMAL: "54,5",
    FieldKind.DATE: "1.9.2001",
    FieldKind.PARTIAL_DATE: "9.2001",
    FieldKind.YES_NO: "no",
    FieldKind.EMAIL: "person@example.org",
    FieldKind.PHONE: "0421 000000",
    FieldKind.IBAN: "DE89 3704 0044 0532 0130 00",
    FieldKind.POSTCODE: "28195",
    FieldKind.DECLARATION: "yes",
}


def typed_for(field: Field) -> list[str]:
    """Return what somebody may type into a field so that it is accepted."""
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        return [field.options[0] if field.options else APPLICANT]
    if field.kind is FieldKind.INTEGER:
        return [str(max(field.minimum or 0, 1))]
    if field.kind is FieldKind.IDENTIFIER:
        return [example_of(field.scheme)]
    return [_TYPED[field.kind]]


def raw_for(step: FormStep, answers: dict[str, Any]) -> dict[str, list[str]]:
    """Return a filled page as a browser sends it, one entry in each repeating group."""
    raw = {group.key + COUNT_SUFFIX: ["1"] for group in step.groups if group.repeats}
    for group in step.groups:
        for field in group.fields:
            if field.kind is not FieldKind.FILE:
                path = indexed_path(field.path, 0) if group.repeats else field.path
                raw[path] = typed_for(field)
    for field in asked_fields(step, answers):
        if field.kind is not FieldKind.FILE:
            raw[field.path] = typed_for(field)
    return raw


def hostile_raw(form: Form, step: FormStep, text: str) -> dict[str, list[str]]:
    """Return a page with the same hostile text in every field, and fields it does not have."""
    raw = {field.path: [text, text] for field in step.fields}
    raw |= {indexed_path(f.path, 0): [text] for g in _repeating(step) for f in g.fields}
    raw |= {group.key + COUNT_SUFFIX: [text] for group in _repeating(step)}
    raw[form.key] = [text]
    raw[text[:50]] = [text]
    return raw


def _repeating(step: FormStep) -> list[Group]:
    return [group for group in step.groups if group.repeats]
