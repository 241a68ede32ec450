"""The amount: order, rounding, the smallest amount, the thirteenth member."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt.contract.parameters import NotEnacted
from amt.procedures.wohngeld.rules.festkomma import full_euros
from amt.procedures.wohngeld.rules.hoehe import betrag_bei, hoehe
from amt.procedures.wohngeld.rules.miete import zu_beruecksichtigende_miete
from amt.procedures.wohngeld.rules.werte import Werte, enacted_until, werte_at

OLD, NEW = werte_at(date(2024, 1, 1)), werte_at(date(2026, 12, 31))
amounts = st.decimals(0, 6000, places=2)
members = st.integers(1, 16)
versions = st.sampled_from([OLD, NEW])


def test_minimum_values_replace_smaller_ones() -> None:
    result = hoehe(1, rent=Decimal(10), income=Decimal(0), werte=NEW)
    assert (result.rent_used, result.income_used) == (Decimal(54), Decimal(396))


def test_each_step_has_ten_places() -> None:
    result = hoehe(3, rent=Decimal("701.11"), income=Decimal("1234.57"), werte=NEW)
    for value in (result.z1, result.z2, result.z3, result.z4):
        assert value.as_tuple().exponent == -10


def test_half_a_euro_is_rounded_up_and_less_down() -> None:
    assert full_euros(Decimal("144.5")) == 145
    assert full_euros(Decimal("144.4999999999")) == 144
    assert full_euros(Decimal("145.5")) == 146


def test_less_than_ten_euros_is_no_claim() -> None:
    paid = {
        result.computed: result.amount
        for cents in range(100_000, 160_000, 100)
        for result in [hoehe(1, rent=Decimal(600), income=Decimal(cents) / 100, werte=NEW)]
    }
    assert paid[10] == 10
    assert paid[9] == 0
    assert all(amount == (computed if computed >= 10 else 0) for computed, amount in paid.items())


def test_the_thirteenth_member_adds_its_amount_up_to_the_rent() -> None:
    rent, income = Decimal(3000), Decimal(5000)
    twelve = hoehe(12, rent=rent, income=income, werte=NEW)
    thirteen = hoehe(13, rent=rent, income=income, werte=NEW)
    capped = hoehe(14, rent=Decimal("400.90"), income=Decimal(3000), werte=NEW)
    assert thirteen.amount == twelve.amount + 65
    assert hoehe(13, rent=rent, income=income, werte=OLD).further == 57
    assert capped.amount == 400


def test_the_amount_for_the_thirteenth_member_is_not_paid_at_any_income() -> None:
    assert hoehe(13, rent=Decimal(900), income=Decimal(90_000), werte=NEW).amount == 0


@pytest.mark.parametrize(
    ("count", "rent", "income"),
    [(0, "1", "1"), (1, "-1", "1"), (1, "1", "-0.01"), (1, "NaN", "1"), (1, "1", "Infinity")],
)
def test_senseless_values_are_refused(count: int, rent: str, income: str) -> None:
    with pytest.raises(ValueError, match="member"):
        hoehe(count, rent=Decimal(rent), income=Decimal(income), werte=NEW)


def test_an_unknown_level_is_refused() -> None:
    for level in (0, 8, -1):
        with pytest.raises(KeyError):
            zu_beruecksichtigende_miete(
                Decimal(1), mietenstufe=level, persons=1, counted=1, werte=NEW
            )


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2027, 1, 1), date(2199, 1, 1)])
def test_no_day_outside_the_enacted_values_gets_older_ones(day: date) -> None:
    with pytest.raises(NotEnacted):
        werte_at(day)
    assert enacted_until() == date(2026, 12, 31)


@given(members, amounts, amounts, amounts, versions)
def test_more_income_never_brings_more(
    count: int, rent: Decimal, income: Decimal, more: Decimal, werte: Werte
) -> None:
    less = hoehe(count, rent=rent, income=income, werte=werte)
    assert hoehe(count, rent=rent, income=income + more, werte=werte).amount <= less.amount


@given(members, amounts, st.decimals(0, 1500, places=2), amounts, versions)
def test_more_rent_never_brings_less_while_anything_is_paid(
    count: int, rent: Decimal, more: Decimal, income: Decimal, werte: Werte
) -> None:
    before = hoehe(count, rent=rent, income=income, werte=werte)
    after = hoehe(count, rent=rent + more, income=income, werte=werte)
    share = werte.for_size(count).b * before.income_used
    assert share >= 1 or after.amount >= before.amount


@given(members, amounts, amounts, versions)
def test_the_amount_is_full_euros_and_never_small_or_negative(
    count: int, rent: Decimal, income: Decimal, werte: Werte
) -> None:
    amount = hoehe(count, rent=rent, income=income, werte=werte).amount
    assert amount == 0 or amount >= 10
    assert amount <= rent or count <= 12


@given(members, amounts, amounts, amounts, amounts, versions)
def test_the_amount_at_another_rent_or_income_is_that_of_the_whole_formula(
    count: int, rent: Decimal, income: Decimal, other: Decimal, earned: Decimal, werte: Werte
) -> None:
    found = hoehe(count, rent=rent, income=income, werte=werte)
    whole = hoehe(count, rent=other, income=earned, werte=werte)
    assert betrag_bei(found, werte, rent=other, income=earned) == whole.amount


@given(st.integers(1, 20), st.data(), amounts, st.integers(1, 7), versions)
def test_the_rent_that_counts_stays_within_its_limits(
    persons: int, data: st.DataObject, rent: Decimal, level: int, werte: Werte
) -> None:
    counted = data.draw(st.integers(1, persons))
    miete = zu_beruecksichtigende_miete(
        rent, mietenstufe=level, persons=persons, counted=counted, werte=werte
    )
    assert miete.within_limit <= min(rent, miete.limit)
    assert 0 < miete.eligible <= miete.limit + miete.heizkosten
    assert abs(miete.eligible * persons - miete.whole * counted) < Decimal("0.000001")


@settings(max_examples=25)
@given(members, amounts, amounts, st.integers(3, 30))
def test_no_context_of_a_thread_changes_a_result(
    count: int, rent: Decimal, income: Decimal, precision: int
) -> None:
    usual = hoehe(count, rent=rent, income=income, werte=NEW)
    with localcontext() as context:
        context.prec = precision
        context.rounding = "ROUND_DOWN"
        assert hoehe(count, rent=rent, income=income, werte=NEW) == usual
