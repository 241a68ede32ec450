"""The facts that a decision rests on, as rows of a table, person by person (§ 24 (2) WoGG)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from amt.contract.acts import Section, Table
from amt.contract.answers import indexed_path
from amt.contract.facts import Facts
from amt.contract.forms import Field, FieldKind, Form, Group
from amt.contract.texts import SOURCE_LANGUAGE, Texts
from amt.kernel.money import Money
from amt.procedures.wohngeld.acts.parts import wording, wordings
from amt.procedures.wohngeld.forms import APPLICATION_1, APPLICATION_FORM
from amt.procedures.wohngeld.rules.zahlen import german_date

_NOT_CALCULATED = frozenset(
    {
        "applicant.given_name",
        "applicant.family_name",
        "applicant.birth_date",
        "applicant.sex",
        "home.street",
        "home.postcode",
        "home.facility",
        "rent.landlord",
        "rent.moved_in_on",
        "rent.heating",
        "members.given_name",
        "members.family_name",
        "members.sex",
        "coresidents.name",
        "maintenance.recipient",
        "payment.account_holder",
        "household.has_income",
    }
)
"""Answers that the calculation does not read or that name somebody."""

_NEVER = (
    FieldKind.FILE,
    FieldKind.DECLARATION,
    FieldKind.EMAIL,
    FieldKind.PHONE,
    FieldKind.IBAN,
)

_KINDS = ("incomes.kind", "maintenance.kind")
_PHRASES = {
    "members.relation": "facts.value",
    "members.birth_date": "facts.born",
    "members.kindergeld": "facts.kindergeld",
    "members.circumstances": "facts.value",
    "members.disability": "facts.value",
    "incomes.amount": "facts.value",
    "incomes.rhythm": "facts.value",
    "incomes.pays": "facts.pays",
    "maintenance.amount": "facts.value",
    "maintenance.titled": "facts.titled",
    "coresidents.fee": "facts.value",
}
"""How an answer is told beside others in one row; all others with their question."""

Row = tuple[str, ...]


def facts_section(facts: Facts, texts: Texts) -> Section:
    """Return what the calculation rests on, person by person."""
    rows = [*_rows_of_form(APPLICATION_FORM, facts, texts)]
    known = {field.path for field in APPLICATION_FORM.fields()}
    rows += _rows_of_form(APPLICATION_1, facts, texts, without=known)
    heading = wording("facts.heading")
    return Section(
        heading=heading,
        paragraphs=(wording("facts.intro"),),
        table=Table(heading, wordings("facts.header"), tuple(rows)),
    )


def member_label(number: int, facts: Facts) -> str:
    """Return how a person is called: the first is the applicant. Names where they are known."""
    group = "applicant" if number == 1 else f"members.{number - 2}"
    name = " ".join(
        str(facts[path])
        for path in (f"{group}.given_name", f"{group}.family_name")
        if facts.get(path)
    )
    return name or wording("facts.person", number=str(number))


def _rows_of_form(
    form: Form, facts: Facts, texts: Texts, without: set[str] | frozenset[str] = frozenset()
) -> Iterator[Row]:
    for group in (g for step in form.steps for g in step.groups):
        fields = [
            field
            for field in group.fields
            if field.kind not in _NEVER and field.path not in _NOT_CALCULATED | without
        ]
        if not group.repeats:
            yield from _rows_of_group(fields, facts, texts)
            continue
        for index in range(facts.count(group.key)):
            yield from _row_of_entry(group, fields, index, facts, texts)


def _rows_of_group(fields: list[Field], facts: Facts, texts: Texts) -> Iterator[Row]:
    for field in fields:
        if _is_told(field.path, facts):
            label = texts.get(f"{field.text_key}.label", SOURCE_LANGUAGE)
            yield label, _shown(field, facts[field.path], texts)


def _row_of_entry(
    group: Group, fields: list[Field], index: int, facts: Facts, texts: Texts
) -> Iterator[Row]:
    """Yield one row: whose it is and what kind, then all that was told of it."""
    told = [
        (field, _shown(field, facts[path], texts))
        for field in fields
        if not field.entries_of and _is_told(path := indexed_path(field.path, index), facts)
    ]
    kind = next((shown for field, shown in told if field.path in _KINDS), "")
    label = ": ".join(filter(None, (_whose(group, index, facts), kind)))
    values = [_phrase(field, shown, texts) for field, shown in told if field.path not in _KINDS]
    if values:
        yield label or wording("facts.entry", number=str(index + 1)), "; ".join(values)


def _is_told(path: str, facts: Facts) -> bool:
    """Tell whether an answer says something: that nobody receives a benefit need not be said."""
    value = facts.get(path)
    return value not in (None, "", []) and not (path.endswith(".benefit") and value == "none")


def _phrase(field: Field, shown: str, texts: Texts) -> str:
    label = texts.get(f"{field.text_key}.label", SOURCE_LANGUAGE)
    return wording(_PHRASES.get(field.path, "facts.phrase"), label=label, value=shown)


def _whose(group: Group, index: int | None, facts: Facts) -> str:
    """Return to whom an entry belongs; nothing is said where there is only one person."""
    if index is None:
        return ""
    if group.key == "members":
        return member_label(index + 2, facts)
    chosen = next((field.path for field in group.fields if field.entries_of), "")
    if chosen:
        number = int(facts.get(indexed_path(chosen, index), 0)) + 1
        return member_label(number, facts) if facts.count("members") else ""
    return ""


def _shown(field: Field, value: Any, texts: Texts) -> str:
    match field.kind:
        case FieldKind.MONEY:
            return str(Money(int(value)))
        case FieldKind.YES_NO:
            return "Ja" if value else "Nein"
        case FieldKind.CHOICE:
            return _option(field, value, texts)
        case FieldKind.CHOICES:
            return ", ".join(_option(field, one, texts) for one in value)
        case FieldKind.DATE:
            return german_date(date.fromisoformat(str(value)))
    return str(value)


def _option(field: Field, value: Any, texts: Texts) -> str:
    return texts.find(f"{field.text_key}.options.{value}", SOURCE_LANGUAGE) or str(value)
