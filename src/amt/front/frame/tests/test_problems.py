"""Every problem code has a sentence, in both languages, without blame."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from amt.contract.answers import Problem
from amt.contract.forms import FieldKind
from amt.front.frame import problems
from tests.doubles.double_works.procedure import FORM, PROCEDURE

CODES = [
    ("required", ()),
    ("not_a_number", ()),
    ("not_an_amount", ()),
    ("not_a_date", ()),
    ("not_a_partial_date", ()),
    ("not_a_decimal", ()),
    ("too_many_places", (("places", 1),)),
    ("too_many_places", (("places", 2),)),
    ("too_many_places", (("places", 0),)),
    ("not_an_identifier", (("scheme", "tax_id"),)),
    ("wrong_check_digit", (("scheme", "pension_insurance"),)),
    ("not_an_option", ()),
    ("not_an_email", ()),
    ("not_a_phone", ()),
    ("not_an_iban", ()),
    ("not_a_postcode", ()),
    ("too_long", (("maximum", 200),)),
    ("too_small", (("minimum", 1),)),
    ("too_large", (("maximum", 99),)),
    ("forbidden_character", ()),
    ("must_be_declared", ()),
]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("code", "values"), CODES)
def test_code_becomes_a_sentence(
    language: str, code: str, values: tuple[tuple[str, int], ...]
) -> None:
    with override(language):
        told = problems.sentence(Problem("hives", code, values), PROCEDURE, FORM, language)

    assert told.endswith(".")
    assert "!" not in told
    assert code not in told


@pytest.mark.parametrize("kind", [kind for kind in FieldKind if kind is not FieldKind.FILE])
def test_gap_is_told_by_what_is_expected(kind: FieldKind) -> None:
    problem = Problem(f"kinds.{kind.value}", "required")

    assert problems.sentence(problem, PROCEDURE, FORM, "de").endswith(".")


def test_limit_of_an_amount_is_written_as_money() -> None:
    problem = Problem("kinds.money", "too_large", (("maximum", 123456),))

    assert "1.234,56" in problems.sentence(problem, PROCEDURE, FORM, "de")


def test_rule_has_the_words_of_the_procedure() -> None:
    problem = Problem("hives", "rule", (("rule", "fewer_hives"),))

    told = problems.sentence(problem, PROCEDURE, FORM, "de")
    assert told == PROCEDURE.texts.get("rules.fewer_hives", "de")


def test_only_the_first_problem_of_a_field_is_told() -> None:
    found = [Problem("hives", "required"), Problem("hives", "not_a_number")]

    assert list(problems.sentences(found, PROCEDURE, FORM, "de")) == ["hives"]
