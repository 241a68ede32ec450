"""What a page says about registers: what can be fetched, what came, what was made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.applications import queries
from amt.capabilities.applications.queries import LookedUp, LookupState, LookupView
from amt.capabilities.registers import queries as registers
from amt.contract.forms import Form, bare_path
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.front.frame.values import answer_text, label_of
from amt.front.portal.words import language_of
from amt.kernel.actors import Actor

if TYPE_CHECKING:
    from amt.capabilities.applications.models import Draft
    from amt.capabilities.applications.queries import DraftView

PROBLEM_KEY = "lookup_problem"
_REGISTERS = {
    "residents": gettext_lazy("Daten aus dem Melderegister"),
    "civil_status": gettext_lazy("Daten aus dem Personenstandsregister"),
}


@dataclass(frozen=True, slots=True)
class LookupRow:
    """A value of a register in words, beside what was typed."""

    path: str
    label: str
    text: str
    typed: str
    differs: bool


@dataclass(frozen=True, slots=True)
class LookupBox:
    """A lookup as a page shows it."""

    key: str
    state: str
    heading: str
    title: str
    purpose: str
    norm: str
    register: str
    url: str
    step_url: str
    asked: str
    consent: bool
    manual: str
    rows: tuple[LookupRow, ...]
    obtained_at: Any
    reported: str
    problem: str

    @property
    def replaceable(self) -> list[tuple[str, str]]:
        """The values that would take the place of what was typed, by path."""
        told = _("%(label)s aus dem Register nehmen: %(text)s")
        return [
            (row.path, told % {"label": row.label, "text": row.text})
            for row in self.rows
            if row.differs
        ]

    @property
    def reportable(self) -> list[tuple[str, str]]:
        """The values that may be wrong, by path."""
        return [(row.path, f"{row.label}: {row.text}") for row in self.rows]


def lookup_parts(
    request: HttpRequest, view: DraftView, actor: Actor, step_key: str
) -> dict[str, Any]:
    """Return what the page of a step shows of registers: its own lookups, and what came meanwhile.

    Who is not signed in surely enough reads that it would be possible.
    """
    draft = view.draft
    found = procedure(draft.procedure_key)
    if not found.lookups:
        return {}
    views = queries.lookups_of(draft, actor)
    problem = request.session.get(PROBLEM_KEY)
    boxes = [box_of(one, found, view.form, draft, language_of(request), problem) for one in views]
    if problem and any(box.problem for box in boxes):
        del request.session[PROBLEM_KEY]
    steps = {one.key: one.step for one in found.lookups}
    here = [box for box in boxes if steps[box.key] == step_key]
    elsewhere = [
        box for box in boxes if steps[box.key] != step_key and box.state == LookupState.FOUND
    ]
    offered = not views and draft.call_uuid is None and step_key in steps.values()
    return {
        "lookups": here,
        "lookups_ready": elsewhere,
        "lookup_sign_in": _sign_in_url(request) if offered and draft.account_id is None else "",
        "lookups_waiting": any(box.state == LookupState.WAITING for box in here),
    }


def box_of(
    view: LookupView,
    found: Procedure,
    form: Form,
    draft: Draft,
    language: str,
    problem: Sequence[str] | None = None,
) -> LookupBox:
    """Put a lookup into words."""
    lookup, texts = view.lookup, found.texts
    key = f"lookups.{lookup.key}"
    told = problem is not None and list(problem[:2]) == [str(draft.uuid), lookup.key]
    return LookupBox(
        key=lookup.key,
        state=view.state.value,
        heading=str(_REGISTERS[lookup.register.value]),
        title=texts.find(f"{key}.title", language) or "",
        purpose=texts.find(f"{key}.purpose", language) or "",
        norm=lookup.norm,
        register=view.register_name,
        url=reverse("portal:form_lookup", args=[draft.uuid, lookup.key]),
        step_url=reverse("portal:form_step", args=[draft.uuid, lookup.step]),
        asked=", ".join(
            str(registers.LABELS.get(attribute, attribute)) for attribute, _path in lookup.takes
        ),
        consent=lookup.consent,
        manual=label_of(found, lookup.manual, language) if lookup.manual else "",
        rows=tuple(_row(row, found, form, language) for row in view.rows),
        obtained_at=view.answer.obtained_at if view.answer else None,
        reported=view.reported,
        problem=problem[2] if told and problem else "",
    )


def _row(row: LookedUp, found: Procedure, form: Form, language: str) -> LookupRow:
    field = form.field_at(row.path)
    label = label_of(found, row.path, language)
    if bare_path(row.path) != row.path:
        number = int(row.path.split(".")[1]) + 1
        label = _("%(label)s (Eintrag %(number)s)") % {"label": label, "number": number}
    return LookupRow(
        path=row.path,
        label=label,
        text=_text(found, field, row.value, language),
        typed=_text(found, field, row.held, language) if row.is_typed else "",
        differs=row.differs,
    )


def _text(found: Procedure, field: Any, value: Any, language: str) -> str:
    try:
        return answer_text(found, field, value, language)
    except (ValueError, TypeError):
        return str(value)


def _sign_in_url(request: HttpRequest) -> str:
    return f"{reverse('portal:sign_in')}?{urlencode({'next': request.path})}"
