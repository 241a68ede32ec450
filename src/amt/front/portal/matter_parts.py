"""The parts of a matter's page: terms, papers, deeds, bodies, what was told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.cases.queries import SIGN_IN, AskedBody, CaseStatus, FactView
from amt.contract.deeds import ConsultationState, Deed, Term, TermState
from amt.contract.facts import FactSource
from amt.contract.forms import FieldKind, bare_path
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.front.frame.values import answer_text, label_of, term_sentence
from amt.kernel import clock

if TYPE_CHECKING:
    from amt.capabilities.documents.queries import DocumentVersion

_TERM_WORDS = {
    TermState.RUNNING: (gettext_lazy("Läuft"), "info"),
    TermState.KEPT: (gettext_lazy("Eingehalten"), "success"),
    TermState.ELAPSED: (gettext_lazy("Abgelaufen"), "warning"),
    TermState.VOID: (gettext_lazy("Gilt nicht mehr"), "neutral"),
}
_BODY_WORDS = {
    ConsultationState.WAITING: (gettext_lazy("Ist gefragt"), "info"),
    ConsultationState.ANSWERED: (gettext_lazy("Hat geantwortet"), "success"),
    ConsultationState.SILENT: (gettext_lazy("Hat nicht geantwortet"), "neutral"),
    ConsultationState.LATE: (gettext_lazy("Hat spät geantwortet"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class TermShown:
    """A term of the law: what it is, how it stands, by which rule."""

    title: str
    sentence: str
    badge: str
    kind: str
    starts_on: date
    ends_on: date
    is_running: bool
    norm: str


@dataclass(frozen=True, slots=True)
class DeedShown:
    """Something the reader can do now."""

    key: str
    title: str
    intro: tuple[str, ...]
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class PaperShown:
    """One version of a paper."""

    uuid: UUID
    name: str
    is_theirs: bool
    size: int
    version: int
    is_current: bool
    since: Any
    has_pages: bool


@dataclass(frozen=True, slots=True)
class PapersOfKind:
    """All versions of the papers of one kind, the newest first."""

    title: str
    papers: tuple[PaperShown, ...]
    older: tuple[PaperShown, ...]


def terms_shown(
    terms: Iterable[Term], procedure: Procedure | None, language: str
) -> list[TermShown]:
    """Return the terms in words, those that run first."""
    if procedure is None:
        return []
    shown = []
    for term in terms:
        word, kind = _TERM_WORDS[term.state]
        key = f"terms.{term.key}"
        sentence = procedure.texts.find(f"{key}.{term.state.value}", language) or ""
        shown.append(
            TermShown(
                title=procedure.texts.find(f"{key}.title", language) or term.key,
                sentence=term_sentence(sentence, dict(term.values)),
                badge=str(word),
                kind=kind,
                starts_on=term.starts_on,
                ends_on=term.ends_on,
                is_running=term.state is TermState.RUNNING,
                norm=term.norm,
            )
        )
    return sorted(shown, key=lambda one: not one.is_running)


def deeds_shown(
    deeds: Iterable[Deed], procedure: Procedure | None, case_uuid: UUID, language: str
) -> list[DeedShown]:
    """Return what the reader can do now, in the order of the procedure."""
    if procedure is None:
        return []
    return [deed_shown(deed, procedure, case_uuid, language) for deed in deeds]


def deed_shown(deed: Deed, procedure: Procedure, case_uuid: UUID, language: str) -> DeedShown:
    """Return one deed in words."""
    find, key = procedure.texts.find, f"deeds.{deed.key}"
    intro = find(f"{key}.intro", language)
    title = find(f"{key}.title", language) or deed.key
    return DeedShown(
        key=deed.key,
        title=title,
        intro=procedure.texts.lines(f"{key}.intro", language) if intro else (),
        button=find(f"{key}.button", language) or title,
        url=reverse("portal:deed", args=[case_uuid, deed.key]),
    )


def deed_done(procedure: Procedure | None, deed_key: str, language: str) -> tuple[str, str]:
    """Return what a page says after a deed: what has happened, what comes next."""
    if procedure is None or deed_key not in {deed.key for deed in procedure.deeds}:
        return "", ""
    find = procedure.texts.find
    happened = find(f"deeds.{deed_key}.timeline", language) or _("Das ist angekommen")
    return happened, find(f"deeds.{deed_key}.done", language) or ""


def deeds_of(procedure: Procedure | None) -> tuple[Deed, ...]:
    """Return all deeds of a procedure; none when nobody brings it."""
    return procedure.deeds if procedure else ()


def todo_lines(procedure: Procedure | None, state: str, language: str) -> tuple[str, ...]:
    """Return what a state asks of the reader in the procedure's own words, `todo.<state>`."""
    key = f"todo.{state}"
    if procedure is None or procedure.texts.find(key, language) is None:
        return ()
    return procedure.texts.lines(key, language)


