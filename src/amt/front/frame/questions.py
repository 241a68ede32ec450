"""From one field of a contract form to a field of the design, with what is known of its answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amt.capabilities.applications.queries import block_hint, block_label, option_text
from amt.contract import days, identifiers
from amt.contract.answers import Problem
from amt.contract.forms import Field, FieldKind, Upload, bare_path
from amt.contract.soundness import page_name
from amt.contract.texts import Worded
from amt.front.frame import identifier_words, limits_words
from amt.front.frame.streets import postcode_path
from amt.kernel.money import Money

MOST_RADIOS = 7

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that was handed in: what to show, and the value of the button that removes it."""

    name: str
    size: int
    remove: str
    uuid: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A question on a page; `files` only where it asks for files, with `upload` to send one."""

    spec: Spec
    is_file: bool = False
    files: tuple[HeldFile, ...] = ()
    upload: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known while a page is shown.

    `raw` is what was typed and not readable, `prefill` what the sign-in said, `files` the names and
    sizes of files by document uuid.
    """

    answers: Mapping[str, Any]
    raw: Mapping[str, Sequence[str]]
    problems: Sequence[Problem] = ()
    prefill: Mapping[str, Any] | None = None
    files: Mapping[str, tuple[str, int]] | None = None
    refused: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Sentences about files that were not accepted, by path."""
    names: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """Names by option, by the repeating group among whose entries a question chooses."""
    carried: Mapping[str, tuple[Any, str]] = dataclasses.field(default_factory=dict)
    """What was known from elsewhere and where from, by path."""


def field_id(path: str) -> str:
    """Return the id of a field in the page, to which summaries link."""
    return page_name(path)


def field_view(found: Worded, field: Field, filled: Filled, error: str, language: str) -> FieldView:
    """Return a question as the design shows it."""
    spec = _texts_of(found, field, language)
    spec |= {
        "id": field_id(field.path),
        "name": field.path,
        "error": error,
        "required": field.required,
        "autocomplete": field.autocomplete,
    }
    spec |= _source(field, filled)
    if field.kind is FieldKind.FILE:
        return _file_field(field, spec, filled)
    spec |= _SHAPES[field.kind](found, field, language)
    if field.postcode_at:
        # Found by the script of the page; without it the street is typed.
        spec["proposals"] = reverse("portal:streets")
        spec["proposals_with"] = field_id(postcode_path(field))
    if field.entries_of:
        names = filled.names.get(field.entries_of, {})
        spec["options"] = [(one, names.get(one, text), hint) for one, text, hint in spec["options"]]
    spec |= _value(field, filled)
    if spec["kind"] in {"radios", "select", "checkboxes", "checkbox"}:
        spec.pop("autocomplete")
    return FieldView(spec)


def _source(field: Field, filled: Filled) -> Spec:
    """Say where an answer was known from: the sign-in, or an earlier application."""
    known = {path: (value, _("Ihrer Anmeldung")) for path, value in (filled.prefill or {}).items()}
    value, source = {**filled.carried, **known}.get(field.path, (None, ""))
    same = filled.answers.get(field.path) == value
    if not source or (field.path in filled.raw and not same):
        return {}
    return {"source": source, "source_state": "confirmed" if same else "corrected"}


def _texts_of(found: Worded, field: Field, language: str) -> Spec:
    key = f"fields.{bare_path(field.path)}"
    hint = found.texts.find(f"{key}.hint", language) or ""
    example = found.texts.find(f"{key}.example", language)
    if example:
        told = _("Zum Beispiel: %(example)s") % {"example": example}
        hint = f"{hint} {told}".strip()
    if not hint:
        hint = block_hint(field.path, language) or _hint_of_kind(field)
    return {
        "label": found.texts.find(f"{key}.label", language)
        or block_label(field.path, language)
        or field.path,
        "hint": hint,
        "why": found.texts.find(f"{key}.why", language) or "",
    }


def _hint_of_kind(field: Field) -> str:
    """Return an example for kinds whose form nobody can guess."""
    if field.kind is FieldKind.PARTIAL_DATE:
        return _("So genau Sie es wissen, zum Beispiel 21.9.1998, 9.1998 oder 1998.")
    if field.kind is FieldKind.IDENTIFIER:
        told = _("Zum Beispiel: %(example)s") % {"example": identifiers.example_of(field.scheme)}
        return f"{identifier_words.place_of(field.scheme)} {told}".strip()
    return ""


def _file_field(field: Field, spec: Spec, filled: Filled) -> FieldView:
    names = filled.files or {}
    held = tuple(
        HeldFile(
            *names.get(str(uuid), (_("Datei"), 0)),
            remove=f"datei-weg:{field.path}:{uuid}",
            uuid=str(uuid),
        )
        for uuid in filled.answers.get(field.path, [])
    )
    limits = field.upload or Upload()
    free = limits.max_files - len(held)
    spec["hint"] = f"{spec['hint']} {limits_words.sentence(limits)}".strip()
    spec["accept"] = limits_words.accept(limits)
    spec["multiple"] = free > 1
    spec.pop("autocomplete")
    spec["kind"] = "file"
    spec["required"] = field.required and not held
    return FieldView(
        spec, is_file=True, files=held, upload=f"datei:{field.path}" if free > 0 else ""
    )


def _value(field: Field, filled: Filled) -> Spec:
    typed = filled.raw.get(field.path)
    if field.kind is FieldKind.CHOICES:
        return {"value": list(typed) if typed is not None else filled.answers.get(field.path, [])}
    if typed is not None:
        value: Any = typed[-1] if typed else ""
    else:
        value = _as_typed(field, filled.answers.get(field.path))
    if field.kind is FieldKind.DECLARATION:
        return {"checked": value in ("yes", "on", "true"), "value": "yes"}
    return {"value": value}


def _as_typed(field: Field, value: Any) -> Any:
    """Return an answer as a person would type it."""
    if value is None:
        return ""
    typed = _TYPED.get(field.kind)
    return typed(field, value) if typed else str(value)


_TYPED: dict[FieldKind, Callable[[Field, Any], str]] = {
    FieldKind.MONEY: lambda _field, value: str(Money(int(value))).removesuffix(" €"),
    FieldKind.DATE: lambda _field, value: days.written(str(value)),
    FieldKind.PARTIAL_DATE: lambda _field, value: days.written(str(value)),
    FieldKind.DECIMAL: lambda _field, value: str(value).replace(".", ","),
    FieldKind.IDENTIFIER: lambda field, value: identifiers.written(field.scheme, str(value)),
    FieldKind.YES_NO: lambda _field, value: "yes" if value else "no",
    FieldKind.DECLARATION: lambda _field, value: "yes" if value else "",
    FieldKind.IBAN: lambda _field, value: " ".join(
        value[i : i + 4] for i in range(0, len(value), 4)
    ),
}


def _yes_no(_found: Worded, _field: Field, _language: str) -> Spec:
    return {"kind": "radios", "options": [("yes", _("Ja")), ("no", _("Nein"))], "inline": True}


def _choice(found: Worded, field: Field, language: str) -> Spec:
    kind = "radios" if len(field.options) <= MOST_RADIOS else "select"
    return {"kind": kind, "options": _options(found, field, language)}


def _choices(found: Worded, field: Field, language: str) -> Spec:
    return {"kind": "checkboxes", "options": _options(found, field, language)}


def _options(found: Worded, field: Field, language: str) -> list[tuple[str, str, str]]:
    key = f"fields.{bare_path(field.path)}.options"
    return [
        (
            option,
            option_text(found, field, option, language),
            found.texts.find(f"{key}.{option}.hint", language) or "",
        )
        for option in field.options
    ]


def _plain(kind: str, **more: Any) -> Any:
    def shape(_found: Worded, field: Field, _language: str) -> Spec:
        if kind in {"text", "textarea"} and "maxlength" not in more:
            return {"kind": kind, **more, "maxlength": field.max_length}
        return {"kind": kind, **more}

    return shape


def _decimal(found: Worded, field: Field, language: str) -> Spec:
    unit = found.texts.find(f"fields.{bare_path(field.path)}.unit", language) or ""
    return {"kind": "number", "inputmode": "decimal", "suffix": unit}


def _identifier(_found: Worded, field: Field, _language: str) -> Spec:
    spec: Spec = {"kind": "text", "spellcheck": False, "width": "medium"}
    if identifiers.has_digits_only(field.scheme):
        spec["inputmode"] = "numeric"
    return spec


_SHAPES: dict[FieldKind, Any] = {
    FieldKind.TEXT: _plain("text"),
    FieldKind.LONG_TEXT: _plain("textarea"),
    FieldKind.INTEGER: _plain("number"),
    FieldKind.MONEY: _plain("money"),
    FieldKind.DECIMAL: _decimal,
    FieldKind.DATE: _plain("date"),
    FieldKind.PARTIAL_DATE: _plain("text", maxlength="", width="medium"),
    FieldKind.IDENTIFIER: _identifier,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.EMAIL: _plain("text", type="email", inputmode="email", maxlength=""),
    FieldKind.PHONE: _plain("text", type="tel", inputmode="tel", maxlength="", width="medium"),
    FieldKind.IBAN: _plain("text", maxlength="", spellcheck=False),
    FieldKind.POSTCODE: _plain("text", inputmode="numeric", maxlength="", width="short"),
    FieldKind.DECLARATION: _plain("checkbox"),
}
