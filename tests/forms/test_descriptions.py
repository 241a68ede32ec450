"""Help, example, error, source and reason stand at their field, in the order it names them.

A screen reader reads them out after the label, so they must exist and stand in reading order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from amt.contract.answers import Problem
from amt.contract.blocks import address, person
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, Upload
from amt.contract.identifiers import Scheme
from amt.contract.texts import Texts
from amt.front.frame.forms import Filled, field_id, step_view
from tests.forms.random_forms import Wording

KEEP = "case"
OPTIONS = tuple(f"o{number}" for number in range(9))
PARTS = ("hint", "error", "source", "why")
VOID = frozenset({"input", "br", "img", "hr", "meta", "link"})


def _field(kind: FieldKind) -> Field:
    return Field(
        f"all.{kind.value}",
        kind,
        KEEP,
        required=kind is not FieldKind.DATE,
        options=OPTIONS[:2] if kind in (FieldKind.CHOICE, FieldKind.CHOICES) else (),
        scheme=Scheme.TAX_ID.value if kind is FieldKind.IDENTIFIER else "",
        upload=Upload() if kind is FieldKind.FILE else None,
    )


FIELDS = (
    *(_field(kind) for kind in FieldKind),
    Field("all.long_choice", FieldKind.CHOICE, KEEP, options=OPTIONS),
)
STEP = FormStep(
    "page",
    (
        Group("all", FIELDS),
        address("home", KEEP),
        person("people", KEEP, own=False, repeats=True, minimum_entries=2),
    ),
)
FORM = Form("application", 1, (STEP,))


def _texts() -> Wording:
    """Return every text that a field can have, each with words of its own."""
    words: dict[str, str] = {}
    for path in (one.path for one in FORM.fields()):
        words |= {
            f"fields.{path}.label": f"Label {path}",
            f"fields.{path}.hint": f"Hilfe {path}.",
            f"fields.{path}.example": f"Beispiel {path}",
            f"fields.{path}.why": f"Grund {path}: § 1 Gesetz.",
        }
    return Wording(Texts({"de": words}))


@dataclass(slots=True)
class Described(HTMLParser):
    """Reads which elements describe which, and the words of each element that has an id."""

    ids: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    describes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and descriptions."""
        given = {key: value or "" for key, value in attrs}
        own = given.get("id", "")
        if own:
            self.ids.append(own)
            self.words[own] = ""
        if "aria-describedby" in given:
            self.describes[own] = tuple(given["aria-describedby"].split())
        if tag not in VOID:
            self._open.append(own)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Give the words to every element around them."""
        for own in self._open:
            if own:
                self.words[own] += data


def _shown(*, told: bool) -> Described:
    """Return the page; `told` with an error and a source at every question that can have them."""
    paths = [one.path for one in FIELDS]
    filled = Filled({}, {})
    if told:
        filled = Filled(
            {},
            {},
            problems=[Problem(path, "required") for path in paths],
            carried=dict.fromkeys(paths, (None, "Ihrem letzten Antrag")),
        )
    with override("de"):
        view = step_view(_texts(), FORM, STEP, filled, "de")
        page = Described()
        page.feed(render_to_string("frame/_step.html", {"step": view}))
    return page


@pytest.mark.parametrize("told", [False, True])
def test_what_describes_a_field_exists_once_and_stands_in_reading_order(told: bool) -> None:
    page = _shown(told=told)

    assert page.describes
    for own, parts in page.describes.items():
        assert len(set(parts)) == len(parts), own
        assert [page.ids.count(part) for part in parts] == [1] * len(parts), own
        places = [page.ids.index(part) for part in parts]
        assert all(first < second for first, second in pairwise(places)), (own, parts)


@pytest.mark.parametrize("one", FIELDS, ids=lambda one: str(one.path))
def test_every_kind_of_field_is_described_by_all_that_is_said_at_it(one: Field) -> None:
    page = _shown(told=True)
    own = field_id(one.path)

    described = page.describes.get(own) or page.describes[f"{own}-group"]

    assert described == tuple(f"{own}-{part}" for part in PARTS)
    hint, error, source, why = (page.words[part] for part in described)
    assert f"Hilfe {one.path}." in hint
    assert f"Beispiel {one.path}" in hint
    assert error.strip()
    assert "Ihrem letzten Antrag" in source
    assert why == f"Grund {one.path}: § 1 Gesetz."


def test_blocks_and_entries_are_described_each_by_its_own() -> None:
    page = _shown(told=False)

    for path in ("home.street", "people.0.given_name", "people.1.birth_date"):
        own = field_id(path)
        assert page.describes[own] == (f"{own}-hint", f"{own}-why")
