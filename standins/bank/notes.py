"""What a bank writes to its customer: camt.054.001.08 with one credit."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape


def credit_note(
    *,
    message_id: str,
    iban: str,
    cents: int,
    at: datetime,
    end_to_end_id: str = "NOTPROVIDED",
    reason: str = "",
    remittance: str = "",
) -> str:
    """Return the file; with a `reason` (code of ISO 20022, such as AC04) a payment came back."""
    euros = f"{cents // 100}.{cents % 100:02d}"
    returned = f"<RtrInf><Rsn><Cd>{escape(reason)}</Cd></Rsn></RtrInf>" if reason else ""
    said = f"<RmtInf><Ustrd>{escape(remittance)}</Ustrd></RmtInf>" if remittance else ""
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        f"<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>{moment}</CreDtTm></GrpHdr>"
        f"<Ntfctn><Id>{message_id}</Id><CreDtTm>{moment}</CreDtTm>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f'<Ntry><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{at:%Y-%m-%d}</Dt></BookgDt>"
        f"<NtryDtls><TxDtls><Refs><AcctSvcrRef>{message_id}</AcctSvcrRef>"
        f"<EndToEndId>{escape(end_to_end_id)}</EndToEndId></Refs>"
        f'<Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd>{said}{returned}'
        "</TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"
    )
