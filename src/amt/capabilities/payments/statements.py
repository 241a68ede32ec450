"""Fetching the bank's notes of all units whose bank offers them."""

from __future__ import annotations

from datetime import datetime

import structlog

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.payments import banks, services, transport
from amt.capabilities.payments.models import Statement
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import PartnerFailure, Refusal

log = structlog.get_logger(__name__)


def fetch_statements(*, at: datetime) -> int:
    """Take in what each bank has noted since; return how many files that were.

    A bank that does not answer, or a file that does not fit, stops none of the others.
    """
    taken = 0
    for account in banks.list_accounts():
        if not account.url:
            continue
        unit_id = authorities.get_unit_by_key(account.unit).id
        known = set(Statement.objects.filter(unit_id=unit_id).values_list("message_id", flat=True))
        try:
            for message_id in transport.list_statements(account):
                if message_id in known:
                    continue
                content = transport.get_statement(account, message_id)
                services.take_in_statement(unit_id=unit_id, content=content, actor=SYSTEM, at=at)
                taken += 1
        except (PartnerFailure, Refusal) as failure:
            code = failure.code if isinstance(failure, Refusal) else str(failure)
            log.warning("payments.statement_not_taken", unit=account.unit, code=code)
    return taken
