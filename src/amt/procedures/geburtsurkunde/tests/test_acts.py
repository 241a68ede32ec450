"""What the Standesamt says, and what it must not pretend to be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amt.contract.acts import ActContent, ActContext
from amt.contract.assessment import Assessment
from amt.contract.facts import Facts
from amt.contract.forms import bare_path
from amt.contract.life_events import LifeEvent, conversation
from amt.kernel.actors import TrustLevel
from amt.procedures.geburtsurkunde.acts import (
    ReasonsMissing,
    compose_refusal,
    compose_registration,
)
from amt.procedures.geburtsurkunde.procedure import PROCEDURE

FACTS = {
    "child.birth_date": "2026-11-18",
    "child.birth_time": "14:05",
    "child.birth_ars": "040110000000",
    "child.birth_place": "Klinikum am Musterplatz",
    "child.sex": "female",
    "child.given_names": "Mila",
    "child.family_name": "Wendt",
    "first.given_name": "Olena",
    "first.family_name": "Wendt",
    "second.given_name": "Tjark",
    "second.family_name": "Wendt",
}
REGISTRATION = {"registration.number": "G 4711/2026", "registration.on": "2026-11-21"}


def context(**more: Any) -> ActContext:
    given: dict[str, Any] = {"facts": Facts(FACTS), "inputs": REGISTRATION} | more
    return ActContext(
        assessment=Assessment(()),
        texts=PROCEDURE.texts,
        reference="GEB-26-3333-3333",
        applied_on=date(2026, 11, 20),
        decided_on=date(2026, 11, 21),
        **given,
    )


def test_the_notice_names_number_day_and_what_is_registered() -> None:
    content = compose_registration(context())

    assert content.operative == (
        (
            "Die Geburt Ihres Kindes ist am 21.11.2026 im Geburtenregister unter der Nummer "
            "G 4711/2026 beurkundet worden."
        ),
    )
    table = content.reasons[0].table
    assert table is not None
    assert ("Vornamen des Kindes", "Mila") in table.rows
    assert ("Tag und Uhrzeit der Geburt", "18.11.2026 14:05") in table.rows
    assert ("Ort der Geburt", "Klinikum am Musterplatz, Bremen") in table.rows
    assert ("Weiterer Elternteil", "Tjark Wendt") in table.rows
    assert ActContent.from_json(content.to_json()) == content


def test_the_notice_says_that_it_is_no_certificate() -> None:
    notes = " ".join(
        line for note in compose_registration(context()).notes for line in note.paragraphs
    )

    assert "keine Geburtsurkunde" in notes
    assert "§ 56 Abs. 3 PStG" in notes
    assert "qualifizierte elektronische Signatur" in notes


def test_what_is_not_known_is_not_shown() -> None:
    table = compose_registration(context(facts=Facts({}))).reasons[0].table

    assert table is not None
    assert {row[0] for row in table.rows} == {"Nummer des Registereintrags", "Beurkundet am"}


def test_own_words_of_the_registrar_are_kept() -> None:
    content = compose_registration(context(own_words="Bitte holen Sie die Originale ab.\n"))

    assert content.reasons[-1].paragraphs == ("Bitte holen Sie die Originale ab.",)


def test_a_refusal_names_the_court_and_no_widerspruch() -> None:
    content = compose_refusal(context(reason_keys=("not_proven",)))

    assert "§§ 9, 10 PStG, § 33 PStV" in content.reasons[0].paragraphs[0]
    court = " ".join(content.notes[0].paragraphs)
    assert "Amtsgericht" in court
    assert "§ 49 Abs. 1 PStG" in court
    spec = PROCEDURE.act("refusal")
    assert not spec.has_remedy
    assert spec.remedy_norm


def test_a_refusal_without_any_reason_is_not_composed() -> None:
    with pytest.raises(ReasonsMissing):
        compose_refusal(context())
    assert compose_refusal(context(own_words="Die Eheurkunde fehlt.")).reasons


def test_what_the_registrar_says_is_what_others_may_take() -> None:
    form = PROCEDURE.act("registration").form
    assert form is not None

    assert {given.path for given in PROCEDURE.provides} == {f.path for f in form.fields()}


def test_answers_that_must_be_given_are_known_to_the_conversation() -> None:
    talk = conversation(LifeEvent.BIRTH)
    assert talk is not None
    known = {field.path for field in talk.form.fields()}

    required = [field for field in PROCEDURE.form("application").fields() if field.required]

    assert {bare_path(field.shared) for field in required} <= known


def test_electronic_notices_need_the_highest_level() -> None:
    assert PROCEDURE.access.apply_at is TrustLevel.HIGH
