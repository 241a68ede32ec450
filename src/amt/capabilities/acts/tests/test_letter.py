"""The letter as a document: structure, texts, seal; checked here, not validated by veraPDF."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from amt.capabilities.acts import letters, sealing, services, typesetting
from amt.capabilities.acts.services import ReceiptContent
from amt.capabilities.acts.tests.factories import AT, CONTENT, PROCEDURE, REFERENCE, TABLE
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.authorities.models import Unit
from amt.contract.acts import ActContent, ActKind, Section, Table
from amt.contract.law import Law


@pytest.fixture
def unit(organisation: None) -> Unit:
    """The unit that writes."""
    return authorities.get_unit_by_key("wohnen-bremen")


def letter_of(unit: Unit, content: ActContent = CONTENT, **changes: Any) -> dict[str, Any]:
    """Return the letter of an invented act."""
    values: dict[str, Any] = {
        "content": content,
        "kind": ActKind.GRANT,
        "unit": unit,
        "reference": REFERENCE,
        "declared_on": date(2026, 11, 16),
        "applied_on": date(2026, 11, 3),
        "name": "Fatma Yıldız-Behrens",
        "address_lines": ("Musterstraße 12", "28195 Bremen"),
        "signatory_name": "Antje Kolb",
        "law": Law.SGB_X,
        "verification_code": "7K3M-PX4C-9ABD",
    }
    return letters.act_letter(**{**values, **changes})


@pytest.fixture
def sealed(unit: Unit, seal_folder: Path) -> bytes:
    """A letter, rendered and sealed."""
    return sealing.seal(letters.render(letter_of(unit), at=AT), at=AT)


@pytest.mark.django_db
def test_a_sealed_letter_has_the_structure_that_readers_need(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as pdf:
        tags = [tag for tag in _tags(pdf.Root.StructTreeRoot.K) if tag not in {"Div", "Span"}]
        headings = [tag for tag in tags if tag in {"H1", "H2", "H3"}]

        assert tags[:2] == ["Document", "P"]
        assert headings == ["H1", "H2", "H3", "H3", "H2", "H2"]
        assert tags.count("Table") == 1
        assert tags.count("TH") == 3
        assert tags.count("TD") == 6
        assert tags.count("LI") == 3
        assert pdf.Root.Lang == "de-DE"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert [page.obj.Tabs for page in pdf.pages] == ["/S"] * len(pdf.pages)


@pytest.mark.django_db
def test_every_text_of_a_letter_lies_inside_a_tag_of_its_kind(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as pdf:
        holders = set(_holders(pdf.Root.StructTreeRoot.K, ""))

        assert holders <= {"P", "Strong", "H1", "H2", "H3", "Lbl", "LBody", "TH", "TD", "Span"}


@pytest.mark.django_db
def test_a_sealed_letter_says_that_it_is_archivable_and_accessible(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
        assert metadata["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"] == CONTENT.title == pdf.docinfo.Title
        assert str(metadata["xmp:CreateDate"]).startswith("2026-11-16")


@pytest.mark.django_db
def test_the_field_of_the_seal_is_named_and_out_of_sight(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields

        assert field.TU == "Elektronisches Siegel"
        assert all(float(edge) < 0 for edge in field.Rect)
        assert int(field.F) & 0b111 == 0b100


@pytest.mark.django_db
def test_all_fonts_of_a_letter_are_embedded(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as pdf:
        fonts = [
            font.DescendantFonts[0].FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        ]

        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert {str(font.FontName).split("+")[1].split("-")[0] for font in fonts} == {"FiraSans"}


@pytest.mark.django_db
def test_the_content_travels_with_the_letter_as_data(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as pdf:
        (attached,) = pdf.Root.AF
        data = json.loads(attached.EF.F.read_bytes())

        assert attached.AFRelationship == "/Data"
        assert attached.EF.F.Subtype == "/application/json"
        assert data["data"] == {"amount_cents": 8000}
        assert data["operative"] == list(CONTENT.operative)


@pytest.mark.django_db
def test_the_same_letter_gives_the_same_bytes(unit: Unit) -> None:
    letter = letter_of(unit)

    again = letters.render(json.loads(json.dumps(letter)), at=AT)

    assert letters.render(letter, at=AT) == again


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hostile",
    [
        "#strong[x] $a$ *b* _c_ `d` \\e @f <g> //h /*i*/ = j",
        '"); #panic("out") //',
        "😀 \u202eabc \x07 العربية 漢字",
        "M̂ C̆ Ḏ Ž̆ Αθήνα Київ",
        "",
        "wort" * 80,
    ],
)
def test_what_people_type_becomes_text_and_never_stops_a_letter(unit: Unit, hostile: str) -> None:
    content = ActContent(
        title=hostile or "Titel",
        operative=(hostile,),
        reasons=(
            Section(
                hostile, (hostile,), (hostile,), Table(hostile, (hostile,) * 2, ((hostile,) * 2,))
            ),
        ),
        notes=(Section("", (hostile,)),),
    )
    letter = letter_of(
        unit, content, name=hostile, address_lines=(hostile,), signatory_name=hostile
    )

    assert letters.render(letter, at=AT).startswith(b"%PDF-1.7")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("law", "remedy", "norm"),
    [
        (Law.SGB_X, "Widerspruch", "§ 9a Abs. 5 des Onlinezugangsgesetzes"),
        (Law.SGB_X_SGG, "Widerspruch", "§ 36a Abs. 2 des Ersten Buches Sozialgesetzbuch"),
        (Law.VWVFG, "Widerspruch", "§ 3a Abs. 2 des Verwaltungsverfahrensgesetzes"),
        (Law.AO, "Einspruch", "zur Niederschrift"),
    ],
)
def test_the_remedy_instruction_names_remedy_period_form_and_seat(
    unit: Unit, law: Law, remedy: str, norm: str
) -> None:
    sentence, seat = letter_of(unit, law=law)["remedy"]

    assert remedy in sentence
    assert "einen Monat" in sentence
    assert norm in sentence
    assert seat.endswith("Wohngeldstelle Bremen, Contrescarpe 73, 28195 Bremen")
    assert "@" not in seat


@pytest.mark.django_db
def test_an_act_without_remedy_has_no_instruction(unit: Unit) -> None:
    assert letter_of(unit, law=None)["remedy"] == []


@pytest.mark.django_db
def test_a_long_table_goes_over_pages_and_repeats_its_header(unit: Unit) -> None:
    rows = tuple((f"Schritt {number}", f"§ {number}", "1,00 €") for number in range(90))
    content = replace(CONTENT, reasons=(Section("Lang", table=replace(TABLE, rows=rows)),))

    with pikepdf.open(BytesIO(letters.render(letter_of(unit, content), at=AT))) as pdf:
        tags = list(_tags(pdf.Root.StructTreeRoot.K))

        assert len(pdf.pages) == 3
        assert tags.count("TD") == 270
        assert tags.count("THead") == 1


@pytest.mark.django_db
def test_a_receipt_is_accessible_and_says_that_it_is_not_sealed(unit: Unit) -> None:
    answers = Table("Haushalt", ("Frage", "Ihre Angabe"), (("Wer wohnt mit Ihnen?", "Niemand"),))

    letter = services.compose_receipt(
        content=ReceiptContent(
            title="Ihr Antrag ist angekommen",
            introduction=("Wir haben Ihren Antrag bekommen.",),
            sections=(Section("Haushalt", table=answers),),
            next_steps=("Wir prüfen Ihre Angaben.",),
        ),
        reference=REFERENCE,
        unit=unit,
        name="Fatma Yıldız-Behrens",
        address_lines=("Fatma Yıldız-Behrens", "Musterstraße 12", "28195 Bremen"),
        at=AT,
    )
    receipt = services.render_receipt(letter=json.loads(json.dumps(letter)), at=AT)

    with pikepdf.open(BytesIO(receipt)) as pdf:
        tags = list(_tags(pdf.Root.StructTreeRoot.K))
        assert [tag for tag in tags if tag.startswith("H")] == ["H1", "H2", "H2"]
        assert "Caption" not in tags
    assert sealing.verify_seal(receipt) == sealing.NOT_SEALED


@pytest.mark.django_db
def test_a_preview_is_marked_as_draft(unit: Unit) -> None:
    preview = services.preview_act(
        procedure_key=PROCEDURE,
        act_key="grant",
        reference=REFERENCE,
        unit_id=unit.id,
        law=Law.SGB_X,
        copy=services.ActCopy(
            services.ActAddressee(None, "Fatma Yıldız-Behrens", ("28195 Bremen",)), CONTENT
        ),
        signatory_name="Antje Kolb",
        at=AT,
    )

    assert preview != letters.render(letter_of(unit), at=AT)
    assert letters.as_draft(letter_of(unit))["mark"] == "Entwurf"
    assert sealing.verify_seal(preview) == sealing.NOT_SEALED


@pytest.mark.django_db
def test_pages_can_be_looked_at(unit: Unit) -> None:
    (page,) = typesetting.pictures(letter_of(unit, replace(CONTENT, notes=())), at=AT, ppi=20)

    assert page.startswith(b"\x89PNG")


def _tags(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S).removeprefix("/")
        if "/K" in node:
            yield from _tags(node.K)


def _holders(node: Any, parent: str) -> Iterator[str]:
    """Yield the tags that hold marked content themselves."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _holders(child, parent)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        if "/K" in node:
            yield from _holders(node.K, str(node.S).removeprefix("/"))
    elif isinstance(node, int) or (isinstance(node, pikepdf.Dictionary) and "/MCID" in node):
        yield parent
