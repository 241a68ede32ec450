"""A form to write on: accessible by structure, a code on each page, texts are only texts."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp

from amt.capabilities.acts.paper_form import Sheet, typeset_form
from amt.capabilities.acts.tests.factories import AT
from amt.capabilities.acts.typesetting import TypesettingFailed

WORDS = (
    "sheet",
    "of",
    "reference",
    "keep",
    "optional",
    "signature",
    "correct",
    "place-and-day",
    "send",
)


def question(number: str, kind: str, **more: Any) -> dict[str, Any]:
    options = [{"label": "Ja", "checked": False}, {"label": "Nein", "checked": True}]
    plain = {
        "number": number, "label": f"Frage {number}", "hint": "", "condition": "", "required": True,
        "kind": kind, "options": options, "inline": True, "cells": 5, "typed": "", "unit": "",
        "lines": 3,
    }  # fmt: skip
    return plain | more


def a_form(steps: int = 3, **more: Any) -> dict[str, Any]:
    kinds = ("options", "cells", "lines", "line-with-unit")
    return {
        "title": "Bienen auf dem Balkon",
        "description": "Formular",
        "authority": "Amt",
        "language": "de",
        "opening": ["Bitte ausfüllen."],
        "serial": "7K3M-PX4C-9ABD",
        "bound": "",
        "mark": "bees · 1",
        "send-to": ["Amt, Musterstraße 1"],
        "signatures": ["Unterschrift", "Unterschrift der weiteren Person"],
        "words": dict.fromkeys(WORDS, "Wort"),
        "steps": [
            {
                "index": at, "number": str(at + 1), "title": f"Thema {at + 1}", "condition": "",
                "intro": "Worum es geht.",
                "groups": [
                    {
                        "title": "Gruppe", "condition": "", "intro": "", "more": "Mehr Platz",
                        "questions": [
                            question(f"{at + 1}.{n}", kind) for n, kind in enumerate(kinds * 2)
                        ],
                    }
                ],
            }
            for at in range(steps)
        ],
    } | more  # fmt: skip


def typeset(form: dict[str, Any]) -> tuple[bytes, list[Sheet]]:
    sheets: list[Sheet] = []

    def code_of(sheet: Sheet) -> str:
        sheets.append(sheet)
        return f"PAGE/{sheet.number}/{sheet.count}"

    return typeset_form(form, code_of=code_of, at=AT), sheets


def test_each_page_carries_its_code_and_says_which_steps_stand_on_it() -> None:
    pdf, sheets = typeset(a_form())

    drawn = pdfium.PdfDocument(pdf)
    read = [
        [code.text for code in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())]
        for page in drawn
    ]
    assert read == [[f"PAGE/{n}/{len(drawn)}"] for n in range(1, len(drawn) + 1)]
    assert len(drawn) > 1
    assert (sheets[0].first_step, sheets[-1].last_step) == (0, 2)
    for one, following in zip(sheets, sheets[1:], strict=False):
        assert one.first_step <= one.last_step
        assert following.first_step - one.last_step in {0, 1}


def test_form_has_the_structure_that_readers_need() -> None:
    pdf, _sheets = typeset(a_form())

    with pikepdf.open(BytesIO(pdf)) as opened:
        metadata = opened.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert str(opened.Root.Lang).startswith("de")
        assert bool(opened.Root.MarkInfo.Marked)
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert str(opened.docinfo["/Title"]) == "Bienen auf dem Balkon"


def test_form_without_title_is_refused() -> None:
    with pytest.raises(TypesettingFailed):
        typeset(a_form(title=""))


def test_texts_are_never_markup() -> None:
    hostile = '#read("/etc/hostname") *fett* $x$ </svg> 👩'
    pdf, _sheets = typeset(a_form(title=hostile, opening=[hostile]))

    text = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert '#read("/etc/hostname") *fett* $x$ </svg>' in text


def test_second_print_differs_in_its_serial_alone() -> None:
    one, _sheets = typeset(a_form())
    other, _sheets = typeset(a_form(serial="ZZZZ-ZZZZ-ZZZZ"))

    texts = [pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range() for pdf in (one, other)]
    assert texts[0] != texts[1]
    assert texts[0].replace("7K3M-PX4C-9ABD", "ZZZZ-ZZZZ-ZZZZ") == texts[1]
