"""Where the answers that a draft began with are known from, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amt.capabilities.applications import queries
from amt.contract.registry import procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.design import formats
from amt.kernel import clock

if TYPE_CHECKING:
    from amt.capabilities.applications.models import Draft

RENEWAL, INFORMAL = "renewal", "informal"


def carried_marks(draft: Draft) -> dict[str, tuple[Any, str]]:
    """Return what was known from elsewhere and where from, by path."""
    marks: dict[str, tuple[Any, str]] = {}
    for path, row in draft.carried.items():
        if "lookup" not in row:
            marks[path] = (row["value"], source_words(draft.carried_from, str(row["basis"])))
            continue
        held = draft.answers.get(path)
        # Written another way it still is what the register says.
        same = queries.is_unchanged(row, held)
        marks[path] = (held if same else row["value"], register_words(draft, path, row, same=same))
    return marks


def marks(draft: Draft) -> dict[str, tuple[str, bool]]:
    """Return the source of each answer that was known, and whether it is as it was."""
    known = carried_marks(draft)
    known |= {path: (value, _("Ihrer Anmeldung")) for path, value in draft.prefill.items()}
    return {
        path: (source, draft.answers.get(path) == value) for path, (value, source) in known.items()
    }


def register_words(draft: Draft, path: str, row: Mapping[str, Any], *, same: bool) -> str:
    """Say which register an answer comes from, when, by which norm; and what it says instead."""
    day = formats.date_long(clock.day_of(datetime.fromisoformat(row["obtained_at"])))
    told = _("%(basis)s, abgerufen am %(day)s") % {"basis": row["basis"], "day": day}
    if same:
        return told
    return _("%(source)s. Dort steht: %(value)s") % {
        "source": told,
        "value": _in_words(draft, path, row["value"]),
    }


def _in_words(draft: Draft, path: str, value: Any) -> str:
    found = procedure(draft.procedure_key)
    try:
        field = found.form(draft.form_key).field_at(path)
        return queries.answer_text(found, field, value, get_language() or SOURCE_LANGUAGE)
    except (LookupError, ValueError, TypeError):
        return str(value)


def source_words(origin: Mapping[str, str], basis: str) -> str:
    """Say where an answer comes from, to follow "taken over from:"."""
    if not origin:
        return basis
    said = {"day": formats.date_long(date.fromisoformat(origin["on"]))}
    if origin["kind"] == RENEWAL:
        return _("Ihrem Antrag vom %(day)s") % said
    if origin["kind"] == INFORMAL:
        return _("Ihrem Anruf oder Brief vom %(day)s") % said
    return basis
