"""What both acts share: their wording, the table of facts, the table of the calculation."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from amt.contract.acts import Section, Table
from amt.contract.answers import indexed_path
from amt.contract.assessment import Reason, Segment, Step, Unit
from amt.contract.facts import Facts
from amt.contract.forms import Field, FieldKind, Group
from amt.contract.texts import SOURCE_LANGUAGE, Texts
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.wohngeld.forms import APPLICATION_FORM
from amt.procedures.wohngeld.rules.zahlen import ROMAN, german, german_date

_WORDING = Texts.load(Path(__file__).parent / "wording")

_CALCULATED = {
    "address": ("home.place",),
    "rental": ("rent.cold",),
    "members": (),
    "single_parent": (),
    "benefits": (),
    "income": (),
    "allowances": (),
}
"""Groups of the application that the calculation reads, and the fields where it reads not all."""

_PARTS = {
    "rent": (
        "household",
        "gross_cold_rent",
        "mietenstufe",
        "hoechstbetrag",
        "klimakomponente",
        "rent_limit",
        "rent_within_limit",
        "heizkosten",
        "whole_rent",
        "rent_share",
    ),
    "amount": (
        "rent_used",
        "income_used",
        "z1",
        "z2",
        "z3",
        "z4",
        "rounded",
        "further_members",
        "wohngeld",
    ),
}
_PART_OF = {key: part for part, keys in _PARTS.items() for key in keys}
"""The part of the calculation that a step belongs to; all others are about income."""

_UNITS = {
    Unit.EURO: " €",
    Unit.EURO_PER_MONTH: " € im Monat",
    Unit.EURO_PER_YEAR: " € im Jahr",
    Unit.PERCENT: " %",
}


def wording(key: str, **values: str) -> str:
    """Return a sentence of an act."""
    return _WORDING.get(key, SOURCE_LANGUAGE, **values)


def wordings(key: str, **values: str) -> tuple[str, ...]:
    """Return the sentences of a list."""
    lines = _WORDING.lines(key, SOURCE_LANGUAGE)
    return tuple(line.format(**values) for line in lines) if values else lines


def own_paragraphs(own_words: str) -> tuple[str, ...]:
    """Return what the caseworker wrote, line by line."""
    return tuple(line.strip() for line in own_words.splitlines() if line.strip())


def spoken_span(span: Span) -> str:
    """Return a span as `vom 01.11.2026 bis zum 31.12.2026`."""
    start = f"vom {german_date(span.start)}"
    return f"{start} bis zum {german_date(span.end)}" if span.end else f"{start} an"


def facts_section(facts: Facts, texts: Texts) -> Section:
    """Return what the calculation rests on, person by person."""
    rows: list[tuple[str, ...]] = []
    for group in (g for step in APPLICATION_FORM.steps for g in step.groups):
        if group.key in _CALCULATED:
            rows += _rows_of(group, facts, texts)
    heading = wording("facts.heading")
    return Section(
        heading=heading,
        paragraphs=(wording("facts.intro"),),
        table=Table(heading, wordings("facts.header"), tuple(rows)),
    )


def calculation_sections(segment: Segment, texts: Texts) -> list[Section]:
    """Return the steps of one segment in their order, a table for each part of the calculation.

    Each step shows norm, numbers and result. The first table stands under the heading.
    """
    order = wording("calculation.order")
    if segment.enacted_until:
        until = german_date(segment.enacted_until)
        order = wording("calculation.order_enacted", until=until)
    alone = any(dict(step.values).get("persons") == "1" for step in segment.steps)
    tables = [
        Table(
            caption=wording(f"calculation.{part}"),
            header=wordings("calculation.header"),
            rows=tuple(
                (_step_title(step, texts, alone), step.norm, step.formula, step_value(step))
                for step in steps
            ),
        )
        for part, steps in groupby(segment.steps, key=lambda step: _PART_OF.get(step.key, "income"))
    ]
    heading = wording("calculation.heading", when=spoken_span(segment.span))
    first = Section(heading=heading, paragraphs=(order,), table=tables[0])
    return [first, *(Section(heading="", table=table) for table in tables[1:])]


def reason_text(reason: Reason, texts: Texts) -> str:
    """Return a reason in plain words, without the full stop: its norm follows."""
    text = texts.get(f"reasons.{reason.key}", SOURCE_LANGUAGE, **dict(reason.values))
    return text.strip().removesuffix(".")


def step_value(step: Step) -> str:
    """Return the value of a step as it stands in an act."""
    match step.unit:
        case Unit.LEVEL:
            return ROMAN[int(step.value)]
        case Unit.PERSONS:
            return "1 Person" if step.value == 1 else f"{step.value} Personen"
        case Unit.FACTOR | Unit.PERCENT:
            return german(step.value, 0) + _UNITS.get(step.unit, "")
    return german(step.value) + _UNITS[step.unit]


def _step_title(step: Step, texts: Texts, alone: bool) -> str:
    """Who lives alone need not be told whose income it is."""
    person = dict(step.values).get("person")
    title = texts.get(f"steps.{step.key}.title", SOURCE_LANGUAGE)
    return wording("facts.member", number=person, label=title) if person and not alone else title


def _rows_of(group: Group, facts: Facts, texts: Texts) -> list[tuple[str, ...]]:
    entries: list[int | None] = list(range(facts.count(group.key))) if group.repeats else [None]
    only = _CALCULATED[group.key]
    rows: list[tuple[str, ...]] = []
    for index in entries:
        for field in group.fields:
            path = field.path if index is None else indexed_path(field.path, index)
            if path not in facts or (only and field.path not in only):
                continue
            label = texts.get(f"{field.text_key}.label", SOURCE_LANGUAGE)
            if index is not None:
                label = wording("facts.member", number=str(index + 2), label=label)
            rows.append((label, _shown(field, facts[path], texts)))
    return rows


def _shown(field: Field, value: Any, texts: Texts) -> str:
    match field.kind:
        case FieldKind.MONEY:
            return str(Money(int(value)))
        case FieldKind.YES_NO:
            return "Ja" if value else "Nein"
        case FieldKind.CHOICE:
            return texts.get(f"{field.text_key}.options.{value}", SOURCE_LANGUAGE)
        case FieldKind.DATE:
            return german_date(date.fromisoformat(str(value)))
    return str(value)
