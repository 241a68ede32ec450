"""An account of the administration for tests, and the bank's notes about it."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

import yaml

UNITS = {
    "wohnen-bremen": "Wohngeldstelle Bremen",
    "wohnen-bremerhaven": "Wohngeldstelle Bremerhaven",
}
"""The units of the demo that pay."""

OWN_IBAN = "DE89370400440532013000"
"""The example of the ISO standard: nobody's account."""


def write_accounts(file: Path, *, unit: str = "wohnen-bremen", **more: Any) -> Path:
    """Write the file that `AMT_BANK_FILE` names."""
    row = {
        "unit": unit,
        "name": "Wohngeldstelle der Vorführung (erfunden)",
        "iban": OWN_IBAN,
        "bic": "COBADEFFXXX",
        "stand_in": True,
        **more,
    }
    file.write_text(yaml.safe_dump({"accounts": [row]}, allow_unicode=True), encoding="utf-8")
    return file


def lay_out(folder: Path, *, url: str, clock_file: Path | None = None) -> tuple[Path, Path]:
    """Write the file of accounts and the one with which the stand-in starts; tokens are kept.

    `url` is the address of the stand-in; without one files are carried by hand.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    accounts, partner = folder / "bank.yaml", folder / "bank.standin.json"
    known = json.loads(partner.read_text(encoding="utf-8"))["accounts"] if partner.exists() else []
    tokens = {row["unit"]: row["token"] for row in known}
    rows = [
        {
            "unit": unit,
            "name": f"{name} (erfunden)",
            "iban": invented_iban(number),
            "bic": "AMTVDEFFXXX",
            "url": url,
            "token": tokens.get(unit) or secrets.token_urlsafe(24),
            "stand_in": True,
        }
        for number, (unit, name) in enumerate(UNITS.items(), 1)
    ]
    told = {"accounts": rows, "clock_file": str(clock_file) if clock_file else ""}
    for file, text in (
        (partner, json.dumps(told, ensure_ascii=False, indent=1)),
        (accounts, yaml.safe_dump({"accounts": rows}, allow_unicode=True)),
    ):
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
    return accounts, partner


def invented_iban(number: int) -> str:
    """Return an IBAN at a bank code that no bank has."""
    rest = f"00000000{number:010d}"
    return f"DE{98 - int(rest + '131400') % 97:02d}{rest}"


def credit(
    reference: str,
    euros: str,
    *,
    end_to_end_id: str = "NOTPROVIDED",
    reason: str = "",
    remittance: str = "",
) -> str:
    """Return one credit of the bank's notes; with a reason it is a return."""
    returned = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    said = f"<RmtInf><Ustrd>{remittance}</Ustrd></RmtInf>" if remittance else ""
    return (
        f'<Ntry><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<BookgDt><Dt>2026-12-02</Dt></BookgDt><NtryDtls><TxDtls><Refs>"
        f"<AcctSvcrRef>{reference}</AcctSvcrRef><EndToEndId>{end_to_end_id}</EndToEndId></Refs>"
        f'<Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd>{said}{returned}'
        "</TxDtls></NtryDtls></Ntry>"
    )


def notes(*lines: str, message_id: str = "NOTES-1", iban: str = OWN_IBAN) -> bytes:
    """Return a file camt.054 with some credits."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        f"<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>2026-12-02T08:00:00Z</CreDtTm></GrpHdr>"
        f"<Ntfctn><Id>1</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{''.join(lines)}</Ntfctn>"
        "</BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()
