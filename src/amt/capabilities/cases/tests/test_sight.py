"""What each party sees of a case: its own, and no word more."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.capabilities.acts.events import ActDelivered
from amt.capabilities.cases import handlers, queries, services
from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.sight import shows, sight_of, visible_facts
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.cases.tests.test_deeds import NEIGHBOUR, confirm, do, paper_of
from amt.capabilities.documents import queries as documents_queries
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract.procedure import Sight
from amt.kernel.actors import ANONYMOUS, SYSTEM, Actor, ActorKind
from amt.kernel.errors import NotVisible


@pytest.fixture
def heard(open_house: OpenCase, caseworker: Account) -> Case:
    """A case in which a neighbour without account was heard."""
    case = open_house()
    confirm(case, actor_of(caseworker))
    do(case, "hear_neighbour", actor_of(caseworker), answers=NEIGHBOUR)
    return case


def holder_of(party: Party) -> Actor:
    return Actor(kind=ActorKind.CODE, subject=f"party:{party.uuid}")


def next_door(case: Case) -> Actor:
    return holder_of(case.parties.get(role="neighbour"))


def test_owner_sees_the_whole_case(heard: Case, citizen: Account) -> None:
    status = queries.status_of(actor_of(citizen), heard.uuid)

    assert status.my_roles == ("owner",)
    assert set(status.visible_facts) == {"tree.place", "tree.kind", "tree.nests", "rooms"}
    assert {one.label for one in status.visible_documents} == {"plans", "budget"}
    assert [entry.kind for entry in status.timeline] == [
        "received", "consulted", "consulted", "confirm_complete", "hear_neighbour",
    ]  # fmt: skip
    assert [act.act.act_key for act in status.acts] == ["confirmation"]
    assert [one.addressee.role for one in status.acts[0].addressees] == ["owner"]


def test_neighbour_sees_tree_plans_and_the_letter_to_them_alone(heard: Case) -> None:
    status = queries.status_of(next_door(heard), heard.uuid)

    assert status.my_roles == ("neighbour",)
    assert set(status.visible_facts) == {"tree.place", "tree.kind", "tree.nests"}
    assert [one.label for one in status.visible_documents] == ["plans"]
    assert (status.terms, status.bodies) == ((), ())
    assert [entry.kind for entry in status.timeline] == ["hear_neighbour"]
    assert [act.act.act_key for act in status.acts] == ["hearing"]
    assert [deed.key for deed in status.open_deeds] == ["object"]
    everything = repr((status.visible_facts, status.timeline, status.acts))
    assert "Fatma" not in everything
    assert "Osterloh" not in everything


def test_neighbour_learns_only_whether_the_case_goes_on(
    heard: Case, citizen: Account, neighbour: Account
) -> None:
    heard.parties.filter(role="neighbour").update(account=neighbour)

    def told(account: Account) -> list[str]:
        status = queries.status_of(actor_of(account), heard.uuid)
        listed = queries.list_cases_of(account.id)[0]
        return [status.state, status.sentence, listed.state, listed.sentence]

    assert told(citizen) == ["in_review"] * 4
    assert told(neighbour) == ["in_progress"] * 4
    heard.state = "granted_by_silence"
    heard.save()
    assert told(neighbour) == ["decided"] * 4


def test_neighbour_sees_their_own_deed_and_not_that_of_another(
    heard: Case, caseworker: Account
) -> None:
    do(heard, "hear_neighbour", actor_of(caseworker), answers=NEIGHBOUR)
    first, second = heard.parties.filter(role="neighbour").order_by("id")
    do(heard, "object", holder_of(first), answers={"object.why": "Schatten"})

    mine = queries.status_of(holder_of(first), heard.uuid).timeline
    other = queries.status_of(holder_of(second), heard.uuid).timeline

    assert [(entry.kind, entry.by_me) for entry in mine] == [
        ("hear_neighbour", False), ("object", True),
    ]  # fmt: skip
    assert "object" not in [entry.kind for entry in other]


def test_role_sees_the_acts_of_the_roles_that_its_sight_names(
    heard: Case, caseworker: Account, representative: Account
) -> None:
    services.decide(
        case_uuid=heard.uuid,
        kind="refusal",
        reason_keys=("too_high",),
        proposal_id=None,
        actor=actor_of(caseworker),
        at=AT,
    )

    by_planner = queries.status_of(actor_of(representative), heard.uuid)
    by_neighbour = queries.status_of(next_door(heard), heard.uuid)

    roles = {
        act.act.act_key: [one.addressee.role for one in act.addressees] for act in by_planner.acts
    }
    assert roles == {"confirmation": ["planner", "owner"], "refusal": ["owner"]}
    assert [act.act.act_key for act in by_neighbour.acts] == ["hearing"]


def test_delivery_of_an_act_is_told_to_who_sees_it(heard: Case, citizen: Account) -> None:
    hearing = heard.deeds.get(key="hear_neighbour").act_uuid
    assert hearing is not None
    handlers.on_act_delivered(ActDelivered(hearing, "case", str(heard.uuid), AT))

    def told(actor: Actor) -> bool:
        timeline = queries.status_of(actor, heard.uuid).timeline
        return "act_delivered" in [entry.kind for entry in timeline]

    assert told(next_door(heard))
    assert not told(actor_of(citizen))


def test_code_of_a_party_opens_its_case_alone(heard: Case, open_house: OpenCase) -> None:
    other = open_house()

    with pytest.raises(NotVisible):
        queries.status_of(next_door(heard), other.uuid)
    with pytest.raises(NotVisible):
        queries.status_of(Actor(kind=ActorKind.CODE, subject=f"party:{uuid4()}"), heard.uuid)
    for actor in (ANONYMOUS, SYSTEM, Actor(kind=ActorKind.CODE, subject="bundle_person:1")):
        with pytest.raises(NotVisible):
            queries.status_of(actor, heard.uuid)


@pytest.mark.parametrize("who", ["stranger", "other_caseworker", "forester"])
def test_nobody_else_sees_anything(heard: Case, who: str, request: pytest.FixtureRequest) -> None:
    actor = actor_of(request.getfixturevalue(who))
    papers = documents_queries.list_versions("case", heard.uuid)
    budget = next(one.document.uuid for one in papers if one.label == "budget")

    for read in (queries.status_of, queries.get_case, queries.open_deeds):
        with pytest.raises(NotVisible):
            read(actor, heard.uuid)
    assert not queries.may_open_document(actor, budget)


def test_documents_open_to_whom_the_sight_shows_them(
    heard: Case, citizen: Account, caseworker: Account, stranger: Account
) -> None:
    papers = {
        one.label: one.document.uuid for one in documents_queries.list_versions("case", heard.uuid)
    }

    def opens(actor: Actor) -> set[str]:
        return {label for label, uuid in papers.items() if queries.may_open_document(actor, uuid)}

    assert opens(actor_of(citizen)) == {"plans", "budget"}
    assert opens(actor_of(caseworker)) == {"plans", "budget"}
    assert opens(next_door(heard)) == {"plans"}
    assert opens(actor_of(stranger)) == set()
    assert opens(ANONYMOUS) == set()
    assert not queries.may_open_document(actor_of(citizen), uuid4())


def test_paper_before_its_deed_opens_to_who_uploaded_it(heard: Case, citizen: Account) -> None:
    party = heard.parties.get(role="neighbour")
    waiting = paper_of("party", party.uuid)

    assert queries.may_open_document(holder_of(party), waiting)
    assert not queries.may_open_document(actor_of(citizen), waiting)


def test_code_of_the_application_sees_as_its_sender_but_does_nothing_for_an_account(
    heard: Case,
) -> None:
    holder = Actor(kind=ActorKind.CODE, subject=f"case:{heard.uuid}")

    status = queries.status_of(holder, heard.uuid)

    assert status.my_roles == ("planner",)
    assert status.open_deeds == ()


def test_invited_owner_joins_by_accepting(
    open_house: OpenCase, stranger: Account, caseworker: Account
) -> None:
    case = open_house(owner=None)
    confirm(case, actor_of(caseworker))
    party = case.parties.get(role="owner")

    services.bind_party(party_uuid=party.uuid, account_id=stranger.id, actor=SYSTEM, at=AT)
    services.bind_party(party_uuid=party.uuid, account_id=caseworker.id, actor=SYSTEM, at=AT)

    status = queries.status_of(actor_of(stranger), case.uuid)
    assert status.my_roles == ("owner",)
    assert [one.case_uuid for one in queries.list_cases_of(stranger.id)] == [case.uuid]
    assert queries.case_of_party(party.uuid) == case.uuid


def test_two_roles_of_one_person_see_together_what_each_sees(heard: Case, citizen: Account) -> None:
    heard.parties.filter(role="neighbour").update(account=citizen)

    status = queries.status_of(actor_of(citizen), heard.uuid)

    assert status.my_roles == ("owner", "neighbour")
    assert [act.act.act_key for act in status.acts] == ["confirmation", "hearing"]


paths = st.sampled_from(["tree", "tree.place", "trees", "members", "members.0.name", "rooms"])


@given(
    shown=st.lists(paths, max_size=4),
    facts=st.dictionaries(
        st.sampled_from(["tree", "tree.place", "trees.place", "members.0.name", "rooms"]),
        st.integers(),
    ),
)
def test_no_fact_is_visible_that_no_path_of_the_sight_covers(
    shown: list[str], facts: dict[str, Any]
) -> None:
    seen = visible_facts(Sight(facts=tuple(shown)), facts)

    assert set(seen) <= set(facts)
    for path in facts:
        covered = any(
            path == one or path.startswith(one + ".") or path.replace(".0", "") == one
            for one in shown
        )
        assert (path in seen) is covered


def test_all_and_nothing_are_told_apart() -> None:
    assert shows(None, "anything")
    assert not shows((), "anything")
    assert shows(("members.name",), "members.3.name")
    assert not shows(("tree",), "treehouse")


@pytest.mark.django_db
def test_role_that_the_procedure_does_not_know_sees_nothing(heard: Case) -> None:
    heard.parties.filter(role="neighbour").update(role="gone")
    party = heard.parties.get(role="gone")

    sight = sight_of(heard, [party])

    assert (sight.facts, sight.documents, sight.terms, sight.timeline) == ((), (), False, False)
