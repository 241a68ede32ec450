"""Lay out registers: the file of the office, and a file each stand-in starts with.

Secrets are made once and kept; addresses are written anew, because ports change from start to
start.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

OFFICE = "amt"
OFFICE_NAME = "Bürger:innenamt der Vorführung"
FILE = "registers.yaml"
AREAS = ["04011", "04012"]
STAND_INS = {
    "residents": "Melderegister der Vorführung (erfunden)",
    "civil_status": "Personenstandsregister der Vorführung (erfunden)",
}
"""Each register that has a stand-in, by `amt.contract.lookups.Register`, and what it is called."""


def lay_out(
    folder: Path,
    *,
    urls: Mapping[str, str],
    clock_file: Path | None = None,
    patience_seconds: int = 300,
) -> tuple[Path, dict[str, Path]]:
    """Write the file that `AMT_REGISTERS` names, and return it with the files of the stand-ins.

    `urls` are the addresses of the stand-ins by register; one without an address answers nobody.
    `patience_seconds` is how far the clocks of both sides may differ.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    files: dict[str, Path] = {}
    for register, name in STAND_INS.items():
        file = folder / "standins" / f"{register}.json"
        secret = _kept_secret(file)
        told = {
            "register": register,
            "name": name,
            "secret": secret,
            "offices": [OFFICE],
            "clock_file": str(clock_file) if clock_file else "",
            "patience_seconds": patience_seconds,
        }
        _write(file, json.dumps(told, ensure_ascii=False, indent=1))
        files[register] = file
        rows.append(
            {
                "key": register,
                "register": register,
                "name": name,
                "areas": AREAS,
                "url": urls.get(register, ""),
                "secret": secret,
                "stand_in": True,
            }
        )
    target = folder / FILE
    content = {"office": OFFICE, "office_name": OFFICE_NAME, "registers": rows}
    _write(target, yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    return target, files


def _kept_secret(file: Path) -> str:
    if file.exists():
        return str(json.loads(file.read_text(encoding="utf-8"))["secret"])
    return secrets.token_urlsafe(32)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
