"""Grant and refusal: complete by § 24 and § 27 WoGG, with reasons, in words people read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from amt.contract.acts import ActContent, ActContext, Section
from amt.contract.assessment import Assessment
from amt.contract.facts import Facts
from amt.kernel.periods import Span
from amt.procedures.wohngeld.acts.parts import NothingProposed, ReasonsMissing
from amt.procedures.wohngeld.acts.refusal import REFUSAL_NORMS
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum, propose
from amt.procedures.wohngeld.tests.acts_given import RICH as LARGE
from amt.procedures.wohngeld.tests.acts_given import THIN

APPLIED_ON = date(2026, 11, 21)
FACTS = THIN
RICH = {**THIN, "incomes.0.amount": 400_000}


def context(facts: dict[str, Any] = FACTS, span: Span | None = None, **more: Any) -> ActContext:
    known = Facts(facts)
    return ActContext(
        facts=known,
        assessment=propose(known, span or bewilligungszeitraum(known, APPLIED_ON)),
        texts=PROCEDURE.texts,
        reference="WOG-26-7K3M-PX4C",
        applied_on=APPLIED_ON,
        decided_on=date(2026, 11, 25),
        **more,
    )


def compose(key: str, given: ActContext) -> ActContent:
    return PROCEDURE.act(key).compose(given)


def words(content: ActContent) -> str:
    return "\n".join(
        [content.title, *content.operative, *_lines(content.reasons), *_lines(content.notes)]
    )


def _lines(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield from (section.heading, *section.paragraphs, *section.points)
        if section.table:
            yield from (section.table.caption, *section.table.header)
            yield from (cell for row in section.table.rows for cell in row)


def test_a_grant_says_what_from_when_to_whom() -> None:
    content = compose("grant", context())

    whole, amount, later, _payment = content.operative
    assert whole.endswith(" für die Zeit vom 01.11.2026 bis zum 31.10.2027.")
    assert amount.startswith("Sie erhalten vom 01.11.2026 bis zum 31.12.2026 ")
    assert "Wohngeld als Zuschuss zur Miete in Höhe von 316 € im Monat." in amount
    assert later.startswith("Für die Zeit vom 01.01.2027 bis zum 31.10.2027 ")
    assert "€" not in later
    assert content.operative[-1].endswith("von Mariam Beispiel mit der Endung 2051.")
    assert "DE02120300000000202051" not in words(content)


def test_owners_get_a_subsidy_to_their_burden() -> None:
    rented = {path: value for path, value in FACTS.items() if not path.startswith("rent.")}
    burden = {"burden.interest": 240_000, "burden.principal": 120_000, "burden.property_tax": 0}
    content = compose("grant", context({**rented, **burden, "home.kind": "ownership"}))

    assert "Zuschuss zur Belastung" in content.operative[1]
    watched = next(section.table for section in content.notes if section.table)
    assert watched is not None
    assert watched.rows[0][0] == "Belastung im Monat"
    assert watched.rows[0][2] != "0,00 €"


@pytest.mark.parametrize("key", ["grant", "partial"])
def test_a_grant_shows_the_amounts_and_duties_of_the_law(key: str) -> None:
    text = words(compose(key, context()))

    for amount in ("500,00 €", "unter 425,00 €", "1.297,50 €", "über 1.492,13 €"):
        assert amount in text
    for norm in (
        "§ 27 Abs. 3 Satz 1 Nr. 1",
        "§ 27 Abs. 3 Satz 1 Nr. 2",
        "§ 27 Abs. 3 Satz 1 Nr. 3",
        "§ 27 Abs. 4",
        "§ 28 Abs. 1 Satz 2",
        "§ 28 Abs. 4 Satz 1",
        "§ 24 Abs. 3 Satz 2",
        "§ 44 Abs. 1",
        "§ 44 Abs. 4",
        "§ 33",
    ):
        assert f"{norm} " in text or f"{norm}," in text


def test_a_grant_shows_facts_and_every_step() -> None:
    given = context()
    content = compose("grant", given)

    tables = [section.table for section in content.reasons if section.table]
    facts, *parts = tables
    steps = given.assessment.segments[0].steps
    norms = [row[1] for part in parts for row in part.rows]
    assert ("Kaltmiete im Monat", "500,00 €") in facts.rows
    assert norms == [step.norm for step in steps]
    assert all(len(row) == len(table.header) for table in tables for row in table.rows)


def test_a_grant_over_a_change_of_values_names_both_amounts() -> None:
    content = compose("grant", context(span=Span(date(2024, 9, 1), date(2025, 8, 31))))

    assert "298 €" in content.operative[0]
    assert "316 €" in content.operative[1]


def test_tax_assessments_are_asked_for_only_where_the_office_orders_it() -> None:
    asked = compose("grant_with_condition", context(LARGE))
    assert "§ 24 Abs. 4 WoGG" in asked.operative[-2]
    assert "Warum wir die Steuerbescheide brauchen" in words(asked)
    assert "§ 24 Abs. 4 WoGG" not in words(compose("grant", context()))


def test_without_a_proposal_nothing_is_granted() -> None:
    with pytest.raises(NothingProposed):
        compose("grant", replace(context(), assessment=Assessment(segments=())))


def test_a_refusal_begins_with_the_result_then_reason_numbers_and_norm() -> None:
    content = compose("refusal", context(RICH))

    first, second, *_ = content.reasons
    assert content.operative == ("Ihren Antrag auf Wohngeld vom 21.11.2026 lehnen wir ab.",)
    assert "zu hoch" in first.paragraphs[0]
    assert "§ 21 Nr. 1 WoGG" in first.paragraphs[0]
    assert "0 € Wohngeld im Monat" in second.paragraphs[0]
    assert content.notes[0].points


@pytest.mark.parametrize("key", sorted(REFUSAL_NORMS))
def test_a_chosen_reason_stands_with_its_norm(key: str) -> None:
    content = compose("refusal", context(RICH, reason_keys=(key,), own_words="Weil es so ist."))

    assert REFUSAL_NORMS[key] in content.reasons[0].paragraphs[0]
    assert content.reasons[0].paragraphs[-1] == "Weil es so ist."
    assert "{" not in words(content)


def test_a_refusal_for_another_reason_does_not_argue_with_the_amount() -> None:
    content = compose("refusal", context(reason_keys=("wealth",), own_words="Zwei Häuser."))

    assert "Die Zahlen dazu" not in words(content)
    assert "Rechenschritt" not in words(content)


def test_a_refusal_without_reasons_is_not_composed() -> None:
    with pytest.raises(ReasonsMissing):
        compose("refusal", replace(context(), assessment=Assessment(segments=())))
    with pytest.raises(ReasonsMissing):
        compose("refusal", context())


def test_a_refusal_of_everybody_names_the_other_benefit() -> None:
    excluded = {"applicant.benefit": "sgb2", "applicant.benefit_state": "received"}
    text = words(compose("refusal", context({**FACTS, **excluded})))

    assert "§ 21 Nr. 2" in text
    assert "Grundsicherungsgeld" in text


def test_the_facts_of_a_large_household_take_one_row_for_each_person_and_income() -> None:
    content = compose("grant", context(LARGE))
    table = next(section.table for section in content.reasons if section.table)
    assert table is not None

    rows = {str(row[0]): str(row[1]) for row in table.rows}
    assert "Kind" in rows["Frieda Beispiel-Musterfrau"]
    assert "600,00 €" in rows[next(label for label in rows if ": Gewinn" in label)]
    assert len([label for label in rows if label.startswith("Gerda")]) == 2
    assert len(table.rows) < 30


def test_tables_do_not_repeat_their_heading_in_other_words() -> None:
    content = compose("grant", context())

    captions = [s.table.caption for s in (*content.reasons, *content.notes) if s.table]
    assert captions[0] == "Ihre Angaben"
    assert captions[-1] == "Beträge, an denen Sie Änderungen messen"
    assert len(captions) == len(set(captions))


def test_who_lives_alone_is_not_named_and_others_are() -> None:
    assert "Mariam Beispiel: " not in words(compose("grant", context()))
    assert "Mariam Beispiel: Lohn" in words(compose("grant", context(LARGE)))
