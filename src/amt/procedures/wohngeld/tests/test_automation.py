"""What a machine may decide alone: a plain case with its papers, and nothing beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.assessment import Assessment, Reason
from amt.contract.facts import Facts
from amt.kernel.periods import Span
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.automation import EXCLUDED_IF, against
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.tests.acts_given import RICH, THIN, granted

PAPERS = {"proofs.rent_contract": ["a"], "proofs.income": ["b"]}
PLAIN = {**THIN, **PAPERS}


def found(**changed: Any) -> tuple[str, ...]:
    facts = PLAIN | {path.replace("__", "."): value for path, value in changed.items()}
    known = {path: value for path, value in facts.items() if value is not None}
    return against(Facts(known), granted(THIN).assessment)


def test_a_plain_case_with_its_papers_qualifies() -> None:
    assert found() == ()


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"home__kind": "ownership"}, "not_a_tenant"),
        ({"home__kind": None}, "not_a_tenant"),
        ({"home__other_use": ["let"]}, "shared_home"),
        ({"rent__includes": ["heating"]}, "shared_home"),
        ({"proofs__income": None}, "no_proof"),
        ({"household__circumstances": ["wealth"]}, "household"),
        ({"applicant__benefit": "sgb2"}, "other_benefits"),
        ({"applicant__circumstances": ["foreign"]}, "foreign"),
        ({"applicant__circumstances": ["disability"]}, "circumstances"),
        ({"incomes__0__kind": "self_employed"}, "unusual_income"),
        ({"incomes__0__rhythm": "once"}, "unusual_income"),
        ({"incomes__0__until": "2026-05-01"}, "unusual_income"),
    ],
)
def test_what_asks_for_a_person_goes_to_one(changed: dict[str, Any], key: str) -> None:
    assert key in found(**changed)


def test_a_remark_that_wants_a_look_and_a_change_of_figures_speak_against_it() -> None:
    plain = granted(THIN).assessment
    noted = Assessment(plain.segments, remarks=(Reason("own_means_to_check", "§ 15 WoGG"),))
    harmless = Assessment(plain.segments, remarks=(Reason("rent_above_limit", "§ 11 WoGG"),))
    year = granted(THIN).assessment.segments[0].span
    facts = Facts(PLAIN)
    over = propose(facts, Span(year.start.replace(year=2024, month=9), year.start))

    assert against(facts, noted) == ("remarks",)
    assert against(facts, harmless) == ()
    assert "several_periods" in against(facts, over)


def test_months_that_are_open_for_everybody_do_not_ask_for_a_person() -> None:
    late = propose(Facts(PLAIN), Span(date(2026, 11, 1), date(2027, 10, 31)))
    assert late.open_from == date(2027, 1, 1)
    assert against(Facts(PLAIN), late) == ()


def test_a_large_household_goes_to_a_person() -> None:
    keys = against(Facts({**RICH, **PAPERS}), granted(RICH).assessment)
    assert {"shared_home", "household", "circumstances", "unusual_income"} <= set(keys)


@given(st.sets(st.sampled_from(sorted(PLAIN))))
def test_what_is_not_told_never_makes_a_case_qualify(left_out: set[str]) -> None:
    facts = Facts({path: value for path, value in PLAIN.items() if path not in left_out})
    keys = against(facts, granted(THIN).assessment)
    decisive = {
        "home.kind",
        "applicant.benefit",
        "proofs.income",
        "proofs.rent_contract",
    }
    assert set(keys) <= set(EXCLUDED_IF)
    assert keys or not left_out & decisive


def test_each_ground_has_its_words_and_it_is_off_by_default() -> None:
    automation = PROCEDURE.automation
    assert automation is not None
    assert automation.norm == "§ 31a SGB X"
    assert 0 < automation.sampled_share_percent <= 100
    for key in automation.excluded_if:
        for language in ("de", "en"):
            assert PROCEDURE.texts.find(f"automation.{key}", language)
