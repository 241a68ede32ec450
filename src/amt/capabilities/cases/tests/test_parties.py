"""Several parties and their invitations, free decisions, facts of other offices."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from amt.capabilities.acts.models import Act, Notice
from amt.capabilities.cases import handlers, queries, services
from amt.capabilities.cases.models import Case, Decision
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.cases.tests.test_deeds import confirm
from amt.capabilities.documents import queries as documents_queries
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.events import InvitationAccepted
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, invitation_of
from amt.contract.facts import Fact, FactSource
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

INPUTS = {"permit.valid_until": "2030-01-01", "permit.conditions": "Nur mit Netz."}


@pytest.fixture
def reviewed(open_house: OpenCase, caseworker: Account) -> Case:
    """A case that may be decided."""
    case = open_house()
    confirm(case, actor_of(caseworker))
    return case


def decide(case: Case, account: Account, **changes: Any) -> Decision:
    values: dict[str, Any] = {
        "case_uuid": case.uuid,
        "kind": "grant",
        "inputs": INPUTS,
        "proposal_id": None,
        "actor": actor_of(account),
        "at": AT,
    }
    return services.decide(**{**values, **changes})


def test_party_without_account_is_invited_by_letter_once(open_house: OpenCase) -> None:
    case = open_house(owner=None)

    owner = case.parties.get(role="owner")
    invitation = invitation_of("party", owner.uuid)
    notice = Notice.objects.get(subject_id=str(case.uuid))
    assert invitation is not None
    assert (invitation.name, invitation.account) == (owner.name, None)
    assert (notice.name, notice.invitation_uuid) == (owner.name, invitation.uuid)
    assert invitation_of("party", case.parties.get(role="planner").uuid) is None


def test_parties_with_accounts_get_no_invitation(open_house: OpenCase) -> None:
    open_house()

    assert not Notice.objects.exists()


def test_accepted_invitation_makes_the_account_a_party(
    open_house: OpenCase, stranger: Account
) -> None:
    case = open_house(owner=None)
    owner = case.parties.get(role="owner")
    invitation = invitation_of("party", owner.uuid)
    assert invitation is not None
    with pytest.raises(NotVisible):
        queries.status_of(actor_of(stranger), case.uuid)

    accepted = identity.accept_invitation(
        invitation_uuid=invitation.uuid, actor=actor_of(stranger), at=AT
    )
    event = InvitationAccepted(accepted.uuid, "party", str(owner.uuid), stranger.id, AT)
    handlers.on_invitation_accepted(event)
    handlers.on_invitation_accepted(event)

    assert queries.status_of(actor_of(stranger), case.uuid).my_roles == ("owner",)
    actions = [entry.action for entry in trail.entries_about("case", case.uuid)]
    assert actions.count("cases.party_joined") == 1


def test_documents_lie_under_the_label_of_their_field(open_house: OpenCase) -> None:
    case = open_house()

    labels = {one.label for one in documents_queries.list_versions("case", case.uuid)}
    assert labels == {"plans", "budget"}


def test_case_of_no_rules_is_decided_freely_by_the_answers_of_the_act(
    reviewed: Case, caseworker: Account
) -> None:
    view = queries.get_case(actor_of(caseworker), reviewed.uuid)
    assert (view.proposes, view.proposal) == (False, None)

    decision = decide(reviewed, caseworker)

    content = Act.objects.get(uuid=decision.act_uuid).copies[0].content
    assert decision.inputs == INPUTS
    assert "Gültig bis 2030-01-01." in content["operative"]
    assert "Gebühr: (2000,)." in content["operative"]
    assert content["reasons"][0]["paragraphs"] == ["Nur mit Netz."]
    standing = queries.standing_of(reviewed.uuid)
    assert (standing.decided, standing.inputs) == ("grant", INPUTS)


def test_decision_goes_to_each_role_and_for_information_to_the_body(
    reviewed: Case, caseworker: Account
) -> None:
    decision = decide(reviewed, caseworker)

    copies = Act.objects.get(uuid=decision.act_uuid).copies
    assert [(copy.role, copy.for_information) for copy in copies] == [
        ("planner", False),
        ("owner", False),
        ("body:forest", True),
    ]
    assert [copy.content["operative"][0] for copy in copies] == [
        "An: planner.",
        "An: owner.",
        "An: body:forest.",
    ]
    assert copies[2].name == "Feuerwehr Bremen"


def test_form_of_the_act_must_be_answered(reviewed: Case, caseworker: Account) -> None:
    with pytest.raises(services.AnswersWrong) as refused:
        decide(reviewed, caseworker, inputs={})

    assert [problem.path for problem in refused.value.problems] == ["permit.valid_until"]
    assert not Decision.objects.exists()


def test_free_refusal_needs_a_reason(reviewed: Case, caseworker: Account) -> None:
    for keys, words in (((), " "), (("unknown",), "Worte")):
        with pytest.raises(services.ReasonsMissing):
            decide(reviewed, caseworker, kind="refusal", reason_keys=keys, own_words=words)

    decision = decide(reviewed, caseworker, kind="refusal", own_words="Der Ast ist morsch.")

    content = Act.objects.get(uuid=decision.act_uuid).copies[0].content
    assert content["reasons"][0]["paragraphs"] == ["Der Ast ist morsch."]


def test_letter_of_each_addressee_can_be_previewed(reviewed: Case, caseworker: Account) -> None:
    letters = [
        services.preview_decision(
            case_uuid=reviewed.uuid,
            kind="grant",
            inputs=INPUTS,
            proposal_id=None,
            role=role,
            actor=actor_of(caseworker),
            at=AT,
        )
        for role in ("owner", "planner")
    ]

    assert all(letter.startswith(b"%PDF-") for letter in letters)
    assert letters[0] != letters[1]
    assert not Decision.objects.exists()


def test_case_is_not_decided_before_the_workflow_allows_it(
    open_house: OpenCase, caseworker: Account
) -> None:
    with pytest.raises(services.NotToBeDecided):
        decide(open_house(), caseworker)


@pytest.mark.parametrize("who", ["other_caseworker", "citizen", "forester"])
def test_nobody_else_decides(reviewed: Case, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotVisible):
        decide(reviewed, request.getfixturevalue(who))


def test_facts_of_another_office_supersede_and_bring_a_new_proposal(
    assessed_case: OpenCase, caseworker: Account
) -> None:
    case = assessed_case(facts={"hives": 12})
    found = Fact("hives", 3, FactSource.REGISTER, AT, "Bienenregister, § 4 Bienenordnung")

    changed = [
        services.add_facts(case_uuid=case.uuid, facts=[found], actor=SYSTEM, at=AT)
        for _ in range(2)
    ]

    view = queries.get_case(actor_of(caseworker), case.uuid)
    fact = next(one for one in view.facts if one.record.path == "hives")
    assert changed == [1, 0]
    assert (fact.record.value, fact.record.source) == (3, "register")
    assert fact.record.basis == "Bienenregister, § 4 Bienenordnung"
    assert [one.value for one in fact.earlier] == [12]
    assert view.proposal is not None
    assert (view.proposal.is_current, view.proposal.proposal.outcome) == (True, "grant")


def test_people_add_no_facts_of_registers(
    assessed_case: OpenCase, caseworker: Account, citizen: Account
) -> None:
    case = assessed_case()

    for account in (caseworker, citizen):
        with pytest.raises(NotVisible):
            services.add_facts(
                case_uuid=case.uuid,
                facts=[Fact("hives", 1, FactSource.REGISTER, AT)],
                actor=actor_of(account),
                at=AT,
            )


def test_standing_of_no_case_is_an_error_of_the_caller(db: None) -> None:
    with pytest.raises(LookupError):
        queries.standing_of(uuid4())
    assert queries.case_of_party(uuid4()) is None
