"""Whoever looks at a case at work is told to the people in it, once a day and without a name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amt.capabilities.cases import services
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity.models import Account
from amt.kernel.errors import NotVisible


def test_people_in_a_case_read_which_unit_looked_at_it(
    open_case: OpenCase, citizen: Account, stranger: Account, caseworker: Account
) -> None:
    case = open_case()
    actor = identity.actor_of(caseworker)

    services.note_viewed(case_uuid=case.uuid, actor=actor, at=AT)
    services.note_viewed(case_uuid=case.uuid, actor=actor, at=AT + timedelta(hours=1))
    services.note_viewed(case_uuid=case.uuid, actor=actor, at=AT + timedelta(days=1))

    looks = identity.accesses_of(citizen.id)
    assert [one.at for one in looks] == [AT + timedelta(days=1), AT]
    assert (looks[0].by_name, looks[0].by_unit_id) == (case.unit.name, case.unit_id)
    assert looks[0].subject_id == str(case.uuid)
    assert caseworker.family_name not in str(vars(looks[0]))
    assert identity.accesses_of(stranger.id) == []


def test_who_does_not_work_on_a_case_leaves_no_trace_in_it(
    open_case: OpenCase, citizen: Account, other_caseworker: Account
) -> None:
    case = open_case()

    with pytest.raises(NotVisible):
        services.note_viewed(case_uuid=case.uuid, actor=identity.actor_of(other_caseworker), at=AT)

    assert identity.accesses_of(citizen.id) == []
