"""How old the texts of procedures are in other languages than German (`amt messages stamp|check`).

Message files need none of this: their ids are the German texts, so a changed text is a missing one.
A procedure's texts have keys; beside them lies `translated_from.json` with two digests for each:
of the German text as it was, and of the translation made from it. A translation is stale when the
German text has changed since and the translation has not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from amt.contract.texts import SOURCE_LANGUAGE, flat

FILE_NAME = "translated_from.json"
_DIGITS = 8
_SKIPPED = frozenset({"tests", "testing", "skeletons"})

Stamps = dict[str, dict[str, str]]


def folders(package: Path) -> Iterator[Path]:
    """Yield the folders whose German texts stand in another language as well."""
    for source in sorted(package.rglob(f"{SOURCE_LANGUAGE}.yaml")):
        inside = _SKIPPED.isdisjoint(source.relative_to(package).parts)
        if inside and len(list(source.parent.glob("*.yaml"))) > 1:
            yield source.parent


def stale(package: Path) -> list[str]:
    """Name, as `folder/language: key`, the texts whose German original has changed since."""
    found = []
    for folder in folders(package):
        kept, now = _kept(folder), _now(folder)
        for language, stamps in now.items():
            before = kept.get(language, {})
            found += [
                f"{folder.relative_to(package).as_posix()}/{language}: {key}"
                for key, stamp in sorted(stamps.items())
                if _is_stale(before.get(key), stamp)
            ]
    return found


def stamp(package: Path) -> list[Path]:
    """Keep the digests of texts that are new or renewed; what is stale stays so.

    Returns the files that changed.
    """
    changed = []
    for folder in folders(package):
        kept, now = _kept(folder), _now(folder)
        for language, stamps in now.items():
            before = kept.get(language, {})
            for key in stamps:
                if _is_stale(before.get(key), stamps[key]):
                    stamps[key] = before[key]
        if now != kept:
            path = folder / FILE_NAME
            path.write_text(json.dumps(now, indent=0, sort_keys=True) + "\n", encoding="utf-8")
            changed.append(path)
    return changed


def _is_stale(before: str | None, now: str) -> bool:
    if before is None:
        return False
    german, _, translation = before.partition(" ")
    german_now, _, translation_now = now.partition(" ")
    return german != german_now and translation == translation_now


def _now(folder: Path) -> Stamps:
    german = _texts(folder / f"{SOURCE_LANGUAGE}.yaml")
    return {
        path.stem: {
            key: f"{_digest(german[key])} {_digest(text)}"
            for key, text in _texts(path).items()
            if key in german
        }
        for path in sorted(folder.glob("*.yaml"))
        if path.stem != SOURCE_LANGUAGE
    }


def _texts(path: Path) -> Mapping[str, Any]:
    return flat(yaml.safe_load(path.read_text(encoding="utf-8")) or {})


def _digest(text: object) -> str:
    # A digest says which text it was, it protects nothing; eight digits tell one key's texts apart.
    written = json.dumps(text, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:_DIGITS]


def _kept(folder: Path) -> Stamps:
    path = folder / FILE_NAME
    if not path.exists():
        return {}
    kept: Stamps = json.loads(path.read_text(encoding="utf-8"))
    return kept
