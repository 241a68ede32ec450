"""Strategies: any form that the contract allows, and what people type into it.

For each question a value is drawn first and then written in one of the ways in which people write
it, so that what is read can be compared with what was meant, not with what the reader made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from amt.contract import blocks
from amt.contract.forms import Condition, Derived, Field, FieldKind, Form, FormStep, Group, Upload
from amt.contract.identifiers import Scheme, example_of, read_identifier, written
from amt.contract.texts import Texts
from amt.kernel.money import Money

KEEP = "case"
OPTIONS = ("one", "two", "three")
KINDS = tuple(FieldKind)
_LETTERS = "aäßéłŞжabc XYZ'-.,()&<>\"0129€"


@dataclass(frozen=True, slots=True)
class Wording:
    """A form without words of its own, so that nothing may depend on them."""

    texts: Texts


WORDING = Wording(Texts({"de": {}}))


@st.composite
def fields(draw: st.DrawFn, path: str, earlier: tuple[Field, ...]) -> Field:
    """Return a question; it may hang on an earlier one of the same reach."""
    kind = draw(st.sampled_from(KINDS))
    options = OPTIONS[: draw(st.integers(2, 3))] if "choice" in kind.value else ()
    return Field(
        path,
        kind,
        KEEP,
        required=draw(st.booleans()),
        options=options,
        condition=draw(_conditions(earlier)),
        upload=Upload() if kind is FieldKind.FILE else None,
        places=draw(st.integers(0, 3)),
        scheme=draw(st.sampled_from(Scheme)).value if kind is FieldKind.IDENTIFIER else "",
    )


@st.composite
def _conditions(draw: st.DrawFn, earlier: tuple[Field, ...]) -> Condition | None:
    asked = [one for one in earlier if one.kind in (FieldKind.YES_NO, *_CHOOSING)]
    if not asked or not draw(st.booleans()):
        return None
    one = draw(st.sampled_from(asked))
    values = (True, False) if one.kind is FieldKind.YES_NO else one.options
    return Condition(one.path, (draw(st.sampled_from(values)),))


_CHOOSING = (FieldKind.CHOICE, FieldKind.CHOICES)


@st.composite
def groups(draw: st.DrawFn, key: str, earlier: tuple[Field, ...]) -> Group:
    """Return a group: single or repeating, free or a block of a known shape."""
    repeats = draw(st.booleans())
    least = draw(st.integers(0, 2)) if repeats else 1
    condition = draw(_conditions(earlier))
    made = draw(st.sampled_from(["fields", "fields", "address", "person"]))
    if made != "fields":
        make = blocks.address if made == "address" else blocks.person
        return make(
            key,
            KEEP,
            repeats=repeats,
            minimum_entries=least,
            condition=condition,
            required=draw(st.booleans()),
        )
    own: list[Field] = []
    for number in range(draw(st.integers(1, 5))):
        own.append(draw(fields(f"{key}.f{number}", tuple(own) + (() if repeats else earlier))))
    return Group(
        key,
        tuple(own),
        repeats=repeats,
        minimum_entries=least,
        maximum_entries=draw(st.integers(max(least, 1), 4)),
        condition=condition,
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Return a form of one to three pages."""
    steps: list[FormStep] = []
    earlier: tuple[Field, ...] = ()
    number = 0
    for page in range(draw(st.integers(1, 3))):
        condition = draw(_conditions(earlier))
        made: list[Group] = []
        for _one in range(draw(st.integers(1, 3))):
            group = draw(groups(f"g{number}", earlier))
            number += 1
            made.append(group)
            if not group.repeats:
                earlier += group.fields
        steps.append(FormStep(f"page{page}", tuple(made), condition))
    form = Form("application", 1, tuple(steps))
    return Form("application", 1, form.steps, derived=draw(_derived(form)))


@st.composite
def _derived(draw: st.DrawFn, form: Form) -> tuple[Derived, ...]:
    """Derive the number of characters of some answers: works for every kind of answer."""
    found = []
    for step in form.steps:
        for group in step.groups:
            if not draw(st.booleans()):
                continue
            need = draw(st.sampled_from(group.fields)).path
            inside = f"{group.key}.derived" if group.repeats else f"derived_{group.key}"
            found.append(
                Derived(inside, FieldKind.INTEGER, KEEP, step.key, (need,), length_of(need))
            )
    return tuple(found)


def length_of(need: str) -> Callable[[Mapping[str, Any]], int]:
    """Return the function that counts the characters of one answer."""
    return lambda given: len(str(given[need]))


