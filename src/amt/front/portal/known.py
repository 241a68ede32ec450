"""Where the answers that a draft began with are known from, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from amt.design import formats

if TYPE_CHECKING:
    from amt.capabilities.applications.models import Draft

RENEWAL, INFORMAL = "renewal", "informal"


def carried_marks(draft: Draft) -> dict[str, tuple[Any, str]]:
    """Return what was known from elsewhere and where from, by path."""
    return {
        path: (row["value"], source_words(draft.carried_from, str(row["basis"])))
        for path, row in draft.carried.items()
    }


def marks(draft: Draft) -> dict[str, tuple[str, bool]]:
    """Return the source of each answer that was known, and whether it is as it was."""
    known = carried_marks(draft)
    known |= {path: (value, _("Ihrer Anmeldung")) for path, value in draft.prefill.items()}
    return {
        path: (source, draft.answers.get(path) == value) for path, (value, source) in known.items()
    }


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
