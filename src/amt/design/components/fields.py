"""Form fields: label, hint, error, reason and source, tied together by ids.

Takes plain values, so that a form specification, a Django form or a test may fill them.
An error summary links to `#<id>`; in groups that is the first choice, so the link lands in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

type_names = ("text", "email", "tel", "url", "password", "search")


@dataclass(frozen=True)
class Choice:
    """One choice of a select, of radios or of checkboxes."""

    id: str
    value: str
    label: str
    hint: str
    disabled: bool
    chosen: bool


def _field(
    *,
    id: str,  # noqa: A002 - the tag's parameter is called like the attribute it sets
    name: str,
    label: str,
    value: Any = "",
    hint: str = "",
    error: str = "",
    why: str = "",
    required: bool = True,
    heading: int = 0,
    autocomplete: str = "",
    source: str = "",
    source_on: dt.date | str | None = None,
    source_state: str = "confirmed",
    source_basis: str = "",
    disabled: bool = False,
    **more: Any,
) -> dict[str, Any]:
    # In the order in which they stand on the page.
    parts = [("hint", hint), ("error", error), ("source", source), ("why", why)]
    return {
        "id": id,
        "name": name,
        "label": label,
        "value": "" if value is None else value,
        "hint": hint,
        "error": error,
        "why": why,
        "required": required,
        "heading": heading,
        "autocomplete": autocomplete,
        "source": source,
        "source_on": source_on,
        "source_state": source_state,
        "source_basis": source_basis,
        "disabled": disabled,
        "described_by": " ".join(f"{id}-{part}" for part, text in parts if text),
        **more,
    }


def _choices(field_id: str, options: Iterable[Any], chosen: Iterable[str]) -> list[Choice]:
    wanted = set(chosen)
    choices = []
    for index, option in enumerate(options):
        if isinstance(option, Mapping):
            value, label = option["value"], option["label"]
            hint, disabled = option.get("hint", ""), bool(option.get("disabled", False))
        else:
            value, label = option[0], option[1]
            hint, disabled = (option[2] if len(option) > 2 else ""), False
        choice_id = field_id if index == 0 else f"{field_id}-{index + 1}"
        value = "" if value is None else str(value)
        choices.append(Choice(choice_id, value, label, hint, disabled, value in wanted))
    return choices


def text_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    value: Any = "",
    *,
    type: str = "text",  # noqa: A002
    inputmode: str = "",
    width: str = "",
    maxlength: int | str = "",
    suffix: str = "",
    spellcheck: bool = True,
    proposals: str = "",
    proposals_with: str = "",
    **common: Any,
) -> dict[str, Any]:
    """Show one line of text. `width`: short, medium or full.

    With `proposals`, the address that answers what was typed, the page's script makes a combobox of
    it; `proposals_with` is the id of the field whose value narrows them.
    """
    return _field(
        id=id,
        name=name,
        label=label,
        value=value,
        type=type if type in type_names else "text",
        inputmode=inputmode,
        width=width,
        maxlength=maxlength,
        suffix=suffix,
        spellcheck=spellcheck,
        proposals=proposals,
        proposals_with=proposals_with,
        **common,
    )


def number_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    value: Any = "",
    *,
    suffix: str = "",
    width: str = "short",
    **common: Any,
) -> dict[str, Any]:
    """Show a whole number; a text field, since browsers swallow what they do not like."""
    common.setdefault("inputmode", "numeric")
    return text_field(id, name, label, value, suffix=suffix, width=width, **common)


def money_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    value: Any = "",
    *,
    suffix: str = "€",
    width: str = "medium",
    **common: Any,
) -> dict[str, Any]:
    """Show an amount in euros as it was typed, for example 512,30."""
    common.setdefault("inputmode", "decimal")
    return text_field(id, name, label, value, suffix=suffix, width=width, **common)


def date_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    value: Any = "",
    *,
    width: str = "medium",
    **common: Any,
) -> dict[str, Any]:
    """Show a day as one text field; a date value is written as 21.11.2026."""
    if isinstance(value, dt.date):
        value = f"{value:%d.%m.%Y}"
    common.setdefault("inputmode", "numeric")
    return text_field(id, name, label, value, width=width, **common)


def textarea_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    value: Any = "",
    *,
    rows: int = 5,
    maxlength: int | str = "",
    **common: Any,
) -> dict[str, Any]:
    """Show several lines of text."""
    return _field(
        id=id, name=name, label=label, value=value, rows=rows, maxlength=maxlength, **common
    )


def select_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    options: Iterable[Any],
    value: Any = "",
    *,
    empty_label: str | None = None,
    **common: Any,
) -> dict[str, Any]:
    """Show a list to choose one from; `empty_label=""` leaves the empty first line away."""
    choices = _choices(id, options, ["" if value is None else str(value)])
    return _field(
        id=id,
        name=name,
        label=label,
        value=value,
        choices=choices,
        empty_label=empty_label,
        **common,
    )


def radios_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    options: Iterable[Any],
    value: Any = "",
    *,
    inline: bool = False,
    **common: Any,
) -> dict[str, Any]:
    """Show all choices, one may be taken."""
    choices = _choices(id, options, ["" if value is None else str(value)])
    return _field(
        id=id,
        name=name,
        label=label,
        value=value,
        choices=choices,
        inline=inline,
        type="radio",
        **common,
    )


def checkboxes_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    options: Iterable[Any],
    value: Iterable[Any] = (),
    **common: Any,
) -> dict[str, Any]:
    """Show all choices, several may be taken; `value` is a list."""
    choices = _choices(id, options, [str(one) for one in value or ()])
    return _field(id=id, name=name, label=label, choices=choices, type="checkbox", **common)


def checkbox_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    checked: bool | str = False,
    *,
    value: str = "1",
    **common: Any,
) -> dict[str, Any]:
    """Show one statement to agree to."""
    return _field(id=id, name=name, label=label, value=value, checked=bool(checked), **common)


def file_field(
    id: str,  # noqa: A002
    name: str,
    label: str,
    *,
    accept: str = "",
    multiple: bool = False,
    **common: Any,
) -> dict[str, Any]:
    """Show a choice of files from the person's device."""
    return _field(id=id, name=name, label=label, accept=accept, multiple=multiple, **common)
