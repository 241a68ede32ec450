"""Letters of the office as data: who writes, to whom, what, and with which remedy.

Everything that the template shows is fixed here at the moment of the declaration, so that the same
letter can be written again, byte for byte, years later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from amt.capabilities.acts import sealing, typesetting
from amt.capabilities.acts.remedies import remedy_instruction
from amt.capabilities.authorities import queries as authorities
from amt.contract.acts import ActContent, ActKind, Section
from amt.contract.law import Law
from amt.kernel import clock, installation
from amt.kernel.plain import plain

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit

CLOSING_OF_ACT = (
    "Dieser Bescheid wurde elektronisch erstellt und gesiegelt. Er gilt ohne Unterschrift."
)
"""Section 33 (3) to (5) SGB X, section 37 (3) to (5) VwVfG."""
CLOSING_OF_AUTOMATIC_ACT = (
    "Über diesen Bescheid hat ein Programm entschieden ({norm}). Kein Mensch hat ihn vorher "
    "geprüft, deshalb steht hier kein Name. Wenn Sie glauben, dass etwas nicht stimmt, sagen Sie "
    "es uns: Dann prüft ihn ein Mensch."
)
"""Of an act made wholly by the machine: a note in plain words why no person is named."""
CLOSING_OF_RECEIPT = (
    "Diese Eingangsbestätigung wurde elektronisch erstellt. Sie ist kein Bescheid und trägt kein "
    "Siegel."
)

CLOSING_OF_NOTICE = (
    "Dieses Schreiben wurde elektronisch erstellt. Es ist kein Bescheid und gilt ohne Unterschrift."
)
CLOSING_OF_DRAFT = "Dies ist ein Entwurf. Er ist nicht erlassen und trägt kein Siegel."
MARK_OF_COPY = "Zur Kenntnis"
MARK_OF_DRAFT = "Entwurf"
MARK_OF_RECEIPT = "Eingangsbestätigung"

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def act_letter(
    *,
    content: ActContent,
    kind: ActKind,
    unit: Unit,
    reference: str,
    declared_on: date,
    applied_on: date | None,
    name: str,
    address_lines: Sequence[str],
    signatory_name: str,
    law: Law | None,
    verification_code: str,
    applied: bool = True,
    for_information: bool = False,
    automatic_norm: str = "",
    sender: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the letter of an act to one addressee.

    `law` is None where they can lodge nothing, `signatory_name` empty where no person signs.
    `automatic_norm` let the machine decide alone. `sender` is `sender_of` the unit, if known.
    """
    sender = sender or sender_of(unit)
    facts = _facts(reference, declared_on, applied_on, signatory_name, applied=applied)
    return {
        "kind": "act",
        "mark": MARK_OF_COPY if for_information else "",
        "title": content.title,
        "description": f"{content.title}, Aktenzeichen {reference}",
        "reference": reference,
        "sender": sender,
        "address": window_of(name, address_lines),
        "facts": facts + _contact(sender),
        "opening": list(content.operative),
        "reasons": [plain(section) for section in content.reasons],
        "notes": [plain(section) for section in content.notes],
        "remedy": remedy_instruction(law, sender) if law else [],
        "signatory": signatory_name,
        "closing": _closing(automatic_norm),
        "verification_code": verification_code,
        "attachment": {
            "kind": kind.value,
            "reference": reference,
            "declared_on": declared_on.isoformat(),
            **_names(sender),
            **_data(content),
        },
    }


def as_draft(letter: dict[str, Any]) -> dict[str, Any]:
    """Return a letter marked as draft on every page."""
    return {**letter, "mark": MARK_OF_DRAFT, "closing": [CLOSING_OF_DRAFT]}


def notice_letter(
    *,
    content: ActContent,
    unit: Unit,
    reference: str,
    name: str,
    address_lines: Sequence[str],
    at: datetime,
) -> dict[str, Any]:
    """Return a letter that decides nothing; `reference` may be empty while there is no case."""
    sender = sender_of(unit)
    day = clock.day_of(at)
    facts = [("Aktenzeichen", reference)] if reference else []
    return {
        "kind": "notice",
        "mark": "",
        "title": content.title,
        "description": f"{content.title}, Aktenzeichen {reference}" if reference else content.title,
        "reference": reference,
        "sender": sender,
        "address": window_of(name, address_lines),
        "facts": [*facts, ("Datum", german_date(day)), *_contact(sender)],
        "opening": list(content.operative),
        "reasons": [plain(section) for section in content.reasons],
        "notes": [plain(section) for section in content.notes],
        "remedy": [],
        "signatory": "",
        "closing": [CLOSING_OF_NOTICE],
        "verification_code": "",
        "attachment": {
            "kind": "notice",
            "reference": reference,
            "written_on": day.isoformat(),
            **_names(sender),
            "data": content.attachment,
        },
    }


