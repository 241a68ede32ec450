"""From which account a unit pays, and how its bank is reached, as this installation was told.

`AMT_BANK_FILE` is a YAML file with a list `accounts`; each row has `unit`, `name`, `iban`, `bic`,
and where the bank takes files by itself `url` and `token`. Read at each use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.payments import ibans
from amt.kernel import installation


class NoBank(LookupError):
    """The unit has no account in this installation."""


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account of the administration; without `url` files are carried by hand."""

    unit: str
    name: str
    iban: str
    bic: str
    url: str = ""
    token: str = field(default="", repr=False)


def list_accounts() -> list[BankAccount]:
    """List all accounts of this installation."""
    return [_read(row) for row in _told().get("accounts") or ()]


def account_of_unit(unit_id: int) -> BankAccount:
    """Return the account from which a unit pays. :raises NoBank: when it has none."""
    key = authorities.get_unit(unit_id).key
    for one in list_accounts():
        if one.unit == key:
            return one
    raise NoBank(key)


def _read(row: dict[str, Any]) -> BankAccount:
    return BankAccount(
        unit=str(row["unit"]),
        name=str(row["name"]),
        iban=ibans.tidy(str(row["iban"])),
        bic=str(row.get("bic") or ""),
        url=str(row.get("url") or "").rstrip("/"),
        token=str(row.get("token") or ""),
    )


def _told() -> dict[str, Any]:
    file = installation.bank_file()
    if file is None or not file.is_file():
        return {}
    return yaml.safe_load(file.read_text(encoding="utf-8")) or {}
