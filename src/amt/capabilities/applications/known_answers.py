"""What of answers known from elsewhere a form takes; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.answers import COUNT_SUFFIX, check_form
from amt.contract.forms import FieldKind, Form, bare_path


def fitting(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of known answers the form takes, with the number of entries of each group.

    What it does not ask, would refuse, or lets people declare themselves is left out.
    """
    known = {path: value for path, value in answers.items() if _is_asked(form, path)}
    known = _with_counts(form, known)
    wrong = {one.path for one in check_form(form, known) if one.code not in ("required", "rule")}
    return {path: value for path, value in known.items() if path not in wrong}


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
