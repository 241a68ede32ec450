"""What a page lacks in its language: said at its top, and marked where it stands as German.

`UntranslatedMiddleware` listens while the page is made. Missing messages are heard by a fallback
put behind the catalogues, missing texts of procedures by `contract.texts`. The mark
`lang="de"` lets a screen reader speak the text rightly (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Iterator
from weakref import WeakSet

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language, trans_real

from amt.kernel import untranslated

PLACE = "<!--amt:untranslated-->"
"""Where the frame (`design/base.html`) wants to be told that texts are missing."""
MOST_MARKED = 200
_CONTEXT_END = "\x04"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_TAG = re.compile(r"<[^>]*>")
_UNMARKABLE = r"<(title|option|textarea|script|style|svg)\b.*?</\2>"

GetResponse = Callable[[HttpRequest], HttpResponse]


class UntranslatedMiddleware:
    """Listens for missing texts around every page that is not in the language of the sources."""

    def __init__(self, get_response: GetResponse) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on, then say what is missing."""
        language = get_language()
        if language == settings.LANGUAGE_CODE:
            return self._next(request)
        listen_to(language)
        with untranslated.noting() as noted:
            response = self._next(request)
        if noted and not response.streaming and _is_page(response):
            response.content = said(response.content.decode(), noted).encode()
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
        return response


class _Noting(gettext.NullTranslations):
    """Stands behind the German catalogue: what is asked here is in no catalogue."""

    def gettext(self, message: str) -> str:
        """Note a message of ours; its id is the German text."""
        untranslated.note(message.rpartition(_CONTEXT_END)[2])
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Do the same for a text with a number."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class _AskingGerman(gettext.NullTranslations):
    """Stands behind a catalogue that Django gives no German one: English has Django's ids."""

    def gettext(self, message: str) -> str:
        """Let the German catalogue say whether it is one of ours, and leave it as it is."""
        trans_real.translation(settings.LANGUAGE_CODE).gettext(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Do the same for a text with a number."""
        trans_real.translation(settings.LANGUAGE_CODE).ngettext(msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2


_heard: WeakSet[gettext.NullTranslations] = WeakSet()


def listen_to(language: str) -> None:
    """Put listeners behind the catalogues of German and of a language, once each."""
    german = trans_real.translation(settings.LANGUAGE_CODE)
    catalogue = trans_real.translation(language)
    if german not in _heard:
        german.add_fallback(_Noting())
        _heard.add(german)
    if language.startswith("en") and catalogue not in _heard:
        catalogue.add_fallback(_AskingGerman())
        _heard.add(catalogue)


def said(html: str, texts: Iterable[str]) -> str:
    """Return a page that says that texts are missing, with each of them marked as German."""
    notice = render_to_string("frame/_untranslated.html")
    return _marked(html, texts).replace(PLACE, notice, 1)


def _marked(html: str, texts: Iterable[str]) -> str:
    wanted = sorted({piece for text in texts for piece in _pieces(text)}, key=len, reverse=True)
    if not wanted:
        return html
    alternatives = "|".join(wanted[:MOST_MARKED])
    pattern = re.compile(rf"({_UNMARKABLE})|>(\s*)({alternatives})(\s*)(?=<)", re.DOTALL)
    return pattern.sub(_mark, html)


def _mark(found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[0]
    opened = f'<span lang="{settings.LANGUAGE_CODE}" class="amt-untranslated">'
    return f">{found[3]}{opened}{found[4]}</span>{found[5]}"


def _pieces(text: str) -> Iterator[str]:
    """Yield patterns of the pieces between tags as they stand on a page, escaped or not."""
    for piece in _TAG.split(text):
        stripped = " ".join(piece.split())
        if sum(letter.isalpha() for letter in stripped) > 1:
            for written in {stripped, escape(stripped)}:
                parts = _PLACEHOLDER.split(str(written).replace("%%", "%"))
                if any(sum(map(str.isalpha, part)) > 1 for part in parts):
                    yield "[^<>]*?".join(re.escape(part).replace(r"\ ", r"\s+") for part in parts)


def _is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")
