"""Message files: texts are collected from code and templates, gaps are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from amt.config.languages import read_languages
from amt.config.messages import compile_all, extract_all, find_gaps, rooms

PYTHON = (
    "from django.utils.translation import gettext as _, ngettext, pgettext_lazy\n"
    "a = _('Guten Tag %(name)s')\nb = ngettext('ein Tag', '{n} Tage', 2)\n"
    "c = pgettext_lazy('Monat', 'Mai')\n"
)
TRANSLATED = len(read_languages()) - 1
TEMPLATE = (
    '{% load i18n %}{% translate "Weiter" %}'
    "{% blocktranslate %}Hallo {{ name }}{% endblocktranslate %}"
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    files = {
        "front/desk/views.py": PYTHON,
        "front/desk/templates/desk/page.html": TEMPLATE,
        "front/desk/tests/test_x.py": "_('nur im Test')\n",
        "procedures/hundesteuer/procedure.py": "TITLE = gettext('Hundesteuer')\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def english(package: Path, folder: str = ".") -> Path:
    return package / folder / "locale" / "en" / "LC_MESSAGES" / "django.po"


def test_texts_of_code_and_templates_are_collected(package: Path) -> None:
    extract_all(package)

    text = english(package).read_text(encoding="utf-8")
    for message in ("Guten Tag %(name)s", "{n} Tage", "Mai", "Weiter", "Hallo %(name)s"):
        assert message in text
    assert "nur im Test" not in text


def test_texts_of_a_procedure_lie_in_its_folder(package: Path) -> None:
    extract_all(package)

    assert "Hundesteuer" in english(package, "procedures/hundesteuer").read_text(encoding="utf-8")
    assert "Hundesteuer" not in english(package).read_text(encoding="utf-8")


def test_room_with_its_own_catalogue_keeps_its_texts(package: Path) -> None:
    (package / "front" / "desk" / "locale").mkdir()

    extract_all(package)

    assert "Weiter" in english(package, "front/desk").read_text(encoding="utf-8")
    assert len(rooms(package)) == 3


def test_second_collection_changes_nothing(package: Path) -> None:
    extract_all(package)

    assert extract_all(package) == []


def test_missing_text_is_a_gap(package: Path) -> None:
    extract_all(package)

    assert any("no text for 'Weiter'" in gap for gap in find_gaps(package))


def test_complete_catalogue_has_no_gap_and_compiles(package: Path) -> None:
    extract_all(package)
    catalogues = list(package.rglob("*.po"))
    for path in catalogues:
        _fill(path, {})

    assert find_gaps(package) == []
    assert compile_all(package) == len(catalogues) == 2 * TRANSLATED
    assert english(package).with_suffix(".mo").exists()


def test_room_of_staff_may_lack_a_language_that_leaves_it_out(package: Path) -> None:
    (package / "front" / "desk" / "locale").mkdir()

    extract_all(package)

    left_out = [one for one in read_languages() if "front/desk" in one.staff_only]
    desk = package / "front" / "desk" / "locale"
    assert left_out
    assert not any((desk / language.folder).exists() for language in left_out)
    assert not [gap for gap in find_gaps(package) if gap.startswith("front/desk/locale/de_")]


def test_lost_placeholder_is_a_gap(package: Path) -> None:
    extract_all(package)
    _fill(english(package), {"Guten Tag %(name)s": "Good day"})
    _fill(english(package, "procedures/hundesteuer"), {})

    assert [gap for gap in find_gaps(package) if "other placeholders" in gap]


def _fill(path: Path, texts: dict[str, str]) -> None:
    """Give every message its own words as translation, or those named."""
    import polib

    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = texts.get(entry.msgid, entry.msgid)
    catalogue.save()
