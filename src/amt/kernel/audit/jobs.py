"""Sealing the audit trail once a minute."""

from __future__ import annotations

from amt.kernel import jobs
from amt.kernel.audit import trail


@jobs.periodic("kernel.seal_audit_trail", cron="* * * * *")
def seal_audit_trail() -> None:
    """Seal what was recorded since the last minute."""
    trail.seal()
