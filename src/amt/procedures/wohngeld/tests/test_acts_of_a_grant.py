"""The acts in the life of a grant: what each must say, and that nothing is left open in any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amt.capabilities.acts import typesetting
from amt.contract.acts import ActContent, ActKind, ActSpec
from amt.contract.assessment import Assessment, Outcome
from amt.contract.deeds import DECIDED, RECEIVED, Chronicle, Entry
from amt.contract.facts import Facts
from amt.procedures.wohngeld.acts.parts import NothingProposed, ReasonsMissing
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.aenderung import reassess
from amt.procedures.wohngeld.tests.acts_given import (
    APPLIED_ON,
    GRANTED_ON,
    INPUTS,
    REVIEWS,
    THIN,
    context_of,
    decided,
    granted,
)
from amt.procedures.wohngeld.tests.test_acts import words

EACH = pytest.mark.parametrize("spec", PROCEDURE.acts, ids=lambda spec: str(spec.key))
BOTH = pytest.mark.parametrize("who", ["thin", "rich"])


def composed(key: str, who: str = "thin", **more: object) -> ActContent:
    return PROCEDURE.act(key).compose(context_of(key, who, **more))


@EACH
@BOTH
def test_each_act_reads_back_can_be_printed_and_has_no_gap(spec: ActSpec, who: str) -> None:
    content = composed(spec.key, who)

    text = words(content)
    assert ActContent.from_json(content.to_json()) == content
    assert "{" not in text
    assert "()" not in text
    assert "!" not in text
    assert all(line.strip() for line in content.operative)
    assert typesetting.SUBSTITUTE not in str(typesetting.printable(content.to_json()))


@EACH
def test_a_burdening_act_has_reasons_and_a_remedy_and_a_mere_step_has_none(spec: ActSpec) -> None:
    content = composed(spec.key)

    assert spec.has_remedy or not spec.burdening
    if spec.burdening:
        assert any(part.paragraphs or part.points for part in content.reasons)
    if spec.kind is ActKind.REQUEST:
        assert not spec.has_remedy


@pytest.mark.parametrize(
    "key", ["grant", "grant_with_condition", "partial", "provisional", "change", "adjustment"]
)
@BOTH
def test_whatever_grants_tells_amounts_and_duties(key: str, who: str) -> None:
    text = words(composed(key, who))
    for norm in (
        "§ 27 Abs. 3 Satz 1 Nr. 2 WoGG",
        "§ 27 Abs. 3 Satz 1 Nr. 3 WoGG",
        "§ 28 Abs. 4 Satz 1 WoGG",
        "§ 24 Abs. 3 Satz 2",
        "§ 26 Abs. 2 WoGG",
    ):
        assert norm in text


def test_a_provisional_grant_has_its_reservation_and_its_note() -> None:
    content = composed("provisional")

    assert "vorläufig Wohngeld" in content.operative[0]
    assert "Vorbehalt der endgültigen Entscheidung" in content.operative[1]
    assert "können wir es zurückfordern (§ 26a Abs. 2 Satz 2" in words(content)
    with pytest.raises(ReasonsMissing):
        composed("provisional", inputs={})


def test_a_grant_after_a_provisional_one_is_final_and_credits() -> None:
    entries = (Entry(RECEIVED, APPLIED_ON), decided("provisional"))
    content = composed("grant", chronicle=Chronicle(entries))

    assert any("ersetzt den Bescheid vom 02.02.2026" in line for line in content.operative)
    assert "§ 26a Abs. 4 Satz 1 WoGG" in words(content)
    assert "§ 26a" not in words(composed("grant"))


def test_a_change_says_from_when_why_and_what_was_before() -> None:
    content = composed("change")

    text = words(content)
    assert content.operative[0] == (
        "Für die Zeit ab dem 01.06.2026 entscheiden wir neu. "
        "Insoweit heben wir den Bescheid vom 02.02.2026 auf (§ 27 Abs. 2 WoGG)."
    )
    assert "Sie erhalten vom 01.06.2026 bis zum 31.12.2026" in content.operative[1]
    assert "Bisher waren es 316 € im Monat" in text
    assert "§ 27 Abs. 2 Satz 1 Nr. 3 WoGG" in text
    assert "seit dem 02.06.2026" in text
    assert "in einem eigenen Bescheid (§ 50 SGB X)" in text


def test_more_is_paid_later_and_nothing_is_asked_back() -> None:
    facts = THIN | REVIEWS["refuse_change"] | {"incomes.0.amount": 100_000}
    assessment = reassess(Facts(facts), (granted(THIN),))
    text = words(composed("change", facts=Facts(facts), assessment=assessment))

    assert "Den Unterschied zahlen wir nach" in text
    assert "§ 50 SGB X" not in text
    assert "§ 27 Abs. 1 Satz 1 Nr. 3 WoGG" in text


def test_new_figures_bring_the_notes_of_the_law() -> None:
    text = words(composed("adjustment"))
    for norm in ("§ 44 Abs. 1 WoGG", "§ 44 Abs. 2 WoGG", "§ 44 Abs. 4 WoGG", "§ 28 Abs. 1 oder 3"):
        assert norm in text
    assert "kann auch vor dem Tag liegen, an dem die neuen Werte in Kraft" in text
    assert "§ 44 Abs. 4 WoGG" in words(composed("adjustment_end"))


def test_a_withdrawal_says_why_nobody_may_rely_on_it() -> None:
    facts = THIN | REVIEWS["withdrawal"] | {"incomes.0.amount": 170_000}
    assessment = reassess(Facts(facts), (granted(THIN),))
    text = words(composed("change", facts=Facts(facts), assessment=assessment))

    assert "nehmen wir den Bescheid vom 02.02.2026 insoweit zurück" in text
    assert "§ 45 Abs. 2 Satz 3 Nr. 2 SGB X" in text
    assert "Das öffentliche Interesse überwiegt." in text


def test_an_end_says_from_when_and_with_which_numbers() -> None:
    content = composed("end")
    assert content.operative[0] == "Ab dem 01.06.2026 erhalten Sie kein Wohngeld mehr."
    assert "§ 21 Nr. 1 WoGG" in words(content)
    assert "Die Zahlen dazu" in words(content)


def test_a_refused_change_leaves_the_grant_and_names_the_threshold() -> None:
    content = composed("refuse_change")
    assert content.operative[0] == "Ihren Antrag vom 02.06.2026 auf mehr Wohngeld lehnen wir ab."
    assert content.operative[1].startswith("Der Bescheid vom 02.02.2026 bleibt")
    assert "mehr als 10 Prozent" in words(content)


def test_a_request_warns_and_names_its_last_day() -> None:
    text = words(composed("request"))
    assert "versagen oder entziehen" in text
    assert "§ 66 Abs. 1 und 3 SGB I" in text
    assert "§ 65 Abs. 1 SGB I" in text
    assert "bis zum 13.07.2026" in text


def test_lack_of_cooperation_names_request_warning_discretion_and_the_way_back() -> None:
    text = words(composed("refusal_cooperation"))
    for said in (
        "am 02.03.2026 schriftlich gebeten, uns bis zum 07.04.2026",
        "§ 66 Abs. 3 SGB I",
        "Eine teilweise Zahlung geht nicht.",
        "§ 67 SGB I",
        "Lohnabrechnungen von Januar bis März 2026",
    ):
        assert said in text


@pytest.mark.parametrize("intended", ["withdraw", "change", "void", "misuse", "recover"])
def test_a_hearing_names_facts_law_and_last_day(intended: str) -> None:
    inputs = {**INPUTS["hearing"], "hear.intended": intended}
    text = words(composed("hearing", inputs=inputs))
    assert "§ 24 Abs. 1 SGB X" in text
    assert "Der Arbeitgeber hat einen höheren Lohn bescheinigt." in text
    assert "348,00 €" in text
    assert "bis zum 29.06.2026" in text


@pytest.mark.parametrize("ground", ["unlawful", "changed", "void"])
def test_a_held_payment_is_told_with_its_grounds_and_its_end(ground: str) -> None:
    inputs = {**INPUTS["payment_stop"], "stop_payments.ground": ground}
    text = words(composed("payment_stop", inputs=inputs))
    assert "Über Ihren Anspruch ist damit noch nicht entschieden." in text
    assert "bis zum 10.08.2026" in text
    assert "§ 29 Abs. 4 Satz 2 WoGG" in text


def test_who_is_excluded_is_told_the_term_for_a_new_application() -> None:
    content = composed("void")
    assert "ist ab dem 01.06.2026 unwirksam (§ 28 Abs. 3 WoGG)" in content.operative[0]
    for norm in ("§ 25 Abs. 4 Satz 1 Nr. 2", "§ 25 Abs. 4 Satz 1 Nr. 1", "§ 25 Abs. 4 Satz 3"):
        assert norm in words(content)


def test_who_moved_out_is_told_to_apply_for_the_new_home() -> None:
    inputs = {"void.ground": "moved_out", "void.on": "2026-05-01", "void.what": "Umzug."}
    content = composed("void", inputs=inputs, facts=Facts({**THIN, **inputs}))
    assert "ab dem 01.05.2026 unwirksam (§ 28 Abs. 1 Satz 1 WoGG)" in content.operative[0]
    assert "Für die neue Wohnung" in words(content)
    assert "§ 25 Abs. 4" not in words(content)


def test_misuse_loses_its_months_alone() -> None:
    content = composed("misuse")
    assert "vom 01.03.2026 bis zum 30.04.2026" in content.operative[0]
    assert "§ 28 Abs. 2 Satz 3 WoGG" in words(content)


@pytest.mark.parametrize(
    ("ground", "norm"),
    [
        ("annulled", "§ 50 Abs. 1 SGB X"),
        ("void", "§ 50 Abs. 2 SGB X"),
        ("provisional", "§ 26a Abs. 4 Satz 2 WoGG"),
    ],
)
def test_a_recovery_names_sum_months_ground_and_who_owes_it_too(ground: str, norm: str) -> None:
    inputs = {**INPUTS["recovery"], "recover.ground": ground, "recover.discretion": "Abgewogen."}
    content = composed("recovery", "rich", inputs=inputs)

    text = words(content)
    assert content.operative[0] == f"Sie müssen 544,00 € Wohngeld erstatten ({norm})."
    assert "bis zum 15.08.2026" in content.operative[1]
    assert "§ 29 Abs. 1 WoGG" in text
    assert "Was Sie am 08.06.2026 geschrieben haben, haben wir geprüft" in text
    assert "Abgewogen." in text
    months = next(part.table for part in content.reasons if part.table)
    assert months is not None
    assert [row[0] for row in months.rows] == [*(f"0{n}.2026" for n in range(1, 6)), "Zusammen"]


def test_who_lives_alone_owes_alone_and_may_have_been_silent() -> None:
    entries = (Entry(RECEIVED, APPLIED_ON), Entry("hear", date(2026, 6, 3)))
    silent = words(composed("recovery", chronicle=Chronicle(entries)))
    unheard = words(composed("recovery", chronicle=Chronicle(entries[:1])))

    assert "Gesamtschuldner" not in silent
    assert "keinen Gebrauch gemacht" in silent
    assert "Gelegenheit gegeben" not in unheard


def test_nothing_is_demanded_or_changed_without_reasons() -> None:
    with pytest.raises(ReasonsMissing):
        composed("recovery", inputs={**INPUTS["recovery"], "recover.reason": ""})
    given = context_of("change", "thin", facts=Facts(THIN))
    plain = granted(THIN).assessment
    with pytest.raises(ReasonsMissing):
        PROCEDURE.act("change").compose(replace(given, assessment=plain))
    with pytest.raises(NothingProposed):
        PROCEDURE.act("end").compose(replace(given, assessment=Assessment(())))
    with pytest.raises(ReasonsMissing):
        PROCEDURE.act("refuse_change").compose(replace(given, assessment=plain))


def test_the_decision_that_is_being_worded_is_not_the_earlier_one() -> None:
    given = context_of("change", "thin")
    entries = given.chronicle.entries
    itself = Entry(DECIDED, given.decided_on, {"kind": Outcome.GRANT.value, "act": "change"})
    content = PROCEDURE.act("change").compose(
        replace(given, chronicle=Chronicle((*entries, itself)))
    )
    assert f"{GRANTED_ON:%d.%m.%Y}" in content.operative[0]
