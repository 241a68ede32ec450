"""What the pages of paper show: sheets with their images, what is missing, what was entered."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.applications import queries as applications
from amt.capabilities.applications.queries import paper as papers
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as cases
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract.answers import Problem, step_of
from amt.front.desk.items import procedure_title
from amt.front.frame import forms
from amt.kernel.actors import Actor

_PROBLEMS = {
    "no_code": gettext_lazy("Auf diesem Blatt ist kein Code zu lesen."),
    "foreign_code": gettext_lazy("Der Code auf diesem Blatt ist beschädigt oder nicht von uns."),
    "several_codes": gettext_lazy(
        "Auf diesem Bild sind mehrere Codes. Vielleicht lagen zwei Blätter aufeinander."
    ),
    "unknown_form": gettext_lazy("Dieses Formular oder diese Fassung kennen wir nicht."),
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet with its name and its image."""

    name: str
    image_url: str
    page_url: str


def unit_options(actor: Actor) -> list[tuple[str, str]]:
    """Return the units in which somebody works: value and words, by name."""
    units = [authorities.get_unit(one) for one in actor.unit_ids(*WORKING_ROLES)]
    named = [(str(one.pk), f"{one.name}, {one.authority.name}") for one in units]
    return sorted(named, key=lambda option: option[1])


def problem_of(code: str) -> str:
    """Say why nobody knows a sheet."""
    return str(_PROBLEMS.get(code, ""))


def heading(view: papers.PaperView) -> dict[str, Any]:
    """Return what every page of a paper shows above."""
    return {
        "paper": view.paper,
        "service": procedure_title(view.paper.procedure_key),
        "missing": [str(number) for number in view.missing],
    }


def twin_rows(view: papers.PaperView, actor: Actor) -> list[tuple[Any, str]]:
    """Return what came with the same print in other scans, with its page where it may be seen."""
    units = actor.unit_ids(*WORKING_ROLES)
    return [
        (one, reverse("desk:paper", args=[one.uuid]) if one.unit_id in units else "")
        for one in papers.twins_of(view.paper)
    ]


def sheet_rows(sheets: Sequence[Any], page_count: int) -> list[SheetRow]:
    """Return sheets with their names and images."""
    return [
        SheetRow(
            name=_("Blatt %(number)s von %(count)s") % {"number": one.number, "count": page_count}
            if one.number
            else _("Beigelegtes Blatt"),
            image_url=reverse("desk:paper_image", args=[one.uuid]),
            page_url=reverse("desk:paper_sheet", args=[one.uuid]),
        )
        for one in sheets
    ]


def page_rows(view: papers.PaperView, language: str) -> list[tuple[Any, str]]:
    """Return what was entered, each page with the address at which it can be changed."""
    return [
        (one, reverse("desk:paper_step", args=[view.paper.uuid, one.step.key]))
        for one in papers.summary_of(view, language)
    ]


def gap_rows(
    view: papers.PaperView, gaps: Sequence[Problem], language: str
) -> list[tuple[str, str]]:
    """Return what is missing or wrong, each with the address at which it can be entered."""
    rows = []
    for gap in gaps:
        step = step_of(view.form, gap.path, view.answers)
        url = reverse("desk:paper_step", args=[view.paper.uuid, step.key])
        label = applications.label_of(view.found, gap.path, language)
        rows.append((label, f"{url}#{forms.field_id(gap.path)}"))
    return rows


def without_files(step: forms.StepView) -> forms.StepView:
    """Return a page without its questions for files: what came on paper lies with it as sheets."""
    groups = []
    for group in step.groups:
        entries = tuple(
            dataclasses.replace(entry, fields=tuple(f for f in entry.fields if not f.is_file))
            for entry in group.entries
        )
        kept = tuple(entry for entry in entries if entry.fields)
        if kept or group.add:
            groups.append(dataclasses.replace(group, entries=kept))
    return dataclasses.replace(step, groups=tuple(groups))


def candidate_options(view: papers.SheetView, language: str) -> list[tuple[str, str]]:
    """Return to what a sheet may belong, the missing pages first: value and words."""
    pages, proofs = [], []
    for one in view.candidates:
        said = {
            "reference": one.paper.reference,
            "service": procedure_title(one.paper.procedure_key),
            "count": one.paper.page_count,
        }
        for number in one.missing:
            told = _("%(reference)s, %(service)s: fehlendes Blatt %(number)s von %(count)s")
            pages.append((f"{one.paper.uuid}:{number}:", told % {**said, "number": number}))
        for path in ("", *one.proof_fields()):
            label = applications.label_of(one.found, path, language) if path else _("Beilage")
            told = _("%(reference)s, %(service)s: %(label)s")
            proofs.append((f"{one.paper.uuid}::{path}", told % {**said, "label": label}))
    return [*pages, *proofs]


def case_url(actor: Actor, case_uuid: UUID | None) -> str:
    """Return the page of a case, or the worklist where it belongs to another unit."""
    if case_uuid is not None:
        unit_id = cases.standing_of(case_uuid).unit.pk
        if unit_id in actor.unit_ids(*WORKING_ROLES):
            return reverse("desk:case", args=[case_uuid])
    return reverse("desk:worklist")
