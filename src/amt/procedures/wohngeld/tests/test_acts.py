"""Grant and refusal: complete by § 24 and § 27 WoGG, with reasons, in words people read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from amt.capabilities.acts import typesetting
from amt.contract.acts import ActContent, ActContext, ActKind, Section
from amt.contract.assessment import Assessment
from amt.contract.facts import Facts
from amt.kernel.periods import Span
from amt.procedures.wohngeld.acts.grant import NothingProposed
from amt.procedures.wohngeld.acts.refusal import REFUSAL_NORMS, ReasonsMissing
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum, propose

APPLIED_ON = date(2026, 11, 21)
FACTS: dict[str, Any] = {
    "applicant.given_name": "Mariam",
    "home.place": "040110000000",
    "rent.cold": 50_000,
    "applicant.benefit": "none",
    "applicant.disability": "none",
    "income.wage": 140_000,
    "income.pays_income_tax": True,
    "income.pays_health_insurance": True,
    "income.pays_pension_insurance": True,
    "payment.iban": "DE02120300000000202051",
    "payment.account_holder": "Mariam Beispiel",
}
RICH = {**FACTS, "income.wage": 400_000}


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

    assert content.operative[0] == (
        "Sie erhalten vom 01.11.2026 bis zum 31.12.2026 Wohngeld als Zuschuss zur Miete "
        "in Höhe von 316 € im Monat."
    )
    assert content.operative[-1].endswith("von Mariam Beispiel mit der Endung 2051.")
    assert "DE02120300000000202051" not in words(content)


def test_a_grant_shows_the_amounts_and_duties_of_the_law() -> None:
    text = words(compose("grant", context()))

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


def test_a_grant_explains_why_its_period_is_short() -> None:
    assert "kürzer als zwölf Monate" in words(compose("grant", context()))


def test_a_grant_over_a_change_of_values_names_both_amounts() -> None:
    content = compose("grant", context(span=Span(date(2024, 9, 1), date(2025, 8, 31))))

    assert "298 €" in content.operative[0]
    assert "316 €" in content.operative[1]


def test_a_grant_leaves_time_without_values_open() -> None:
    content = compose("grant", context(span=Span(date(2026, 11, 1), date(2027, 10, 31))))

    assert "Über die Zeit vom 01.01.2027 bis zum 31.10.2027 entscheiden wir gesondert" in words(
        content
    )
    assert "Über die Zeit nach dem 31.12.2026" in words(content)


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
    text = words(compose("refusal", context({**FACTS, "applicant.benefit": "sgb2"})))

    assert "§ 21 Nr. 2" in text
    assert "Grundsicherungsgeld vom Jobcenter" in text


@pytest.mark.parametrize(("key", "facts"), [("grant", FACTS), ("refusal", RICH)])
def test_an_act_reads_back_and_has_no_gap(key: str, facts: dict[str, Any]) -> None:
    content = compose(key, context(facts))

    assert ActContent.from_json(content.to_json()) == content
    assert "{" not in words(content)
    assert all(line.strip() for line in content.operative)


@pytest.mark.parametrize("key", ["grant", "refusal"])
def test_every_sign_of_an_act_can_be_printed(key: str) -> None:
    given = context(FACTS if key == "grant" else RICH)

    shown = typesetting.printable(compose(key, given).to_json())

    assert typesetting.SUBSTITUTE not in str(shown)


def test_tables_do_not_repeat_their_heading_in_other_words() -> None:
    content = compose("grant", context())

    captions = [s.table.caption for s in (*content.reasons, *content.notes) if s.table]
    assert captions == [
        "Ihre Angaben",
        "Haushalt und Miete",
        "Einkommen",
        "Höhe des Wohngelds",
        "Beträge, an denen Sie Änderungen messen",
    ]


def test_who_lives_alone_is_not_numbered_and_others_are() -> None:
    assert "Person 1:" not in words(compose("grant", context()))

    household = {
        **FACTS,
        "members.0.birth_date": "1990-02-03",
        "members.0.relation": "spouse",
        "members.0.benefit": "none",
        "members.0.disability": "none",
    }
    assert "Person 1: Lohn und Gehalt" in words(compose("grant", context(household)))


def test_only_the_refusal_is_burdening_and_both_can_be_contested() -> None:
    kinds = {spec.kind: spec for spec in PROCEDURE.acts}
    assert set(kinds) == {ActKind.GRANT, ActKind.REFUSAL}
    assert kinds[ActKind.REFUSAL].burdening
    assert not kinds[ActKind.GRANT].burdening
    assert all(spec.has_remedy for spec in PROCEDURE.acts)
