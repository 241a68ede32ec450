"""The tag library `{% load frame %}`: what pages say about files and spans of time."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from amt.design import formats

register = template.Library()

_KILO = 1024


@register.filter
def file_size(size: int) -> str:
    """Write a number of bytes as kB or MB."""
    if not size:
        return ""
    if size < _KILO * _KILO:
        return _("%(number)s kB") % {"number": formats.number(max(1, size // _KILO))}
    return _("%(number)s MB") % {"number": formats.number(round(size / _KILO / _KILO, 1))}
