"""The steps of a calculation as tables of an act: norm, numbers and result of each."""

from __future__ import annotations

from itertools import groupby

from amt.contract.acts import Section, Table
from amt.contract.assessment import Segment, Step, Unit
from amt.contract.texts import SOURCE_LANGUAGE, Texts
from amt.procedures.wohngeld.acts.parts import spoken_span, wording, wordings
from amt.procedures.wohngeld.rules.zahlen import ROMAN, german, german_date

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
            caption=_caption(part, texts),
            header=wordings("calculation.header"),
            rows=tuple(
                (_step_title(step, texts, alone), step.norm, step.formula, step_value(step))
                for step in steps
            ),
        )
        for part, steps in groupby(segment.steps, key=_part_of)
    ]
    heading = wording("calculation.heading", when=spoken_span(segment.span))
    first = Section(heading=heading, paragraphs=(order,), table=tables[0])
    return [first, *(Section(heading="", table=table) for table in tables[1:])]


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


def _part_of(step: Step) -> str:
    return step.part or _PART_OF.get(step.key, "income")


def _caption(part: str, texts: Texts) -> str:
    """Return the heading of a part as on every page, else that of assessments without parts."""
    return texts.find(f"calculation.{part}", SOURCE_LANGUAGE) or wording(f"calculation.{part}")


def _step_title(step: Step, texts: Texts, alone: bool) -> str:
    """Who lives alone need not be told whose income it is."""
    person = dict(step.values).get("person")
    title = texts.get(f"steps.{step.key}.title", SOURCE_LANGUAGE)
    if not person or alone:
        return title
    whose = wording("facts.person", number=person) if person[:1].isdigit() else person
    return wording("facts.of", whose=whose, label=title)
