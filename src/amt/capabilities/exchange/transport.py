"""Posting an envelope to a partner: straight, briefly, without following it anywhere else."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from typing import Any

from amt.kernel.errors import PartnerFailure

MEDIA_TYPE = "application/jose"
_SECONDS = 20
# RFC 9110, RFC 6585: what may go better later.
_PASSING = {408, 423, 425, 429}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: the address of a partner is what the operator wrote."""
        return


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())


def post(partner: str, url: str, body: bytes) -> None:
    """Hand an envelope over.

    :raises PartnerFailure: when it was not taken. Its message is a code, never content.
    """
    if not url.startswith(("https://", "http://")):
        raise PartnerFailure(partner, "no_address", permanent=True)
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        url, data=body, method="POST", headers={"Content-Type": MEDIA_TYPE}
    )
    try:
        with _opener.open(request, timeout=_SECONDS):
            return
    except urllib.error.HTTPError as answer:
        code = answer.code
        answer.close()
        is_passing = code >= 500 or code in _PASSING
        raise PartnerFailure(partner, f"http_{code}", permanent=not is_passing) from None
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise PartnerFailure(partner, type(fault).__name__, permanent=False) from None
