"""A page as a screen reader gets it: the browser's own accessibility tree, and what is wrong there.

The tree is the one that Chromium hands to screen readers (Chrome DevTools Protocol,
Accessibility.getFullAXTree), so names and descriptions are computed by the browser (accname-1.2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

CONTROLS = {
    "button",
    "checkbox",
    "combobox",
    "DisclosureTriangle",
    "link",
    "listbox",
    "radio",
    "searchbox",
    "spinbutton",
    "switch",
    "textbox",
}
ALIKE = {"button", "checkbox", "combobox", "DisclosureTriangle", "textbox"}
GROUPS = {"group", "radiogroup", "region", "navigation", "list"}
NAMED_GROUPS = GROUPS - {"list"}

_EXPECTED = """() => [...document.querySelectorAll("main .amt-field")].filter((field) =>
  field.checkVisibility()).map((field) => {
  const words = (part) => part ? part.textContent.replace(/\\s+/g, " ").trim() : "";
  const one = field.matches("fieldset") ? field : field.querySelector("input, select, textarea");
  return {
    id: one.id,
    label: words(field.querySelector("legend, label")),
    hint: words(field.querySelector(":scope > .kern-hint")),
    error: words(field.querySelector(":scope > .kern-error .kern-body")),
    required: one.getAttribute("aria-required") === "true",
  };
})"""


@dataclass(frozen=True)
class Node:
    """One part of the tree."""

    role: str
    name: str
    description: str
    told: dict[str, Any]
    around: tuple[Node, ...]
    tag: str
    id: str
    href: str

    def is_within(self, roles: set[str]) -> bool:
        """Tell whether something with one of these roles and a name stands around it."""
        return any(one.role in roles and one.name for one in self.around)


class Heard:
    """What a screen reader gets of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.nodes = list(_nodes(page))

    def of(self, *roles: str) -> list[Node]:
        """Return the parts with one of these roles."""
        return [node for node in self.nodes if node.role in roles]

    def faults(self) -> list[str]:
        """Tell what a screen reader would not hear as it should."""
        return [
            *self._outline(),
            *self._names(),
            *self._groups(),
            *self._fields(),
            *self._likes(),
        ]

    def _outline(self) -> Iterator[str]:
        first = [node for node in self.of("heading") if node.told.get("level") == 1]
        if len(first) != 1:
            yield f"headings of level 1: {[node.name for node in first]}"
        for role in ("banner", "main", "contentinfo"):
            if len(self.of(role)) != 1:
                yield f"{len(self.of(role))} landmarks {role}"
        yield from (
            f"heading without words: {node.id}" for node in self.of("heading") if not node.name
        )

    def _names(self) -> Iterator[str]:
        for node in self.of(*CONTROLS):
            if not node.name:
                yield f"{node.role} without a name: {node.id or node.href}"
        for node in self.of("progressbar", "image", "alert", "dialog"):
            if not node.name and node.told.get("live") is None:
                yield f"{node.role} without a name: {node.id}"

    def _groups(self) -> Iterator[str]:
        for node in self.of(*NAMED_GROUPS):
            # What folds is a group too; it is called by what opens it.
            if not node.name and node.tag != "details":
                yield f"{node.role} without a name: {node.id}"
        for node in self.of("radio"):
            if not node.is_within({"radiogroup"}):
                yield f"choice outside a group with a name: {node.name}"

    def _fields(self) -> Iterator[str]:
        by_id = {node.id: node for node in self.nodes if node.id}
        for field in self._page.evaluate(_EXPECTED):
            node = by_id.get(field["id"])
            if node is None:
                yield f"{field['id']} is not in the tree"
                continue
            # Words that only a screen reader hears are set apart by a blank.
            if node.name.replace(" :", ":") != field["label"]:
                yield f"{node.id} is called {node.name!r}, not {field['label']!r}"
            for part in ("hint", "error"):
                if field[part] not in " ".join(node.description.split()):
                    yield f"{node.id}: {part} is not described: {field[part]!r}"
            if field["error"] and node.role != "group" and node.told.get("invalid") != "true":
                yield f"{node.id}: the error is not told as one"
            # The tree tells this of these roles alone, though more of them bear it.
            asks = field["required"] and node.role in {"textbox", "radiogroup"}
            if asks and not node.told.get("required"):
                yield f"{node.id}: that it must be answered is not told"

    def _likes(self) -> Iterator[str]:
        """Several that sound the same and are not: who lists them cannot tell them apart."""
        heard: dict[tuple[str, str], int] = defaultdict(int)
        leads: dict[str, set[str]] = defaultdict(set)
        for node in self.of(*ALIKE):
            if not node.is_within({"group", "region"}) or node.role == "button":
                heard[node.role, node.name] += 1
        for node in self.of("link"):
            leads[node.name].add(urlsplit(node.href)._replace(query="").geturl())
        yield from (f"{n} times {role} {name!r}" for (role, name), n in heard.items() if n > 1)
        yield from (f"{name!r} leads to {sorted(to)}" for name, to in leads.items() if len(to) > 1)


def _nodes(page: Page) -> Iterator[Node]:
    line = page.context.new_cdp_session(page)
    tree = line.send("Accessibility.getFullAXTree")["nodes"]
    attributes = dict(_attributes(line.send("DOM.getDocument", {"depth": -1})["root"]))
    line.detach()
    by_id = {one["nodeId"]: one for one in tree}
    made: dict[str, Node] = {}

    def around(one: dict[str, Any]) -> tuple[Node, ...]:
        above = by_id.get(one.get("parentId", ""))
        return (*around(above), make(above)) if above else ()

    def make(one: dict[str, Any]) -> Node:
        if one["nodeId"] not in made:
            known = attributes.get(one.get("backendDOMNodeId", 0), {})
            made[one["nodeId"]] = Node(
                role="" if one["ignored"] else str(one.get("role", {}).get("value", "")),
                name=" ".join(str(one.get("name", {}).get("value", "")).split()),
                description=str(one.get("description", {}).get("value", "")),
                told={p["name"]: p["value"].get("value") for p in one.get("properties", ())},
                around=around(one),
                tag=known.get("", ""),
                id=known.get("id", ""),
                href=known.get("href", ""),
            )
        return made[one["nodeId"]]

    for one in tree:
        if not one["ignored"]:
            yield make(one)


def _attributes(node: dict[str, Any]) -> Iterator[tuple[int, dict[str, str]]]:
    flat: Sequence[str] = node.get("attributes", ())
    known = dict(zip(flat[::2], flat[1::2], strict=True))
    yield node["backendNodeId"], {**known, "": node["nodeName"].lower()}
    for child in (*node.get("children", ()), *node.get("shadowRoots", ())):
        yield from _attributes(child)
