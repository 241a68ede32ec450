"""The life of a grant through the doors of `cases`: what the law makes a condition is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from amt.capabilities.acts.models import Act
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.services.assessing import newest_proposal
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract.benefits import Plan
from amt.contract.facts import Fact, FactSource
from amt.kernel.actors import Actor, TrustLevel
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.plan import plan
from amt.procedures.wohngeld.tests.acts_given import INPUTS, THIN

RECEIVED = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def officer(caseworker: Account) -> Actor:
    """The caseworker of the housing office of Bremen."""
    return actor_of(caseworker)


@pytest.fixture
def case(organisation: None, citizen: Account) -> Case:
    """An application of January with its proposal."""
    found = services.open_case(
        source_uuid=uuid4(),
        procedure_key="wohngeld",
        form_key="application",
        form_version=2,
        facts=[Fact(path, value, FactSource.TYPED, RECEIVED) for path, value in THIN.items()],
        parties=[
            services.PartyData(
                "applicant", citizen.id, citizen.full_name, ("Musterweg 12", "28195 Bremen")
            )
        ],
        applied_on=RECEIVED.date(),
        actor=actor_of(citizen, trust=TrustLevel.SUBSTANTIAL),
        at=RECEIVED,
    )
    services.assess_case(case_uuid=found.uuid, at=RECEIVED)
    found.refresh_from_db()
    return found


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)


def do(case: Case, deed: str, actor: Actor, on: date, **answers: Any) -> str:
    record = services.do_deed(
        case_uuid=case.uuid, deed_key=deed, answers=answers, actor=actor, at=at(on)
    )
    case.refresh_from_db()
    return Act.objects.get(uuid=record.act_uuid).act_key if record.act_uuid else ""


def decide(case: Case, kind: str, actor: Actor, on: date, **more: Any) -> str:
    proposal = newest_proposal(case)
    decision = services.decide(
        case_uuid=case.uuid,
        kind=kind,
        proposal_id=proposal.uuid if proposal else None,
        actor=actor,
        at=at(on),
        **more,
    )
    case.refresh_from_db()
    return decision.act_key


def correct(case: Case, path: str, value: Any, actor: Actor, on: date) -> None:
    services.correct_fact(
        case_uuid=case.uuid, path=path, value=value, reason="Nachweis.", actor=actor, at=at(on)
    )
    case.refresh_from_db()


def planned(case: Case) -> Plan:
    history = queries.history_of(case.uuid)
    return plan(history.chronicle, history.rulings)


def due(case: Case) -> dict[int, int]:
    return {one.month.month: one.amount.cents for one in planned(case).months}


def person(account: Account) -> Actor:
    return actor_of(account, trust=TrustLevel.SUBSTANTIAL)


def grant(case: Case, officer: Actor) -> None:
    assert decide(case, "grant", officer, date(2026, 2, 2)) == "grant"


def test_refusal_for_lack_of_cooperation_only_after_warning_and_term(
    case: Case, officer: Actor, citizen: Account
) -> None:
    no: dict[str, Any] = {
        "kind": "refusal",
        "act": "refusal_cooperation",
        "reason_keys": ("no_cooperation",),
        "own_words": "Ohne Nachweis geht es nicht.",
        "inputs": INPUTS["refusal_cooperation"],
    }
    with pytest.raises(services.ActCannotBeComposed):
        decide(case, actor=officer, on=date(2026, 2, 2), **no)

    asked = do(case, "request_documents", officer, date(2026, 2, 2), **INPUTS["request"])
    assert (asked, case.state) == ("request", "waiting_for_documents")
    services.run_due_deeds(on=date(2026, 3, 6), at=at(date(2026, 3, 6)))
    case.refresh_from_db()
    assert case.state == "waiting_for_documents"

    services.run_due_deeds(on=date(2026, 3, 10), at=at(date(2026, 3, 10)))
    case.refresh_from_db()
    assert case.state == "documents_missing"
    assert decide(case, actor=officer, on=date(2026, 3, 10), **no) == "refusal_cooperation"
    assert case.state == "refused_for_cooperation"
    assert planned(case).months == ()

    do(case, "supply", person(citizen), date(2026, 3, 20))
    do(case, "take_up_again", officer, date(2026, 3, 21))
    assert case.state == "in_progress"
    assert decide(case, "grant", officer, date(2026, 3, 22)) == "grant"
    assert set(due(case).values()) == {31_600}


def test_documents_in_time_lead_back(case: Case, officer: Actor, citizen: Account) -> None:
    do(case, "request_documents", officer, date(2026, 2, 2), **INPUTS["request"])
    do(case, "supply", person(citizen), date(2026, 2, 9))
    assert case.state == "in_progress"


def test_a_provisional_grant_becomes_a_final_one(case: Case, officer: Actor) -> None:
    key = decide(
        case,
        "grant",
        officer,
        date(2026, 2, 2),
        act="provisional",
        inputs=INPUTS["provisional"],
    )
    assert (key, case.state) == ("provisional", "provisionally_granted")
    assert all(one.provisional for one in planned(case).months)

    do(case, "finalise", officer, date(2026, 5, 4))
    correct(case, "incomes.0.amount", 160_000, officer, date(2026, 5, 4))
    assert decide(case, "grant", officer, date(2026, 5, 5)) == "grant"

    assert case.state == "decided"
    months = planned(case).months
    assert not any(one.provisional for one in months)
    assert len(months) == 12
    assert months[0].amount.cents < 31_600


def test_more_income_lowers_the_grant_from_the_next_first(
    case: Case, officer: Actor, citizen: Account
) -> None:
    grant(case, officer)
    told = {
        "change.what": "more_income",
        "change.since": "2026-05-15",
        "change.who": "Mariam Beispiel",
        "change.income_kind": "Lohn",
        "change.amount": 200_000,
        "change.rhythm": "month",
    }
    do(case, "report_change", person(citizen), date(2026, 6, 2), **told)
    assert case.state == "decided"

    do(
        case,
        "reopen",
        officer,
        date(2026, 6, 8),
        **{
            "review.norm": "wogg_27_2",
            "review.known_on": "2026-06-02",
            "review.from": "2026-05-15",
            "review.reach": "running",
            "review.what": "Der Lohn ist gestiegen.",
        },
    )
    assert case.state == "reopened"
    correct(case, "incomes.0.amount", 200_000, officer, date(2026, 6, 8))
    assert decide(case, "grant", officer, date(2026, 6, 10)) == "change"

    assert case.state == "decided"
    assert {month: due(case)[month] for month in (1, 5)} == {1: 31_600, 5: 31_600}
    assert {due(case)[month] for month in range(6, 13)} == {11_100}


def test_a_request_for_more_below_the_threshold_is_refused_and_changes_nothing(
    case: Case, officer: Actor, citizen: Account
) -> None:
    grant(case, officer)
    asked = {
        "request_change.what": "lower_income",
        "request_change.since": "2026-05-01",
        "request_change.description": "Weniger Stunden.",
    }
    do(case, "request_change", person(citizen), date(2026, 5, 4), **asked)
    do(
        case,
        "reopen_on_request",
        officer,
        date(2026, 5, 5),
        **{
            "review.norm": "wogg_27_1",
            "review.known_on": "2026-05-04",
            "review.from": "2026-05-01",
            "review.what": "Der Lohn ist gesunken.",
        },
    )
    correct(case, "incomes.0.amount", 136_000, officer, date(2026, 5, 5))

    assert decide(case, "refusal", officer, date(2026, 5, 6)) == "refuse_change"
    assert case.state == "decided"
    assert set(due(case).values()) == {31_600}


def test_from_a_held_payment_by_a_hearing_to_a_recovery(
    case: Case, officer: Actor, citizen: Account
) -> None:
    grant(case, officer)
    stopped = do(case, "stop_payments", officer, date(2026, 6, 1), **INPUTS["payment_stop"])
    assert stopped == "payment_stop"
    assert planned(case).held_since == date(2026, 6, 1)
    with pytest.raises(services.DeedNotPossible):
        do(case, "recover", officer, date(2026, 6, 2), **INPUTS["recovery"])

    assert do(case, "hear", officer, date(2026, 6, 3), **INPUTS["hearing"]) == "hearing"
    answer = {"answer_hearing.text": "Das stimmt, ich habe es vergessen."}
    do(case, "answer_hearing", person(citizen), date(2026, 6, 8), **answer)
    do(
        case,
        "withdraw",
        officer,
        date(2026, 6, 9),
        **{
            "review.norm": "sgbx_45",
            "review.known_on": "2026-06-02",
            "review.from": "2026-01-01",
            "review.trust": "false_statements",
            "review.what": "Der Lohn war von Anfang an höher.",
            "review.discretion": "Abgewogen.",
        },
    )
    correct(case, "incomes.0.amount", 200_000, officer, date(2026, 6, 9))
    assert decide(case, "grant", officer, date(2026, 6, 10)) == "change"
    assert (case.state, planned(case).held_since) == ("to_recover", None)
    assert set(due(case).values()) == {11_100}

    assert do(case, "recover", officer, date(2026, 6, 11), **INPUTS["recovery"]) == "recovery"
    assert case.state == "decided"
    (demand,) = planned(case).demands
    assert (demand.amount.cents, demand.norm) == (54_400, "§ 50 Abs. 1 SGB X")


def test_a_payment_held_too_long_goes_on_by_law(case: Case, officer: Actor) -> None:
    grant(case, officer)
    do(case, "stop_payments", officer, date(2026, 6, 1), **INPUTS["payment_stop"])

    services.run_due_deeds(on=date(2026, 8, 1), at=at(date(2026, 8, 1)))
    assert planned(case).held_since == date(2026, 6, 1)
    services.run_due_deeds(on=date(2026, 8, 2), at=at(date(2026, 8, 2)))
    assert planned(case).held_since is None


def test_a_grant_that_is_void_is_not_paid_and_the_person_is_told(
    case: Case, officer: Actor
) -> None:
    grant(case, officer)
    assert do(case, "declare_void", officer, date(2026, 6, 10), **INPUTS["void"]) == "void"
    assert {month for month, cents in due(case).items() if cents} == {1, 2, 3, 4, 5}


def test_a_case_is_left_as_it_is_where_the_threshold_is_not_passed(
    case: Case, officer: Actor
) -> None:
    grant(case, officer)
    do(
        case,
        "reopen",
        officer,
        date(2026, 6, 8),
        **{
            "review.norm": "wogg_27_2",
            "review.known_on": "2026-06-02",
            "review.from": "2026-05-15",
            "review.reach": "running",
            "review.what": "Der Lohn ist etwas gestiegen.",
        },
    )
    proposal = newest_proposal(case)
    assert proposal is not None
    assert proposal.outcome == "undecided"
    note = {"leave_unchanged.note": "Unter 15 Prozent."}
    do(case, "leave_unchanged", officer, date(2026, 6, 9), **note)
    assert case.state == "decided"
    assert set(due(case).values()) == {31_600}


def test_new_figures_are_decided_in_bulk_without_another_state(case: Case, officer: Actor) -> None:
    grant(case, officer)
    (found,) = services.redecide_many(
        case_uuids=[case.uuid],
        review={"review.norm": "wogg_44_1", "review.from": "2026-07-01", "review.key": "run-1"},
        act_keys=("adjustment",),
        actor=officer,
        at=at(date(2026, 7, 1)),
    )
    # The figures are those of before, so that nothing has to be decided.
    assert (found.outcome, found.problem) == ("unchanged", "")
    assert PROCEDURE.act("adjustment").when == ("decided",)


def test_the_month_of_the_receipt_counts_however_late_it_is_decided(
    case: Case, officer: Actor
) -> None:
    assert decide(case, "grant", officer, RECEIVED.date() + timedelta(days=150)) == "grant"
    assert min(due(case)) == 1


def test_the_office_sets_a_shorter_period_with_its_reason(case: Case, officer: Actor) -> None:
    why = "Ihre Ausbildung endet im Juli."
    chosen = {"period.months": 6, "period.reason": why}
    do(case, "set_period", officer, date(2026, 2, 2), **chosen)
    grant(case, officer)

    history = queries.history_of(case.uuid)
    content = Act.objects.get(act_key="grant").addressees.get().letter
    assert len(planned(case).months) == 6
    assert history.facts["period.months"] == 6
    assert why in str(content)
    assert "6 Monate" in str(content)


def test_of_a_period_of_24_months_the_time_past_the_figures_stays_open(
    case: Case, officer: Actor
) -> None:
    chosen = {"period.months": 24, "period.reason": "Es ändert sich voraussichtlich nichts."}
    do(case, "set_period", officer, date(2026, 2, 2), **chosen)

    assert decide(case, "partial", officer, date(2026, 2, 2)) == "grant"

    last = planned(case).months[-1].month
    assert last == date(2026, 12, 1)
    assert planned(case).open_months == tuple(date(2027, month, 1) for month in range(1, 13))
    proposal = newest_proposal(case)
    assert proposal is not None
    assert proposal.assessment is not None
    open_part = proposal.assessment["segments"][-1]
    assert (open_part["outcome"], open_part["span"]["end"]) == ("undecided", "2027-12-31")


@pytest.mark.parametrize("months", [0, 25])
def test_no_period_is_longer_than_24_months(case: Case, officer: Actor, months: int) -> None:
    chosen = {"period.months": months, "period.reason": "Es geht nicht."}
    with pytest.raises(services.AnswersWrong):
        do(case, "set_period", officer, date(2026, 2, 2), **chosen)
