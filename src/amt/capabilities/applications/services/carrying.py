"""Answers that a draft begins with because they are known from elsewhere, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from amt.capabilities.applications.models import Draft
from amt.contract.answers import COUNT_SUFFIX, check_form
from amt.contract.facts import FactSource
from amt.contract.forms import FieldKind, Form, bare_path

RENEWAL = "renewal"
OFFER = "offer"
INFORMAL = "informal"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where answers are known from: an earlier application, a call, a run over registers.

    `name` is what it is called: a reference, or the norm of an offer.
    """

    kind: str
    on: date
    name: str

    def to_json(self) -> dict[str, str]:
        """Return plain data for storing."""
        return {"kind": self.kind, "on": self.on.isoformat(), "name": self.name}


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers by path with their sources; without a source: typed, as the origin has it."""

    answers: Mapping[str, Any]
    origin: Origin
    sources: Mapping[str, tuple[FactSource, str]] = field(default_factory=dict)

    def stored(self, path: str) -> dict[str, Any]:
        """Return an answer with its source as plain data."""
        source, basis = self.sources.get(path, (FactSource.TYPED, self.origin.name))
        return {"value": self.answers[path], "source": source.value, "basis": basis}


def fitting(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of known answers the form takes, with the number of entries of each group.

    What it does not ask, would refuse, or lets people declare themselves is left out.
    """
    known = {path: value for path, value in answers.items() if _is_asked(form, path)}
    known = _with_counts(form, known)
    wrong = {one.path for one in check_form(form, known) if one.code not in ("required", "rule")}
    return {path: value for path, value in known.items() if path not in wrong}


def carry(draft: Draft, carried: Carried, at: datetime) -> None:
    """Put known answers into a draft where nothing was typed; the sign-in knows better."""
    taken = {
        path: value
        for path, value in carried.answers.items()
        if path not in draft.answers or path.endswith(COUNT_SUFFIX)
    }
    kept = {path: carried.stored(path) for path in taken if not path.endswith(COUNT_SUFFIX)}
    typed = {k: v for k, v in draft.answers.items() if k.endswith(COUNT_SUFFIX)}
    draft.answers = {**draft.answers, **taken, **typed}
    draft.carried = {**draft.carried, **kept}
    draft.carried_from = carried.origin.to_json()
    draft.updated_at = at
    draft.save()


def source_of(draft: Draft, path: str, value: Any) -> tuple[FactSource, str] | None:
    """Return where an unchanged answer was known from, or None when it was typed."""
    known = draft.carried.get(path)
    if known is None or known["value"] != value:
        return None
    return FactSource(known["source"]), str(known["basis"])


def _is_asked(form: Form, path: str) -> bool:
    try:
        found = form.field_at(path)
    except LookupError:
        return False
    repeats = any(f is found for s in form.steps for g in s.groups if g.repeats for f in g.fields)
    has_index = bare_path(path) != path
    return found.kind is not FieldKind.DECLARATION and repeats is has_index


def _with_counts(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    counted = dict(answers)
    for group in (group for step in form.steps for group in step.groups if group.repeats):
        indices = [
            int(rest.partition(".")[0])
            for head, _dot, rest in (path.partition(".") for path in answers)
            if head == group.key and rest.partition(".")[0].isdigit()
        ]
        if indices:
            counted[group.key + COUNT_SUFFIX] = max(indices) + 1
    return counted
