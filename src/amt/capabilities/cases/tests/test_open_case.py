"""Opening a case: whole, once, with the competent unit."""

from __future__ import annotations

from uuid import uuid4

import pytest

from amt.capabilities.cases import services
from amt.capabilities.cases.models import Case, CaseEvent, FactRecord
from amt.capabilities.cases.testing.fixtures import AT, ON, WORKS, OpenCase
from amt.capabilities.documents import queries as document_queries
from amt.capabilities.documents import services as documents
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.records.queries import list_filed
from amt.capabilities.worklist.models import WorkItem
from amt.contract.registry import UnknownProcedure
from amt.kernel import ids
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import BREMERHAVEN

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_case_is_opened_with_parties_facts_and_reference(
    open_case: OpenCase, citizen: Account
) -> None:
    case = open_case()

    assert case.state == "received"
    assert case.unit.key == "wohnen-bremen"
    assert ids.is_reference(case.reference)
    assert case.reference.startswith("BEE-26-")
    assert case.parties.get().account_id == citizen.id
    facts = FactRecord.objects.filter(case=case).values_list("path", "value")
    assert dict(facts) == {"place": "040110000000", "hives": 3, "gentle": True}
    assert [event.kind for event in CaseEvent.objects.filter(case=case)] == ["received"]


def test_place_in_the_facts_decides_who_is_competent(open_case: OpenCase) -> None:
    case = open_case(facts={"place": BREMERHAVEN})

    assert case.unit.key == "wohnen-bremerhaven"


def test_nobody_competent_is_a_refusal_that_names_the_way_on(open_case: OpenCase) -> None:
    with pytest.raises(services.NoUnitCompetent) as refused:
        open_case(facts={"place": "020000000000"})

    assert "115" in str(refused.value.message)
    assert not Case.objects.exists()


def test_same_source_opens_one_case(open_case: OpenCase) -> None:
    source_uuid = uuid4()

    first = open_case(source_uuid=source_uuid)
    second = open_case(source_uuid=source_uuid)

    assert second.uuid == first.uuid
    assert Case.objects.count() == 1
    assert WorkItem.objects.count() == 1
    assert len(trail.entries_about("case", first.uuid)) == 1


def test_item_waits_for_the_unit_from_the_start(open_case: OpenCase) -> None:
    case = open_case()

    item = WorkItem.objects.get()
    assert (item.subject_kind, item.subject_id, item.kind) == ("case", str(case.uuid), "decide")
    assert item.unit_id == case.unit_id
    assert item.assigned_to is None
    assert (item.due_on - ON).days == 42


def test_given_reference_is_kept(open_case: OpenCase) -> None:
    case = open_case(reference="BEE-26-7K3M-PX4C")

    assert case.reference == "BEE-26-7K3M-PX4C"


def test_documents_belong_to_the_case_and_lie_in_the_akte(open_case: OpenCase) -> None:
    document = documents.store_document(
        content=PDF,
        media_type="application/pdf",
        file_name="mietvertrag.pdf",
        kind="upload",
        owner_kind="draft",
        owner_uuid=uuid4(),
        actor=SYSTEM,
        at=AT,
    )

    case = open_case(document_uuids=[document.uuid])

    held = document_queries.list_documents("case", case.uuid)
    assert [one.uuid for one in held] == [document.uuid]
    assert [one.document_uuid for one in list_filed(case.reference)] == [document.uuid]


def test_stranger_cannot_open_a_case_for_somebody_else(
    open_case: OpenCase, citizen: Account, stranger: Account
) -> None:
    with pytest.raises(NotVisible):
        services.open_case(
            source_uuid=uuid4(),
            procedure_key=WORKS,
            form_key="application",
            form_version=1,
            facts=[],
            parties=[services.PartyData("applicant", citizen.id, "Fatma", ())],
            applied_on=ON,
            actor=actor_of(stranger),
            at=AT,
        )


def test_unknown_procedure_and_unfitting_parties_are_defects(
    open_case: OpenCase, citizen: Account
) -> None:
    with pytest.raises(UnknownProcedure):
        open_case(procedure_key="nothing")
    with pytest.raises(services.PartiesDoNotFit):
        services.open_case(
            source_uuid=uuid4(),
            procedure_key=WORKS,
            form_key="application",
            form_version=1,
            facts=[],
            parties=[services.PartyData("neighbour", citizen.id, "Fatma", ())],
            applied_on=ON,
            actor=SYSTEM,
            at=AT,
        )
