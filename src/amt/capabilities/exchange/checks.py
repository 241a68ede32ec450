"""Start-up checks: every partner in the list can be read, keys included."""

from __future__ import annotations

from typing import Any

import yaml
from django.core.checks import CheckMessage, Error
from joserfc.errors import JoseError

from amt.capabilities.exchange import kinds, partners

# What a file written by hand may do to its readers.
FAULTS = (OSError, ValueError, TypeError, AttributeError, LookupError, JoseError, yaml.YAMLError)


def check_partners(**_: Any) -> list[CheckMessage]:
    """Find a list, a file of keys or a kind of message that would fail at the first message."""
    faults: list[CheckMessage] = []
    try:
        keys = partners.list_keys()
    except FAULTS as fault:
        return [_error(f"partners.yaml cannot be read ({type(fault).__name__})")]
    for key in keys:
        try:
            partner = partners.get_partner(key)
            partners.office()
            for kind in partner.sends:
                kinds.newest_version(kind)
        except FAULTS as fault:
            faults.append(_error(f"the partner {key} is not complete ({fault!r})"))
    return faults


def _error(sentence: str) -> Error:
    return Error(
        f"AMT_EXCHANGE_DIR: {sentence}.",
        hint="src/amt/capabilities/exchange/README.md says what belongs there.",
        id="exchange.E001",
    )
