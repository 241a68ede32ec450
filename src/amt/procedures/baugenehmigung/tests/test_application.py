"""The application from the first page to the case: two Bauherren, plans by kind, neighbours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from amt.capabilities.applications import services as applications
from amt.capabilities.cases.models import Case
from amt.capabilities.documents.queries import list_versions
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract.forms import FormStep
from amt.kernel import clock
from amt.kernel.actors import Actor, TrustLevel
from amt.procedures.baugenehmigung.forms import APPLICATION_FORM

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROOF = "entwurfsverfasser.proof"

TYPED = {
    "plot.place": "040120000000",
    "plot.street": "Deichweg",
    "plot.number": "ohne",
    "plot.postcode": "27576",
    "plot.gemarkung": "Lehe",
    "plot.flur": "3",
    "plot.flurstueck": "12/1, 12/2",
    "project.kind": "new",
    "project.object": "residential",
    "project.special": "no",
    "project.description": "Ein Wohnhaus mit zwei Wohnungen.",
    "project.use": "Wohnen",
    "project.building_class": "2",
    "project.monument": "no",
    "project.deviation": "no",
    "entwurfsverfasser.given_name": "Nele",
    "entwurfsverfasser.family_name": "Brinkmann",
    "entwurfsverfasser.street": "Zeichenweg 4",
    "entwurfsverfasser.postcode": "28195",
    "entwurfsverfasser.city": "Bremen",
    "entwurfsverfasser.list": "architects",
    "entwurfsverfasser.list_number": "A 12345",
    "bauherren.count": "2",
    "bauherren.0.kind": "person",
    "bauherren.0.given_name": "Ahmet",
    "bauherren.0.family_name": "Kaya",
    "bauherren.0.street": "Baugasse 21",
    "bauherren.0.postcode": "28195",
    "bauherren.0.city": "Bremen",
    "bauherren.1.kind": "organisation",
    "bauherren.1.organisation_name": "Deich Wohnbau GmbH",
    "bauherren.1.street": "Beispielweg 3",
    "bauherren.1.postcode": "27576",
    "bauherren.1.city": "Bremerhaven",
    "neighbours.count": "1",
    "neighbours.0.name": "Gisela Lührs",
    "neighbours.0.address": "Deichweg 2",
    "neighbours.0.agrees": "no",
    "declarations.authorised": "yes",
    "declarations.complete_and_true": "yes",
}


@pytest.fixture
def sender(organisation: None, architect: Account) -> Actor:
    """Who made the design, signed in as the law wants it."""
    return actor_of(architect, trust=TrustLevel.BASIC)


def raw_for(step: FormStep, **changes: str) -> dict[str, list[str]]:
    heads = {group.key for group in step.groups} | {f.path.split(".")[0] for f in step.fields}
    typed = {**TYPED, **changes}
    return {path: [text] for path, text in typed.items() if path.split(".")[0] in heads}


def filled_draft(sender: Actor, **changes: str) -> UUID:
    draft = applications.start_draft(procedure_key="baugenehmigung", actor=sender, at=clock.now())
    for step in APPLICATION_FORM.steps:
        for _ in range(2):
            applications.save_step(
                draft_uuid=draft.uuid,
                step_key=step.key,
                raw=raw_for(step, **changes),
                actor=sender,
                at=clock.now(),
            )
    return draft.uuid


def hand_in(draft: UUID, path: str, sender: Actor) -> UUID:
    return applications.add_file(
        draft_uuid=draft,
        path=path,
        content=PDF + path.encode(),
        file_name="plan.pdf",
        media_type="application/pdf",
        actor=sender,
        at=clock.now(),
    )


def submit(draft: UUID, sender: Actor) -> Any:
    return applications.submit_application(
        draft_uuid=draft, consent_electronic=True, actor=sender, at=clock.now()
    )


def test_an_incomplete_application_can_be_sent_with_the_proof_alone(sender: Actor) -> None:
    draft = filled_draft(sender)
    hand_in(draft, PROOF, sender)

    case = Case.objects.get(uuid=submit(draft, sender).application.case_uuid)

    assert (case.state, case.unit.key) == ("received", "bauordnung-bremerhaven")
    people = {(party.role, party.name, party.organisation) for party in case.parties.all()}
    assert people == {
        ("entwurfsverfasser", "Nele Brinkmann", False),
        ("bauherr", "Ahmet Kaya", False),
        ("bauherr", "Deich Wohnbau GmbH", True),
    }


def test_plans_lie_in_the_case_by_kind(sender: Actor) -> None:
    draft = filled_draft(sender)
    for path in (PROOF, "documents.lageplan", "documents.bauzeichnungen"):
        hand_in(draft, path, sender)

    case = Case.objects.get(uuid=submit(draft, sender).application.case_uuid)

    labels = [one.label for one in list_versions("case", case.uuid)]
    assert {PROOF, "documents.lageplan", "documents.bauzeichnungen"} <= set(labels)


def test_without_the_proof_nothing_is_sent(sender: Actor) -> None:
    draft = filled_draft(sender)

    with pytest.raises(applications.NotComplete) as refused:
        submit(draft, sender)

    assert [problem.path for problem in refused.value.problems] == [PROOF]
    assert not Case.objects.exists()


def test_a_special_building_is_not_sent(sender: Actor) -> None:
    draft = filled_draft(sender, **{"project.special": "yes"})
    hand_in(draft, PROOF, sender)

    with pytest.raises(applications.NotComplete):
        submit(draft, sender)