def papers_shown(
    versions: Sequence[DocumentVersion], procedure: Procedure | None, language: str
) -> list[PapersOfKind]:
    """Return papers by kind, in the order in which the first of each kind came."""
    kinds: dict[str, list[DocumentVersion]] = {}
    for one in versions:
        kinds.setdefault(bare_path(one.label), []).append(one)
    return [
        PapersOfKind(
            title=_kind_title(label, held, procedure, language),
            papers=tuple(_paper(one) for one in reversed(held) if one.is_current),
            older=tuple(_paper(one) for one in reversed(held) if not one.is_current),
        )
        for label, held in kinds.items()
    ]


def bodies_shown(
    bodies: Iterable[AskedBody], procedure: Procedure | None, language: str
) -> list[dict[str, Any]]:
    """Return which other bodies were asked and whether they answered; not what they said."""
    rows = []
    for one in bodies:
        word, kind = _BODY_WORDS[one.state]
        title = (
            procedure.texts.find(f"consultations.{one.key}.title", language) if procedure else ""
        )
        rows.append(
            {"body": one.body, "title": title, "badge": str(word), "kind": kind, "row": one}
        )
    return rows


@dataclass(frozen=True, slots=True)
class ToldShown:
    """A fact as its reader sees it; `state` is confirmed, corrected, typed or empty."""

    label: str
    text: str
    source: str = ""
    state: str = ""
    on: str = ""


def told_shown(found: CaseStatus, procedure: Procedure | None, language: str) -> list[ToldShown]:
    """Return the facts that the reader may see, as question and answer with their source."""
    form = procedure.forms.get("application") if procedure else None
    if procedure is None or form is None:
        return []
    order = {field.path: number for number, field in enumerate(form.fields())}
    views = {one.record.path: one for one in found.fact_views}
    # Where nothing came from a register, everything is what the person said.
    has_register = any(one.record.source == FactSource.REGISTER.value for one in views.values())
    has_register = has_register or any(one.register_beside for one in views.values())
    rows = []
    for path, value in sorted(
        found.visible_facts.items(), key=lambda row: (order.get(bare_path(row[0]), 999), row[0])
    ):
        if bare_path(path) not in order:
            continue
        field = form.field_at(path)
        if field.kind is FieldKind.FILE:
            continue
        number = next((int(part) + 1 for part in path.split(".") if part.isdigit()), 0)
        label = label_of(procedure, path, language)
        text = answer_text(procedure, field, value, language)
        origin = _told_origin(views[path]) if has_register and path in views else ("", "", "")
        rows.append(ToldShown(f"{label} ({number})" if number else label, text, *origin))
    return rows


def _told_origin(fact: FactView) -> tuple[str, str, str]:
    """Return source, state and day of a fact: confirmed by a register, corrected, or typed."""
    beside, record = fact.register_beside, fact.record
    told = beside or record
    day = formats.date_long(clock.day_of(told.obtained_at))
    if beside is not None:
        return beside.basis, "corrected", day
    if record.source == FactSource.REGISTER.value:
        return _("Ihrer Anmeldung") if record.basis == SIGN_IN else record.basis, "confirmed", day
    if record.source == FactSource.OFFICER.value:
        return _("Von der Stelle eingetragen"), "typed", day
    return _("Ihre Angabe"), "typed", day


def roles_named(roles: Iterable[str], procedure: Procedure | None, language: str) -> list[str]:
    """Return the reader's roles in words, where the procedure has more than one."""
    if procedure is None or len(procedure.parties) < 2:
        return []
    return [procedure.texts.find(f"parties.{key}.title", language) or key for key in roles]


def _kind_title(
    label: str, held: Sequence[DocumentVersion], procedure: Procedure | None, language: str
) -> str:
    if label and procedure is not None:
        return label_of(procedure, label, language)
    if any(one.document.kind == "receipt" for one in held):
        return _("Vom Amt")
    return _("Weitere Unterlagen")


def _paper(one: DocumentVersion) -> PaperShown:
    document = one.document
    return PaperShown(
        uuid=document.uuid,
        name=document.file_name,
        is_theirs=document.kind == "upload",
        size=document.size,
        version=one.version,
        is_current=one.is_current,
        since=one.since,
        has_pages=document.media_type == "application/pdf",
    )
