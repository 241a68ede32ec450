"""Talking to a bank that takes files by itself: straight, briefly, following nothing elsewhere."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from typing import Any

from amt.capabilities.payments.banks import BankAccount
from amt.capabilities.payments.camt import LARGEST
from amt.kernel.errors import PartnerFailure

PARTNER = "bank"
_SECONDS = 30
# RFC 9110, RFC 6585: what may go better later.
_PASSING = {408, 423, 425, 429}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: the address of a bank is what the operator wrote."""
        return


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())


def hand_over(account: BankAccount, content: bytes) -> None:
    """Hand a file over; the bank tells a copy by its number and takes it once.

    :raises PartnerFailure: when it was not taken. Its message is a code, never content; permanent
        only where the bank has said that it will not execute the file.
    """
    _ask(account, "/files", content)


def list_statements(account: BankAccount) -> list[str]:
    """List the numbers of the bank's notes. :raises PartnerFailure: when it does not answer."""
    try:
        return [str(one) for one in json.loads(_ask(account, "/statements"))]
    except ValueError as fault:
        raise PartnerFailure(PARTNER, "no_json", permanent=False) from fault


def get_statement(account: BankAccount, message_id: str) -> bytes:
    """Fetch notes by their number. :raises PartnerFailure: when the bank does not answer."""
    if not message_id.replace("-", "").isalnum():
        raise PartnerFailure(PARTNER, "bad_number", permanent=True)
    return _ask(account, f"/statements/{message_id}")


def _ask(account: BankAccount, path: str, body: bytes | None = None) -> bytes:
    if not account.url.startswith(("https://", "http://")):
        raise PartnerFailure(PARTNER, "no_address", permanent=True)
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        account.url + path,
        data=body,
        method="GET" if body is None else "POST",
        headers={"Content-Type": "application/xml", "Authorization": f"Bearer {account.token}"},
    )
    try:
        with _opener.open(request, timeout=_SECONDS) as answer:
            return bytes(answer.read(LARGEST + 1))
    except urllib.error.HTTPError as answer:
        code = answer.code
        answer.close()
        is_passing = code >= 500 or code in _PASSING
        raise PartnerFailure(PARTNER, f"http_{code}", permanent=not is_passing) from None
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise PartnerFailure(PARTNER, type(fault).__name__, permanent=False) from None
