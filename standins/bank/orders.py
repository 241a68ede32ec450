"""Reading an order as a bank does: pain.001.001.09, its sums, accounts, what was there before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from sepaxml.validation import (  # type: ignore[import-untyped]  # no types
    ValidationError,
    try_valid_xml,
)

SCHEMA = "pain.001.001.09"
SPACE = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
_CARRIED = re.compile(r"[A-Za-z0-9/?:().,'+ -]+")


class Refused(Exception):
    """The bank does not execute this file; the text is for its sender."""


def read(content: bytes) -> dict[str, Any]:
    """Return an order with its payments, amounts in cents. :raises Refused: when it is no order."""
    if b"<!DOCTYPE" in content or SCHEMA.encode() not in content[:400]:
        raise Refused("no file pain.001.001.09")
    try:
        try_valid_xml(content, SCHEMA)
        root = ET.fromstring(content)  # noqa: S314 - entities were refused above
    except (ValidationError, ET.ParseError, ValueError) as fault:
        raise Refused("the schema refuses it") from fault
    header = root.find(f"{SPACE}CstmrCdtTrfInitn/{SPACE}GrpHdr")
    batches = root.findall(f"{SPACE}CstmrCdtTrfInitn/{SPACE}PmtInf")
    payments = [_payment(one) for batch in batches for one in batch.iter(f"{SPACE}CdtTrfTxInf")]
    return {
        "message_id": _text(header, "MsgId"),
        "digest": hashlib.sha256(content).hexdigest(),
        "count": int(_text(header, "NbOfTxs")),
        "cents": _cents(_text(header, "CtrlSum")),
        "iban": _text(batches[0], "DbtrAcct/Id/IBAN"),
        "execution_on": _text(batches[0], "ReqdExctnDt/Dt"),
        "payments": payments,
    }


def check(order: dict[str, Any], today: date, executed: Iterable[str]) -> None:
    """Refuse an order that a bank would not execute.

    :raises Refused: when sums, accounts, letters or the day do not fit, or a payment was executed.
    """
    payments = order["payments"]
    if (order["count"], order["cents"]) != (len(payments), sum(one["cents"] for one in payments)):
        raise Refused("the sums do not fit")
    if date.fromisoformat(order["execution_on"]) < today:
        raise Refused("the day of execution is over")
    ids = [one["end_to_end_id"] for one in payments]
    if len(set(ids)) != len(ids) or set(ids) & set(executed):
        raise Refused("a payment is there already")
    for one in payments:
        if not is_iban(one["iban"]):
            raise Refused("an account is none")
        if not (_CARRIED.fullmatch(one["name"]) and _CARRIED.fullmatch(one["purpose"])):
            raise Refused("a letter cannot be carried")


def is_iban(iban: str) -> bool:
    """Tell whether the check digits of an IBAN fit."""
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban, re.ASCII):
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def _payment(element: ET.Element) -> dict[str, Any]:
    return {
        "end_to_end_id": _text(element, "PmtId/EndToEndId"),
        "cents": _cents(_text(element, "Amt/InstdAmt")),
        "name": _text(element, "Cdtr/Nm"),
        "iban": _text(element, "CdtrAcct/Id/IBAN"),
        "purpose": _text(element, "RmtInf/Ustrd"),
    }


def _cents(text: str) -> int:
    euros, _, cents = text.partition(".")
    return int(euros) * 100 + int(cents.ljust(2, "0") or 0)


def _text(element: ET.Element | None, path: str) -> str:
    found = None if element is None else element.find("/".join(SPACE + p for p in path.split("/")))
    return (found.text or "").strip() if found is not None else ""
