"""Start-up checks: the accounts of this installation can be read and are complete."""

from __future__ import annotations

from typing import Any

import yaml
from django.core.checks import CheckMessage, Error

from amt.capabilities.payments import banks, ibans

# What a file written by hand may do to its readers.
FAULTS = (OSError, ValueError, TypeError, AttributeError, LookupError, yaml.YAMLError)


def check_accounts(**_: Any) -> list[CheckMessage]:
    """Find an account that would fail at the first run."""
    try:
        accounts = banks.list_accounts()
    except FAULTS as fault:
        return [_error(f"the file cannot be read ({type(fault).__name__})")]
    units = [one.unit for one in accounts]
    faults = [f"the IBAN of {one.unit} is none" for one in accounts if not ibans.is_iban(one.iban)]
    faults += [f"{one.unit} has no name" for one in accounts if not one.name.strip()]
    faults += [
        f"{unit} has two accounts" for unit in sorted({u for u in units if units.count(u) > 1})
    ]
    return [_error(sentence) for sentence in faults]


def _error(sentence: str) -> Error:
    return Error(
        f"AMT_BANK_FILE: {sentence}.",
        hint="src/amt/capabilities/payments/README.md says what belongs there.",
        id="payments.E001",
    )
