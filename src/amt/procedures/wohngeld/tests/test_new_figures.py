"""New figures are entered as data, and every running grant is decided once more (§ 44 (1) WoGG).

The figures are invented. The grants were decided when the coming year had the old ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from amt.capabilities.acts.models import Act, Addressee
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases.models import Case, Decision
from amt.capabilities.grants import queries, services
from amt.capabilities.grants.models import BulkRun, Grant, RunState
from amt.capabilities.grants.testing.running import make_grants
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.payments import queries as payments
from amt.contract.facts import Facts
from amt.kernel.periods import Span
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.tests.acts_given import THIN
from amt.procedures.wohngeld.tests.figures import entered

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2027, 1, 1)
SPAN = Span(date(2026, 7, 1), date(2027, 6, 30))
DECIDED_AT = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
AT = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
RENTS = (70_000, 90_000, 110_000)


def household(cold_rent: int) -> dict[str, Any]:
    """Return the facts of somebody whose rent lies above what counts at most."""
    return {**THIN, "rent.cold": cold_rent}


@pytest.fixture
def grants(organisation: None, caseworker: Account, citizen: Account) -> Iterator[list[Any]]:
    """Running grants of Bremen, and then the new figures."""
    with entered(NEW_YEAR, further_rent=0):
        decided = [(facts, propose(Facts(facts), SPAN)) for facts in map(household, RENTS)]
    made = make_grants(
        PROCEDURE,
        decided,
        unit_id=get_unit_by_key("wohnen-bremen").id,
        applied_on=SPAN.start,
        account_id=citizen.id,
        decided_by=caseworker.id,
        at=DECIDED_AT,
    )
    with entered(NEW_YEAR, further_rent=20):
        yield made


def start(who: Account) -> BulkRun:
    """Start the run and compute everything as a trial."""
    run = services.start_run(
        procedure_key=PROCEDURE.key,
        unit_id=get_unit_by_key("wohnen-bremen").id,
        effective_on=NEW_YEAR,
        norm="wogg_44_1",
        sample_size=2,
        actor=actor_of(who),
        at=AT,
    )
    while services.try_next(run_uuid=run.uuid, at=AT):
        pass
    run.refresh_from_db()
    return run


def test_every_running_grant_is_decided_once_more_by_the_new_figures(
    grants: list[Any], caseworker: Account, supervisor: Account
) -> None:
    run = start(caseworker)
    found = queries.get_run(actor_of(caseworker), run.uuid).progress
    assert (found.total, found.tried) == (len(RENTS), len(RENTS)), list(
        run.items.values_list("state", "problem")
    )
    assert found.after_cents > found.before_cents
    assert Decision.objects.filter(number=2).count() == 0

    decide_all(run, caseworker, supervisor)

    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert Decision.objects.filter(number=2, act_key="adjustment").count() == len(RENTS)
    assert set(Case.objects.values_list("state", flat=True)) == {"decided"}


def test_the_new_act_says_by_which_law_and_that_a_change_may_follow(
    grants: list[Any], caseworker: Account, supervisor: Account
) -> None:
    run = start(caseworker)
    decide_all(run, caseworker, supervisor)

    act = Act.objects.filter(subject_id=str(run.items.earliest("id").case_uuid)).get()
    copy = Addressee.objects.get(act=act, position=0)
    told = str(copy.content)
    for expected in ("§ 44", "§ 27", "§ 28", "01.01.2027"):
        assert expected in told, expected


def test_the_payments_follow_from_the_new_year_on(
    grants: list[Any], caseworker: Account, supervisor: Account
) -> None:
    decide_all(start(caseworker), caseworker, supervisor)

    services.plan_payments(case_uuids=grants, at=AT)

    for case_uuid in grants:
        account = payments.account_of("case", str(case_uuid))
        assert account is not None
        planned = {one.month: one.planned for one in account.months}
        assert len(planned) == 12
        assert planned[NEW_YEAR] == planned[date(2027, 6, 1)] > planned[date(2026, 12, 1)]
        assert Grant.objects.get(case_uuid=case_uuid).ends_on == SPAN.end


def decide_all(run: BulkRun, caseworker: Account, supervisor: Account) -> None:
    """Go the whole way from the sample to the last decision."""
    for item in run.items.filter(sampled=True):
        services.check_item(item_uuid=item.uuid, is_right=True, actor=actor_of(caseworker), at=AT)
    services.release_run(run_uuid=run.uuid, actor=actor_of(supervisor), at=AT)
    while services.decide_next(run_uuid=run.uuid, at=AT):
        pass
