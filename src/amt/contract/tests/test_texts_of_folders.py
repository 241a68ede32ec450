"""Texts of several folders are one book; no key stands in it twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from amt.contract.texts import Texts


def _folder(at: Path, **files: str) -> Path:
    at.mkdir()
    for language, text in files.items():
        (at / f"{language}.yaml").write_text(text, encoding="utf-8")
    return at


def test_further_folders_add_their_keys(tmp_path: Path) -> None:
    one = _folder(tmp_path / "one", de="title: Eins", en="title: One")
    two = _folder(tmp_path / "two", de="deeds:\n  close: Schließen")

    texts = Texts.load(one, two)

    assert texts.get("deeds.close", "en") == "Schließen"
    assert texts.keys("de") == {"title", "deeds.close"}
    assert texts.missing("en") == {"deeds.close"}


def test_a_key_in_two_folders_and_a_folder_without_german_are_refused(tmp_path: Path) -> None:
    one = _folder(tmp_path / "one", de="title: Eins")
    again = _folder(tmp_path / "again", de="title: Noch einmal")
    english = _folder(tmp_path / "english", en="title: One")

    with pytest.raises(ValueError, match="title"):
        Texts.load(one, again)
    with pytest.raises(FileNotFoundError):
        Texts.load(one, english)
