"""The tag library `{% load design %}`: registers every component; README.md shows each in use.

Values come in plain and are escaped by the templates under `templates/design/components/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import wraps
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from amt.design import formats, kept
from amt.design.components import fields, parts
from amt.design.components import rows as rows_of_page

register = template.Library()

_TEMPLATES = "design/components"
_FEWEST_LANGUAGES = 2
_CURRENT = SafeString(' aria-current="true"')
_LANGUAGES = '<nav class="amt-languages" aria-label="{}"><ul>{}</ul></nav>'

FIELDS: Mapping[str, tuple[Callable[..., dict[str, Any]], str]] = {
    "text": (fields.text_field, "field_text"),
    "number": (fields.number_field, "field_text"),
    "money": (fields.money_field, "field_text"),
    "date": (fields.date_field, "field_text"),
    "textarea": (fields.textarea_field, "field_textarea"),
    "select": (fields.select_field, "field_select"),
    "radios": (fields.radios_field, "field_choices"),
    "checkboxes": (fields.checkboxes_field, "field_choices"),
    "checkbox": (fields.checkbox_field, "field_checkbox"),
    "file": (fields.file_field, "field_file"),
}

for _kind, (_function, _name) in FIELDS.items():
    register.inclusion_tag(f"{_TEMPLATES}/{_name}.html", name=f"{_kind}_field")(_function)

for _part in (
    parts.link_button,
    parts.badge,
    parts.error_summary,
    rows_of_page.source_mark,
    rows_of_page.description_list,
    parts.data_table,
    parts.timeline,
    parts.empty_state,
    parts.pagination,
    parts.result,
    parts.checklist,
    parts.breadcrumbs,
):
    register.inclusion_tag(f"{_TEMPLATES}/{_part.__name__}.html")(_part)


def _render(name: str, values: Mapping[str, Any]) -> SafeString:
    return render_to_string(f"{_TEMPLATES}/{name}.html", dict(values))


def _fixed(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Register a component that holds nothing typed by anybody and is shown again and again."""
    name = function.__name__

    @wraps(function)
    def shown(*args: Any, **values: Any) -> SafeString:
        return kept.rendered(
            name, {"": list(args), **values}, lambda: _render(name, function(*args, **values))
        )

    register.simple_tag(shown, name=name)
    return function


_fixed(parts.button)
_fixed(parts.steps)


@register.simple_tag
def field(kind: str, **values: Any) -> SafeString:
    """Show the field of a kind: text, number, money, date, textarea, select, radios, ...

    :raises KeyError: when no such kind of field is known.
    """
    function, name = FIELDS[kind]
    return _render(name, function(**values))


@register.simple_tag
def field_from(spec: Mapping[str, Any]) -> SafeString:
    """Show the field a mapping describes; the mapping holds `kind` and that field's parameters.

    :raises KeyError: when no such kind of field is known.
    """
    kind = spec["kind"]
    function, name = FIELDS[kind]

    def make() -> SafeString:
        return _render(name, function(**{key: spec[key] for key in spec if key != "kind"}))

    typed = spec.get("checked" if kind == "checkbox" else "value")
    if typed or spec.get("error") or spec.get("source"):
        return make()
    return kept.rendered("field", spec, make)


@_fixed
def icon(name: str, *, size: str = "", label: str = "") -> dict[str, Any]:
    """Show a KERN icon; without a label it is hidden from screen readers."""
    return {"name": name, "size": size, "label": label}


@register.simple_tag
def language_switch(languages: Sequence[Mapping[str, Any]] = ()) -> SafeString | str:
    """Show the languages as links to this same page; nothing where there is only one."""
    if len(languages) < _FEWEST_LANGUAGES:
        return ""
    links = format_html_join(
        "",
        '<li><a href="{}" lang="{}" hreflang="{}"{}>{}</a></li>',
        (
            (one["url"], one["code"], one["code"], _CURRENT if one["current"] else "", one["name"])
            for one in languages
        ),
    )
    return format_html(_LANGUAGES, gettext("Sprache"), links)


