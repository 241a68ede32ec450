"""The Content Security Policy, put together once: no page of this product has one of its own."""

from __future__ import annotations

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class OnePolicyMiddleware(CSPMiddleware):
    """Send the policy of the settings with every answer; there are no nonces and no exceptions."""

    _policy = ""

    def process_request(self, request: HttpRequest) -> None:
        """Leave the request as it is: inline scripts are never allowed, so none needs a nonce."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Add the policy unless the answer has one already."""
        if HEADER in response:
            return response
        if not self._policy:
            response = super().process_response(request, response)
            self._policy = response.headers.get(HEADER, "")
        else:
            response.headers[HEADER] = self._policy
        return response
