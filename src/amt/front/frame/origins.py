"""From where a request comes, for the limits on what can be done without sign-in.

Addresses are handed on to be counted under a keyed digest and are kept nowhere.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.http import HttpRequest

from amt.kernel import installation

HOUSEHOLD = 64
"""Bits of an IPv6 address that one connection has; the rest changes at will."""


def origin_of(request: HttpRequest) -> str:
    """Return the caller's address; behind our proxy the last one that it wrote down."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not installation.is_behind_proxy():
        # Without a proxy of ours anybody could write this header.
        return direct
    named = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return named or direct


def network_of(request: HttpRequest) -> str:
    """Return the network of the caller: the address, of IPv6 the part that a connection keeps."""
    origin = origin_of(request)
    try:
        address = ip_address(origin)
    except ValueError:
        return origin
    if address.version == 4:
        return origin
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((address, HOUSEHOLD), strict=False))
