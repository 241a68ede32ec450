"""Who gets which month: cases by hand, and what must hold for every wish."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.procedures.elterngeld.rules.verteilung import PARENTS, Anspruch, Wunsch, verteile
from amt.procedures.elterngeld.rules.werte import werte_at
from amt.procedures.elterngeld.tests.cases import cases, months_of

WERTE = werte_at(date(2026, 11, 18))
OPEN = {Anspruch.PARALLEL, Anspruch.MATERNITY}
MONTHS = st.frozensets(st.integers(1, 14))
WISHES = st.builds(Wunsch, months=MONTHS, had_income=st.booleans(), has_maternity=st.booleans())
BOTH = st.fixed_dictionaries(dict.fromkeys(PARENTS, WISHES))


def wish_of(row: dict[str, Any]) -> Wunsch:
    return Wunsch(
        months=frozenset(months_of(row["asks"])),
        had_income=row["income"] > 0,
        has_maternity=row.get("maternity_benefit", False),
    )


@pytest.mark.parametrize("case", cases("verteilung"), ids=lambda case: str(case["name"]))
def test_cases_derived_by_hand(case: dict[str, Any]) -> None:
    rows = {parent: case[parent] for parent in PARENTS if parent in case}

    found = verteile({p: wish_of(r) for p, r in rows.items()}, case.get("earliest", 1), WERTE)

    for parent, row in rows.items():
        expected = {key: months_of(row.get(key.value)) for key in Anspruch}
        got = {key: {m for m, a in found[parent].items() if a is key} for key in Anspruch}
        assert got == expected


@given(BOTH, st.integers(1, 15))
def test_each_month_that_was_asked_for_has_one_answer(
    wishes: dict[str, Wunsch], earliest: int
) -> None:
    found = verteile(wishes, earliest, WERTE)

    for parent, wish in wishes.items():
        assert set(found[parent]) == wish.months | wish.maternity


@given(BOTH, st.integers(1, 15))
def test_limits_of_the_law_hold(wishes: dict[str, Wunsch], earliest: int) -> None:
    found = verteile(wishes, earliest, WERTE)

    def having(parent: str, *answers: Anspruch) -> set[int]:
        return {month for month, answer in found[parent].items() if answer in answers}

    taken = {parent: having(parent, Anspruch.GRANTED, *OPEN) for parent in PARENTS}
    granted = {parent: having(parent, Anspruch.GRANTED) for parent in PARENTS}
    had_income = any(wish.had_income for wish in wishes.values())
    assert all(len(months) <= 12 for months in taken.values())
    assert all(len(months) != 1 for months in taken.values())
    assert sum(len(months) for months in taken.values()) <= (14 if had_income else 12)
    both = granted["first"] & granted["second"]
    assert len(both) <= 1
    assert all(month <= 12 for month in both)
    assert all(month >= earliest for months in granted.values() for month in months)


@given(BOTH, st.integers(1, 15))
def test_the_order_of_the_parents_does_not_matter(wishes: dict[str, Wunsch], earliest: int) -> None:
    swapped = {"first": wishes["second"], "second": wishes["first"]}

    found, other = verteile(wishes, earliest, WERTE), verteile(swapped, earliest, WERTE)

    assert (found["first"], found["second"]) == (other["second"], other["first"])


@given(MONTHS, st.booleans(), st.integers(1, 15))
def test_a_parent_alone_never_loses_to_the_shared_total(
    months: frozenset[int], had_income: bool, earliest: int
) -> None:
    found = verteile({"first": Wunsch(months, had_income)}, earliest, WERTE)["first"]

    assert not {Anspruch.SHARED_TOTAL, Anspruch.PARALLEL} & set(found.values())