def with_invitation(letter: dict[str, Any], code: str) -> dict[str, Any]:
    """Return a letter that ends with how to take part; codes stand on paper, never in a row."""
    section = Section(
        "So nehmen Sie teil",
        paragraphs=("Sie können diese Angelegenheit online ansehen und sich beteiligen.",),
        points=(
            f"Öffnen Sie die Seite {installation.base_url()}/einladung/",
            f"Geben Sie dort diesen Code ein: {code}",
        ),
    )
    warning = Section(
        "",
        paragraphs=(
            "Der Code gilt nur für Sie. Geben Sie ihn nicht weiter.",
            "Sie müssen ihn nicht nutzen: Sie können uns auch schreiben oder anrufen.",
        ),
    )
    return {**letter, "notes": [*letter["notes"], plain(section), plain(warning)]}


def receipt_letter(
    *,
    title: str,
    introduction: Sequence[str],
    sections: Sequence[Section],
    next_steps: Sequence[str],
    unit: Unit,
    reference: str,
    name: str,
    address_lines: Sequence[str],
    at: datetime,
) -> dict[str, Any]:
    """Return the letter that proves an application."""
    sender = sender_of(unit)
    local = at.astimezone(clock.BERLIN)
    moment = f"{german_date(local.date())}, {local:%H:%M} Uhr"
    steps = [plain(Section("So geht es weiter", points=tuple(next_steps)))] if next_steps else []
    return {
        "kind": "receipt",
        "mark": MARK_OF_RECEIPT,
        "title": title,
        "description": f"{title}, Aktenzeichen {reference}",
        "reference": reference,
        "sender": sender,
        "address": window_of(name, address_lines),
        "facts": [("Aktenzeichen", reference), ("Eingang", moment), *_contact(sender)],
        "opening": list(introduction),
        "reasons": [plain(section) for section in sections],
        "notes": steps,
        "remedy": [],
        "signatory": "",
        "closing": [CLOSING_OF_RECEIPT],
        "verification_code": "",
        "attachment": {
            "kind": "receipt",
            "reference": reference,
            "received_at": at.isoformat(),
            **_names(sender),
            "sections": [plain(section) for section in sections],
        },
    }


def render(letter: dict[str, Any], *, at: datetime) -> bytes:
    """Return a letter as PDF/A-3a and PDF/UA-1; the same letter gives the same bytes.

    :raises amt.capabilities.acts.typesetting.TypesettingFailed: when the template refuses.
    """
    return typesetting.typeset(letter, at=at)


def german_date(day: date) -> str:
    """Return a date as it stands in letters, such as `21. November 2026`."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def sender_of(unit: Unit) -> dict[str, Any]:
    """Return what a letter says of the unit that writes it."""
    offices = authorities.offices_of(unit)
    office = offices[0] if offices else None
    street = office.street if office else ""
    town = f"{office.postcode} {office.city}".strip() if office else ""
    return {
        "authority": unit.authority.name,
        "unit": unit.name,
        "street": street,
        "town": town,
        "return_line": " · ".join(part for part in (unit.name, street, town) if part),
        "phone": office.phone if office else "",
        "email": office.email if office else "",
        "hours": list(office.hours) if office else [],
    }


def _facts(
    reference: str, declared_on: date, applied_on: date | None, signatory: str, *, applied: bool
) -> list[tuple[str, str]]:
    facts = [("Aktenzeichen", reference), ("Datum", german_date(declared_on))]
    if applied_on is not None:
        facts.append(("Ihr Antrag vom" if applied else "Antrag vom", german_date(applied_on)))
    return [*facts, ("Bearbeitet von", signatory)] if signatory else facts


def _data(content: ActContent) -> dict[str, Any]:
    return {"operative": list(content.operative), "data": content.attachment}


def _closing(automatic_norm: str) -> list[str]:
    by_machine = [CLOSING_OF_AUTOMATIC_ACT.format(norm=automatic_norm)] if automatic_norm else []
    return [*by_machine, CLOSING_OF_ACT, *sealing.warnings()]


def _names(sender: dict[str, Any]) -> dict[str, Any]:
    return {"authority": sender["authority"], "unit": sender["unit"]}


def _contact(sender: dict[str, Any]) -> list[tuple[str, str]]:
    named = (("Telefon", sender["phone"]), ("E-Mail", sender["email"]))
    return [(label, value) for label, value in named if value]


def window_of(name: str, lines: Sequence[str]) -> list[str]:
    """Return the lines in the window; those of a person may begin with the name or not."""
    return list(lines) if lines and lines[0] == name else [name, *lines]
