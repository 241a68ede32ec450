"""Pages that lay at a slant are shown straight; pictures of other things are left alone."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from amt.capabilities.documents import slant
from amt.capabilities.documents.testing.photos import photo, written_page


@pytest.mark.parametrize("angle", [-6.5, -3.0, -1.2, 0.8, 2.5, 7.0])
def test_the_slant_of_a_page_is_found(angle: float) -> None:
    assert slant.of(written_page(angle)) == pytest.approx(-angle, abs=0.3)


def test_a_straight_page_stays() -> None:
    assert slant.of(written_page()) == 0.0


def test_light_that_falls_unevenly_does_not_matter() -> None:
    page = written_page(3.0)
    shadow = Image.linear_gradient("L").resize(page.size).point(lambda grey: 90 + grey * 0.6)
    darker = Image.composite(page, Image.new("L", page.size, 0), shadow)

    assert slant.of(darker) == pytest.approx(-3.0, abs=0.3)


def test_what_has_no_lines_is_left_alone() -> None:
    dots = random.Random(7)  # noqa: S311 - a picture, not a secret
    page = Image.new("L", (900, 1200), 200)
    pen = ImageDraw.Draw(page)
    for _each in range(400):
        x, y, size = dots.randrange(900), dots.randrange(1200), dots.randrange(4, 30)
        pen.ellipse((x, y, x + size, y + size), fill=dots.randrange(40, 180))

    assert slant.of(page) == 0.0
    assert slant.quarter(page) == 0
    assert slant.of(Image.new("RGB", (800, 600), "steelblue")) == 0.0
    assert slant.of(Image.new("L", (1, 1), 0)) == 0.0


@pytest.mark.parametrize("angle", [0.0, 4.0, -6.0])
@pytest.mark.parametrize("lay", [90, 270])
def test_a_page_that_lay_on_its_side_is_turned(angle: float, lay: int) -> None:
    page = written_page(angle)

    assert slant.quarter(page.rotate(lay, expand=True)) in {90, -90}


def test_lines_that_begin_together_are_at_the_left() -> None:
    page = Image.new("L", (900, 1200), 255)
    pen, chance = ImageDraw.Draw(page), random.Random(3)  # noqa: S311 - a picture, not a secret
    for y in range(100, 1100, 30):
        at, end = 80, chance.randrange(500, 820)
        while at < end:
            width = chance.randrange(20, 60)
            pen.rectangle((at, y, at + width, y + 10), fill=20)
            at += width + 12

    assert slant.quarter(page.rotate(90, expand=True)) == -90
    assert slant.quarter(page.rotate(-90, expand=True)) == 90


def test_an_upright_page_and_one_on_its_head_stay() -> None:
    for angle in (0.0, 7.0, 180.0):
        assert slant.quarter(written_page().rotate(angle, fillcolor="white")) == 0


def test_a_table_whose_lines_go_both_ways_stays() -> None:
    page = Image.new("L", (900, 900), 255)
    pen = ImageDraw.Draw(page)
    for at in range(100, 801, 50):
        pen.line((100, at, 800, at), fill=0, width=3)
        pen.line((at, 100, at, 800), fill=0, width=3)

    assert slant.quarter(page) == 0


@pytest.mark.parametrize("angle", [0, 5])
def test_edges_of_a_few_things_are_no_lines_of_text(angle: int) -> None:
    picture = Image.open(BytesIO(photo(size=(900, 600), turned=False))).convert("RGB")

    assert slant.of(picture.rotate(angle, fillcolor="white")) == 0.0
    assert slant.quarter(picture.rotate(90, expand=True)) == 0
