"""Applying by phone, letter or visit: the day is kept, the form comes later, once."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from amt.capabilities.acts.models import Notice
from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft, InformalApplication
from amt.capabilities.applications.services import Submitted, Taken
from amt.capabilities.applications.tests.conftest import acting
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.models import Case, DeedRecord, Party, Proposal
from amt.capabilities.cases.services import assess_case
from amt.capabilities.cases.testing.fixtures import PARTIES, WORKS
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import invitation_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.worklist.models import WorkItem
from amt.contract import registry
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN
from tests.conformance.filling import raw_for

CALLED_ON = date(2026, 4, 30)
CALLED_AT = datetime(2026, 4, 30, 13, 0, tzinfo=UTC)
SENT_AT = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


def take(account: Account, citizen: Account, **other: Any) -> Taken:
    said = {
        "procedure_key": WORKS,
        "name": citizen.full_name,
        "address_lines": [citizen.street, f"{citizen.postcode} {citizen.city}"],
        "place": BREMEN,
        "phone": "0421 000000",
        "received_on": CALLED_ON,
        "way": "phone",
        "note": "Ruft vormittags an.",
        "actor": acting(account),
        "at": CALLED_AT,
    }
    return services.take_informal(**{**said, **other})


def accept(taken: Taken, account: Account) -> None:
    invitation = invitation_of("party", taken.informal.party_uuid)
    assert invitation is not None
    identity.accept_invitation(invitation_uuid=invitation.uuid, actor=acting(account), at=CALLED_AT)


def fill(draft: Draft, account: Account, **typed: list[str]) -> None:
    for step in registry.procedure(WORKS).form("application").steps:
        for _ in range(2):
            draft.refresh_from_db()
            raw = raw_for(step, draft.answers)
            raw.update({path: value for path, value in typed.items() if path in raw})
            services.save_step(
                draft_uuid=draft.uuid, step_key=step.key, raw=raw, actor=acting(account), at=SENT_AT
            )


def send(draft: Draft, account: Account) -> Submitted:
    return services.submit_application(
        draft_uuid=draft.uuid, consent_electronic=True, actor=acting(account), at=SENT_AT
    )


@pytest.fixture
def taken(doubles: None, caseworker: Account, citizen: Account, clock: Any) -> Taken:
    """The citizen called on the last day of April."""
    clock.set(CALLED_AT)
    return take(caseworker, citizen)


def test_call_opens_a_case_that_waits_for_its_form(taken: Taken, citizen: Account) -> None:
    case = Case.objects.get()
    assert (case.state, case.applied_on) == ("informal", CALLED_ON)
    assert taken.is_new
    assert taken.reference == case.reference
    assert [p.name for p in case.parties.all()] == [citizen.full_name]
    item = WorkItem.objects.get(subject_id=str(case.uuid))
    assert (item.kind, item.due_on) == ("informal", date(2026, 6, 1))
    with pytest.raises(NotVisible):
        services.start_completion(case_uuid=case.uuid, actor=acting(citizen), at=CALLED_AT)


def test_letter_tells_the_day_what_is_needed_and_until_when(taken: Taken) -> None:
    notice = Notice.objects.get()
    told = str(notice.letter)
    assert "30. April 2026" in told
    assert "1. Juni 2026" in told
    assert "§ 26 VwVfG" in told or "§ 60 SGB I" in told
    assert "Bienen" in told
    assert notice.invitation_uuid is not None
    assert taken.letter_sent


def test_nothing_is_assessed_without_the_form(taken: Taken, run_jobs: RunJobs) -> None:
    run_jobs()
    assert not Proposal.objects.exists()


def test_second_call_of_the_same_person_is_no_second_case(
    taken: Taken, caseworker: Account, citizen: Account
) -> None:
    again = take(
        caseworker,
        citizen,
        name=citizen.full_name.upper() + " ",
        address_lines=[
            citizen.street.replace("straße", "str."),
            f"{citizen.postcode}  {citizen.city}",
        ],
        received_on=date(2026, 5, 4),
        at=datetime(2026, 5, 4, 8, 0, tzinfo=UTC),
    )

    assert not again.is_new
    assert not again.letter_sent
    assert again.applied_on == CALLED_ON
    assert Case.objects.count() == Notice.objects.count() == 1
    view = queries.informal_of_case(again.informal.case_uuid)
    assert view is not None
    assert [call.received_on for call in view.calls] == [CALLED_ON, date(2026, 5, 4)]


def test_letter_found_later_that_came_earlier_counts(
    taken: Taken, caseworker: Account, citizen: Account
) -> None:
    earlier = take(caseworker, citizen, received_on=date(2026, 3, 31), way="letter")

    assert earlier.applied_on == Case.objects.get().applied_on == date(2026, 3, 31)
    assert Notice.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_moment_open_one_case(
    doubles: None, caseworker: Account, second_caseworker: Account, citizen: Account, clock: Any
) -> None:
    clock.set(CALLED_AT)
    results: list[Taken] = []
    barrier = threading.Barrier(2)

    def call(account: Account) -> None:
        barrier.wait()
        try:
            results.append(take(account, citizen))
        finally:
            connection.close()

    both = [threading.Thread(target=call, args=(a,)) for a in (caseworker, second_caseworker)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(one.is_new for one in results) == [False, True]
    assert Case.objects.count() == InformalApplication.objects.count() == 1


def test_form_goes_into_the_case_and_the_day_stays(
    taken: Taken, citizen: Account, clock: Any
) -> None:
    accept(taken, citizen)
    clock.set(SENT_AT)
    case_uuid = taken.informal.case_uuid
    draft = services.start_completion(case_uuid=case_uuid, actor=acting(citizen), at=SENT_AT)
    assert draft.answers["place"] == BREMEN
    fill(draft, citizen)

    submitted = send(draft, citizen)

    case = Case.objects.get()
    assert case.form_version == draft.form_version
    assert submitted.application.case_uuid == case.uuid == case_uuid
    assert submitted.application.reference == taken.reference
    assert (case.state, case.applied_on) == ("received", CALLED_ON)
    assert case.fact_records.get(path="hives", superseded_at=None).value == 1
    assert [deed.key for deed in DeedRecord.objects.all()] == ["complete"]
    assert Party.objects.get().account == citizen
    open_kinds = WorkItem.objects.filter(state="open").values_list("kind", flat=True)
    assert list(open_kinds) == ["decide"]
    proposal = assess_case(case_uuid=case.uuid, at=SENT_AT)
    assert proposal.assessment is not None
    assert proposal.assessment["segments"][0]["span"]["start"] == "2026-04-01"


def test_sent_twice_is_once_and_a_second_form_is_refused(
    taken: Taken, citizen: Account, clock: Any
) -> None:
    accept(taken, citizen)
    clock.set(SENT_AT)
    case_uuid = taken.informal.case_uuid
    draft = services.start_completion(case_uuid=case_uuid, actor=acting(citizen), at=SENT_AT)
    fill(draft, citizen)
    first = send(draft, citizen)

    assert send(draft, citizen).application == first.application
    assert Application.objects.count() == Case.objects.count() == 1
    with pytest.raises(services.AlreadyComplete):
        services.start_completion(case_uuid=case_uuid, actor=acting(citizen), at=SENT_AT)


def test_who_applies_online_completes_what_was_said_on_the_phone(
    taken: Taken, citizen: Account, run_jobs: RunJobs, clock: Any
) -> None:
    accept(taken, citizen)
    run_jobs()
    clock.set(SENT_AT)

    draft = services.start_draft(procedure_key=WORKS, actor=acting(citizen), at=SENT_AT)

    assert draft.completes_case_uuid == taken.informal.case_uuid


def test_form_of_another_place_goes_to_the_unit_there_and_keeps_the_day(
    taken: Taken, citizen: Account, clock: Any
) -> None:
    accept(taken, citizen)
    clock.set(SENT_AT)
    draft = services.start_completion(
        case_uuid=taken.informal.case_uuid, actor=acting(citizen), at=SENT_AT
    )
    fill(draft, citizen, place=[BREMERHAVEN])
    send(draft, citizen)

    case = Case.objects.select_related("unit").get()
    assert case.unit.key == "wohnen-bremerhaven"
    assert case.applied_on == CALLED_ON
    assert WorkItem.objects.get(state="open").unit_id == case.unit_id


def test_new_call_after_the_form_is_a_new_application(
    taken: Taken, citizen: Account, caseworker: Account, clock: Any
) -> None:
    accept(taken, citizen)
    clock.set(SENT_AT)
    draft = services.start_completion(
        case_uuid=taken.informal.case_uuid, actor=acting(citizen), at=SENT_AT
    )
    fill(draft, citizen)
    send(draft, citizen)

    again = take(caseworker, citizen, received_on=SENT_AT.date(), at=SENT_AT)

    assert again.is_new
    assert Case.objects.count() == 2


def test_stranger_sees_nothing_of_the_case(taken: Taken, stranger: Account) -> None:
    with pytest.raises(NotVisible):
        services.start_completion(
            case_uuid=taken.informal.case_uuid, actor=acting(stranger), at=SENT_AT
        )
    assert cases.informal_case(acting(stranger), taken.informal.case_uuid) is None


def test_code_of_the_letter_opens_the_case_as_long_as_nobody_is_bound(
    taken: Taken, citizen: Account, run_jobs: RunJobs
) -> None:
    by_code = Actor(kind=ActorKind.CODE, subject=f"party:{taken.informal.party_uuid}")
    assert cases.informal_case(by_code, taken.informal.case_uuid) is not None

    accept(taken, citizen)
    run_jobs()

    assert cases.informal_case(by_code, taken.informal.case_uuid) is None


def test_colleague_of_another_unit_takes_it_for_the_competent_one(
    doubles: None, other_caseworker: Account, citizen: Account, clock: Any
) -> None:
    clock.set(CALLED_AT)
    taken = take(other_caseworker, citizen)

    assert Case.objects.get().unit.key == "wohnen-bremen"
    with pytest.raises(NotVisible):
        cases.get_case(acting(other_caseworker), taken.informal.case_uuid)


def test_without_an_address_no_letter_goes_out(
    doubles: None, caseworker: Account, citizen: Account, clock: Any
) -> None:
    clock.set(CALLED_AT)
    taken = take(caseworker, citizen, address_lines=[])

    assert not taken.letter_sent
    assert invitation_of("party", taken.informal.party_uuid) is not None


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"name": "  "}, services.PersonNotNamed),
        ({"received_on": date(2026, 5, 1)}, services.DayNotPossible),
        ({"way": "fax"}, services.WayUnknown),
        ({"place": "099999999999"}, services.NobodyDecidesThere),
        ({"procedure_key": PARTIES}, services.NoInformalApplication),
    ],
)
def test_what_cannot_be_taken_is_refused(
    other: dict[str, Any],
    refusal: type[Exception],
    doubles: None,
    caseworker: Account,
    citizen: Account,
    clock: Any,
) -> None:
    clock.set(CALLED_AT)
    with pytest.raises(refusal):
        take(caseworker, citizen, **other)
    assert not Case.objects.exists()


def test_residents_take_nothing_down(doubles: None, citizen: Account) -> None:
    with pytest.raises(NotVisible):
        take(citizen, citizen)


def test_case_that_went_on_without_form_waits_for_none(
    taken: Taken, citizen: Account, caseworker: Account
) -> None:
    case_uuid: UUID = taken.informal.case_uuid
    assert not services.end_informal(case_uuid=case_uuid, at=SENT_AT)
    Case.objects.update(state="closed", closed_at=SENT_AT)

    assert services.end_informal(case_uuid=case_uuid, at=SENT_AT)

    assert not WorkItem.objects.filter(state="open", kind="informal").exists()
    assert take(caseworker, citizen, at=SENT_AT).is_new