@register.simple_block_tag(end_name="endcard")
def card(
    content: SafeString,
    title: str,
    url: str = "",
    *,
    preline: str = "",
    badge: str = "",
    badge_kind: str = "neutral",
    level: int = 3,
    id: str = "",  # noqa: A002 - called like the attribute it sets
) -> SafeString:
    """Show a card; with a url the whole card leads there."""
    return _render("card", locals())


@register.simple_block_tag(end_name="endcards")
def cards(content: SafeString) -> SafeString:
    """Lay cards out beside each other."""
    return _render("cards", {"content": content})


@register.simple_block_tag(end_name="endnotice")
def notice(
    content: SafeString,
    kind: str = "info",
    title: str = "",
    *,
    level: int = 2,
    live: bool = False,
    id: str = "",  # noqa: A002 - called like the attribute it sets
) -> SafeString:
    """Show a message. `kind`: info, success, warning, error. `live`: read out when it appears."""
    values = {"content": content, "title": title, "level": level, "live": live, "id": id}
    return _render("notice", {**values, **parts.kind_of(kind)})


@register.simple_block_tag(end_name="enddetails")
def details(
    content: SafeString,
    summary: str,
    *,
    open: bool = False,  # noqa: A002 - called like the attribute it sets
    id: str = "",  # noqa: A002
) -> SafeString:
    """Fold away what only some need."""
    return _render("details", locals())


@register.simple_block_tag(end_name="endrows")
def rows(content: SafeString) -> SafeString:
    """Hold rows of key and value written with `{% row %}`."""
    return _render("rows", {"content": content})


@register.simple_block_tag(end_name="endrow")
def row(content: SafeString, key: str, **more: Any) -> SafeString:
    """Show one row whose value is a piece of template."""
    return rows_of_page.row(content, key, **more)


@register.simple_block_tag(end_name="endbuttons")
def buttons(content: SafeString) -> SafeString:
    """Lay buttons out in one row; on a phone below each other."""
    return _render("buttons", {"content": content})


@register.simple_block_tag(end_name="endpanel")
def panel(
    content: SafeString,
    title: str,
    *,
    level: int = 2,
    id: str = "",  # noqa: A002 - called like the attribute it sets
) -> SafeString:
    """Show a quiet box beside the text: summary, office, person in charge."""
    return _render("panel", {"content": content, "title": title, "level": level, "id": id})


@register.filter
def money(cents: int | formats.HasCents | str | None) -> str:
    """Write integer cents as 1.234,56 €; nothing for None."""
    # A name the context does not have arrives as an empty text.
    return "" if cents is None or isinstance(cents, str) else formats.money(cents)


@register.filter
def number(value: Decimal | float | None) -> str:
    """Write a number with the separators of the language; nothing for None."""
    return "" if value is None or value == "" else formats.number(value)


@register.filter
def date_long(value: dt.date | None) -> str:
    """Write a day as 21. November 2026; nothing for None."""
    return formats.date_long(value) if value else ""


@register.filter
def date_short(value: dt.date | None) -> str:
    """Write a day as 21.11.2026; nothing for None."""
    return formats.date_short(value) if value else ""


@register.filter
def date_time(value: dt.datetime | None) -> str:
    """Write a moment as 21. November 2026, 14:30 Uhr; nothing for None."""
    return formats.date_time(value) if value else ""


@register.filter
def time_of_day(value: dt.datetime | dt.time | None) -> str:
    """Write a time as 14:30 Uhr; nothing for None."""
    return "" if value is None or value == "" else formats.time_of_day(value)


@register.filter
def remaining(due_on: dt.date | None, today: dt.date) -> str:
    """Say how far away a day is: noch 3 Tage; nothing for None."""
    return formats.remaining(due_on, today) if due_on else ""
