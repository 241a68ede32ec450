"""The facts of a case in the order of its form: label, value, source, date, and what was before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amt.capabilities.applications.queries import group_title, nothing_named, step_title
from amt.capabilities.cases.queries import SIGN_IN, CaseView, FactView
from amt.contract.answers import COUNT_SUFFIX, applies, asked_fields, asked_steps, entry_count
from amt.contract.derived import BASIS as DERIVED
from amt.contract.facts import Facts, FactSource
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, bare_path
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.front.desk import words
from amt.front.frame.values import answer_text, label_of
from amt.kernel import clock

if TYPE_CHECKING:
    from amt.capabilities.cases.models import FactRecord
    from amt.capabilities.documents.models import Document

NOT_CORRECTABLE = (FieldKind.FILE, FieldKind.DECLARATION)


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact; `files` are documents (title, url), `earlier` what it superseded, in words."""

    label: str
    text: str
    source: str
    source_state: str
    source_on: str
    basis: str
    earlier: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()
    change_url: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class FactPart:
    """The facts of one group, or of one entry of a repeating group.

    `note` stands in place of rows where a repeating group has no entry.
    """

    title: str
    rows: tuple[FactRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FactPage:
    """The facts of one page of the form."""

    title: str
    parts: tuple[FactPart, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    view: CaseView
    procedure: Procedure
    form: Form
    known: Mapping[str, FactView]
    answers: Mapping[str, Any]
    files: Mapping[str, tuple[str, str]]
    language: str


def fact_pages(view: CaseView, documents: Sequence[Document], language: str) -> list[FactPage]:
    """Return all facts: those of the form in its order, then whatever else is known."""
    known = {fact.record.path: fact for fact in view.facts}
    files = {
        str(d.uuid): (d.file_name, reverse("desk:document", args=[view.case.uuid, d.uuid]))
        for d in documents
    }
    form = view.form
    if form is None or view.procedure is None:
        rest = list(known)
        rows = _further_rows(view.procedure, known, rest, language)
        return [FactPage(_("Angaben"), (FactPart("", rows),))] if rest else []
    answers = answers_of(form, view.current_facts)
    reader = _Reader(view, view.procedure, form, known, answers, files, language)
    pages = [_page(reader, step) for step in asked_steps(form, answers)]
    shown = {f.path for step in asked_steps(form, answers) for f in asked_fields(step, answers)}
    if rest := [path for path in known if path not in shown]:
        rows = _further_rows(view.procedure, known, rest, language)
        pages.append(FactPage(_("Weitere Angaben"), (FactPart("", rows),)))
    return [page for page in pages if page.parts]


def answers_of(form: Form, facts: Facts) -> dict[str, Any]:
    """Return facts as the answers of a form; how many entries a group has is counted."""
    counts = {
        group.key + COUNT_SUFFIX: facts.count(group.key)
        for step in form.steps
        for group in step.groups
        if group.repeats
    }
    return {**counts, **dict(facts.items())}


def _page(reader: _Reader, step: FormStep) -> FactPage:
    parts = []
    asked = list(asked_fields(step, reader.answers))
    for group in step.groups:
        if not applies(group.condition, reader.answers):
            continue
        if not entry_count(group, reader.answers):
            note = nothing_named(reader.procedure, group, reader.language)
            parts.append(FactPart("", (), note))
        for index in range(entry_count(group, reader.answers)):
            fields = [field for field in asked if _belongs(field, group, index)]
            rows = tuple(row for field in fields if (row := _row(reader, field)) is not None)
            if rows:
                title = group_title(
                    reader.procedure, group, reader.language, index if group.repeats else None
                )
                parts.append(FactPart(title, rows))
    title = step_title(reader.procedure, reader.form, step, reader.language)
    shown = [part for part in parts if part.title]
    if len(parts) == 1 and shown and shown[0].title == title:
        parts = [FactPart("", parts[0].rows)]
    return FactPage(title, tuple(parts))


def _belongs(field: Field, group: Group, index: int) -> bool:
    if group.repeats:
        return field.path.startswith(f"{group.key}.{index}.")
    return any(field.path == own.path for own in group.fields)


def _row(reader: _Reader, field: Field) -> FactRow | None:
    fact = reader.known.get(field.path)
    label = label_of(reader.procedure, field.path, reader.language)
    change_url = _change_url(reader, field)
    if fact is None or fact.record.value is None:
        if not field.required or field.kind in NOT_CORRECTABLE:
            return None
        return FactRow(label, "", "", "typed", "", "", (), (), change_url, missing=True)
    is_file = field.kind is FieldKind.FILE
    source, state, day, basis = _origin_of(fact)
    return FactRow(
        label=label,
        text="" if is_file else _text(reader, field, fact.record.value),
        source=source,
        source_state=state,
        source_on=day,
        basis=basis,
        earlier=_earlier(fact, lambda value: _text(reader, field, value)),
        files=tuple(
            reader.files.get(str(uuid), (_("Datei, nicht mehr vorhanden"), ""))
            for uuid in fact.record.value
        )
        if is_file
        else (),
        change_url=change_url,
    )


def _change_url(reader: _Reader, field: Field) -> str:
    if not reader.view.may_be_corrected or field.kind in NOT_CORRECTABLE:
        return ""
    return reverse("desk:correct", args=[reader.view.case.uuid, field.path])


def _text(reader: _Reader, field: Field, value: Any) -> str:
    try:
        return answer_text(reader.procedure, field, value, reader.language)
    except (ValueError, TypeError):
        # A value that an earlier version of the form stored in another shape is shown as it is.
        return str(value)


def _further_rows(
    procedure: Procedure | None, known: Mapping[str, FactView], paths: Sequence[str], language: str
) -> tuple[FactRow, ...]:
    """Rows of facts that the application does not ask: found out by a step, told by an office."""
    fields = _fields_of_steps(procedure)

    def text(path: str, value: Any) -> str:
        field = fields.get(bare_path(path))
        try:
            if procedure is not None and field is not None:
                return answer_text(procedure, field, value, language)
            return formats.date_long(date.fromisoformat(value))
        except (ValueError, TypeError):
            return _plain(value)

    def row(path: str) -> FactRow:
        fact = known[path]
        source, state, day, basis = _origin_of(fact)
        return FactRow(
            label=label_of(procedure, path, language) if procedure else path,
            text=text(path, fact.record.value),
            source=source if state == "corrected" else _first_source(fact),
            source_state=state,
            source_on=day,
            basis=_follows_from(procedure, fact.record, language) or basis,
            earlier=_earlier(fact, partial(text, path)),
        )

    return tuple(row(path) for path in paths)


def _follows_from(procedure: Procedure | None, record: FactRecord, language: str) -> str:
    """Say from which answers a derived value follows, and by which norm."""
    if procedure is None or not record.basis.startswith(DERIVED):
        return ""
    needs = record.basis.removeprefix(DERIVED).split(",")
    labels = ", ".join(label_of(procedure, need, language) for need in needs)
    derived = [one for form in procedure.forms.values() for one in form.derived]
    norms = [one.norm for one in derived if one.path == bare_path(record.path) and one.norm]
    return f"{labels} ({norms[0]})" if norms else labels


def _fields_of_steps(procedure: Procedure | None) -> dict[str, Field]:
    """Return what steps of the office and deciding acts ask, by path."""
    if procedure is None:
        return {}
    forms = [*(deed.form for deed in procedure.deeds), *(spec.form for spec in procedure.acts)]
    derived = [one.field for form in procedure.forms.values() for one in form.derived]
    asked = [field for form in forms if form for field in form.fields()]
    return {field.path: field for field in (*derived, *asked)}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nein")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def plain_rows(
    facts: Mapping[str, Any], procedure: Procedure | None, language: str
) -> list[tuple[str, str]]:
    """Return label and value of facts for somebody who sees some of them only."""
    if procedure is None:
        return [(path, _plain(value)) for path, value in facts.items()]
    fields = {f.path: f for form in procedure.forms.values() for f in form.fields()}
    rows = []
    for path, value in facts.items():
        field = fields.get(bare_path(path))
        if field is not None and field.kind is FieldKind.FILE:
            continue
        text = answer_text(procedure, field, value, language) if field else _plain(value)
        if text:
            rows.append((label_of(procedure, path, language), text))
    return rows


def common_source(view: CaseView) -> str:
    """Return the source and day that most facts share, to be said once."""
    counted = Counter((_source(f.record), _day(f.record), f.record.basis) for f in view.facts)
    if not counted:
        return ""
    (source, day, basis), _count = counted.most_common(1)[0]
    return "" if basis else f"{source}, {day}"


def origin_of(record: FactRecord) -> tuple[str, str, str, str]:
    """Return source, its state, day and basis of a fact in words."""
    return _source(record), _source_state(record), _day(record), _basis(record)


def _origin_of(fact: FactView) -> tuple[str, str, str, str]:
    """Return source, state, day and basis of a fact.

    What a person says otherwise than a register is corrected: the mark names the register.
    """
    told = fact.register_beside
    if told is not None:
        return told.basis or _source(told), "corrected", _day(told), ""
    return origin_of(fact.record)


def _earlier(fact: FactView, text: Callable[[Any], str]) -> tuple[str, ...]:
    """Tell what was known before, or what a register says; the same value is said once."""
    beside = fact.register_beside
    lines = []
    for record in fact.earlier:
        if record.value == fact.record.value:
            continue
        said = (
            _("Laut Register: %(value)s")
            if record is beside
            else _("Zuvor: %(value)s (%(source)s, %(day)s)")
        )
        lines.append(
            said
            % {
                "value": text(record.value) or _("keine Angabe"),
                "source": _source(record),
                "day": _day(record),
            }
        )
    return tuple(lines)


def _source(record: FactRecord) -> str:
    if record.basis == SIGN_IN:
        return _("Anmeldung")
    if record.basis.startswith(DERIVED):
        return _("Ergibt sich aus den Angaben")
    if record.source == FactSource.OFFICER.value and record.recorded_by is not None:
        return _("Berichtigt von %(name)s") % {"name": record.recorded_by.full_name}
    return words.source_of(record.source)


def _first_source(fact: FactView) -> str:
    """Return the source of a fact; what an officer found out first corrects nothing."""
    record = fact.record
    if record.source == FactSource.OFFICER.value and record.recorded_by and not fact.earlier:
        return _("Eingetragen von %(name)s") % {"name": record.recorded_by.full_name}
    return _source(record)


def _source_state(record: FactRecord) -> str:
    return "confirmed" if record.source == FactSource.REGISTER.value else "typed"


def _basis(record: FactRecord) -> str:
    is_code = record.basis == SIGN_IN or record.basis.startswith(DERIVED)
    return "" if is_code else record.basis


def _day(record: FactRecord) -> str:
    return formats.date_long(clock.day_of(record.obtained_at))
