"""When an act counts as known and until when it can be contested, by (law, channel)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.law import (
    Channel,
    Delivery,
    Law,
    Remedy,
    UnknownWay,
    bekanntgabe,
    remedy_of,
    remedy_period,
)
from amt.kernel.periods import is_working_day

SENT = date(2026, 11, 20)
DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("law", "channel", "norm"),
    [
        (Law.SGB_X, Channel.MAILBOX, "§ 37 Abs. 2a SGB X"),
        (Law.SGB_X, Channel.LETTER, "§ 37 Abs. 2 SGB X"),
        (Law.SGB_X, Channel.FEDERAL_MAILBOX, "§ 9 Abs. 1 OZG"),
        (Law.SGB_X_SGG, Channel.LETTER, "§ 37 Abs. 2 SGB X"),
        (Law.SGB_X_SGG, Channel.FEDERAL_MAILBOX, "§ 9 Abs. 1 OZG"),
        (Law.VWVFG, Channel.LETTER, "§ 41 Abs. 2 VwVfG"),
        (Law.AO, Channel.LETTER, "§ 122 Abs. 2 Nr. 1 AO"),
        (Law.AO, Channel.MAILBOX, "§ 122a Abs. 4 AO"),
    ],
)
def test_the_fourth_day_after_sending_counts(law: Law, channel: Channel, norm: str) -> None:
    found = bekanntgabe(Delivery(law, channel, SENT, SENT), on=SENT)
    assert (found.on, found.norm) == (date(2026, 11, 24), norm)
    assert found.provisional


def test_a_mailbox_counts_from_the_notification_not_from_the_provision() -> None:
    late = Delivery(Law.SGB_X, Channel.MAILBOX, SENT, SENT + timedelta(days=3))
    assert bekanntgabe(late, on=SENT).on == date(2026, 11, 27)


def test_a_disputed_notification_counts_from_retrieval() -> None:
    disputed = Delivery(Law.SGB_X, Channel.MAILBOX, SENT, SENT, receipt_disputed=True)
    open_still = bekanntgabe(disputed, on=SENT)
    assert open_still.on is None
    assert open_still.provisional
    retrieved = Delivery(
        Law.SGB_X, Channel.MAILBOX, SENT, SENT, date(2026, 12, 9), receipt_disputed=True
    )
    assert bekanntgabe(retrieved, on=SENT).on == date(2026, 12, 9)


def test_a_portal_under_general_law_counts_from_the_day_after_retrieval() -> None:
    waiting = Delivery(Law.VWVFG, Channel.MAILBOX, SENT, SENT)
    assert bekanntgabe(waiting, on=date(2026, 11, 30)).on is None
    assert not bekanntgabe(waiting, on=date(2026, 11, 30)).void
    assert bekanntgabe(waiting, on=date(2026, 12, 1)).void
    retrieved = Delivery(Law.VWVFG, Channel.MAILBOX, SENT, SENT, date(2026, 11, 23))
    assert bekanntgabe(retrieved, on=SENT).on == date(2026, 11, 24)


def test_a_way_that_is_none_is_refused() -> None:
    class Other:
        law = "other"
        channel = Channel.LETTER

    with pytest.raises(UnknownWay):
        bekanntgabe(Other(), on=SENT)  # type: ignore[arg-type]


def test_a_month_to_object_ends_on_a_working_day() -> None:
    found = remedy_period(Law.SGB_X, date(2026, 11, 25), land="HB")
    assert (found.remedy, found.ends_on) == (Remedy.WIDERSPRUCH, date(2026, 12, 28))
    assert found.norm == "§ 70 Abs. 1 VwGO"


def test_without_instruction_there_is_a_year() -> None:
    found = remedy_period(Law.VWVFG, date(2026, 11, 25), land="HB", instructed=False)
    assert (found.ends_on, found.norm) == (date(2027, 11, 25), "§ 58 Abs. 2 VwGO")
    tax = remedy_period(Law.AO, date(2026, 11, 25), land="HB", instructed=False)
    assert tax.norm == "§ 356 Abs. 2 AO"


def test_against_tax_acts_an_einspruch_is_lodged() -> None:
    assert remedy_of(Law.AO) is Remedy.EINSPRUCH
    assert remedy_period(Law.AO, SENT, land="HB").norm == "§ 355 Abs. 1 AO"


@given(DAYS)
def test_a_remedy_period_is_at_least_a_month_and_ends_when_offices_work(day: date) -> None:
    end = remedy_period(Law.SGB_X, day, land="HB").ends_on
    assert is_working_day(end, "HB")
    assert timedelta(days=28) <= end - day <= timedelta(days=38)


def test_in_matters_of_the_social_courts_their_law_says_until_when() -> None:
    known_on = date(2026, 11, 25)
    instructed = remedy_period(Law.SGB_X_SGG, known_on, land="HB")
    without = remedy_period(Law.SGB_X_SGG, known_on, land="HB", instructed=False)
    assert (instructed.remedy, instructed.norm) == (Remedy.WIDERSPRUCH, "§ 84 Abs. 1 SGG")
    assert instructed.ends_on == remedy_period(Law.SGB_X, known_on, land="HB").ends_on
    assert without.norm == "§ 66 Abs. 2 SGG"