@st.composite
def typed(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    """Return what somebody types into a field and what they mean by it."""
    if not field.required and field.kind is not FieldKind.FILE and draw(st.booleans()):
        return ([], None) if field.kind in _SILENT else (["  "], None)
    return draw(_WAYS[field.kind](field))


_SILENT = (FieldKind.CHOICES, FieldKind.DECLARATION, FieldKind.YES_NO, FieldKind.CHOICE)


@st.composite
def _line(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    words = draw(
        st.lists(
            st.text(st.sampled_from(_LETTERS.replace(" ", "")), min_size=1, max_size=4),
            min_size=1,
            max_size=2,
        )
    )
    return [f" {'  '.join(words)} "], " ".join(words)


@st.composite
def _long(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    text = draw(st.text(st.sampled_from(_LETTERS), min_size=1, max_size=30)) + "\r\nx"
    return [text], text.strip()


@st.composite
def _integer(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    number = draw(st.integers(-99_999, 999_999))
    return [draw(st.sampled_from([str(number), f" {number} "]))], number


@st.composite
def _money(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    cents = draw(st.integers(0, 10**9))
    text = str(Money(cents))
    ways = [text, text.removesuffix(" €"), f"{cents // 100},{cents % 100:02d}", f"{text[:-2]}EUR"]
    return [draw(st.sampled_from(ways))], cents


@st.composite
def _decimal(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    number = draw(st.decimals(-9999, 9999, places=field.places))
    plain = f"{number:f}"
    stored = f"{Decimal(plain).normalize():f}"
    return [plain.replace(".", ",")], "0" if stored == "-0" else stored


@st.composite
def _date(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    day = draw(st.dates(date(1941, 1, 1), date(2040, 12, 31)))
    ways = [
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d/%m/%y}",
        f"{day:%d%m%Y}",
    ]
    return [draw(st.sampled_from(ways))], day.isoformat()


@st.composite
def _partial(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    day = draw(st.dates(date(1801, 1, 1), date(2100, 12, 31)))
    return draw(
        st.sampled_from(
            [
                ([f"{day.year}"], f"{day:%Y}"),
                ([f"00.00.{day.year}"], f"{day:%Y}"),
                ([f"{day.month}.{day.year}"], f"{day:%Y-%m}"),
                ([f"{day:%m%Y}"], f"{day:%Y-%m}"),
                ([f"{day:%d.%m.%Y}"], day.isoformat()),
            ]
        )
    )


@st.composite
def _yes_no(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    return draw(st.sampled_from([(["yes"], True), (["no"], False)]))


@st.composite
def _choice(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    chosen = draw(st.sampled_from(field.options))
    return [chosen], chosen


@st.composite
def _choices(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    chosen = draw(st.lists(st.sampled_from(field.options), min_size=1, unique=True))
    return chosen, [option for option in field.options if option in chosen]


@st.composite
def _identifier(draw: st.DrawFn, field: Field) -> tuple[list[str], Any]:
    stored = read_identifier(field.scheme, example_of(field.scheme))
    ways = [stored, written(field.scheme, stored), example_of(field.scheme), f" {stored.lower()} "]
    if field.scheme == Scheme.COMMERCIAL_REGISTER:
        ways.pop()
    return [draw(st.sampled_from(ways))], stored


def _fixed(*ways: tuple[str, Any]) -> Callable[[Field], st.SearchStrategy[tuple[list[str], Any]]]:
    return lambda _field: st.sampled_from([([text], value) for text, value in ways])


_WAYS: dict[FieldKind, Callable[[Field], st.SearchStrategy[tuple[list[str], Any]]]] = {
    FieldKind.TEXT: _line,
    FieldKind.LONG_TEXT: _long,
    FieldKind.INTEGER: _integer,
    FieldKind.MONEY: _money,
    FieldKind.DECIMAL: _decimal,
    FieldKind.DATE: _date,
    FieldKind.PARTIAL_DATE: _partial,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.EMAIL: _fixed(("a.b@example.org", "a.b@example.org")),
    FieldKind.PHONE: _fixed(("0421 / 3610", "0421 / 3610"), (" +49 421 1 ", "+49 421 1")),
    FieldKind.IBAN: _fixed(
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("de89370400440532013000", "DE89370400440532013000"),
    ),
    FieldKind.IDENTIFIER: _identifier,
    FieldKind.POSTCODE: _fixed((" 28195", "28195"), ("27568", "27568")),
    FieldKind.FILE: _fixed(("", None)),
    FieldKind.DECLARATION: _fixed(("yes", True), ("on", True)),
}
