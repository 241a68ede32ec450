"""Many acts are declared at once, and go their way a few in each job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from amt.capabilities.acts import jobs, services
from amt.capabilities.acts.models import Act, ActState, Addressee
from amt.capabilities.acts.services import ActCopy, Declaration, steps
from amt.capabilities.acts.tests.factories import AT, CONTENT, PROCEDURE, REFERENCE, addressee_of
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity.models import Account
from amt.capabilities.mailbox.models import Message
from amt.contract.law import Law
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

RunJobs = Callable[[], None]
pytestmark = pytest.mark.usefixtures("organisation")


def declaration(account: Account, **changes: Any) -> Declaration:
    found = Declaration(
        subject_kind="case",
        subject_id=uuid4(),
        procedure_key=PROCEDURE,
        act_key="grant",
        reference=REFERENCE,
        unit_id=authorities.get_unit_by_key("wohnen-bremen").id,
        law=Law.SGB_X,
        copies=(ActCopy(addressee_of(account), CONTENT),),
        signatory_name="Antje Kolb",
    )
    return replace(found, **changes)


def test_many_acts_take_as_many_queries_as_few(
    citizen: Account, django_assert_max_num_queries: Any
) -> None:
    wanted = [declaration(citizen) for _ in range(30)]

    with django_assert_max_num_queries(14):
        acts = services.declare_many(wanted, actor=SYSTEM, at=AT)

    assert [act.subject_id for act in acts] == [str(one.subject_id) for one in wanted]
    assert Addressee.objects.count() == 30
    assert len(set(Addressee.objects.values_list("verification_code", flat=True))) == 30
    (entry,) = trail.entries_about("act", acts[7].uuid)
    assert entry.details == {"subject": f"case:{wanted[7].subject_id}", "act": "grant"}
    assert trail.verify().faults == ()


def test_nothing_is_declared_where_one_addresses_nobody(citizen: Account) -> None:
    with pytest.raises(services.NobodyAddressed):
        services.declare_many(
            [declaration(citizen), declaration(citizen, copies=())], actor=SYSTEM, at=AT
        )

    assert not Act.objects.exists()


def test_they_are_sealed_and_delivered_by_jobs_of_the_bulk(
    citizen: Account, run_jobs: RunJobs
) -> None:
    services.declare_many([declaration(citizen) for _ in range(3)], actor=SYSTEM, at=AT)

    run_jobs()

    assert set(Act.objects.values_list("state", flat=True)) == {ActState.NOTIFIED.value}
    assert Message.objects.count() == 3


def test_an_act_that_fails_holds_up_no_other_and_is_tried_again(
    citizen: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = services.declare_many(
        [declaration(citizen), declaration(citizen)], actor=SYSTEM, at=AT
    )
    seal = steps.seal_act

    def fails_once(**values: Any) -> bool:
        if values["act_uuid"] == first.uuid:
            raise RuntimeError("no paper")
        return seal(**values)

    uuids = [str(first.uuid), str(second.uuid)]
    with monkeypatch.context() as broken:
        way = [(name, fails_once if step is seal else step) for name, step in jobs.WAY]
        broken.setattr(jobs, "WAY", tuple(way))
        with pytest.raises(RuntimeError):
            jobs.send_many(act_uuids=uuids)
    second.refresh_from_db()
    assert second.state == ActState.DELIVERED

    jobs.send_many(act_uuids=uuids)

    first.refresh_from_db()
    assert first.state == ActState.DELIVERED
    assert Message.objects.count() == 2


def test_a_letter_by_the_machine_says_so_and_names_nobody(citizen: Account) -> None:
    (act,) = services.declare_many(
        [declaration(citizen, signatory_name="", automatic_norm="§ 31a SGB X")],
        actor=SYSTEM,
        at=AT,
    )

    letter = act.addressees.get().letter
    assert letter["signatory"] == ""
    assert "§ 31a SGB X" in letter["closing"][0]
    assert "Bearbeitet von" not in dict(letter["facts"])
