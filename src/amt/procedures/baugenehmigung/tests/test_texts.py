"""The words: complete in both languages, in the tone of the house, with an example where asked."""

from __future__ import annotations

from pathlib import Path

import yaml

from amt.contract.forms import FieldKind
from amt.contract.texts import Texts
from amt.procedures.baugenehmigung.procedure import PROCEDURE

TEXTS = PROCEDURE.texts
WORDING = Texts.load(Path(__file__).parent.parent / "acts" / "wording")
FORMS = [
    *PROCEDURE.forms.values(),
    *(deed.form for deed in PROCEDURE.deeds if deed.form),
    *(spec.form for spec in PROCEDURE.acts if spec.form),
]
FIELDS = [field for form in FORMS for field in form.fields()]
TYPED = {
    FieldKind.TEXT,
    FieldKind.INTEGER,
    FieldKind.MONEY,
    FieldKind.DATE,
    FieldKind.EMAIL,
    FieldKind.PHONE,
    FieldKind.POSTCODE,
}


def test_both_languages_have_the_same_keys_and_as_many_lines() -> None:
    assert TEXTS.keys("de") == TEXTS.keys("en")
    for key in TEXTS.keys("de"):
        assert len(TEXTS.lines(key, "de")) == len(TEXTS.lines(key, "en")), key


def test_english_is_not_german_left_over() -> None:
    same = {key for key in TEXTS.keys("de") if TEXTS.lines(key, "de") == TEXTS.lines(key, "en")}

    assert {key for key in same if not key.endswith(".example")} == {
        "fields.plot.place.options.040110000000",
        "fields.plot.place.options.040120000000",
    }


def test_nothing_shouts() -> None:
    for source in (TEXTS, WORDING):
        for language in source.by_language:
            for key in source.keys(language):
                assert not any("!" in line for line in source.lines(key, language)), key


def test_every_question_has_a_label_and_what_is_typed_an_example() -> None:
    for field in FIELDS:
        for language in ("de", "en"):
            assert TEXTS.find(f"{field.text_key}.label", language), field.path
            if field.kind in TYPED:
                assert TEXTS.find(f"{field.text_key}.example", language), field.path


def test_every_state_has_a_sentence_and_a_word() -> None:
    for state in PROCEDURE.workflow.states:
        for language in ("de", "en"):
            assert TEXTS.find(f"states.{state}", language), state
            assert TEXTS.find(f"states_short.{state}", language), state


def test_every_rule_and_reason_and_role_has_its_words() -> None:
    keys = {f"rules.{rule.key}" for form in FORMS for rule in form.rules}
    keys |= {f"reasons.{key}" for spec in PROCEDURE.acts for key in spec.refusal_reasons}
    keys |= {f"parties.{role.key}.title" for role in PROCEDURE.parties}

    assert keys <= TEXTS.keys("en")


def test_only_a_bauherr_is_told_by_a_letter_of_its_own() -> None:
    told = {key.split(".")[1] for key in TEXTS.keys("de") if ".invitation." in key}

    assert told == {"bauherr"}


def test_no_figure_of_a_fee_is_ours() -> None:
    rates = Path(__file__).parent.parent / "parameters" / "gebuehren.yaml"

    assert yaml.safe_load(rates.read_text("utf-8")) == {"versions": []}
    for key in WORDING.keys("de"):
        assert not any("Euro" in line or "€" in line for line in WORDING.lines(key, "de")), key
