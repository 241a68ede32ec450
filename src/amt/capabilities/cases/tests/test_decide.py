"""Deciding a case: once, on what was seen, with reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from amt.capabilities.acts.models import Act
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import Case, Decision
from amt.capabilities.cases.testing.fixtures import AT, FAILS, OpenCase
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.models import WorkItem
from amt.contract import registry
from amt.contract.acts import ActContent, ActContext
from amt.contract.procedure import Procedure
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible


def seen_proposal(case: Case) -> Any:
    proposal = case.proposals.order_by("-id").first()
    return proposal.uuid if proposal else None


def decide(case: Case, account: Account, **changes: Any) -> Decision:
    values: dict[str, Any] = {
        "case_uuid": case.uuid,
        "kind": "grant",
        "proposal_id": seen_proposal(case),
        "actor": actor_of(account),
        "at": AT,
    }
    return services.decide(**{**values, **changes})


def test_grant_declares_an_act_to_the_applicant(
    assessed_case: OpenCase, caseworker: Account, citizen: Account
) -> None:
    case = assessed_case()

    decision = decide(case, caseworker)

    case.refresh_from_db()
    act = Act.objects.get(uuid=decision.act_uuid)
    assert case.state == "decided"
    assert (act.subject_kind, act.subject_id, act.act_key) == ("case", str(case.uuid), "grant")
    assert act.signatory_name == "Antje Kolb"
    assert case.reference in act.copies[0].content["operative"][0]
    assert [a.account_id for a in act.addressees.all()] == [citizen.id]
    assert WorkItem.objects.get().state == "done"
    assert "cases.case_decided" in [e.action for e in trail.entries_about("case", case.uuid)]
    assert case.events.latest("id").kind == "decided"


def test_letter_goes_out_without_consent_and_mailbox_with_it(
    assessed_case: OpenCase, caseworker: Account, citizen: Account
) -> None:
    by_letter = decide(assessed_case(), caseworker)
    identity.set_delivery_consent(
        account_id=citizen.id, consents=True, actor=actor_of(citizen), at=AT
    )
    by_mailbox = decide(assessed_case(), caseworker)

    channels = [
        Act.objects.get(uuid=one.act_uuid).addressees.get().channel
        for one in (by_letter, by_mailbox)
    ]
    assert channels == ["letter", "mailbox"]


def test_proposed_refusal_needs_no_further_reasons(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case(facts={"hives": 12})

    decision = decide(case, caseworker, kind="refusal")

    act = Act.objects.get(uuid=decision.act_uuid)
    assert act.burdening
    assert "Es sind zu viele Völker." in act.copies[0].content["reasons"][0]["paragraphs"]


def test_refusing_against_the_proposal_needs_reason_and_own_words(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case()

    for reason_keys, own_words in (((), "Worte"), (("many",), " "), (("unknown",), "Worte")):
        with pytest.raises(services.ReasonsMissing):
            decide(case, caseworker, kind="refusal", reason_keys=reason_keys, own_words=own_words)
    decision = decide(
        case,
        caseworker,
        kind="refusal",
        reason_keys=("many",),
        own_words="Das Dach trägt sie nicht.",
    )

    content = Act.objects.get(uuid=decision.act_uuid).copies[0].content
    assert "Das Dach trägt sie nicht." in content["reasons"][0]["paragraphs"]
    assert decision.reason_keys == ["many"]


def test_nothing_is_granted_that_was_not_proposed(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    refused = assessed_case(facts={"hives": 12})
    undecided = assessed_case(facts={"hives": None})

    for case in (refused, undecided):
        with pytest.raises(services.NothingToGrant):
            decide(case, caseworker)
    assert not Decision.objects.exists()


def test_case_without_proposal_can_be_refused_by_hand(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case(facts={"hives": None})

    decision = decide(
        case, caseworker, kind="refusal", reason_keys=("many",), own_words="Keine Angaben."
    )

    assert decision.kind == "refusal"


def test_decision_on_an_older_proposal_is_refused(
    assessed_case: OpenCase, caseworker: Account, second_caseworker: Account
) -> None:
    case = assessed_case()
    seen = seen_proposal(case)
    services.correct_fact(
        case_uuid=case.uuid,
        path="hives",
        value=5,
        reason="Anruf",
        actor=actor_of(second_caseworker),
        at=AT,
    )

    with pytest.raises(services.ProposalChanged):
        decide(case, caseworker, proposal_id=seen)
    with pytest.raises(services.ProposalChanged):
        decide(case, caseworker, proposal_id=None)
    assert decide(case, caseworker).kind == "grant"


def test_case_not_yet_assessed_is_not_decided(open_case: OpenCase, caseworker: Account) -> None:
    case = open_case()

    with pytest.raises(services.NotToBeDecided):
        decide(case, caseworker)


def test_second_decision_says_who_decided_and_when(
    assessed_case: OpenCase, caseworker: Account, second_caseworker: Account
) -> None:
    case = assessed_case()
    decide(case, caseworker)

    with pytest.raises(services.AlreadyDecided) as refused:
        decide(case, second_caseworker, at=AT + timedelta(minutes=1))

    assert refused.value.decision.decided_by == caseworker
    assert refused.value.decision.decided_at == AT
    assert Act.objects.count() == 1


@pytest.mark.parametrize("who", ["other_caseworker", "citizen", "stranger"])
def test_nobody_else_decides(
    assessed_case: OpenCase, who: str, request: pytest.FixtureRequest
) -> None:
    case = assessed_case()
    account = request.getfixturevalue(who)

    with pytest.raises(NotVisible):
        decide(case, account)
    with pytest.raises(NotVisible):
        preview(case, account)
    assert not Decision.objects.exists()


def test_act_that_cannot_be_worded_decides_nothing(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case(procedure_key=FAILS)

    with pytest.raises(services.ActCannotBeComposed):
        decide(case, caseworker, kind="refusal", reason_keys=("many",), own_words="Worte")

    case.refresh_from_db()
    assert case.state == "in_progress"
    assert not Act.objects.exists()
    assert WorkItem.objects.get().state == "open"


def test_refusal_worded_without_reasons_decides_nothing(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    def bare(_context: ActContext) -> ActContent:
        return ActContent(title="Ablehnung", operative=("Nein.",))

    case = assessed_case(facts={"hives": 12})
    known = registry.procedures()[case.procedure_key]
    silent = replace(known, acts=tuple(replace(spec, compose=bare) for spec in known.acts))

    class Silent:
        def procedures(self) -> list[Procedure]:
            return [silent]

    registry.use(Silent())
    with pytest.raises(services.ActCannotBeComposed):
        decide(case, caseworker, kind="refusal")


def test_case_whose_procedure_is_gone_is_not_decided(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case()
    registry.use()

    with pytest.raises(services.ActCannotBeComposed):
        decide(case, caseworker)


def preview(case: Case, account: Account, **changes: Any) -> bytes:
    values: dict[str, Any] = {
        "case_uuid": case.uuid,
        "kind": "grant",
        "proposal_id": seen_proposal(case),
        "actor": actor_of(account),
        "at": AT,
    }
    return services.preview_decision(**{**values, **changes})


def test_preview_is_a_letter_and_decides_nothing(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case()

    letter = preview(case, caseworker)

    assert letter.startswith(b"%PDF-")
    assert not Act.objects.exists()
    assert not Decision.objects.exists()
    assert queries.get_case(actor_of(caseworker), case.uuid).may_be_decided
