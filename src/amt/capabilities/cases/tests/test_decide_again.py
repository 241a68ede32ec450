"""A case is decided once more: taken up, assessed anew, by an act that fits its state."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from amt.capabilities.acts.models import Act
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import Case, Decision
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.queries import items_about
from amt.contract.assessment import Outcome
from amt.contract.deeds import DECIDED
from amt.kernel.money import Money

LATER = AT + timedelta(days=40)
SPRING = date(2027, 3, 1)


def reopen(case: Case, caseworker: Account, **more: Any) -> None:
    services.do_deed(
        case_uuid=case.uuid,
        deed_key="reopen",
        answers={"review.norm": "lamps_3", "review.from": SPRING.isoformat(), **more},
        actor=actor_of(caseworker),
        at=LATER,
    )
    case.refresh_from_db()


def decide(case: Case, caseworker: Account, kind: str, **more: Any) -> Decision:
    newest = case.proposals.order_by("-id").first()
    assert newest is not None
    return services.decide(
        case_uuid=case.uuid,
        kind=kind,
        proposal_id=newest.uuid,
        actor=actor_of(caseworker),
        at=more.pop("at", LATER),
        **more,
    )


def kinds(case: Case) -> list[str]:
    return [item.kind for item in items_about("case", case.uuid)]


def test_a_decision_knows_its_act_and_who_decided(
    granted_case: OpenCase, caseworker: Account
) -> None:
    case = granted_case()

    (decision,) = case.decisions.all()
    assert (decision.number, decision.act_key, decision.automatic) == (1, "grant", False)
    assert decision.decided_by == caseworker
    (ruling,) = queries.rulings_of(case.uuid)
    assert (ruling.kind, ruling.act) == ("grant", "grant")
    assert ruling.assessment.segments[0].amount == Money(2_000)


def test_the_chronicle_says_by_which_act_and_for_how_long_was_granted(
    granted_case: OpenCase,
) -> None:
    decided = queries.chronicle_of(granted_case().uuid).last(DECIDED)

    assert decided is not None
    assert decided.values == {
        "kind": "grant",
        "act": "grant",
        "from": "2026-11-01",
        "until": "2027-10-31",
    }


def test_a_decided_case_waits_for_nobody(granted_case: OpenCase, caseworker: Account) -> None:
    case = granted_case()

    assert kinds(case) == []
    assert not queries.get_case(actor_of(caseworker), case.uuid).may_be_decided
    with pytest.raises(services.AlreadyDecided):
        decide(case, caseworker, "grant", act="adjustment")


def test_a_case_that_is_taken_up_gets_a_new_proposal_and_waits_again(
    granted_case: OpenCase, caseworker: Account
) -> None:
    case = granted_case()

    reopen(case, caseworker, lamps=3)

    assert case.state == "reopened"
    assert kinds(case) == ["decide"]
    (item,) = items_about("case", case.uuid)
    assert item.due_on == LATER.date() + timedelta(days=42)
    view = queries.get_case(actor_of(caseworker), case.uuid)
    assert view.proposal is not None
    assert view.proposal.assessment is not None
    (segment,) = view.proposal.assessment.segments
    assert (segment.span.start, segment.amount) == (SPRING, Money(3_000))
    assert [spec.key for spec in view.acts_for("grant")] == ["change"]
    assert [spec.key for spec in view.acts_for("refusal")] == ["end"]


def test_it_is_decided_once_more_by_the_act_of_its_state(
    granted_case: OpenCase, caseworker: Account
) -> None:
    case = granted_case()
    reopen(case, caseworker, lamps=3)

    second = decide(case, caseworker, "grant")

    case.refresh_from_db()
    assert (second.number, second.act_key, case.state) == (2, "change", "decided")
    assert kinds(case) == []
    assert [ruling.act for ruling in queries.rulings_of(case.uuid)] == ["grant", "change"]
    assert Act.objects.filter(subject_id=str(case.uuid)).count() == 2
    entries = queries.chronicle_of(case.uuid).entries
    assert [one.deed for one in entries] == ["received", DECIDED, "reopen", DECIDED]


def test_taking_it_up_without_new_facts_gives_a_proposal_of_its_own(
    granted_case: OpenCase, caseworker: Account
) -> None:
    case = granted_case()
    reopen(case, caseworker)
    decide(case, caseworker, "grant")

    reopen(case, caseworker)

    newest = case.proposals.order_by("-id").first()
    assert newest is not None
    assert not newest.decisions.exists()
    assert kinds(case) == ["decide"]


def test_a_party_who_reports_a_change_takes_it_up_too(
    granted_case: OpenCase, citizen: Account
) -> None:
    case = granted_case()

    services.do_deed(
        case_uuid=case.uuid, deed_key="report", answers={}, actor=actor_of(citizen), at=LATER
    )

    case.refresh_from_db()
    assert case.state == "reopened"
    assert kinds(case) == ["decide"]
    assert case.proposals.count() == 2


def test_taking_up_can_end_without_a_decision(granted_case: OpenCase, caseworker: Account) -> None:
    case = granted_case()
    reopen(case, caseworker)

    services.do_deed(
        case_uuid=case.uuid, deed_key="drop", answers={}, actor=actor_of(caseworker), at=LATER
    )

    case.refresh_from_db()
    assert case.state == "decided"
    assert kinds(case) == []


def test_one_of_several_acts_is_chosen_by_its_key(lamp_case: OpenCase, caseworker: Account) -> None:
    case = lamp_case()
    view = queries.get_case(actor_of(caseworker), case.uuid)
    assert [spec.key for spec in view.acts_for("grant")] == ["grant", "provisional"]

    decision = decide(case, caseworker, "grant", act="provisional")

    case.refresh_from_db()
    assert (decision.act_key, case.state) == ("provisional", "provisionally_granted")


def test_after_a_provisional_decision_the_final_one_is_proposed(
    lamp_case: OpenCase, caseworker: Account
) -> None:
    case = lamp_case()
    decide(case, caseworker, "grant", act="provisional")
    assert kinds(case) == []

    services.do_deed(
        case_uuid=case.uuid, deed_key="finish", answers={}, actor=actor_of(caseworker), at=LATER
    )

    final = decide(case, caseworker, "grant")
    assert (final.number, final.act_key) == (2, "grant")


@pytest.mark.parametrize("act", ["change", "refusal", "recovery", "nothing"])
def test_an_act_that_does_not_fit_state_or_outcome_decides_nothing(
    lamp_case: OpenCase, caseworker: Account, act: str
) -> None:
    case = lamp_case()

    with pytest.raises(services.ActCannotBeComposed):
        decide(case, caseworker, "grant", act=act)

    assert not case.decisions.exists()


def test_a_refusal_takes_its_own_step(lamp_case: OpenCase, caseworker: Account) -> None:
    case = lamp_case(income=400_000)

    decision = decide(case, caseworker, "refusal")

    case.refresh_from_db()
    assert (decision.act_key, case.state) == ("refusal", "refused")
    assert decision.proposal is not None
    assert decision.proposal.outcome == Outcome.REFUSAL.value


def test_the_history_of_many_cases_takes_as_many_queries_as_of_one(
    granted_case: OpenCase, django_assert_num_queries: Any
) -> None:
    uuids = [granted_case(lamps=n).uuid for n in (1, 2, 3)]

    with django_assert_num_queries(4):
        found = queries.histories_of(uuids)

    assert [found[one].facts["lamps"] for one in uuids] == [1, 2, 3]
    assert {len(one.rulings) for one in found.values()} == {1}
    assert {one.state for one in found.values()} == {"decided"}
    assert datetime(2026, 11, 21, tzinfo=UTC).date() == found[uuids[0]].applied_on
