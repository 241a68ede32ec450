"""Who we exchange messages with, and the keys of both sides, as this installation was told.

The folder holds `partners.yaml` and one file of keys (JWK set, RFC 7517) for each side: ours with
the private parts, theirs without. Read at each use: a new key counts at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from joserfc.jwk import ECKey, KeySet

from amt.kernel import installation

FILE = "partners.yaml"
CURVE = "P-256"


class NotAPartner(LookupError):
    """This installation exchanges nothing with a body of this key."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one side: some sign, some encrypt (`use` of the JWK)."""

    signing: KeySet = field(repr=False)
    encryption: KeySet = field(repr=False)


@dataclass(frozen=True, slots=True)
class Partner:
    """A body we exchange messages with; `sends` are the kinds that it may send to us."""

    key: str
    name: str
    url: str
    sends: tuple[str, ...]
    keys: Keys


@dataclass(frozen=True, slots=True)
class Office:
    """Ourselves as the partners know us."""

    key: str
    keys: Keys


def get_partner(key: str) -> Partner:
    """Return a partner. :raises NotAPartner: when there is none of this key."""
    for row in _told().get("partners", ()):
        if row["key"] == key:
            return Partner(
                key=key,
                name=str(row["name"]),
                url=str(row.get("url") or ""),
                sends=tuple(row.get("sends") or ()),
                keys=_keys(str(row["keys"])),
            )
    raise NotAPartner(key)


def list_keys() -> tuple[str, ...]:
    """List the keys of all partners."""
    return tuple(str(row["key"]) for row in _told().get("partners", ()))


def office() -> Office:
    """Return our own keys. :raises NotAPartner: when this installation exchanges nothing."""
    told = _told()
    if "office" not in told:
        raise NotAPartner("office")
    return Office(key=str(told["office"]), keys=_keys(str(told["keys"])))


def new_keys(owner: str) -> dict[str, Any]:
    """Make the private keys of one side, one that signs and one that encrypts, as a JWK set."""
    made = []
    for use in ("sig", "enc"):
        key = ECKey.generate_key(CURVE, {"use": use, "kid": f"{owner}-{use}-1"})
        made.append(key.as_dict(private=True))
    return {"keys": made}


def public_part(private: dict[str, Any]) -> dict[str, Any]:
    """Return the keys that the other side may have."""
    return {
        "keys": [ECKey.import_key(row).as_dict(private=False) for row in private["keys"]],
    }


def _told() -> dict[str, Any]:
    folder = installation.exchange_folder()
    file = folder / FILE if folder else None
    if file is None or not file.is_file():
        return {}
    return yaml.safe_load(file.read_text(encoding="utf-8")) or {}


def _keys(file_name: str) -> Keys:
    folder = installation.exchange_folder() or Path()
    rows = json.loads((folder / file_name).read_text(encoding="utf-8"))["keys"]
    return Keys(signing=_key_set(rows, "sig"), encryption=_key_set(rows, "enc"))


def _key_set(rows: list[dict[str, Any]], use: str) -> KeySet:
    found = KeySet([ECKey.import_key(row) for row in rows if row.get("use") == use])
    if not found.keys:
        raise ValueError(f"no key of use {use}")
    return found
