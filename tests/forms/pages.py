"""A page of a form as a browser has it: its controls, what they hold, what they send."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from amt.contract.forms import Form, FormStep
from amt.contract.texts import Worded
from amt.front.frame.forms import Filled, step_view


@dataclass(slots=True)
class Control:
    """Something to fill in; `values` is what it would send as it stands."""

    name: str
    type: str
    id: str
    described_by: tuple[str, ...] = ()
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    labelled: bool = False


class Page(HTMLParser):
    """Reads the controls of a rendered page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.controls: dict[str, Control] = {}
        self.ids: list[str] = []
        self._labels: set[str] = set()
        self._text: Control | None = None
        self._select: Control | None = None
        self.feed(html)
        for control in self.controls.values():
            control.labelled = control.id in self._labels

    def sent(self) -> dict[str, list[str]]:
        """Return what the browser sends without anybody touching the page."""
        return {c.name: c.values for c in self.controls.values() if c.values and c.type != "file"}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note controls, ids and labels."""
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self._labels.add(given.get("for", ""))
        if tag == "option" and self._select is not None:
            self._select.choices.append(given.get("value", ""))
            if "selected" in given:
                self._select.values = [given.get("value", "")]
        if tag in ("input", "textarea", "select") and given.get("name"):
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", tag)
        if kind == "submit":
            return
        control = self.controls.setdefault(
            given["name"],
            Control(
                given["name"],
                kind,
                given.get("id", ""),
                tuple(given.get("aria-describedby", "").split()),
            ),
        )
        if kind in ("radio", "checkbox"):
            control.choices.append(given.get("value", ""))
            if "checked" in given:
                control.values.append(given.get("value", ""))
        elif tag == "input":
            control.values = [given.get("value", "")]
        self._text = control if tag == "textarea" else None
        self._select = control if tag == "select" else None

    def handle_data(self, data: str) -> None:
        """Take the text of a textarea."""
        if self._text is not None:
            self._text.values = ["".join(self._text.values) + data]

    def handle_endtag(self, tag: str) -> None:
        """Close what was open."""
        if tag == "textarea" and self._text is not None:
            # A browser drops the first line break of a textarea.
            self._text.values = ["".join(self._text.values).removeprefix("\n")]
            self._text = None
        if tag == "select":
            self._select = None


def rendered(
    found: Worded, form: Form, step: FormStep, filled: Filled, language: str = "de"
) -> Page:
    """Return a page of a form as the portal's templates write it."""
    with override(language):
        view = step_view(found, form, step, filled, language)
        context: dict[str, Any] = {"step": view}
        return Page(render_to_string("frame/_step.html", context))
