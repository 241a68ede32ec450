"""Styles and fonts: small enough for a first visit, and nothing missing that a page asks for."""

from __future__ import annotations

import gzip
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from fontTools.ttLib import TTFont

from amt.design import build
from amt.design.tests.rendering import Page

BUDGET = 150_000
CODE_OF_MARK = 0x302


def _file(address: str) -> Path:
    name = address.removeprefix(static("")) if address.startswith(static("")) else address
    found = finders.find(name)
    assert isinstance(found, str), f"{name} is missing; `make setup` builds it"
    return Path(found)


def _asked_for(page: Page) -> list[Path]:
    addresses = [one["href"] for one in page.all("link")]
    addresses += [one["src"] for one in page.all("script")]
    return [_file(address) for address in addresses]


def _range_of(file_name: str) -> list[str]:
    sheet = (build.VENDOR / "fonts.css").read_text("utf-8")
    rule = next(line for line in sheet.splitlines() if file_name in line)
    return rule.split("unicode-range:")[1].rstrip("}").split(",")


def test_a_first_visit_moves_at_most_150_kilobytes() -> None:
    html = render_to_string("design/gallery.html")
    fonts = (build.VENDOR / "fonts").glob("*.woff2")
    files = {*_asked_for(Page(html)), *fonts}

    total = len(gzip.compress(html.encode()))
    total += sum(len(gzip.compress(path.read_bytes())) for path in files)

    assert len(files) >= 10
    assert total <= BUDGET


def test_the_font_sheet_names_only_files_that_exist() -> None:
    sheet = (build.VENDOR / "fonts.css").read_text("utf-8")
    names = re.findall(r'url\("([^"]+)"\)', sheet)

    assert len(names) == len(build.WEIGHTS) * len(build.RANGES)
    assert all((build.VENDOR / name).is_file() for name in names)


def test_names_of_all_europe_can_be_written() -> None:
    covered: set[int] = set()
    for path in (build.VENDOR / "fonts").glob("fira-sans-400-*.woff2"):
        covered |= TTFont(BytesIO(path.read_bytes())).getBestCmap().keys()

    for name in ("Ayşe Müller", "Łukasiewicz", "Đorđević", "Škvorecký", "Ñandú", "Őrsi", "Ĭ"):
        assert not [letter for letter in name if ord(letter) not in covered and letter != " "]


def test_letters_the_font_lacks_are_put_together_from_letter_and_mark() -> None:
    latin = TTFont(build.VENDOR / "fonts" / "fira-sans-400-latin.woff2").getBestCmap()
    assert ord("Ḧ") not in latin

    assert ord("Ḧ") in build.composable(set(latin), set(latin))
    assert "U+1E26-1E29" in _range_of("fira-sans-400-latin.woff2")
    assert "U+15E-15F" not in _range_of("fira-sans-400-latin.woff2")
    assert build.composable({ord("H")}, {ord("H")}) == set()


def test_a_letter_and_its_combining_mark_come_from_one_file() -> None:
    latin = TTFont(build.VENDOR / "fonts" / "fira-sans-400-latin.woff2").getBestCmap()

    assert {ord("M"), CODE_OF_MARK} <= latin.keys()


def test_kern_comes_without_font_faces_and_layout_classes() -> None:
    styles = (build.VENDOR / "kern.css").read_text("utf-8")

    assert "@font-face" not in styles
    assert ".kern-col-12" not in styles
    assert ".kern-btn--primary" in styles
    assert "data:image/svg+xml" in styles


def test_shortening_a_sheet_keeps_quoted_texts() -> None:
    sheet = '/* a */ .x > .y { content: "a  ;  b" ;  color : red; }\n'

    assert build.minify(sheet) == '.x>.y{content: "a  ;  b";color : red}\n'


def test_a_changed_package_is_refused_in_a_sentence() -> None:
    with pytest.raises(SystemExit, match=r"_grid\.scss"):
        build.trim_styles(".x { color: red }")


def test_a_missing_package_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(build, "PACKAGE", tmp_path)

    with pytest.raises(SystemExit, match="npm ci"):
        build.main()


def test_ranges_are_written_shortly() -> None:
    assert build.unicode_range(frozenset({0x41, 0x42, 0x43, 0x60})) == "U+41-43,U+60"
