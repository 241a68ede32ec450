"""Lay out partners with keys of their own: one folder for the office, a file for each stand-in.

Keys are made once and kept; addresses are written anew, because ports change from start to start.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from amt.capabilities.exchange.partners import FILE, new_keys, public_part
from amt.kernel.testing.cast import RESIDENTS, Resident

OFFICE = "amt"
OFFICE_KEYS = "office.json"


@dataclass(frozen=True, slots=True)
class StandIn:
    """An invented partner: its key, what it is called, what it sends."""

    key: str
    name: str
    sends: tuple[str, ...]


STAND_INS = (
    StandIn("hospital", "Klinik der Vorführung (erfunden)", ("birth_notice",)),
    StandIn("familienkasse", "Familienkasse der Vorführung (erfunden)", ("status",)),
)


def lay_out(
    folder: Path, *, office_url: str, urls: Mapping[str, str], clock_file: Path | None = None
) -> dict[str, Path]:
    """Write the office's folder and return the file that each stand-in starts with.

    `office_url` is the site without a slash at its end, `urls` the addresses at which stand-ins
    take messages.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = _kept_keys(folder / OFFICE_KEYS, OFFICE)
    rows, files = [], {}
    for partner in STAND_INS:
        private_file = folder / "standins" / f"{partner.key}.keys.json"
        private = _kept_keys(private_file, partner.key)
        _write(folder / f"{partner.key}.json", public_part(private))
        files[partner.key] = private_file.with_name(f"{partner.key}.json")
        _write(
            files[partner.key],
            {
                "partner": partner.key,
                "name": partner.name,
                "office": OFFICE,
                "office_url": f"{office_url}/api/exchange/{partner.key}/",
                "own_keys": private,
                "office_keys": public_part(own),
                "clock_file": str(clock_file) if clock_file else "",
                "parents": [_person(RESIDENTS[key]) for key in ("mother", "father")],
            },
        )
        rows.append(
            {
                "key": partner.key,
                "name": partner.name,
                "url": urls.get(partner.key, ""),
                "keys": f"{partner.key}.json",
                "sends": list(partner.sends),
                "stand_in": True,
            }
        )
    told = {"office": OFFICE, "keys": OFFICE_KEYS, "partners": rows}
    (folder / FILE).write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return files


def _person(resident: Resident) -> dict[str, str]:
    return {
        "given_name": resident.given_name,
        "family_name": resident.family_name,
        "birth_date": resident.birth_date.isoformat(),
        "street": resident.street,
        "postcode": resident.postcode,
        "city": resident.city,
        "ars": resident.ars,
    }


def _kept_keys(file: Path, owner: str) -> dict[str, Any]:
    if not file.exists():
        _write(file, new_keys(owner))
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return kept


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
