"""A grant that reaches past the enacted figures: twelve months, the later ones decided ex officio.

From the application of November 2026 to the payment of January 2027 (§§ 25 (1), 44 (1) WoGG,
decision 0022). The figures of 2027 are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from amt.capabilities.acts.models import Act, Addressee
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services as case_services
from amt.capabilities.cases.models import Case, Decision, FactRecord
from amt.capabilities.cases.services.assessing import newest_proposal
from amt.capabilities.grants import services
from amt.capabilities.grants.models import BulkRun, Grant, ItemState, RunState
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.payments import queries as payments
from amt.capabilities.payments import services as payment_services
from amt.capabilities.payments.testing.runs import propose_run
from amt.contract.facts import Fact, FactSource
from amt.kernel.actors import SYSTEM, TrustLevel
from amt.kernel.periods import LAND_BREMEN, Span, add_months
from amt.procedures.wohngeld.rules.fristen import terms
from amt.procedures.wohngeld.tests.acts_given import INPUTS, THIN
from amt.procedures.wohngeld.tests.figures import entered

pytestmark = pytest.mark.django_db

RECEIVED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DECIDED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
RUN_AT = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
NEW_YEAR = date(2027, 1, 1)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
PERIOD = Span(NOVEMBER, date(2027, 10, 31))
OPEN = [add_months(NEW_YEAR, number) for number in range(10)]
HIGH_RENT = 90_000


@pytest.fixture
def case(organisation: None, citizen: Account) -> Case:
    """An application of 22 November 2026 with its proposal."""
    facts = {**THIN, "rent.cold": HIGH_RENT}
    found = case_services.open_case(
        source_uuid=uuid4(),
        procedure_key="wohngeld",
        form_key="application",
        form_version=2,
        facts=[Fact(path, value, FactSource.TYPED, RECEIVED) for path, value in facts.items()],
        parties=[
            case_services.PartyData(
                "applicant", citizen.id, citizen.full_name, ("Musterweg 12", "28195 Bremen")
            )
        ],
        applied_on=RECEIVED.date(),
        actor=actor_of(citizen, trust=TrustLevel.SUBSTANTIAL),
        at=RECEIVED,
    )
    case_services.assess_case(case_uuid=found.uuid, at=RECEIVED)
    found.refresh_from_db()
    return found


def granted(case: Case, caseworker: Account, **more: Any) -> Decision:
    """Grant as proposed and plan the payments."""
    proposal = newest_proposal(case)
    assert proposal is not None
    assert proposal.outcome == "partial"
    decision = case_services.decide(
        case_uuid=case.uuid,
        kind="partial",
        proposal_id=proposal.uuid,
        actor=actor_of(caseworker),
        at=DECIDED,
        **more,
    )
    services.plan_payments(case_uuids=[case.uuid], at=DECIDED)
    case.refresh_from_db()
    return decision


def planned(case: Case) -> dict[date, int]:
    """Return what is planned for each month, in cents."""
    account = payments.account_of("case", str(case.uuid))
    assert account is not None
    return {one.month: one.planned for one in account.months}


def tried(case: Case, who: Account) -> BulkRun:
    """Start the run of § 44 (1) and compute everything as a trial."""
    run = services.start_run(
        procedure_key="wohngeld",
        unit_id=case.unit_id,
        effective_on=NEW_YEAR,
        norm="wogg_44_1",
        sample_size=1,
        actor=actor_of(who),
        at=RUN_AT,
    )
    while services.try_next(run_uuid=run.uuid, at=RUN_AT):
        pass
    run.refresh_from_db()
    return run


def decide_all(run: BulkRun, case: Case, caseworker: Account, supervisor: Account) -> None:
    """Go from the sample to the last decision and to the payments."""
    for item in run.items.filter(sampled=True):
        services.check_item(
            item_uuid=item.uuid, is_right=True, actor=actor_of(caseworker), at=RUN_AT
        )
    services.release_run(run_uuid=run.uuid, actor=actor_of(supervisor), at=RUN_AT)
    while services.decide_next(run_uuid=run.uuid, at=RUN_AT):
        pass
    services.plan_payments(case_uuids=[case.uuid], at=RUN_AT)


def pay(case: Case, month: date, caseworker: Account, supervisor: Account, at: datetime) -> None:
    """Pay everything that is due up to a month."""
    run = propose_run(unit_id=case.unit_id, month=month, actor=actor_of(caseworker), at=at)
    payment_services.approve_run(run_uuid=run.uuid, actor=actor_of(supervisor), at=at)


def told(act_uuid: Any) -> str:
    """Return the text of an act."""
    act = Act.objects.get(uuid=act_uuid)
    return str(Addressee.objects.get(act=act, position=0).content)


def test_an_application_of_november_is_granted_for_twelve_months_two_of_them_with_an_amount(
    case: Case, caseworker: Account
) -> None:
    decision = granted(case, caseworker)

    assert (decision.act_key, case.state) == ("grant", "decided")
    amounts = planned(case)
    assert list(amounts) == [NOVEMBER, DECEMBER]
    assert all(amounts.values())
    grant = Grant.objects.get(case_uuid=case.uuid)
    assert (Span(grant.starts_on, grant.ends_on), grant.open_from) == (PERIOD, NEW_YEAR)
    assert (grant.cents_in(DECEMBER), grant.cents_in(NEW_YEAR)) == (amounts[DECEMBER], 0)


def test_the_act_grants_the_whole_time_and_says_what_comes_by_itself(
    case: Case, caseworker: Account
) -> None:
    text = told(granted(case, caseworker).act_uuid)

    for expected in (
        "Bescheid über Wohngeld",
        "für die Zeit vom 01.11.2026 bis zum 31.10.2027",
        "Für die Zeit vom 01.01.2027 bis zum 31.10.2027 legen wir den Betrag fest",
        "§ 43 Abs. 1 WoGG",
        "§ 44 Abs. 1 WoGG",
        "§ 44 Abs. 4",
        "Für die Zeit nach dem 31.10.2027 können Sie den Antrag wiederholen",
    ):
        assert expected in text, expected
    assert "2027 Wohngeld als" not in text


@pytest.mark.parametrize("further_rent", [20, 0])
def test_new_figures_decide_the_open_months_once_and_nothing_is_paid_twice(
    case: Case, caseworker: Account, supervisor: Account, further_rent: int
) -> None:
    granted(case, caseworker)
    before = planned(case)[DECEMBER]
    pay(case, DECEMBER, caseworker, supervisor, DECIDED)

    with entered(NEW_YEAR, further_rent=further_rent):
        run = tried(case, caseworker)
        item = run.items.get()
        assert (item.state, item.before_cents) == (ItemState.TRIED, 0)
        decide_all(run, case, caseworker, supervisor)

    run.refresh_from_db()
    assert run.state == RunState.DONE
    decisions = Decision.objects.filter(case=case).order_by("number")
    assert [one.act_key for one in decisions] == ["grant", "adjustment"]
    amounts = planned(case)
    assert list(amounts) == [NOVEMBER, DECEMBER, *OPEN]
    assert (amounts[NOVEMBER], amounts[DECEMBER]) == (before, before)
    assert {amounts[month] for month in OPEN} == {item_amount(run)}
    assert (item_amount(run) == before) is (further_rent == 0)
    grant = Grant.objects.get(case_uuid=case.uuid)
    assert (grant.ends_on, grant.open_from) == (PERIOD.end, None)

    pay(case, NEW_YEAR, caseworker, supervisor, RUN_AT)
    account = payments.account_of("case", str(case.uuid))
    assert account is not None
    paid = {one.month: one.paid for one in account.months if one.paid}
    assert paid == {NOVEMBER: before, DECEMBER: before, NEW_YEAR: item_amount(run)}


def item_amount(run: BulkRun) -> int:
    """Return the amount that the run found."""
    return run.items.get().after_cents or 0


def test_the_new_act_sets_an_amount_and_tells_what_the_law_wants(
    case: Case, caseworker: Account, supervisor: Account
) -> None:
    granted(case, caseworker)
    with entered(NEW_YEAR):
        decide_all(tried(case, caseworker), case, caseworker, supervisor)

    text = told(Decision.objects.get(case=case, number=2).act_uuid)
    for expected in (
        "vom 01.01.2027 bis zum 31.10.2027",
        "der Betrag aber noch offen",
        "§ 44 Abs. 1 und 2 WoGG",
        "§ 44 Abs. 4 WoGG",
    ):
        assert expected in text, expected
    assert "01.11.2026 bis" not in text


def test_a_second_run_finds_nothing_left_to_decide(
    case: Case, caseworker: Account, supervisor: Account
) -> None:
    granted(case, caseworker)
    with entered(NEW_YEAR):
        decide_all(tried(case, caseworker), case, caseworker, supervisor)
        again = tried(case, caseworker)

    assert again.items.get().state == ItemState.SAME


def test_without_figures_a_run_decides_nothing(case: Case, caseworker: Account) -> None:
    granted(case, caseworker)
    run = tried(case, caseworker)

    assert run.items.get().state == ItemState.MANUAL
    assert planned(case).keys() == {NOVEMBER, DECEMBER}


def test_a_provisional_grant_reaches_over_the_open_months_too(
    case: Case, caseworker: Account
) -> None:
    inputs = INPUTS["provisional"]
    assert granted(case, caseworker, act="provisional", inputs=inputs).act_key == "provisional"

    chronicle = cases.history_of(case.uuid).chronicle
    (term,) = terms(chronicle, date(2026, 12, 1), LAND_BREMEN)
    # A year after the whole period and not after the months that have an amount (§ 26a (3)).
    assert (term.key, term.ends_on) == ("final_decision", date(2028, 10, 31))
    assert Grant.objects.get(case_uuid=case.uuid).open_from == NEW_YEAR


def test_open_months_do_not_keep_the_machine_from_deciding(case: Case, caseworker: Account) -> None:
    for path in ("proofs.rent_contract", "proofs.income"):
        FactRecord.objects.create(
            case=case, path=path, value=["a"], source=FactSource.TYPED.value, obtained_at=RECEIVED
        )
    case_services.switch_automation(
        procedure_key="wohngeld", on=True, share_percent=0, actor=SYSTEM, at=RECEIVED
    )
    case_services.assess_case(case_uuid=case.uuid, at=DECIDED)

    decision = case_services.decide_automatically(case_uuid=case.uuid, at=DECIDED)

    assert decision is not None
    assert (decision.act_key, decision.kind, decision.automatic) == ("grant", "partial", True)


def test_who_is_refused_until_the_new_year_has_no_open_months(
    organisation: None, case: Case, caseworker: Account
) -> None:
    case_services.correct_fact(
        case_uuid=case.uuid,
        path="incomes.0.amount",
        value=900_000,
        reason="Nachweis.",
        actor=actor_of(caseworker),
        at=DECIDED,
    )
    proposal = newest_proposal(case)
    assert proposal is not None
    assert proposal.outcome == "refusal"
    decision = case_services.decide(
        case_uuid=case.uuid,
        kind="refusal",
        proposal_id=proposal.uuid,
        actor=actor_of(caseworker),
        at=DECIDED,
    )
    services.plan_payments(case_uuids=[case.uuid], at=DECIDED)

    assert not Grant.objects.filter(case_uuid=case.uuid).exists()
    assert "noch im Monat, der mit dem 01.01.2027 beginnt" in told(decision.act_uuid)
    history = cases.history_of(case.uuid)
    assert history.rulings[-1].kind == "refusal"


def test_the_page_of_the_matter_says_which_months_are_open(
    case: Case, citizen: Account, caseworker: Account, client_for: Callable[..., Client]
) -> None:
    granted(case, caseworker)

    page = client_for(citizen).get(f"/vorgang/{case.uuid}/").content.decode()

    assert "Ab 1. Januar 2027 steht der Betrag noch nicht fest" in page
