"""The tag library `{% load frame %}`: what pages say about files and spans of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel.dates import get_day_names
from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amt.design import formats
from amt.front.frame import kept_parts
from amt.front.frame.titles import language_of_page

register = template.Library()
register.tag("kept_part", kept_parts.parse)

_KILO = 1024
_DAYS_OF_BABEL = 7


@register.filter
def file_size(size: int) -> str:
    """Write a number of bytes as kB or MB."""
    if not size:
        return ""
    if size < _KILO * _KILO:
        return _("%(number)s kB") % {"number": formats.number(max(1, size // _KILO))}
    return _("%(number)s MB") % {"number": formats.number(round(size / _KILO / _KILO, 1))}


@register.filter
def in_language(text: str, language: str) -> str:
    """Mark a text of another language than the page's, so that it is read out rightly."""
    if language == language_of_page():
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def opening_hours(line: Mapping[str, Any] | str) -> str:
    """Write a line of opening hours: `days` (1 is Monday), `from`, `until`."""
    if isinstance(line, str):
        return line
    names = get_day_names("wide", locale=formats.active_locale())
    days = ", ".join(str(names[(int(day) - 1) % _DAYS_OF_BABEL]) for day in line["days"])
    return _("%(days)s %(start)s bis %(end)s Uhr") % {
        "days": days,
        "start": line["from"],
        "end": line["until"],
    }
