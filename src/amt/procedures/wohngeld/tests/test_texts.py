"""Every text exists in both languages, with the same placeholders, and follows the house's tone."""

from __future__ import annotations

import re
import string
from typing import Any

import pytest

from amt.contract.forms import Field, FieldKind
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.probe import bench_one

TEXTS = PROCEDURE.texts
LANGUAGES = ("de", "en")
FORMS = [
    *PROCEDURE.forms.values(),
    *(deed.form for deed in PROCEDURE.deeds if deed.form),
    *(spec.form for spec in PROCEDURE.acts if spec.form),
]
FIELDS = list({(f.path, f.options): f for form in FORMS for f in form.fields()}.values())
SHOWN_BY_EXAMPLE = {
    FieldKind.TEXT,
    FieldKind.INTEGER,
    FieldKind.MONEY,
    FieldKind.DATE,
    FieldKind.EMAIL,
    FieldKind.PHONE,
    FieldKind.IBAN,
    FieldKind.POSTCODE,
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def everything(language: str) -> list[tuple[str, str]]:
    return [(key, line) for key in TEXTS.keys(language) for line in TEXTS.lines(key, language)]


def test_both_languages_have_the_same_keys() -> None:
    assert TEXTS.keys("de") == TEXTS.keys("en")


def test_both_languages_have_the_same_placeholders_and_list_lengths() -> None:
    for key in TEXTS.keys("de"):
        german, english = TEXTS.lines(key, "de"), TEXTS.lines(key, "en")
        assert len(german) == len(english), key
        for one, other in zip(german, english, strict=True):
            assert placeholders(one) == placeholders(other), key


def test_english_is_not_german_left_over() -> None:
    same = {
        key
        for key in TEXTS.keys("de")
        if TEXTS.lines(key, "de") == TEXTS.lines(key, "en") and not key.endswith(".example")
    }
    assert same == {
        "fields.home.place.options.040110000000",
        "fields.home.place.options.040120000000",
        "fields.coresidents.name.label",
        "fields.payment.iban.label",
        "fields.rent.includes.options.garage",
        "official_title",
    }


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: str(field.path))
def test_each_field_says_what_is_asked_and_what_is_expected(field: Field) -> None:
    parts = ["label", "hint", "error"]
    parts += ["example"] if field.kind in SHOWN_BY_EXAMPLE else []
    parts += [f"options.{option}" for option in field.options]
    for language in LANGUAGES:
        for part in parts:
            assert TEXTS.find(f"{field.text_key}.{part}", language), part


def test_no_field_text_is_left_without_its_field() -> None:
    known = {field.text_key for field in FIELDS}
    known |= {one.field.text_key for form in FORMS for one in form.derived}
    parts = r"\.(label|hint|why|example|error|options\.\w+)"
    found = {re.sub(parts + "$", "", key) for key in TEXTS.keys("de") if key.startswith("fields.")}
    assert found == known


def test_steps_and_reasons_of_a_calculation_have_their_texts() -> None:
    assessment = bench_one()
    reasons = [*assessment.remarks, *(r for s in assessment.segments for r in s.reasons)]
    for language in LANGUAGES:
        for step in assessment.segments[0].steps:
            text = TEXTS.get(f"steps.{step.key}.text", language, **dict(step.values))
            assert "{" not in text
        for reason in reasons:
            assert "{" not in TEXTS.get(f"reasons.{reason.key}", language, **dict(reason.values))


def test_the_service_page_says_what_people_ask() -> None:
    for language in LANGUAGES:
        for part in ("who", "not_for", "needed", "steps", "ways"):
            assert len(TEXTS.lines(f"service.{part}", language)) > 1
        for part in ("fee", "duration", "remedy", "start", "hint_enacted"):
            assert TEXTS.find(f"service.{part}", language)
    assert "§ 64 Abs. 1 SGB X" in TEXTS.get("service.fee", "de")


def test_yes_no_errors_name_their_question() -> None:
    """Several of them stand in one list above the form."""
    for language in LANGUAGES:
        for field in FIELDS:
            if field.kind is FieldKind.YES_NO:
                error = TEXTS.get(f"{field.text_key}.error", language)
                assert re.search(r": \S", error), field.path


def test_numbers_of_people_are_never_inflected() -> None:
    """A household of one must not read "1 Personen"."""
    for language, wrong in (("de", r"\} Personen"), ("en", r"\} people")):
        for key, line in everything(language):
            assert not re.search(wrong, line), key


def test_english_writes_amounts_the_english_way() -> None:
    for key, line in everything("en"):
        assert not re.search(r"\d,\d\d(?!\d)", line), key


def test_texts_address_people_politely() -> None:
    for language in LANGUAGES:
        for key, line in everything(language):
            assert "!" not in line, key
            assert "bitte beachten" not in line.lower(), key
            assert not re.search(r"\b(ungültig|invalid)\b", line), key


def test_every_value_of_a_text_is_a_text() -> None:
    values: list[Any] = [v for language in LANGUAGES for v in TEXTS.by_language[language].values()]
    assert all(isinstance(value, str | list) for value in values)
