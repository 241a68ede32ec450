"""Parts of the frame that are the same on every page of a language, rendered once a process.

`{% kept_part "footer" %}...{% endkept_part %}` stands around what depends on nothing but the
language, the routes and the arguments that follow the name. What such a part lacks in a language is
noted again each time it is shown.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django import template
from django.template.base import FilterExpression, NodeList
from django.urls import get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from amt.kernel import untranslated

MOST_PARTS = 256
_WORDS_OF_TAG = 2

Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    html: SafeString
    untranslated: tuple[str, ...]


_parts: OrderedDict[Key, _Part] = OrderedDict()
_lock = Lock()


def flush() -> None:
    """Forget all parts of this process."""
    with _lock:
        _parts.clear()


class KeptPartNode(template.Node):
    """Renders what it holds unless it did so before for the same language and arguments."""

    def __init__(self, name: str, varying: list[FilterExpression], nodelist: NodeList) -> None:
        self._name = name
        self._varying = varying
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Return the kept part, or make and keep it."""
        varying = (str(one.resolve(context)) for one in self._varying)
        key = (self._name, get_language(), str(get_urlconf() or ""), *varying)
        part = _parts.get(key)
        if part is None:
            with untranslated.noting() as noted:
                html = self.nodelist.render(context)
            part = _Part(mark_safe(html), tuple(noted))  # noqa: S308 - rendered by a template
            _keep(key, part)
        for text in part.untranslated:
            untranslated.note(text)
        return part.html


def parse(parser: template.base.Parser, token: template.base.Token) -> KeptPartNode:
    """Read the tag; its name is a constant.

    :raises TemplateSyntaxError: when it has no name.
    """
    words = token.split_contents()
    if len(words) < _WORDS_OF_TAG:
        raise template.TemplateSyntaxError("kept_part wants a name")
    nodelist = parser.parse(("endkept_part",))
    parser.delete_first_token()
    varying = [parser.compile_filter(word) for word in words[_WORDS_OF_TAG:]]
    return KeptPartNode(words[1].strip("\"'"), varying, nodelist)


def _keep(key: Key, part: _Part) -> None:
    with _lock:
        _parts[key] = part
        while len(_parts) > MOST_PARTS:
            _parts.popitem(last=False)
