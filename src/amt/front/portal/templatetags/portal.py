"""The tag library `{% load portal %}`: what only the portal's pages need."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amt.capabilities.applications.queries import Line
from amt.design.components import parts, rows
from amt.front.portal.changing import change_url
from amt.front.portal.words import WAYS

register = template.Library()


@register.inclusion_tag("design/components/badge.html")
def way_badge(way: str) -> dict[str, Any]:
    """Show a way in which a service can be reached."""
    word, kind = WAYS[str(way)]
    return parts.badge(str(word), kind)


@register.simple_tag
def row_of(
    line: Line, page_url: str, missing_paths: set[str], marks: dict[str, tuple[str, bool]]
) -> SafeString:
    """Show one answer with the link that changes it and, if known before, where it comes from."""
    source, same = marks.get(line.path, ("", False))
    return rows.row(
        f"{line.text} ({line.norm})" if line.norm else line.text or _("keine Angabe"),
        line.label,
        source=source,
        source_state="confirmed" if same else "corrected",
        change_url="" if line.is_derived else change_url(page_url, line.path),
        missing=line.path in missing_paths,
    )
