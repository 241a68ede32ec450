"""Once it is switched on the machine decides what qualifies, but for a sample, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from amt.capabilities.acts.models import Act
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.automation import is_sampled
from amt.capabilities.cases.models import AutomationSwitch, Case
from amt.capabilities.cases.testing.fixtures import AT, LAMPS, MONTHLY, WORKS, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.queries import items_about
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import NotVisible

RunJobs = Callable[[], None]


def switch(*, on: bool = True, share: int = 0) -> AutomationSwitch:
    return services.switch_automation(
        procedure_key=MONTHLY, on=on, share_percent=share, actor=SYSTEM, at=AT
    )


def decided(case: Case) -> bool:
    services.decide_automatically(case_uuid=case.uuid, at=AT)
    return case.decisions.exists()


def test_it_is_off_until_somebody_switches_it_on(lamp_case: OpenCase) -> None:
    assert not decided(lamp_case())


def test_what_qualifies_is_decided_as_proposed(lamp_case: OpenCase) -> None:
    switch()
    case = lamp_case()

    decision = services.decide_automatically(case_uuid=case.uuid, at=AT)

    assert decision is not None
    assert (decision.automatic, decision.decided_by, decision.act_key) == (True, None, "grant")
    case.refresh_from_db()
    assert case.state == "decided"
    assert items_about("case", case.uuid) == []
    act = Act.objects.get(uuid=decision.act_uuid)
    assert act.signatory_name == ""
    assert "§ 31a SGB X" in act.addressees.get().letter["closing"][0]


def test_it_happens_by_itself_after_the_assessment(open_case: OpenCase, run_jobs: RunJobs) -> None:
    switch()
    case = open_case(procedure_key=MONTHLY, facts=LAMPS)

    run_jobs()

    assert case.decisions.get().automatic


def test_doing_it_again_decides_nothing(lamp_case: OpenCase) -> None:
    switch()
    case = lamp_case()

    assert decided(case)
    assert services.decide_automatically(case_uuid=case.uuid, at=AT) is None
    assert case.decisions.count() == 1


@pytest.mark.parametrize(
    "facts", [{"lamps": 6}, {"people.0.name": "Ali"}, {"income": 400_000}, {"lamps": None}]
)
def test_what_does_not_qualify_waits_for_people(lamp_case: OpenCase, facts: dict[str, Any]) -> None:
    switch()
    case = lamp_case(**facts)

    assert not decided(case)
    assert [item.kind for item in items_about("case", case.uuid)] == ["decide"]


def test_a_check_that_fails_speaks_against_it(
    lamp_case: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch()
    case = lamp_case()

    def broken(*_: Any) -> tuple[str, ...]:
        raise RuntimeError("broken")

    monkeypatch.setattr("tests.doubles.double_monthly.rules.Facts.count", broken)
    assert not decided(case)


def test_a_case_taken_up_again_is_never_decided_by_the_machine(
    granted_case: OpenCase, citizen: Account
) -> None:
    switch()
    case = granted_case()
    services.do_deed(
        case_uuid=case.uuid,
        deed_key="report",
        answers={},
        actor=actor_of(citizen),
        at=AT + timedelta(days=3),
    )

    services.decide_automatically(case_uuid=case.uuid, at=AT + timedelta(days=3))

    assert case.decisions.count() == 1


def test_a_share_goes_to_people_and_its_items_say_so(lamp_case: OpenCase) -> None:
    switch(share=100)
    case = lamp_case()

    assert not decided(case)
    assert not decided(case)
    (item,) = items_about("case", case.uuid)
    assert (item.kind, item.title_values) == ("decide", {"sampled": True})


def test_the_sample_is_drawn_once_for_ever_and_near_its_share() -> None:
    uuids = [uuid4() for _ in range(4_000)]

    drawn = [one for one in uuids if is_sampled(MONTHLY, one, 20)]

    assert drawn == [one for one in uuids if is_sampled(MONTHLY, one, 20)]
    assert 650 < len(drawn) < 950
    assert set(drawn) <= {one for one in uuids if is_sampled(MONTHLY, one, 30)}
    assert not any(is_sampled(MONTHLY, one, 0) for one in uuids)
    assert all(is_sampled(MONTHLY, one, 100) for one in uuids)


def test_a_service_without_a_norm_cannot_be_switched_on(doubles: None) -> None:
    with pytest.raises(services.NoAutomation):
        services.switch_automation(procedure_key=WORKS, on=True, actor=SYSTEM, at=AT)
    with pytest.raises(services.ShareWrong):
        switch(share=101)
    assert not AutomationSwitch.objects.exists()


def test_switching_is_kept_and_leaves_the_rest_as_it_was(doubles: None) -> None:
    first = switch(share=7)
    services.switch_automation(procedure_key=MONTHLY, on=False, actor=SYSTEM, at=AT)
    last = services.switch_automation(procedure_key=MONTHLY, share_percent=9, actor=SYSTEM, at=AT)

    assert (first.on, last.on, last.sampled_share_percent) == (True, False, 9)
    assert AutomationSwitch.objects.count() == 3


def test_measuring_counts_what_qualified_and_what_spoke_against(
    lamp_case: OpenCase, granted_case: OpenCase
) -> None:
    switch(share=100)
    granted_case()
    lamp_case(lamps=6, **{"people.0.name": "Ali"})
    lamp_case(income=400_000)

    found = queries.measure_automation(MONTHLY, since=AT.date(), until=AT.date())

    assert (found.cases, found.qualified, found.sampled, found.automatic) == (3, 1, 1, 0)
    assert found.against == {"many_lamps": 1, "others": 1, "not_granted": 1}
    assert round(found.share_percent) == 33


def test_the_command_switches_and_measures(lamp_case: OpenCase) -> None:
    out = StringIO()
    call_command("automation", "on", MONTHLY, stdout=out)
    call_command("automation", "share", MONTHLY, "5", stdout=out)
    lamp_case()
    call_command(
        "automation", "measure", MONTHLY, "--since", "2026-11-01", "--until", "2026-11-30",
        stdout=out,
    )  # fmt: skip

    told = out.getvalue()
    assert "double_monthly: on, people decide 20 % of what qualifies" in told
    assert "double_monthly: on, people decide 5 % of what qualifies" in told
    assert "qualified: 1 (100.0 %)" in told
    with pytest.raises(CommandError):
        call_command("automation", "on", WORKS)


def test_only_those_who_lead_a_unit_see_how_it_is_switched(
    doubles: None, caseworker: Account, supervisor: Account
) -> None:
    switch(share=3)

    (state,) = queries.list_automations(actor_of(supervisor))
    assert (state.procedure.key, state.on, state.sampled_share_percent) == (MONTHLY, True, 3)
    with pytest.raises(NotVisible):
        queries.list_automations(actor_of(caseworker))
