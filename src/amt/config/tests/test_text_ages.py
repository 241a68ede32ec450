"""The age of translated texts: a text older than its German original is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from amt.config.messages import PACKAGE
from amt.config.text_ages import FILE_NAME, stale, stamp


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write(tmp_path, "de", "title: Hundesteuer\nwho: Alle mit Hund\n")
    write(tmp_path, "en", "title: Dog tax\nwho: Everybody with a dog\n")
    stamp(tmp_path)
    return tmp_path


def write(package: Path, language: str, text: str) -> None:
    folder = package / "procedures" / "hundesteuer" / "texts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{language}.yaml").write_text(text, encoding="utf-8")


def test_fresh_translation_is_not_stale(package: Path) -> None:
    assert stale(package) == []
    assert stamp(package) == []


def test_changed_german_text_makes_its_translation_stale(package: Path) -> None:
    write(package, "de", "title: Hundesteuer\nwho: Alle mit Hund über drei Monaten\n")

    assert stale(package) == ["procedures/hundesteuer/texts/en: who"]


def test_stamping_does_not_hide_what_is_stale(package: Path) -> None:
    write(package, "de", "title: Hundesteuer\nwho: Alle mit Hund über drei Monaten\n")
    stamp(package)

    assert stale(package) == ["procedures/hundesteuer/texts/en: who"]


def test_renewed_translation_is_fresh_again(package: Path) -> None:
    write(package, "de", "title: Hundesteuer\nwho: Alle mit Hund über drei Monaten\n")
    write(package, "en", "title: Dog tax\nwho: Everybody with a dog older than three months\n")

    assert stale(package) == []
    assert len(stamp(package)) == 1


def test_text_that_is_gone_leaves_the_stamps(package: Path) -> None:
    write(package, "de", "title: Hundesteuer\n")
    write(package, "en", "title: Dog tax\n")

    (path,) = stamp(package)

    assert path.name == FILE_NAME
    assert "who" not in path.read_text(encoding="utf-8")


def test_no_translation_of_the_house_is_stale() -> None:
    assert stale(PACKAGE) == []
