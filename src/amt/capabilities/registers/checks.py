"""Start-up checks: the registers of this installation can be read and are complete."""

from __future__ import annotations

from typing import Any

import yaml
from django.core.checks import CheckMessage, Error

from amt.capabilities.registers import permitted, sources
from amt.contract import registry

# What a file written by hand may do to its readers.
FAULTS = (OSError, ValueError, TypeError, AttributeError, LookupError, yaml.YAMLError)
SHORTEST_SECRET = 32


def check_sources(**_: Any) -> list[CheckMessage]:
    """Find a register that would fail at the first question."""
    try:
        told = sources.list_sources()
    except FAULTS as fault:
        return [_error(f"the file cannot be read ({type(fault).__name__})")]
    keys = [one.key for one in told]
    faults = [f"{key} stands there twice" for key in sorted({k for k in keys if keys.count(k) > 1})]
    faults += [f"{one.key} has no name" for one in told if not one.name.strip()]
    faults += [f"{one.key} has no areas" for one in told if not one.areas]
    faults += [
        f"the secret of {one.key} has fewer than {SHORTEST_SECRET} signs"
        for one in told
        if len(one.secret) < SHORTEST_SECRET
    ]
    if told and not (told[0].office and told[0].office.isascii()):
        faults.append("our own key (office) is missing, or is not plain ASCII")
    return [_error(sentence) for sentence in faults]


def check_lookups(**_: Any) -> list[CheckMessage]:
    """Find a lookup of a service that takes more than the law gives."""
    found: list[CheckMessage] = []
    for procedure in registry.procedures().values():
        for lookup in procedure.lookups:
            try:
                permitted.require_permitted(lookup)
            except permitted.NotPermitted as fault:
                found.append(
                    Error(
                        f"{procedure.key}: the lookup takes what it may not ({fault}).",
                        hint="src/amt/capabilities/registers/permitted.py says what is allowed.",
                        id="registers.E002",
                    )
                )
    return found


def _error(sentence: str) -> Error:
    return Error(
        f"AMT_REGISTERS: {sentence}.",
        hint="docs/how-to/registers.md says what belongs there.",
        id="registers.E001",
    )
