"""Correcting a fact: the old one stays, the proposal follows."""

from __future__ import annotations

import pytest

from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import FactRecord
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible


def test_correction_supersedes_and_computes_anew(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case()

    new = services.correct_fact(
        case_uuid=case.uuid,
        path="hives",
        value=30,
        reason="Ortstermin",
        actor=actor_of(caseworker),
        at=AT,
    )

    old = FactRecord.objects.get(case=case, path="hives", superseded_at=AT)
    assert (old.value, old.superseded_by) == (3, new)
    assert (new.value, new.source, new.basis) == (30, "officer", "Ortstermin")
    view = queries.get_case(actor_of(caseworker), case.uuid)
    assert view.proposal is not None
    assert view.proposal.is_current
    assert view.proposal.proposal.outcome == "refusal"
    fact = next(one for one in view.facts if one.record.path == "hives")
    assert [earlier.value for earlier in fact.earlier] == [3]
    assert "cases.fact_corrected" in [e.action for e in trail.entries_about("case", case.uuid)]


def test_missing_fact_can_be_added(open_case: OpenCase, caseworker: Account) -> None:
    case = open_case(facts={"hives": None})
    services.assess_case(case_uuid=case.uuid, at=AT)

    services.correct_fact(
        case_uuid=case.uuid,
        path="hives",
        value=2,
        reason="Anruf",
        actor=actor_of(caseworker),
        at=AT,
    )

    view = queries.get_case(actor_of(caseworker), case.uuid)
    assert view.proposal is not None
    assert view.proposal.proposal.outcome == "grant"


def test_same_value_changes_nothing(assessed_case: OpenCase, caseworker: Account) -> None:
    case = assessed_case()

    services.correct_fact(
        case_uuid=case.uuid, path="hives", value=3, reason="?", actor=actor_of(caseworker), at=AT
    )

    assert FactRecord.objects.filter(case=case, path="hives").count() == 1


def test_correction_needs_a_reason_and_a_field_of_the_form(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case()
    actor = actor_of(caseworker)

    with pytest.raises(services.ReasonNeeded):
        services.correct_fact(
            case_uuid=case.uuid, path="hives", value=4, reason="  ", actor=actor, at=AT
        )
    with pytest.raises(services.UnknownFact):
        services.correct_fact(
            case_uuid=case.uuid, path="colour", value="red", reason="x", actor=actor, at=AT
        )
    with pytest.raises(services.UnknownFact):
        services.correct_fact(
            case_uuid=case.uuid,
            path="kinds.declaration",
            value=True,
            reason="x",
            actor=actor,
            at=AT,
        )


def test_decided_case_keeps_its_facts(assessed_case: OpenCase, caseworker: Account) -> None:
    case = assessed_case()
    type(case).objects.update(state="decided")

    with pytest.raises(services.CannotBeAssessed):
        services.correct_fact(
            case_uuid=case.uuid,
            path="hives",
            value=4,
            reason="x",
            actor=actor_of(caseworker),
            at=AT,
        )


@pytest.mark.parametrize("who", ["other_caseworker", "citizen", "stranger"])
def test_nobody_else_corrects(
    assessed_case: OpenCase, who: str, request: pytest.FixtureRequest
) -> None:
    case = assessed_case()
    account = request.getfixturevalue(who)

    with pytest.raises(NotVisible):
        services.correct_fact(
            case_uuid=case.uuid,
            path="hives",
            value=4,
            reason="x",
            actor=actor_of(account),
            at=AT,
        )
