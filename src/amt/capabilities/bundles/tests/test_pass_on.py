"""Passing on: one office's decision replaces the paper for the others, where that is allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amt.capabilities.bundles import queries, services
from amt.capabilities.bundles.testing.fixtures import AT, BLANKET, LANTERN, STAR, Family
from amt.capabilities.cases import services as cases
from amt.capabilities.exchange import queries as exchange
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing import people
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.kernel.models import AuditEntry

Decide = Callable[..., None]
STAR_DAY = "2026-11-21"


@pytest.fixture
def registrar(organisation: None) -> Any:
    """Somebody of the office that registers the star."""
    return actor_of(people.make_staff("registrar", at=AT))


@pytest.fixture
def decide(family: Family, registrar: Any) -> Decide:
    """Decide the star register's case, for the child or against it."""

    def make(kind: str = "grant", number: str = "S 12/2026") -> None:
        granted = {"star.number": number, "star.on": STAR_DAY}
        case_uuid = family.member(STAR.key).case_uuid
        assert case_uuid is not None
        cases.assess_case(case_uuid=case_uuid, at=AT)
        cases.decide(
            case_uuid=case_uuid,
            kind=kind,
            reason_keys=() if kind == "grant" else ("cloudy",),
            inputs=granted if kind == "grant" else {},
            proposal_id=None,
            actor=registrar,
            at=AT,
        )
        services.note_decided(case_uuid=case_uuid, at=AT)

    return make


def send_all(family: Family, *keys: str) -> None:
    family.confirm(family.mother)
    family.confirm(family.father)
    for key in keys or (STAR.key, LANTERN.key, BLANKET.key):
        services.submit_member(member_uuid=family.member(key).uuid, at=AT)


def pass_on(family: Family) -> None:
    for member in family.bundle.members.all():
        services.pass_on(member_uuid=member.uuid, at=AT)


def facts_of(family: Family, key: str) -> dict[str, tuple[Any, str]]:
    case = family.case(key)
    rows = case.fact_records.filter(superseded_at=None, path__startswith="star.")
    return {row.path: (row.value, row.basis) for row in rows}


def test_decision_reaches_the_other_offices_without_paper(family: Family, decide: Decide) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    send_all(family)
    decide()
    pass_on(family)

    reference = family.case(STAR.key).reference
    basis = f"Standesamt Bremen-Mitte, {reference} (§ 4 Sternenordnung)"
    assert facts_of(family, LANTERN.key) == {
        "star.number": ("S 12/2026", basis),
        "star.on": (STAR_DAY, basis),
    }
    case = family.case(BLANKET.key)
    proof = next(one for one in exchange.list_messages("case", case.uuid) if one.kind == "evidence")
    assert proof.payload["facts"] == {"child": {"registration_number": "S 12/2026"}}
    assert proof.payload["reference"] == case.reference


def test_each_flow_stands_on_the_page_of_each_person(family: Family, decide: Decide) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    send_all(family)
    decide()
    pass_on(family)

    for actor in (family.mother, family.father):
        assert actor.account_id is not None
        rows = [
            (row.from_name, row.to_name, row.basis, row.consented_at is not None)
            for row in exchange.transfers_of(actor.account_id)
            if "child.registration_number" in row.paths
        ]
        assert sorted(rows) == [
            ("Standesamt Bremen-Mitte", "Das Deckenamt", "§ 7 Sternenordnung", False),
            (
                "Standesamt Bremen-Mitte",
                "Elterngeldstelle Bremen",
                "§ 4 Sternenordnung",
                actor == family.mother,
            ),
        ]
        noticed = [
            row
            for row in exchange.transfers_of(actor.account_id)
            if row.from_name == "Klinik der Vorführung"
        ]
        assert len(noticed) == 3


def test_without_consent_nothing_flows(family: Family, decide: Decide) -> None:
    family.tell()
    family.say(family.mother, consents=False)
    send_all(family)
    decide()
    pass_on(family)

    assert family.member(LANTERN.key).state == "needs_more"
    assert not family.member(LANTERN.key).transfers.exists()
    assert family.member(BLANKET.key).transfers.count() == 1


