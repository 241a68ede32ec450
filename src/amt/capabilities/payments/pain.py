"""The order to the bank: credit transfers by ISO 20022 pain.001.001.09, checked by its XSD."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from sepaxml import SepaTransfer  # type: ignore[import-untyped]  # the library has no types
from text_unidecode import unidecode  # type: ignore[import-untyped]  # no types either

from amt.capabilities.payments.banks import BankAccount
from amt.capabilities.payments.models import Payment

SCHEMA = "pain.001.001.09"
LONGEST_NAME = 70
LONGEST_PURPOSE = 140

_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)
# What every bank of the area must carry (EPC217-08).
_NOT_CARRIED = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")


def credit_transfer(
    *,
    message_id: str,
    account: BankAccount,
    payments: Iterable[Payment],
    execution_on: date,
    at: datetime,
) -> bytes:
    """Return the file for some payments.

    :raises sepaxml.validation.ValidationError: when its schema refuses it.
    """
    config = {
        "name": _plain(account.name, LONGEST_NAME),
        "IBAN": account.iban,
        "currency": "EUR",
        "batch": True,
    }
    if account.bic:
        config["BIC"] = account.bic
    transfer = _Transfer(config, message_id, at)
    for one in payments:
        transfer.add_payment(
            {
                "name": _plain(one.payee_name, LONGEST_NAME),
                "IBAN": one.iban,
                "amount": one.cents,
                "execution_date": execution_on,
                "description": _plain(one.purpose, LONGEST_PURPOSE),
                "endtoend_id": one.end_to_end_id,
            }
        )
    return bytes(transfer.export(validate=True))


class _Transfer(SepaTransfer):  # type: ignore[misc]  # the library has no types
    """Carries our number and our clock instead of random ones."""

    def __init__(self, config: dict[str, object], message_id: str, at: datetime) -> None:
        super().__init__(config, schema=SCHEMA, clean=True)
        header = self._xml.find("CstmrCdtTrfInitn/GrpHdr")
        header.find("MsgId").text = message_id
        header.find("CreDtTm").text = at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(text: str, longest: int) -> str:
    """Write a text in the letters that every bank carries."""
    latin = unidecode(text.translate(_GERMAN))
    return _NOT_CARRIED.sub(" ", latin).strip()[:longest].strip() or "-"
