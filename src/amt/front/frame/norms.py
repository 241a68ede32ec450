"""Citations of the law as links: `§ 11 Abs. 1 WoGG` leads to the paragraph's own page.

A procedure names its statutes with their addresses (`Procedure.norms`); a paragraph of one of them
is found by the publisher's scheme. What cannot be told stays plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amt.contract.procedure import Procedure

_PUBLISHER = re.compile(r"^(https://www\.gesetze-im-internet\.de/[^/]+/)")
_STATUTE = re.compile(r"\bSGB [IVX]+\b|\b[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*\b")
_PARAGRAPH = re.compile(r"§§?\s*(\d+[a-z]?)")
_BETWEEN = re.compile(r"(?=(?<!§)§)")
_SEPARATOR = re.compile(r"^(?:[,;]|\s|und\b|in Verbindung mit\b|i\. ?V\. ?m\.)*")


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of a citation; `url` is empty for what leads nowhere."""

    text: str
    url: str = ""


def cited(citation: str, statutes: Mapping[str, str]) -> tuple[Cited, ...]:
    """Return a citation in pieces, each with the address of what it names."""
    return tuple(_pieces(citation, statutes))


def statutes_of(procedure: Procedure) -> dict[str, str]:
    """Return the addresses of the statutes that a procedure names, by their abbreviation."""
    found: dict[str, str] = {}
    for norm in procedure.norms:
        address, name = _PUBLISHER.match(norm.url), _STATUTE.search(norm.citation)
        if address and name:
            found.setdefault(name[0], address[1])
    return found


def _pieces(citation: str, statutes: Mapping[str, str]) -> Iterator[Cited]:
    at = 0
    for name in _STATUTE.finditer(citation):
        base = statutes.get(name[0], "")
        *first, last = _BETWEEN.split(citation[at : name.end()])
        for piece in first:
            # What stands before a paragraph and names none only leads to it: "Anlage zu".
            yield from _linked(piece, base if _PARAGRAPH.search(piece) else "")
        yield from _linked(last, base)
        at = name.end()
    if at < len(citation):
        yield Cited(citation[at:])


def _linked(piece: str, base: str) -> Iterator[Cited]:
    """Yield what stands before a citation as text, the citation as link, what follows as text."""
    before = _SEPARATOR.match(piece)
    start = before.end() if before else 0
    end = len(piece.rstrip(", "))
    if piece[:start]:
        yield Cited(piece[:start])
    if start < end:
        paragraph = _PARAGRAPH.search(piece)
        own = f"{base}__{paragraph[1]}.html" if base and paragraph else base
        yield Cited(piece[start:end], own)
    if piece[max(start, end) :]:
        yield Cited(piece[max(start, end) :])
