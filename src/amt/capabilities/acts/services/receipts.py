"""Receipts: proof of an application, in the same form as the letters of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from amt.capabilities.acts import letters
from amt.contract.acts import Section

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """What a receipt shows: answers by section (usually tables), then what happens next."""

    title: str
    introduction: tuple[str, ...]
    sections: tuple[Section, ...]
    next_steps: tuple[str, ...] = ()


def compose_receipt(
    *,
    content: ReceiptContent,
    reference: str,
    unit: Unit,
    name: str,
    address_lines: Sequence[str],
    at: datetime,
) -> dict[str, Any]:
    """Return a receipt as plain data to keep; `render_receipt` makes the file of it later."""
    return letters.receipt_letter(
        title=content.title,
        introduction=content.introduction,
        sections=content.sections,
        next_steps=content.next_steps,
        unit=unit,
        reference=reference,
        name=name,
        address_lines=address_lines,
        at=at,
    )


def render_receipt(*, letter: dict[str, Any], at: datetime) -> bytes:
    """Return a receipt as PDF/A-3a and PDF/UA-1; it is not sealed and says so.

    :raises amt.capabilities.acts.typesetting.TypesettingFailed: when the template refuses.
    """
    return letters.render(letter, at=at)
