"""An account of the administration for tests, and the bank's notes about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

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
