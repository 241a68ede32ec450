"""Short ways to write the questions of this folder."""

from __future__ import annotations

from amt.contract.forms import Condition, Field, FieldKind, Upload
from amt.procedures.wohngeld.forms.choices import CASE, LARGEST_AMOUNT

LETTERS = Upload(max_files=10)


def money(
    path: str,
    *,
    retention: str = CASE,
    required: bool = False,
    maximum: int = LARGEST_AMOUNT,
    condition: Condition | None = None,
) -> Field:
    """Ask for an amount that is not negative."""
    return Field(
        path,
        FieldKind.MONEY,
        retention,
        required=required,
        minimum=0,
        maximum=maximum,
        condition=condition,
    )


def number(
    path: str,
    *,
    retention: str = CASE,
    required: bool = True,
    minimum: int = 0,
    maximum: int,
    condition: Condition | None = None,
) -> Field:
    """Ask for a whole number."""
    return Field(
        path,
        FieldKind.INTEGER,
        retention,
        required=required,
        minimum=minimum,
        maximum=maximum,
        condition=condition,
    )


def yes_no(path: str, condition: Condition | None = None, retention: str = CASE) -> Field:
    """Ask a question that is answered by yes or no."""
    return Field(path, FieldKind.YES_NO, retention, condition=condition)


def choice(path: str, options: tuple[str, ...], condition: Condition | None = None) -> Field:
    """Ask for one of several."""
    return Field(path, FieldKind.CHOICE, CASE, options=options, condition=condition)


def ticks(path: str, options: tuple[str, ...], *, required: bool = False) -> Field:
    """Ask what of a list applies; nothing ticked means that nothing does."""
    return Field(path, FieldKind.CHOICES, CASE, required=required, options=options)


def text(path: str, condition: Condition | None = None, *, required: bool = True) -> Field:
    """Ask for a line of text."""
    return Field(path, FieldKind.TEXT, CASE, required=required, condition=condition)


def day(path: str, condition: Condition | None = None, *, required: bool = True) -> Field:
    """Ask for a day."""
    return Field(path, FieldKind.DATE, CASE, required=required, condition=condition)


def paper(path: str, condition: Condition | None = None, upload: Upload | None = None) -> Field:
    """Ask for a document; each can be handed in later."""
    return Field(
        path,
        FieldKind.FILE,
        CASE,
        required=False,
        condition=condition,
        upload=upload or Upload(),
    )


def person(
    path: str, kind: FieldKind, attribute: str, autocomplete: str, postcode_at: str = ""
) -> Field:
    """Ask for something that the sign-in may know."""
    return Field(
        path,
        kind,
        CASE,
        person=attribute,
        autocomplete=autocomplete,
        postcode_at=postcode_at,
    )
