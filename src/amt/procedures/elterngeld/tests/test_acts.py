"""What the acts say, and that each parent reads of their own months alone."""

from __future__ import annotations

import pytest

from amt.contract.acts import ActContent
from amt.procedures.elterngeld.acts import (
    ReasonsMissing,
    compose_grant,
    compose_partial,
    compose_refusal,
)
from amt.procedures.elterngeld.procedure import PROCEDURE
from amt.procedures.elterngeld.tests.facts import context, facts


def all_of(content: ActContent) -> str:
    return str(content.to_json())


def test_a_grant_names_amount_months_and_days() -> None:
    content = compose_grant(context())

    assert content.operative[0] == (
        "Sie erhalten Basiselterngeld von 871,33 € im Monat für den 1. bis 12. Lebensmonat "
        "(18.11.2026 bis 17.11.2027)."
    )
    assert "3000" in content.operative[1]
    assert "DE89" not in all_of(content)
    assert "Widerruf" in content.operative[2]
    assert ActContent.from_json(content.to_json()) == content


def test_each_parent_reads_of_their_own_income_alone() -> None:
    mother, father = compose_grant(context()), compose_grant(context("other_parent"))

    assert "1.287,00 €" in father.operative[0]
    assert "1.340,50" in all_of(mother)
    assert "1.340,50" not in all_of(father)
    assert "1.980" not in all_of(mother)


def test_a_parent_without_months_is_told_so() -> None:
    content = compose_grant(context("other_parent", facts(months__second=None)))

    assert len(content.operative) == 1
    assert content.operative[0].startswith("Für Sie selbst sind keine Monate beantragt.")


def test_a_partial_grant_says_what_is_refused_and_what_stays_open() -> None:
    known = facts(months__maternity="first", months__second=["8", "9", "10", "11", "12"])

    content = compose_partial(context(known=known))

    assert content.operative[0].startswith("Sie erhalten")
    assert any("lehnen wir" in line for line in content.operative)
    assert any("entscheiden wir gesondert" in line for line in content.operative)
    reasons = " ".join(content.reasons[0].paragraphs)
    assert "§ 4 Abs. 3, § 5 Abs. 2 BEEG" in reasons
    assert "§ 3 Abs. 1, § 4 Abs. 4 Satz 3 BEEG" in reasons


def test_a_refusal_gives_the_proposed_reasons_in_plain_words() -> None:
    content = compose_refusal(context(known=facts(income__above_limit=True)))

    assert "175.000 Euro" in content.reasons[0].paragraphs[0]
    assert "§ 1 Abs. 8 BEEG" in content.reasons[0].paragraphs[0]


def test_chosen_reasons_and_own_words_come_before_what_was_proposed() -> None:
    content = compose_refusal(
        context(
            known=facts(income__above_limit=True),
            reason_keys=("not_in_household",),
            own_words="Das Kind lebt bei den Großeltern.\n",
        )
    )

    assert len(content.reasons[0].paragraphs) == 2
    assert "Haushalt" in content.reasons[0].paragraphs[0]
    assert content.reasons[0].paragraphs[1] == "Das Kind lebt bei den Großeltern."


def test_a_refusal_without_any_reason_is_not_composed() -> None:
    with pytest.raises(ReasonsMissing):
        compose_refusal(context())


def test_every_act_says_why_it_comes_by_post() -> None:
    assert PROCEDURE.letter_only.startswith("§ 37 Abs. 2b SGB X")
    for spec in PROCEDURE.acts:
        content = spec.compose(context(own_words="Grund."))
        assert any("§ 9 OZG" in " ".join(note.paragraphs) for note in content.notes)
