"""Doing deeds: by whom, when, with which act, parties and papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from amt.capabilities.acts.models import Act
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import Case, DeedRecord
from amt.capabilities.cases.testing.fixtures import AT, ON, PLANS, OpenCase
from amt.capabilities.documents import queries as documents_queries
from amt.capabilities.documents import services as documents
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, invitation_of
from amt.capabilities.worklist.queries import items_about
from amt.contract import registry
from amt.contract.acts import ActContent, ActContext
from amt.contract.procedure import Procedure
from amt.kernel.actors import ANONYMOUS, SYSTEM, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

NEIGHBOUR = {
    "hear.given_name": "Gisela",
    "hear.family_name": "Lührs",
    "hear.street": "Baugasse 23",
    "hear.postcode": "28195",
    "hear.city": "Bremen",
}


def do(case: Case, deed: str, actor: Actor, **more: Any) -> DeedRecord:
    values: dict[str, Any] = {"answers": {}, "at": AT, **more}
    return services.do_deed(case_uuid=case.uuid, deed_key=deed, actor=actor, **values)


def confirm(case: Case, actor: Actor, **more: Any) -> DeedRecord:
    return do(
        case, "confirm_complete", actor, answers={"confirm.complete_on": ON.isoformat()}, **more
    )


def paper_of(owner_kind: str, owner_uuid: object, *, content: bytes = PLANS) -> UUID:
    return documents.store_document(
        content=content,
        media_type="application/pdf",
        file_name="neu.pdf",
        kind="upload",
        owner_kind=owner_kind,
        owner_uuid=owner_uuid,
        actor=SYSTEM,
        at=AT,
    ).uuid


def test_deed_of_the_office_moves_the_case_and_declares_a_copy_for_each_party(
    open_house: OpenCase, caseworker: Account, citizen: Account, representative: Account
) -> None:
    case = open_house()

    record = confirm(case, actor_of(caseworker))

    case.refresh_from_db()
    act = Act.objects.get(uuid=str(record.act_uuid))
    copies = {copy.role: copy for copy in act.copies}
    assert case.state == "in_review"
    assert (record.key, record.on, record.role) == ("confirm_complete", ON, "")
    assert set(copies) == {"owner", "planner"}
    assert copies["owner"].account_id == citizen.id
    assert copies["owner"].content["operative"] == ["An: owner.", ON.isoformat()]
    # The act knows the term that the deed itself set running.
    assert copies["planner"].content["notes"][0]["points"] == ["decision bis 18.01.2027"]
    assert [e.action for e in trail.entries_about("case", case.uuid)][-1] == "cases.deed_done"


@pytest.mark.parametrize("who", ["other_caseworker", "citizen", "representative", "stranger"])
def test_deed_of_the_office_is_its_unit_s_alone(
    open_house: OpenCase, who: str, request: pytest.FixtureRequest
) -> None:
    case = open_house()
    actor = actor_of(request.getfixturevalue(who))

    for other in (actor, ANONYMOUS, SYSTEM):
        with pytest.raises(NotVisible):
            confirm(case, other)
    assert not DeedRecord.objects.exists()


def test_deed_that_the_workflow_does_not_allow_is_refused(
    open_house: OpenCase, caseworker: Account
) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))

    with pytest.raises(services.DeedNotPossible):
        confirm(case, actor_of(caseworker))
    assert DeedRecord.objects.count() == 1
    with pytest.raises(NotVisible):
        do(case, "unknown", actor_of(caseworker))


def test_missing_and_wrong_answers_are_named(open_house: OpenCase, caseworker: Account) -> None:
    case = open_house()

    with pytest.raises(services.AnswersWrong) as refused:
        do(case, "confirm_complete", actor_of(caseworker))

    assert [problem.path for problem in refused.value.problems] == ["confirm.complete_on"]
    assert not Act.objects.exists()


def test_time_and_partners_have_their_own_doors(open_house: OpenCase, caseworker: Account) -> None:
    case = open_house()
    do(case, "request_papers", actor_of(caseworker), answers={"request.what": "Plan"})

    for actor in (actor_of(caseworker), SYSTEM):
        with pytest.raises(NotVisible):
            do(case, "take_as_withdrawn", actor)


def test_party_hands_in_a_new_version(
    open_house: OpenCase, caseworker: Account, representative: Account
) -> None:
    case = open_house()
    do(case, "request_papers", actor_of(caseworker), answers={"request.what": "Plan"})
    planner = case.parties.get(role="planner")
    newer = paper_of("party", planner.uuid, content=PLANS + b"2")

    record = do(
        case,
        "hand_in",
        actor_of(representative),
        documents=[services.NewDocument("plans", newer)],
        at=AT + timedelta(days=3),
    )

    versions = documents_queries.list_versions("case", case.uuid)
    plans = [(one.version, one.is_current) for one in versions if one.label == "plans"]
    assert sorted(plans) == [(1, False), (2, True)]
    assert not documents_queries.is_owned_by(newer, "party", planner.uuid)
    assert (record.role, record.party) == ("planner", planner)
    case.refresh_from_db()
    assert case.state == "received"


def test_only_own_papers_for_known_fields_are_handed_in(
    open_house: OpenCase, caseworker: Account, representative: Account
) -> None:
    case = open_house()
    do(case, "request_papers", actor_of(caseworker), answers={"request.what": "Plan"})
    planner, owner = case.parties.get(role="planner"), case.parties.get(role="owner")
    foreign = paper_of("party", owner.uuid)
    own = paper_of("party", planner.uuid, content=PLANS + b"2")

    for paper in (foreign, uuid4()):
        with pytest.raises(NotVisible):
            do(
                case,
                "hand_in",
                actor_of(representative),
                documents=[services.NewDocument("plans", paper)],
            )
    with pytest.raises(services.AnswersWrong):
        do(
            case,
            "hand_in",
            actor_of(representative),
            documents=[services.NewDocument("tree.kind", own)],
        )
    assert not DeedRecord.objects.filter(key="hand_in").exists()


def test_heard_neighbour_becomes_a_party_and_gets_the_act_with_a_code_alone(
    open_house: OpenCase, caseworker: Account
) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))

    record = do(case, "hear_neighbour", actor_of(caseworker), answers=NEIGHBOUR)

    party = case.parties.get(role="neighbour")
    copies = Act.objects.get(uuid=str(record.act_uuid)).copies
    invitation = invitation_of("party", party.uuid)
    assert (party.name, party.address_lines) == ("Gisela Lührs", ["Baugasse 23", "28195 Bremen"])
    assert [copy.party_uuid for copy in copies] == [party.uuid]
    assert copies[0].channel == "letter"
    assert invitation is not None
    assert copies[0].invitation_uuid == invitation.uuid


def test_role_takes_no_more_parties_than_the_procedure_allows(
    open_house: OpenCase, caseworker: Account
) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))
    for _ in range(2):
        do(case, "hear_neighbour", actor_of(caseworker), answers=NEIGHBOUR)

    with pytest.raises(services.PartiesFull):
        do(case, "hear_neighbour", actor_of(caseworker), answers=NEIGHBOUR)
    assert case.parties.filter(role="neighbour").count() == 2


def test_neighbour_objects_by_code_and_has_another_role_then(
    open_house: OpenCase, caseworker: Account
) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))
    do(case, "hear_neighbour", actor_of(caseworker), answers=NEIGHBOUR)
    party = case.parties.get(role="neighbour")
    holder = Actor(kind=ActorKind.CODE, subject=f"party:{party.uuid}")

    assert [deed.key for deed in queries.open_deeds(holder, case.uuid)] == ["object"]
    record = do(case, "object", holder, answers={"object.why": "Schatten"})

    party.refresh_from_db()
    assert (party.role, record.role) == ("objector", "neighbour")
    assert queries.open_deeds(holder, case.uuid) == ()
    with pytest.raises(NotVisible):
        do(case, "object", holder, answers={"object.why": "Noch mehr"})


def test_deeds_open_to_each_are_their_own(
    open_house: OpenCase, caseworker: Account, citizen: Account, representative: Account
) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))

    def keys(account: Account) -> list[str]:
        return [deed.key for deed in queries.open_deeds(actor_of(account), case.uuid)]

    assert keys(caseworker) == ["measure", "hear_neighbour"]
    assert keys(citizen) == ["waive"]
    assert keys(representative) == []


def test_what_the_office_finds_out_becomes_a_fact(
    open_house: OpenCase, caseworker: Account
) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))

    do(case, "measure", actor_of(caseworker), answers={"tree.height": 12})
    do(case, "measure", actor_of(caseworker), answers={"tree.height": 13})

    records = case.fact_records.filter(path="tree.height").order_by("id")
    assert [(one.value, one.superseded_at is None) for one in records] == [(12, False), (13, True)]
    assert records[0].source == "officer"


def test_preview_of_a_deed_stores_nothing(open_house: OpenCase, caseworker: Account) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))

    letter = services.preview_deed(
        case_uuid=case.uuid,
        deed_key="hear_neighbour",
        answers=NEIGHBOUR,
        actor=actor_of(caseworker),
        at=AT,
    )

    assert letter.startswith(b"%PDF-")
    assert not case.parties.filter(role="neighbour").exists()
    assert Act.objects.count() == 1
    with pytest.raises(services.NothingToPreview):
        services.preview_deed(
            case_uuid=case.uuid,
            deed_key="measure",
            answers={"tree.height": 3},
            actor=actor_of(caseworker),
            at=AT,
        )


@pytest.mark.parametrize("wrong", [["kein Tag"], "kein Tag", 3, True])
def test_answer_that_no_form_yields_is_refused(
    open_house: OpenCase, caseworker: Account, wrong: Any
) -> None:
    case = open_house()

    with pytest.raises(services.AnswersWrong):
        do(case, "confirm_complete", actor_of(caseworker), answers={"confirm.complete_on": wrong})
    assert not DeedRecord.objects.exists()


def test_deed_whose_act_cannot_be_worded_leaves_nothing(
    open_house: OpenCase, caseworker: Account
) -> None:
    case = open_house()
    known = registry.procedures()[case.procedure_key]

    def fails(_context: ActContext) -> ActContent:
        raise KeyError("words")

    silent = replace(known, acts=tuple(replace(spec, compose=fails) for spec in known.acts))

    class Silent:
        def procedures(self) -> list[Procedure]:
            return [silent]

    registry.use(Silent())
    with pytest.raises(services.ActCannotBeComposed):
        confirm(case, actor_of(caseworker))

    case.refresh_from_db()
    assert case.state == "received"
    assert not case.consultations.exists()
    assert not DeedRecord.objects.exists()


def test_final_state_closes_the_case_and_what_waits_for_it(
    open_house: OpenCase, caseworker: Account
) -> None:
    case = open_house()
    do(case, "request_papers", actor_of(caseworker), answers={"request.what": "Plan"})

    done = services.run_due_deeds(on=date(2026, 12, 9), at=AT + timedelta(days=18))

    case.refresh_from_db()
    assert done == 1
    assert (case.state, case.closed_at) == ("withdrawn", AT + timedelta(days=18))
    assert items_about("case", case.uuid) == []


def test_case_without_its_procedure_keeps_its_chronicle(
    open_house: OpenCase, caseworker: Account, citizen: Account
) -> None:
    case = open_house()
    confirm(case, actor_of(caseworker))
    registry.use()

    view = queries.get_case(actor_of(caseworker), case.uuid)
    status = queries.status_of(actor_of(citizen), case.uuid)

    assert [entry.deed for entry in view.chronicle.entries] == ["received", "confirm_complete"]
    assert (view.terms, view.open_deeds, view.procedure) == ((), (), None)
    assert [one.consultation.key for one in view.consultations] == ["forest", "birds"]
    assert (status.terms, dict(status.visible_facts), status.visible_documents) == ((), {}, ())
    with pytest.raises(NotVisible):
        confirm(case, actor_of(caseworker))