def test_refused_word_of_one_parent_stops_what_the_other_allows(
    family: Family, decide: Decide
) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    send_all(family)
    family.say(family.father, consents=False)
    decide()
    pass_on(family)

    assert facts_of(family, LANTERN.key) == {}
    family.say(family.father, consents=True)
    pass_on(family)
    assert facts_of(family, LANTERN.key)["star.number"][0] == "S 12/2026"


def test_refusal_says_nothing_to_others(family: Family, decide: Decide) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    send_all(family)
    decide("refusal")
    pass_on(family)

    assert facts_of(family, LANTERN.key) == {}
    assert not family.bundle.facts.filter(origin="produced").exists()


def test_service_that_is_sent_later_has_the_proof_from_the_start(
    family: Family, decide: Decide
) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    send_all(family, STAR.key)
    decide()
    pass_on(family)
    for key in (LANTERN.key, BLANKET.key):
        services.submit_member(member_uuid=family.member(key).uuid, at=AT)
    pass_on(family)

    assert set(facts_of(family, LANTERN.key)) == {"star.number", "star.on"}
    case = family.case(BLANKET.key)
    assert facts_of(family, BLANKET.key)["star.number"][0] == "S 12/2026"
    assert not [one for one in exchange.list_messages("case", case.uuid) if one.kind == "evidence"]
    assert AuditEntry.objects.filter(action="bundles.facts_passed_on").count() == 2


def test_passing_on_again_changes_nothing(family: Family, decide: Decide) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    send_all(family)
    decide()
    case_uuid = family.member(STAR.key).case_uuid
    assert case_uuid is not None
    for _ in range(3):
        pass_on(family)
        services.note_decided(case_uuid=case_uuid, at=AT)

    assert AuditEntry.objects.filter(action="bundles.facts_passed_on").count() == 2
    assert family.bundle.facts.filter(origin="produced").count() == 2
    assert family.mother.account_id is not None
    assert len(exchange.transfers_of(family.mother.account_id)) == 5


@pytest.mark.django_db(transaction=True)
def test_whole_way_by_jobs(family: Family, registrar: Any, run_jobs: RunJobs) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    family.confirm(family.mother)
    family.confirm(family.father)
    run_jobs()
    case_uuid = family.member(STAR.key).case_uuid
    assert case_uuid is not None
    cases.decide(
        case_uuid=case_uuid,
        kind="grant",
        inputs={"star.number": "S 12/2026", "star.on": STAR_DAY},
        proposal_id=None,
        actor=registrar,
        at=AT,
    )
    run_jobs()

    assert facts_of(family, LANTERN.key)["star.number"][0] == "S 12/2026"
    view = queries.get_bundle(family.father, family.bundle.uuid)
    rows = {row.member.procedure_key: row for row in queries.progress(view, "de", AT.date())}
    assert (rows[STAR.key].state, rows[STAR.key].next_step) == ("decided", "read")
    assert rows[LANTERN.key].next_step == "wait"


def test_page_of_transfers_says_who_gets_what_from_whom(family: Family) -> None:
    family.tell()
    family.say(family.mother, consents=False)

    view = queries.get_bundle(family.mother, family.bundle.uuid)
    rows = queries.transfers_planned(view, "de", AT.date())

    proofs = {row.member_key: row for row in rows if row.kind == "evidence"}
    assert set(proofs) == {LANTERN.key, BLANKET.key}
    lantern, blanket = proofs[LANTERN.key], proofs[BLANKET.key]
    assert (lantern.from_name, lantern.to_name) == (
        "Standesamt Bremen-Mitte",
        "Elterngeldstelle Bremen",
    )
    assert (lantern.needs_consent, lantern.consents, lantern.norm) == (
        True,
        False,
        "§ 4 Sternenordnung",
    )
    assert lantern.manual == "proof.star"
    assert (blanket.needs_consent, blanket.consents) == (False, None)
    told = {row.member_key: row.facts for row in rows if row.kind == "told"}
    assert len(told[LANTERN.key]) == 3
    noticed = [row for row in rows if row.kind == "noticed"]
    assert {row.from_name for row in noticed} == {"Klinik der Vorführung"}
    assert len(noticed) == 3
