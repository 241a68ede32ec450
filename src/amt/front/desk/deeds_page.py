"""What a case shows beside facts and proposal: periods, steps, bodies asked, parties, papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.cases.queries import CaseView, ConsultationView
from amt.contract.deeds import ConsultationState, Deed, Opinion, Silence, Term, TermState
from amt.contract.forms import bare_path
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.front.desk import item_words
from amt.front.frame.values import answer_text, label_of, term_sentence

if TYPE_CHECKING:
    from amt.capabilities.documents.queries import DocumentVersion

TERM_STATES = {
    TermState.RUNNING: (gettext_lazy("läuft"), "info"),
    TermState.KEPT: (gettext_lazy("eingehalten"), "success"),
    TermState.ELAPSED: (gettext_lazy("abgelaufen"), "warning"),
    TermState.VOID: (gettext_lazy("gilt nicht mehr"), "neutral"),
}
CONSULTATION_STATES = {
    ConsultationState.WAITING: (gettext_lazy("wartet auf Antwort"), "info"),
    ConsultationState.ANSWERED: (gettext_lazy("geantwortet"), "success"),
    ConsultationState.SILENT: (gettext_lazy("keine Antwort in der Frist"), "warning"),
    ConsultationState.LATE: (gettext_lazy("zu spät geantwortet"), "warning"),
}
OPINIONS = {
    Opinion.CONSENT.value: gettext_lazy("Zustimmung"),
    Opinion.CONDITIONS.value: gettext_lazy("Zustimmung mit Auflagen"),
    Opinion.OBJECTION.value: gettext_lazy("Ablehnung"),
}


@dataclass(frozen=True, slots=True)
class TermRow:
    """A period of the law in words."""

    title: str
    sentence: str
    state: str
    kind: str
    starts_on: date
    ends_on: date
    norm: str


@dataclass(frozen=True, slots=True)
class DeedLink:
    """A step that can be taken now."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A body that was asked, and what it said."""

    title: str
    body: str
    state: str
    kind: str
    asked_on: date
    ends_on: date
    answered_on: date | None
    opinion: str
    text: str
    norm: str
    documents: tuple[tuple[str, str], ...]
    """Name and address of each paper that came with the opinion."""
    effect: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A kind of paper with all its versions, the newest first."""

    title: str
    versions: tuple[dict[str, Any], ...]


def term_rows(terms: Sequence[Term], procedure: Procedure, language: str) -> list[TermRow]:
    """Return the periods of a case in words, those that run first."""
    ordered = sorted(terms, key=lambda t: (t.state is not TermState.RUNNING, t.ends_on))
    return [_term(term, procedure, language) for term in ordered]


def deed_links(view: CaseView, language: str) -> list[DeedLink]:
    """Return the steps that the office can take now."""
    if view.procedure is None:
        return []
    return [
        DeedLink(
            title=deed_title(view.procedure, deed, language),
            url=reverse("desk:deed", args=[view.case.uuid, deed.key]),
        )
        for deed in view.open_deeds
    ]


def deed_title(procedure: Procedure, deed: Deed, language: str) -> str:
    """Return the name of a deed."""
    return procedure.texts.find(f"deeds.{deed.key}.title", language) or deed.key


def consultation_row(
    view: ConsultationView,
    procedure: Procedure | None,
    language: str,
    documents: tuple[tuple[str, str], ...] = (),
) -> ConsultationRow:
    """Return what was asked and answered, in words."""
    asked = view.consultation
    state, kind = CONSULTATION_STATES[view.state]
    silent = view.state is ConsultationState.SILENT
    consents = silent and view.spec is not None and view.spec.silence is Silence.CONSENT
    title = (
        procedure.texts.find(f"consultations.{asked.key}.title", language) if procedure else None
    )
    return ConsultationRow(
        title=title or asked.key,
        body=asked.unit.name,
        state=str(state),
        kind=kind,
        asked_on=asked.asked_on,
        ends_on=asked.ends_on,
        answered_on=asked.answered_on,
        opinion=str(OPINIONS.get(asked.opinion, "")),
        text=asked.text,
        norm=view.spec.norm if view.spec else "",
        documents=documents,
        effect=_("Die Zustimmung gilt als erteilt.") if consents else "",
    )


def fee_rows(view: CaseView, language: str) -> list[dict[str, Any]]:
    """Return the dated items of the fee, each with its norm."""
    if view.procedure is None:
        return []
    return [
        {
            "title": view.procedure.texts.find(f"fees.{item.key}", language) or item.key,
            "amount": formats.money(item.amount),
            "due_on": item.due_on,
            "norm": item.norm,
        }
        for item in view.fees
    ]


def paper_rows(
    view: CaseView, versions: Sequence[DocumentVersion], language: str
) -> list[PaperRow]:
    """Return the papers of a case by kind, each with its versions."""
    by_label: dict[str, list[dict[str, Any]]] = {}
    for one in versions:
        by_label.setdefault(one.label, []).append(
            {
                "number": one.version,
                "is_current": one.is_current,
                "name": one.document.file_name,
                "size": one.document.size,
                "since": one.since,
                "is_ours": one.document.kind != "upload",
                "state": item_words.file_state(one.document.scan_state),
                "url": reverse("desk:document", args=[view.case.uuid, one.document.uuid]),
                "pages_url": reverse(
                    "desk:document_pages", args=[view.case.uuid, one.document.uuid]
                ),
            }
        )
    return [
        PaperRow(paper_title(view.procedure, label, language), tuple(reversed(rows)))
        for label, rows in by_label.items()
    ]


def told_rows(view: CaseView, language: str) -> list[dict[str, Any]]:
    """Return what was written with each step, newest first: by whom, when, question and answer."""
    if view.procedure is None:
        return []
    forms = {deed.key: deed.form for deed in view.procedure.deeds if deed.form is not None}
    rows = []
    for record in reversed(view.deed_records):
        form = forms.get(record.key)
        told = [
            (label_of(view.procedure, field.path, language), text)
            for field in (form.fields() if form else ())
            if (value := record.values.get(field.path)) is not None
            and (text := answer_text(view.procedure, field, value, language))
        ]
        if told:
            title = view.procedure.texts.find(f"deeds.{record.key}.title", language)
            who = record.party.name if record.party else ""
            rows.append({"title": title or record.key, "on": record.on, "who": who, "told": told})
    return rows


def paper_title(procedure: Procedure | None, label: str, language: str) -> str:
    """Return the name of a kind of paper: the label of the field that asks for it."""
    if not label:
        return _("Weitere Dokumente")
    return label_of(procedure, bare_path(label), language) if procedure else label


def _term(term: Term, procedure: Procedure, language: str) -> TermRow:
    state, kind = TERM_STATES[term.state]
    return TermRow(
        title=procedure.texts.get(f"terms.{term.key}.title", language),
        sentence=term_sentence(
            procedure.texts.get(f"terms.{term.key}.{term.state.value}", language),
            dict(term.values),
        ),
        state=str(state),
        kind=kind,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        norm=term.norm,
    )
