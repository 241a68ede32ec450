"""Many cases are decided once more by one review: whole, once, and leaving people their cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from amt.capabilities.acts.models import Act, ActState
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import Case, Decision, FactRecord, Proposal
from amt.capabilities.cases.services import Redecided
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract.acts import ActContext
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.money import Money
from tests.doubles.double_monthly import acts as lamp_acts
from tests.doubles.double_monthly.figures import entered

LATER = AT + timedelta(days=60)
NEW_YEAR = date(2027, 1, 1)
REVIEW = {"review.key": "run-1", "review.norm": "lamps_4", "review.from": NEW_YEAR.isoformat()}
RunJobs = Callable[[], None]


def redecide(*cases: Case, actor: Actor = SYSTEM, **more: Any) -> list[Redecided]:
    values: dict[str, Any] = {"review": REVIEW, "act_keys": ("adjustment",), "at": LATER}
    return services.redecide_many(
        case_uuids=[case.uuid for case in cases], actor=actor, **{**values, **more}
    )


def test_each_case_gets_a_proposal_a_decision_and_an_act(
    granted_case: OpenCase, caseworker: Account
) -> None:
    cases = [granted_case(lamps=lamps) for lamps in (1, 2)]

    with entered(NEW_YEAR, 1_500):
        found = redecide(*cases, actor=actor_of(caseworker))

    assert [one.outcome for one in found] == ["decided", "decided"]
    for case, one, cents in zip(cases, found, (1_500, 3_000), strict=True):
        assert one.before is not None
        assert one.after is not None
        assert one.after.segments[0].amount == Money(cents)
        case.refresh_from_db()
        second = case.decisions.get(number=2)
        assert (second.uuid, second.act_key) == (one.decision_uuid, "adjustment")
        assert (second.decided_by, second.automatic) == (caseworker, False)
        assert case.state == "decided"
        assert second.proposal is not None
        assert second.proposal.facts_digest != case.proposals.order_by("id")[0].facts_digest
        act = Act.objects.get(uuid=second.act_uuid)
        assert act.signatory_name == caseworker.full_name
        assert [e.details["review"] for e in trail.entries_about("case", case.uuid)[-1:]] == [
            "run-1"
        ]
        view = queries.get_case(actor_of(caseworker), case.uuid)
        assert view.proposal is not None
        assert view.proposal.is_current
        assert not view.may_be_decided


def test_the_review_is_recorded_as_facts_that_supersede(granted_case: OpenCase) -> None:
    case = granted_case()
    with entered(NEW_YEAR, 1_500):
        redecide(case)
    with entered(NEW_YEAR, 1_700):
        redecide(case, review={**REVIEW, "review.key": "run-2", "review.norm": "lamps_3"})

    facts = queries.history_of(case.uuid).facts
    assert (facts["review.norm"], facts["review.from"]) == ("lamps_3", "2027-01-01")
    assert "review.key" not in facts
    old = FactRecord.objects.get(case=case, path="review.norm", superseded_at__isnull=False)
    assert old.superseded_by is not None
    assert old.superseded_by.value == "lamps_3"


def test_trying_it_writes_nothing(granted_case: OpenCase) -> None:
    case = granted_case()
    jobs = ProcrastinateJob.objects.count()

    with entered(NEW_YEAR, 1_500):
        (found,) = redecide(case, dry=True)

    assert found.outcome == "decided"
    assert found.after is not None
    assert found.decision_uuid is None
    assert (Decision.objects.count(), Proposal.objects.count()) == (1, 1)
    assert not FactRecord.objects.filter(path__startswith="review.").exists()
    assert ProcrastinateJob.objects.count() == jobs


def test_a_case_is_decided_once_by_a_review(granted_case: OpenCase) -> None:
    case = granted_case()
    with entered(NEW_YEAR, 1_500):
        (first,) = redecide(case)
        (again,) = redecide(case)

    assert (again.outcome, again.decision_uuid) == ("skipped", first.decision_uuid)
    assert again.after == first.after
    assert case.decisions.count() == 2


def test_the_database_keeps_a_review_from_deciding_twice(granted_case: OpenCase) -> None:
    case = granted_case()
    with entered(NEW_YEAR, 1_500):
        redecide(case)
    second = case.decisions.get(number=2)

    second.pk, second.uuid, second.number, second.act_uuid = None, uuid4(), 3, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_nothing_is_decided_where_no_month_would_change(granted_case: OpenCase) -> None:
    case = granted_case()

    (found,) = redecide(case)

    assert found.outcome == "unchanged"
    assert found.after is not None
    assert case.decisions.count() == 1


def test_a_case_that_somebody_works_on_is_left_to_people(
    granted_case: OpenCase, lamp_case: OpenCase, citizen: Account
) -> None:
    reopened, fresh, good = granted_case(), lamp_case(), granted_case()
    services.do_deed(
        case_uuid=reopened.uuid,
        deed_key="report",
        answers={},
        actor=actor_of(citizen),
        at=LATER,
    )

    with entered(NEW_YEAR, 1_500):
        found = redecide(reopened, fresh, good)

    assert [(one.outcome, one.problem) for one in found] == [
        ("problem", "not_to_be_decided"),
        ("problem", "not_decided"),
        ("decided", ""),
    ]
    assert not fresh.decisions.exists()


def test_an_outcome_without_an_act_is_left_to_people(granted_case: OpenCase) -> None:
    case = granted_case()

    (found,) = redecide(case, review={**REVIEW, "income": 500_000})

    assert (found.outcome, found.problem) == ("problem", "no_act")
    assert found.after is not None
    assert not FactRecord.objects.filter(case=case, path="review.norm").exists()


def test_an_act_that_fails_leaves_its_case_alone(
    granted_case: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = granted_case(lamps=1), granted_case(lamps=2)

    def compose(context: ActContext) -> Any:
        if context.facts.integer("lamps") == 1:
            raise RuntimeError("no words")
        return lamp_acts.compose(context)

    monkeypatch.setattr("amt.capabilities.cases.services.wording._composed", _with(compose))
    with entered(NEW_YEAR, 1_500):
        found = redecide(bad, good)

    assert [(one.outcome, one.problem) for one in found] == [
        ("problem", "act_failed"),
        ("decided", ""),
    ]


def _with(compose: Callable[[ActContext], Any]) -> Callable[..., Any]:
    return lambda _spec, _addressee, context: compose(context)


def test_a_stranger_decides_nothing(granted_case: OpenCase, stranger: Account) -> None:
    case = granted_case()

    with entered(NEW_YEAR, 1_500):
        (found,) = redecide(case, actor=actor_of(stranger))

    assert (found.outcome, found.problem) == ("problem", "not_known")


def test_a_review_needs_a_key(granted_case: OpenCase) -> None:
    with pytest.raises(ValueError, match="key"):
        redecide(granted_case(), review={"review.norm": "lamps_4"})


def test_without_a_person_the_decision_is_the_machine_s(granted_case: OpenCase) -> None:
    case = granted_case()

    with entered(NEW_YEAR, 1_500):
        redecide(case)

    second = case.decisions.get(number=2)
    assert (second.decided_by, second.automatic) == (None, True)
    letter = Act.objects.get(uuid=second.act_uuid).addressees.get().letter
    assert "§ 31a SGB X" in letter["closing"][0]


def test_the_acts_are_sent_by_jobs_of_the_bulk(granted_case: OpenCase, run_jobs: RunJobs) -> None:
    cases = [granted_case(lamps=lamps) for lamps in (1, 2)]
    run_jobs()
    with entered(NEW_YEAR, 1_500):
        redecide(*cases)

    run_jobs()

    sent = Act.objects.filter(act_key="adjustment")
    assert {act.state for act in sent} <= {ActState.NOTIFIED.value, ActState.DELIVERED.value}
    assert ProcrastinateJob.objects.filter(task_name="acts.send_many", queue_name="bulk").count()


def test_many_cases_take_as_many_queries_as_few(
    granted_case: OpenCase, django_assert_max_num_queries: Any
) -> None:
    cases = [granted_case(lamps=1 + lamps % 5) for lamps in range(12)]

    with entered(NEW_YEAR, 1_500), django_assert_max_num_queries(32):
        found = redecide(*cases)

    assert {one.outcome for one in found} == {"decided"}
