"""Everything on a page that is not a form field: actions, messages, lists, tables, ways to go on.

Each function returns the context of `design/components/<name>.html`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from amt.design import formats

_ICONS = {
    "neutral": "",
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "danger",
}
_STATES = ("done", "current", "open", "problem")


def kind_of(kind: str) -> dict[str, str]:
    """Return the KERN class part, the icon and the spoken word of a kind of message.

    :raises ValueError: when the kind is not neutral, info, success, warning or error.
    """
    if kind not in _ICONS:
        message = f"unknown kind {kind!r}; known: {', '.join(_ICONS)}"
        raise ValueError(message)
    words = {
        "neutral": "",
        "info": gettext("Hinweis"),
        "success": gettext("Erledigt"),
        "warning": gettext("Achtung"),
        "error": gettext("Fehler"),
    }
    style = {"error": "danger"}.get(kind, kind)
    return {"kind": kind, "style": style, "icon": _ICONS[kind], "word": words[kind]}


def button(
    label: str,
    *,
    variant: str = "primary",
    type: str = "submit",  # noqa: A002 - called like the attribute it sets
    name: str = "",
    value: str = "",
    icon: str = "",
    form: str = "",
    formaction: str = "",
    formtarget: str = "",
    formnovalidate: bool = False,
    disabled: bool = False,
    key: str = "",
    id: str = "",  # noqa: A002
    about: str = "",
) -> dict[str, Any]:
    """Show a button. `variant`: primary, secondary, tertiary, danger. `key`: desk key.

    `about` tells screen readers what the button belongs to where several bear the same words.
    """
    return dict(locals())


def link_button(
    label: str,
    url: str,
    *,
    variant: str = "primary",
    icon: str = "",
    download: bool = False,
    key: str = "",
) -> dict[str, Any]:
    """Show a link that looks like a button."""
    return dict(locals())


def badge(label: str, kind: str = "neutral") -> dict[str, Any]:
    """Show a state as word, icon and colour."""
    return {"label": label, **kind_of(kind)}


def error_summary(errors: Iterable[tuple[str, str]], *, title: str = "") -> dict[str, Any]:
    """Show all errors above the form, each linked to its field; nothing when there are none."""
    return {"errors": list(errors or ()), "title": title}


def steps(
    current: int,
    total: int,
    topic: str = "",
    topics: Iterable[Mapping[str, Any]] = (),
    *,
    form: str = "",
) -> dict[str, Any]:
    """Show where one is: 3 von 9, Thema, and under it all topics to go to.

    A topic is a mapping of `title`, `state` (done, current, open) and `name` and `value` of the
    button that goes there; `form` is the id of the form that is saved on the way.
    """
    left = total - current
    listed = list(topics or ())
    words = ngettext("noch %(n)s Schritt", "noch %(n)s Schritte", left)
    # The last step is the one on which everything is checked; it is no topic.
    if listed and len(listed) + 1 < total:
        words = ngettext("noch höchstens %(n)s Schritt", "noch höchstens %(n)s Schritte", left)
    return {
        "current": current,
        "total": total,
        "topic": topic,
        "topics": listed,
        "form": form,
        "left": words % {"n": left} if left > 0 else "",
    }


def _cell(value: Any, kind: str) -> dict[str, Any]:
    cell: dict[str, Any] = dict(value) if isinstance(value, Mapping) else {"text": value}
    text = cell.get("text", "")
    if text is None or text == "":
        cell["text"] = ""
    elif isinstance(text, str | SafeString | Promise):
        cell["text"] = text
    elif kind == "money":
        cell["text"] = formats.money(text)
    elif isinstance(text, dt.datetime):
        cell["text"] = formats.date_time(text)
    elif isinstance(text, dt.date):
        cell["text"] = formats.date_long(text)
    elif kind == "number":
        cell["text"] = formats.number(text)
    if "badge" in cell:
        cell["badge_kind"] = cell["badge"] or "neutral"
    return cell


def _cells(columns: Sequence[Mapping[str, Any]], row: Any) -> list[dict[str, Any]]:
    cells = []
    for index, column in enumerate(columns):
        value = row.get(column["key"], "") if isinstance(row, Mapping) else row[index]
        kind = column.get("kind", "text")
        cell = _cell(value, kind)
        cell["label"] = column["label"]
        cell["numeric"] = kind in ("number", "money")
        cells.append(cell)
    return cells


def data_table(
    columns: Sequence[Mapping[str, Any]],
    rows: Iterable[Any],
    *,
    caption: str,
    caption_hidden: bool = False,
    footer: Any = None,
    row_header: bool = True,
    empty: str = "",
    id: str = "",  # noqa: A002
) -> dict[str, Any]:
    """Show a table that becomes a list on a phone; README.md tells columns, rows and cells."""
    shown = []
    for row in rows:
        meta = row if isinstance(row, Mapping) else {}
        shown.append(
            {
                "cells": _cells(columns, row),
                "url": meta.get("url", ""),
                "current": meta.get("current", False),
            }
        )
    return {
        "columns": [
            {**column, "numeric": column.get("kind") in ("number", "money")} for column in columns
        ],
        "rows": shown,
        "caption": caption,
        "caption_hidden": caption_hidden,
        "footer": _cells(columns, footer) if footer is not None else [],
        "row_header": row_header,
        "empty": empty,
        "id": id,
    }


def timeline(entries: Iterable[Mapping[str, Any]], *, level: int = 3) -> dict[str, Any]:
    """Show what happened and what comes: entries of title, at, text, state, url, url_label."""
    shown = []
    for entry in entries:
        at = entry.get("at")
        iso = at.isoformat() if isinstance(at, dt.date) else ""
        if isinstance(at, dt.datetime):
            at = formats.date_time(at)
        elif isinstance(at, dt.date):
            at = formats.date_long(at)
        state = entry.get("state", "done")
        shown.append(
            {**entry, "at": at or "", "iso": iso, "state": state if state in _STATES else "open"}
        )
    return {"entries": shown, "level": level}


def empty_state(
    title: str, text: str = "", *, action_label: str = "", action_url: str = "", level: int = 2
) -> dict[str, Any]:
    """Say what will be here and how to begin."""
    return dict(locals())


def pagination(*, previous_url: str = "", next_url: str = "", position: str = "") -> dict[str, Any]:
    """Show the way to the pages before and after; nothing when there are none."""
    return dict(locals())


def result(label: str, value: str, note: str = "") -> dict[str, Any]:
    """Show the one figure a page is about."""
    return dict(locals())


def checklist(items: Iterable[Any]) -> dict[str, Any]:
    """Show what one needs: texts, or (text, explanation) pairs."""
    pairs = [(one, "") if isinstance(one, str | Promise) else (one[0], one[1]) for one in items]
    return {"items": pairs}


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Show the way here: (label, url) pairs; the last one is this page, its url may be empty."""
    return {"trail": list(trail)}
