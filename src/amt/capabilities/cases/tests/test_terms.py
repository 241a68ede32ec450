"""What time does in a case: terms for both sides, deeds that follow when one has run out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amt.capabilities.acts.models import Act
from amt.capabilities.cases import handlers, queries, services
from amt.capabilities.cases.events import DeedDone
from amt.capabilities.cases.models import Case, DeedRecord
from amt.capabilities.cases.testing.fixtures import AT, ON, OpenCase
from amt.capabilities.cases.tests.test_deeds import confirm, do
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.queries import items_about
from amt.contract import registry
from amt.contract.deeds import Chronicle, Term, TermState
from amt.contract.procedure import Procedure
from amt.kernel import clock

LAST_DAY = date(2027, 1, 18)
"""Eight weeks after the usual day, a Saturday, moved to the Monday (section 193 BGB)."""


@pytest.fixture
def reviewed(open_house: OpenCase, caseworker: Account) -> Case:
    """A case whose eight weeks run since the usual day."""
    case = open_house()
    confirm(case, actor_of(caseworker))
    case.refresh_from_db()
    return case


def at_noon(on: date) -> datetime:
    return AT + (on - ON)


def run(on: date) -> int:
    return services.run_due_deeds(on=on, at=at_noon(on))


def test_both_sides_see_the_same_terms(
    reviewed: Case, caseworker: Account, citizen: Account
) -> None:
    for_office = queries.get_case(actor_of(caseworker), reviewed.uuid, on=ON).terms
    for_party = queries.status_of(actor_of(citizen), reviewed.uuid, on=ON).terms

    assert for_office == for_party
    assert [(term.key, term.ends_on, term.state) for term in for_party] == [
        ("decision", LAST_DAY, TermState.RUNNING)
    ]


def test_nothing_is_due_on_the_last_day_and_all_on_the_next(reviewed: Case) -> None:
    assert reviewed.next_due_on == LAST_DAY + timedelta(days=1)

    assert run(LAST_DAY) == 0
    assert run(LAST_DAY + timedelta(days=1)) == 1

    reviewed.refresh_from_db()
    record = DeedRecord.objects.get(key="take_as_granted")
    assert reviewed.state == "granted_by_silence"
    assert Case.objects.filter(uuid=reviewed.uuid, next_due_on=None).exists()
    assert (record.actor_id, record.role, record.party_id) == (None, "", None)


@given(late=st.integers(1, 300))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_deed_of_time_counts_from_the_day_after_its_term_however_late_it_is_written(
    open_house: OpenCase, caseworker: Account, late: int
) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))
    on = LAST_DAY + timedelta(days=late)

    services.run_due_deeds(on=on, at=at_noon(on), case_uuid=case.uuid)

    assert case.deeds.get(key="take_as_granted").on == LAST_DAY + timedelta(days=1)


def test_running_twice_does_it_once(reviewed: Case) -> None:
    on = LAST_DAY + timedelta(days=3)

    assert [run(on), run(on), run(on + timedelta(days=30))] == [1, 0, 0]
    assert Act.objects.filter(act_key="certificate").count() == 1


def test_certificate_of_time_is_signed_by_nobody(reviewed: Case) -> None:
    run(LAST_DAY + timedelta(days=1))

    act = Act.objects.get(act_key="certificate")
    assert act.signatory_name == ""
    assert [copy.role for copy in act.copies] == ["owner"]


def test_office_is_called_when_time_leaves_it_something_to_do(reviewed: Case) -> None:
    run(LAST_DAY + timedelta(days=1))

    # Nobody decides any more, but the case is still to be closed by hand.
    assert [item.kind for item in items_about("case", reviewed.uuid)] == ["deed"]


def test_waiver_stops_the_clock(reviewed: Case, citizen: Account) -> None:
    do(reviewed, "waive", actor_of(citizen), at=at_noon(ON + timedelta(days=9)))

    reviewed.refresh_from_db()
    assert reviewed.next_due_on is None
    assert run(LAST_DAY + timedelta(days=400)) == 0
    term = queries.status_of(actor_of(citizen), reviewed.uuid, on=LAST_DAY).terms[0]
    assert term.state is TermState.VOID


def test_decision_stops_the_clock(reviewed: Case, caseworker: Account) -> None:
    services.decide(
        case_uuid=reviewed.uuid,
        kind="grant",
        inputs={"permit.valid_until": "2030-01-01"},
        proposal_id=None,
        actor=actor_of(caseworker),
        at=at_noon(LAST_DAY),
    )

    assert run(LAST_DAY + timedelta(days=1)) == 0
    view = queries.get_case(actor_of(caseworker), reviewed.uuid, on=LAST_DAY + timedelta(days=9))
    assert view.terms[0].state is TermState.KEPT


def test_deed_after_the_end_of_a_term_comes_too_late_even_if_no_job_ran(
    reviewed: Case, caseworker: Account, citizen: Account
) -> None:
    after = at_noon(LAST_DAY + timedelta(days=2))

    with pytest.raises(services.DeedNotPossible):
        do(reviewed, "waive", actor_of(citizen), at=after)
    with pytest.raises(services.NotToBeDecided):
        services.decide(
            case_uuid=reviewed.uuid,
            kind="grant",
            inputs={"permit.valid_until": "2030-01-01"},
            proposal_id=None,
            actor=actor_of(caseworker),
            at=after,
        )
    do(reviewed, "close", actor_of(caseworker), at=after)

    keys = [entry.deed for entry in queries.get_case(
        actor_of(caseworker), reviewed.uuid
    ).chronicle.entries]  # fmt: skip
    assert keys == ["received", "confirm_complete", "take_as_granted", "close"]


@given(pauses=st.lists(st.integers(0, 40), min_size=1, max_size=5))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_chronicle_is_in_order_whatever_is_done_when(
    open_house: OpenCase, caseworker: Account, representative: Account, pauses: list[int]
) -> None:
    case, on = open_house(), ON
    for pause in pauses:
        on += timedelta(days=pause)
        try:
            do(
                case,
                "request_papers",
                actor_of(caseworker),
                answers={"request.what": "Plan"},
                at=at_noon(on),
            )
            on += timedelta(days=pause)
            do(case, "hand_in", actor_of(representative), at=at_noon(on))
        except services.DeedNotPossible:
            services.run_due_deeds(on=on, at=at_noon(on), case_uuid=case.uuid)
    entries = queries.get_case(actor_of(caseworker), case.uuid, on=on).chronicle.entries

    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)
    case.refresh_from_db()
    # Only silence for more than two weeks takes the application back.
    assert (case.state == "withdrawn") is (entries[-1].deed == "take_as_withdrawn")


def test_case_that_fails_holds_up_no_other(open_house: OpenCase, caseworker: Account) -> None:
    failing, whole = open_house(), open_house()
    for case in (failing, whole):
        confirm(case, actor_of(caseworker))
    failing.parties.all().delete()

    assert run(LAST_DAY + timedelta(days=1)) == 1

    whole.refresh_from_db()
    failing.refresh_from_db()
    assert (whole.state, failing.state) == ("granted_by_silence", "in_review")
    assert failing.next_due_on == LAST_DAY + timedelta(days=1)


def test_terms_that_fail_close_the_case_to_nobody(
    reviewed: Case, caseworker: Account, citizen: Account
) -> None:
    known = registry.procedures()[reviewed.procedure_key]

    def broken(_chronicle: Chronicle, _on: date, _land: str) -> tuple[Term, ...]:
        raise ZeroDivisionError

    class Broken:
        def procedures(self) -> list[Procedure]:
            return [replace(known, terms=broken)]

    registry.use(Broken())

    assert queries.status_of(actor_of(citizen), reviewed.uuid).terms == ()
    assert queries.get_case(actor_of(caseworker), reviewed.uuid).terms == ()


def test_deed_is_followed_by_what_is_already_due(reviewed: Case) -> None:
    done = DeedDone(reviewed.uuid, reviewed.deeds.get().uuid, AT)

    with clock.moment_set(at_noon(LAST_DAY)):
        handlers.on_deed_done(done)
    assert reviewed.deeds.count() == 1
    with clock.moment_set(at_noon(LAST_DAY + timedelta(days=1))):
        handlers.on_deed_done(done)

    assert [one.key for one in reviewed.deeds.order_by("id")] == [
        "confirm_complete",
        "take_as_granted",
    ]
