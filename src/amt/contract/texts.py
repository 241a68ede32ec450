"""Texts of a procedure, one YAML file a language, in the procedure's own folder or folders.

Keys are dotted paths. German is the language of the office and the fallback; `missing` names what a
language lacks, so that the frame can say so and tests can refuse it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from amt.kernel import untranslated, yaml_files

SOURCE_LANGUAGE = "de"


class UnknownText(KeyError):
    """A text key exists in no language."""


@dataclass(frozen=True)
class Texts:
    """All texts of one procedure by language and key; a value is a text or a list of texts."""

    by_language: Mapping[str, Mapping[str, Any]]

    @classmethod
    def load(cls, folder: Path, *further: Path) -> Texts:
        """Read every `<language>.yaml` of a folder; further folders add keys of their own.

        :raises FileNotFoundError: when a folder has no German file.
        :raises ValueError: when a key stands in two folders.
        """
        found: dict[str, dict[str, Any]] = {}
        for one in (folder, *further):
            source = one / f"{SOURCE_LANGUAGE}.yaml"
            if not source.exists():
                raise FileNotFoundError(source)
            for path in sorted(one.glob("*.yaml")):
                texts = flat(yaml_files.read(path) or {})
                known = found.setdefault(path.stem, {})
                if twice := known.keys() & texts.keys():
                    raise ValueError(f"{path}: {sorted(twice)}")
                known.update(texts)
        return cls(MappingProxyType({key: MappingProxyType(t) for key, t in found.items()}))

    def get(self, key: str, language: str, **values: object) -> str:
        """Return a text with its values filled in, in German where the language lacks it.

        :raises UnknownText: when German lacks it too.
        """
        text = self._find(key, language)
        return str(text).format(**values) if values else str(text)

    def lines(self, key: str, language: str) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one.

        :raises UnknownText: when there is none in German either.
        """
        text = self._find(key, language)
        return tuple(str(line) for line in text) if isinstance(text, list) else (str(text),)

    def find(self, key: str, language: str) -> str | None:
        """Return a text, or None when the procedure has none under this key."""
        try:
            return self.get(key, language)
        except UnknownText:
            return None

    def keys(self, language: str = SOURCE_LANGUAGE) -> frozenset[str]:
        """Return all keys of a language."""
        return frozenset(self.by_language.get(language, {}))

    def missing(self, language: str) -> frozenset[str]:
        """Return the keys that German has and the language lacks."""
        return self.keys() - self.keys(language)

    def _find(self, key: str, language: str) -> Any:
        text = self.by_language.get(language, {}).get(key)
        if text is not None:
            return text
        text = self.by_language.get(SOURCE_LANGUAGE, {}).get(key)
        if text is None:
            raise UnknownText(key)
        for line in text if isinstance(text, list) else (text,):
            untranslated.note(str(line))
        return text


def flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Bring a tree of texts into one level: `{"a": {"b": "..."}}` becomes `{"a.b": "..."}`."""
    found: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            found.update(flat(value, f"{prefix}{key}."))
        else:
            found[f"{prefix}{key}"] = value
    return found


class Worded(Protocol):
    """What has texts: a procedure, the conversation of a life event."""

    @property
    def texts(self) -> Texts:
        """All its texts."""
