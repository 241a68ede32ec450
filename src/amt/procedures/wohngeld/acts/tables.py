"""Tables of an act: what was stated, and how it was calculated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from amt.contract.acts import Section, Table
from amt.contract.answers import indexed_path
from amt.contract.assessment import Segment, Step, Unit
from amt.contract.facts import Facts
from amt.contract.forms import Field, FieldKind, Group
from amt.contract.texts import Texts
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.wohngeld.forms import APPLICATION_FORM
from amt.procedures.wohngeld.rules.zahlen import ROMAN, german, german_date

GERMAN = "de"

_CALCULATED_GROUPS = (
    "address",
    "rental",
    "members",
    "single_parent",
    "benefits",
    "income",
    "allowances",
)
_LEFT_OUT = ("rent.landlord", "rent.moved_in_on", "rent.heating", "home.street", "home.postcode")
_UNITS = {
    Unit.EURO: " €",
    Unit.EURO_PER_MONTH: " € im Monat",
    Unit.EURO_PER_YEAR: " € im Jahr",
    Unit.PERCENT: " %",
    Unit.PERSONS: " Personen",
    Unit.LEVEL: "",
    Unit.FACTOR: "",
}


def spoken_span(span: Span) -> str:
    """Return a span as `vom 01.11.2026 bis zum 31.12.2026`."""
    start = f"vom {german_date(span.start)}"
    return f"{start} bis zum {german_date(span.end)}" if span.end else f"{start} an"


def facts_section(facts: Facts, texts: Texts) -> Section:
    """Return what the calculation rests on, person by person."""
    rows: list[tuple[str, str]] = []
    for group in (g for step in APPLICATION_FORM.steps for g in step.groups):
        if group.key in _CALCULATED_GROUPS:
            rows += _rows_of(group, facts, texts)
    if not rows:
        return Section("Ihre Angaben", ("Es liegen keine Angaben vor.",))
    return Section(
        "Ihre Angaben",
        ("Diese Angaben liegen der Entscheidung zugrunde (§ 24 Abs. 2 WoGG).",),
        table=Table(
            "Angaben zum Haushalt, zur Miete und zum Einkommen", ("Angabe", "Wert"), tuple(rows)
        ),
    )


def calculation_section(segment: Segment, texts: Texts) -> Section:
    """Return the steps of one segment, each with norm, numbers and result."""
    rows = tuple(
        (
            texts.get(f"steps.{step.key}.title", GERMAN) + _whose(step),
            step.norm,
            step.formula,
            step_value(step),
        )
        for step in segment.steps
    )
    paragraphs = ["Die Reihenfolge und die Rundung stehen in Anlage 3 zu § 19 Abs. 2 WoGG."]
    if segment.enacted_until:
        paragraphs.append(f"Die Werte gelten bis zum {german_date(segment.enacted_until)}.")
    return Section(
        f"Berechnung für die Zeit {spoken_span(segment.span)}",
        tuple(paragraphs),
        table=Table(
            "Berechnung Schritt für Schritt",
            ("Schritt", "Vorschrift", "Rechnung", "Ergebnis"),
            rows,
        ),
    )


def step_value(step: Step) -> str:
    """Return the value of a step as it stands in an act."""
    if step.unit is Unit.LEVEL:
        return ROMAN[int(step.value)]
    if step.unit is Unit.PERSONS:
        return "1 Person" if step.value == 1 else f"{step.value} Personen"
    places = 0 if step.unit in (Unit.FACTOR, Unit.PERCENT) else 2
    return german(Decimal(step.value), places) + _UNITS[step.unit]


def _whose(step: Step) -> str:
    person = dict(step.values).get("person")
    return f" (Person {person})" if person else ""


def _rows_of(group: Group, facts: Facts, texts: Texts) -> list[tuple[str, str]]:
    entries: list[int | None] = list(range(facts.count(group.key))) if group.repeats else [None]
    rows = []
    for index in entries:
        prefix = "" if index is None else f"Person {index + 2}: "
        for field in group.fields:
            path = field.path if index is None else indexed_path(field.path, index)
            if path in facts and field.path not in _LEFT_OUT:
                label = texts.get(f"{field.text_key}.label", GERMAN)
                rows.append((prefix + label, _shown(field, facts[path], texts)))
    return rows


def _shown(field: Field, value: Any, texts: Texts) -> str:
    if field.kind is FieldKind.MONEY:
        return str(Money(int(value)))
    if field.kind is FieldKind.YES_NO:
        return "ja" if value else "nein"
    if field.kind is FieldKind.CHOICE:
        return texts.get(f"{field.text_key}.options.{value}", GERMAN)
    if field.kind is FieldKind.DATE:
        return german_date(date.fromisoformat(str(value)))
    return str(value)
