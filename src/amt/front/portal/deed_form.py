"""The page of a party's deed: its form, the papers it takes, what was typed, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import QueryDict

from amt.capabilities.cases.queries import CaseStatus
from amt.capabilities.cases.services import NewDocument
from amt.capabilities.documents import queries as documents
from amt.contract.answers import (
    Problem,
    applies,
    asked_fields,
    asked_steps,
    facts_of,
    read_step,
)
from amt.contract.deeds import Deed
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, bare_path
from amt.contract.procedure import Procedure
from amt.front.frame import forms
from amt.front.frame.values import answer_text, label_of
from amt.front.portal.entries import entries_changed

if TYPE_CHECKING:
    from amt.capabilities.documents.queries import DocumentVersion

OWNER = "party"
PAPERS = "unterlagen"
_MOST_PAPERS = 40


@dataclass(frozen=True, slots=True)
class DeedForm:
    """A deed that is open to the reader, with the reader's party and the papers not yet sent.

    `form` is what the deed asks, `papers` the kinds of paper of which it takes new versions.
    """

    procedure: Procedure
    deed: Deed
    party_uuid: UUID
    form: Form
    papers: tuple[Field, ...]
    held: tuple[DocumentVersion, ...]

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.form.steps or self.papers)

    def field_at(self, path: str) -> Field | None:
        """Return the file field of a path on this page, or None."""
        known = [*self.papers, *(f for step in self.form.steps for f in step.fields)]
        bare = bare_path(path)
        for one in known:
            if one.kind is FieldKind.FILE and bare_path(one.path) == bare:
                return one
        return None

    def files_of(self, path: str) -> list[str]:
        """Return the papers held for a path, by uuid."""
        return [str(one.document.uuid) for one in self.held if one.label == path]

    def new_documents(self) -> list[NewDocument]:
        """Return the new versions of papers, which the deed takes beside its form."""
        labels = {one.path for one in self.papers}
        return [
            NewDocument(one.label, one.document.uuid) for one in self.held if one.label in labels
        ]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent: readable answers, the raw text, what is wrong."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    raw: Mapping[str, list[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def deed_form(found: CaseStatus, procedure: Procedure, deed: Deed) -> DeedForm | None:
    """Return the page of a deed for the reader's party, or None when it is none of theirs."""
    party = next((one for one in found.mine if one.role in deed.roles), None)
    if party is None:
        return None
    empty = Form(deed.key, 1, ())
    return DeedForm(
        procedure=procedure,
        deed=deed,
        party_uuid=party.uuid,
        form=deed.form or empty,
        papers=_papers(found, procedure, deed, party.role),
        held=tuple(
            one
            for one in documents.list_versions(OWNER, party.uuid)
            if one.document.scan_state != documents.ScanState.INFECTED
        ),
    )


def read(page: DeedForm, posted: QueryDict, action: str) -> Typed:
    """Read the page; files were taken in before and answer their questions."""
    raw = entries_changed(page.form, forms.raw_from(posted), action)
    answers: dict[str, Any] = {
        one.label: page.files_of(one.label)
        for one in page.held
        if one.label not in {paper.path for paper in page.papers}
    }
    problems: list[Problem] = []
    for _again in range(2):
        # The first reading may bring up questions on the same page that the second one reads.
        problems = []
        for step in page.form.steps:
            answers, found = read_step(page.form, step, raw, answers)
            problems += found
    return Typed(answers, raw, tuple(problems))


def shown(
    page: DeedForm, typed: Typed, refused: Mapping[str, str], language: str
) -> list[forms.StepView]:
    """Return the page as the design shows it."""
    known = {str(one.document.uuid): one.document for one in page.held}
    names = {uuid: (document.file_name, document.size) for uuid, document in known.items()}
    files = {one.label: page.files_of(one.label) for one in page.held}
    filled = forms.Filled(
        answers={**typed.answers, **files},
        raw=typed.raw,
        problems=typed.problems,
        files=names,
        refused=refused,
    )
    steps = list(page.form.steps)
    if page.papers:
        steps.append(FormStep(PAPERS, (Group(PAPERS, page.papers),)))
    form = replace(page.form, steps=tuple(steps))
    return [forms.step_view(page.procedure, form, step, filled, language) for step in steps]


def answers_of(page: DeedForm, typed: Typed) -> dict[str, Any]:
    """Return the answers that count."""
    return facts_of(page.form, typed.answers)


def summary(page: DeedForm, typed: Typed, language: str) -> list[tuple[str, str]]:
    """Return what will be sent, as question and answer."""
    names = {str(one.document.uuid): one.document.file_name for one in page.held}
    rows = [
        (
            label_of(page.procedure, one.path, language),
            answer_text(page.procedure, one, typed.answers.get(one.path), language, names),
        )
        for step in asked_steps(page.form, typed.answers)
        for one in asked_fields(step, typed.answers)
    ]
    rows += [
        (label_of(page.procedure, one.path, language), ", ".join(_names(page, one.path, names)))
        for one in page.papers
        if page.files_of(one.path)
    ]
    return [(label, text) for label, text in rows if text]


def hidden(typed: Typed) -> list[tuple[str, str]]:
    """Return what was typed as hidden fields of the page that asks once more."""
    skipped = {"csrfmiddlewaretoken", forms.ACTION}
    return [(name, one) for name, all_ in typed.raw.items() if name not in skipped for one in all_]


def _names(page: DeedForm, path: str, names: Mapping[str, str]) -> Sequence[str]:
    return [names[uuid] for uuid in page.files_of(path)]


def _papers(found: CaseStatus, procedure: Procedure, deed: Deed, role: str) -> tuple[Field, ...]:
    """Return the kinds of paper that the role may hand in, each with its limits.

    Those that the application asked for by its answers, those of which there is one already, and
    those that the deed names: a page with every paper that anybody might have helps nobody.
    """
    if not deed.new_documents:
        return ()
    allowed = procedure.role(role).sees.documents
    form = procedure.forms.get("application")
    if form is None:
        return ()
    labels = dict.fromkeys(one.label for one in found.visible_documents if one.label)
    kinds: list[Field] = []
    for step in form.steps:
        for group in step.groups:
            for one in group.fields:
                if one.kind is not FieldKind.FILE or not _is_below(one.path, allowed):
                    continue
                held = [label for label in labels if bare_path(label) == one.path]
                wanted = held or one.path in deed.documents or _is_asked(group, one, found)
                paths = held if group.repeats else [one.path] if wanted else []
                kinds += [replace(one, path=path, required=False, condition=None) for path in paths]
    return tuple(kinds[:_MOST_PAPERS])


def _is_asked(group: Group, one: Field, found: CaseStatus) -> bool:
    answers = {path: found.visible_facts[path] for path in found.visible_facts}
    return applies(group.condition, answers) and applies(one.condition, answers)


def _is_below(path: str, allowed: tuple[str, ...] | None) -> bool:
    if allowed is None:
        return True
    return any(path == one or path.startswith(f"{one}.") for one in allowed)
