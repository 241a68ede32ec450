"""Rows of key and value, and where a value comes from: most of a page that shows what is known.

A row is written here and not as a template: a review shows scores of them, and a template costs
ten times as much.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from amt.design import formats

_MISSING = (
    '<span class="kern-icon kern-icon--warning kern-icon--small" aria-hidden="true"></span> {}'
)
_CHANGE = '<dd class="amt-row__change"><a href="{}">{}<span class="amt-heard">: {}</span></a></dd>'
_ROW = '<div class="amt-row{}"><dt>{}</dt><dd class="amt-row__value"><div>{}</div>{}</dd>{}</div>'


def row(
    value: Any,
    key: Any,
    *,
    source: Any = "",
    source_state: str = "confirmed",
    source_on: dt.date | str | None = None,
    source_basis: Any = "",
    change_url: str = "",
    missing: bool = False,
) -> SafeString:
    """Return one row of `{% rows %}`: what it is, where it comes from, the link that changes it."""
    mark = _mark(source, source_state, source_on, source_basis) if source else ""
    change: SafeString | str = ""
    if change_url:
        deed = gettext("Ergänzen") if missing else gettext("Ändern")
        change = format_html(_CHANGE, change_url, deed, key)
    shown = format_html(_MISSING, gettext("Noch offen")) if missing else value
    return format_html(_ROW, " amt-row--missing" if missing else "", key, shown, mark, change)


def _mark(source: Any, state: str, on: dt.date | str | None, basis: Any) -> SafeString:
    values = source_mark(source, state=state or "confirmed", on=on, basis=basis)
    return render_to_string("design/components/source_mark.html", values)


def source_mark(
    source: str,
    *,
    state: str = "confirmed",
    on: dt.date | str | None = None,
    basis: str = "",
    id: str = "",  # noqa: A002 - called like the attribute it sets
) -> dict[str, Any]:
    """Show where a value comes from. `state`: confirmed, corrected, typed."""
    written_on = formats.date_long(on) if isinstance(on, dt.date) else on or ""
    return {"source": source, "state": state, "on": written_on, "basis": basis, "id": id}


def description_list(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Show what is known: rows of key, value, source..., change_url, missing."""
    return {"rows": [_row_of(one) for one in rows]}


def _row_of(one: Mapping[str, Any]) -> SafeString:
    more = {key: one[key] for key in one if key not in ("key", "value")}
    return row(one.get("value", ""), one.get("key", ""), **more)
