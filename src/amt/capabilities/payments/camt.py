"""The bank's notes: ISO 20022 camt.054 (debit credit notification), any version, credits only.

A credit that carries return information is a payment of ours that came back; every other credit is
money that somebody sent. Nothing is taken for granted: what is not there stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree as ET

LARGEST = 20 * 1024 * 1024
LONGEST_REMITTANCE = 300


class Unreadable(ValueError):
    """The file is no camt.054."""


@dataclass(frozen=True, slots=True)
class Note:
    """One credit: cents, the bank's number of it, what it says."""

    bank_reference: str
    cents: int
    booked_on: date
    end_to_end_id: str
    return_reason: str
    is_return: bool
    remittance: str


@dataclass(frozen=True, slots=True)
class Notes:
    """A file of notes about one account."""

    message_id: str
    iban: str
    notes: tuple[Note, ...]


def read(content: bytes) -> Notes:
    """Read a file of notes. :raises Unreadable: when it is none."""
    if len(content) > LARGEST or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("size or entities")
    try:
        root = ET.fromstring(content)  # noqa: S314 - entities were refused above
        for element in root.iter():
            space, _, name = element.tag.rpartition("}")
            if space and "camt.054" not in space:
                raise Unreadable("namespace")
            element.tag = name
        return _notes(root)
    except (ET.ParseError, InvalidOperation, AttributeError, ValueError) as fault:
        raise Unreadable(type(fault).__name__) from fault


def _notes(root: ET.Element) -> Notes:
    message_id = _text(root, "BkToCstmrDbtCdtNtfctn/GrpHdr/MsgId")
    told = root.findall("BkToCstmrDbtCdtNtfctn/Ntfctn")
    accounts = {_text(one, "Acct/Id/IBAN") for one in told}
    if not message_id or len(accounts) != 1:
        raise Unreadable("header")
    found = tuple(note for one in told for note in _of_notification(message_id, one))
    return Notes(message_id, accounts.pop(), found)


def _of_notification(message_id: str, told: ET.Element) -> Iterator[Note]:
    for position, entry in enumerate(told.findall("Ntry"), 1):
        booked = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")[:10]
        details = entry.findall("NtryDtls/TxDtls") or [entry]
        for number, one in enumerate(details, 1):
            direction = _text(one, "CdtDbtInd") or _text(entry, "CdtDbtInd")
            if direction != "CRDT":
                continue
            amount = one.find("Amt") if one.find("Amt") is not None else entry.find("Amt")
            if amount is None or amount.get("Ccy") != "EUR":
                raise Unreadable("amount")
            own = _text(one, "Refs/AcctSvcrRef") or (
                _text(entry, "AcctSvcrRef") if len(details) == 1 else ""
            )
            reason = _text(one, "RtrInf/Rsn/Cd") or _text(one, "RtrInf/Rsn/Prtry")
            lines = [line.text or "" for line in one.findall("RmtInf/Ustrd")]
            yield Note(
                bank_reference=own or f"{message_id}/{position}/{number}",
                cents=_cents(amount.text or ""),
                booked_on=date.fromisoformat(booked),
                end_to_end_id=_text(one, "Refs/EndToEndId"),
                return_reason=reason[:10],
                is_return=one.find("RtrInf") is not None,
                remittance=" ".join(lines)[:LONGEST_REMITTANCE],
            )


def _cents(text: str) -> int:
    cents = Decimal(text) * 100
    if cents != cents.to_integral_value() or cents <= 0:
        raise Unreadable("amount")
    return int(cents)


def _text(element: ET.Element, path: str) -> str:
    found = element.find(path)
    return (found.text or "").strip() if found is not None else ""
