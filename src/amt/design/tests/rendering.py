"""Renders a piece of template for the tests of the tags and reads the result."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.template import engines

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """The tags of a rendered piece, each with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All text, with single blanks."""
        return " ".join(" ".join(self.texts).split())

    @property
    def ids(self) -> list[str]:
        """All ids."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def one(self, tag: str) -> dict[str, str]:
        """The attributes of the only such tag."""
        found = self.all(tag)
        assert len(found) == 1, f"{len(found)} {tag} in {self.html}"
        return found[0]


def show(source: str, **values: Any) -> Page:
    """Render a piece of template that uses the design tags."""
    template = engines["django"].from_string("{% load design %}" + source)
    return Page(template.render(values))
