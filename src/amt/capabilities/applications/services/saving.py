"""Saving one answer while somebody is still on the page, under a lock of the draft's row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.services.drafts import (
    DAYS_KEPT,
    LONGEST_RAW,
    MOST_RAW_VALUES,
    locked_draft,
    require_open,
)
from amt.contract.answers import Problem, Unreadable, asked_fields, read_field
from amt.contract.forms import Field, FieldKind, FormStep
from amt.kernel import clock
from amt.kernel.actors import Actor

_COLUMNS = ("answers", "raw", "current_step", "updated_at", "expires_on")


@dataclass(frozen=True, slots=True)
class FieldSaved:
    """That an answer is kept; with a problem it is kept as it was typed."""

    at: datetime
    problem: Problem | None


@transaction.atomic
def save_field(
    *,
    draft_uuid: UUID,
    step_key: str,
    path: str,
    values: Sequence[str],
    actor: Actor,
    at: datetime,
) -> FieldSaved:
    """Save one answer of a page and leave all others as they are.

    Whether it is missing is said when the page is sent; here an empty answer is no problem.

    :raises NotVisible: when the draft is not the actor's.
    :raises AlreadySubmitted: when it was sent.
    :raises DraftExpired: when its time is over.
    :raises LookupError: when the page asks no such question, or the question is for a file.
    """
    draft = locked_draft(actor, draft_uuid)
    today = clock.day_of(at)
    require_open(draft, today)
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    field = _field(form.step(step_key), path, draft)
    typed = [one[:LONGEST_RAW].replace("\x00", "") for one in list(values)[:MOST_RAW_VALUES]]
    problem = _take(draft, step_key, field, typed)
    draft.current_step = step_key
    draft.updated_at = at
    draft.expires_on = today + timedelta(days=DAYS_KEPT)
    draft.announced_at = None
    draft.save(update_fields=[*_COLUMNS, "announced_at"])
    return FieldSaved(at, problem)


def _take(draft: Draft, step_key: str, field: Field, typed: list[str]) -> Problem | None:
    """Put what was typed into the answers, or keep it as it is where it cannot be read."""
    answers = {key: value for key, value in draft.answers.items() if key != field.path}
    kept = dict(draft.raw.get(step_key, {}))
    problem = None
    try:
        value = read_field(field, typed)
    except Unreadable as unreadable:
        value = None
        if unreadable.code not in ("required", "must_be_declared"):
            problem = Problem(field.path, unreadable.code, unreadable.values)
    if value is not None:
        answers[field.path] = value
    if problem is not None or kept:
        # A page with an error is kept whole, so that it is shown as it was left.
        kept[field.path] = typed
    draft.answers = answers
    others = {key: rest for key, rest in draft.raw.items() if key != step_key}
    draft.raw = {**others, step_key: kept} if kept else others
    return problem


def _field(step: FormStep, path: str, draft: Draft) -> Field:
    """Return a question that the page asks. :raises LookupError: when there is none."""
    for field in asked_fields(step, draft.answers):
        if field.path == path and field.kind is not FieldKind.FILE:
            return field
    raise LookupError(path)
