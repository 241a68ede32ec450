"""What stands on paper is entered page by page and becomes an application like any other."""

from __future__ import annotations

from typing import Any

import pytest

from amt.capabilities.acts.models import Notice
from amt.capabilities.applications import services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.paper_models import PaperApplication
from amt.capabilities.applications.services import paper_assigning, paper_entry, paper_printing
from amt.capabilities.applications.testing.fixtures import acting
from amt.capabilities.applications.testing.paper import CAME_ON, taken
from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.services import AlreadyComplete
from amt.capabilities.cases.testing.fixtures import AT, OPEN, WORKS
from amt.capabilities.documents.queries import list_documents
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.errors import NotVisible
from tests.conformance.filling import raw_for


def came(procedure_key: str = WORKS) -> PaperApplication:
    """Return a form of the service that came on paper."""
    taken(paper_printing.print_blank(procedure_key=procedure_key, language="de", at=AT))
    return PaperApplication.objects.get()


def enter(paper: PaperApplication, account: Account) -> PaperApplication:
    """Enter every page of a paper."""
    _found, form = paper_entry.form_of_paper(paper)
    for step in form.steps:
        for _again in range(2):
            paper.refresh_from_db()
            paper_entry.save_page(
                paper_uuid=paper.uuid,
                step_key=step.key,
                raw=raw_for(step, paper.answers),
                actor=actor_of(account),
            )
    paper.refresh_from_db()
    return paper


def facts_of(case: Case) -> dict[str, Any]:
    return {fact.path: fact.value for fact in FactRecord.objects.filter(case=case)}


@pytest.mark.usefixtures("doubles")
def test_entered_paper_gives_the_same_facts_as_the_form_on_the_screen(
    caseworker: Account, citizen: Account, filled_draft: Draft
) -> None:
    online = services.submit_application(
        draft_uuid=filled_draft.uuid, consent_electronic=False, actor=acting(citizen), at=AT
    )
    paper = enter(came(), caseworker)

    sent = paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor_of(caseworker), at=AT)

    case = Case.objects.get(uuid=str(sent.application.case_uuid))
    typed = Case.objects.get(uuid=str(online.application.case_uuid))
    assert facts_of(case) == facts_of(typed)
    assert {fact.source for fact in FactRecord.objects.filter(case=case)} >= {"document"}


@pytest.mark.usefixtures("doubles")
def test_case_of_the_paper_goes_on_as_completed_with_its_sheets(caseworker: Account) -> None:
    paper = enter(came(), caseworker)
    opened = Case.objects.get()

    sent = paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor_of(caseworker), at=AT)
    again = paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor_of(caseworker), at=AT)

    case = Case.objects.get()
    paper.refresh_from_db()
    assert again.application == sent.application == Application.objects.get()
    assert (case.uuid, case.applied_on, case.state) == (opened.uuid, CAME_ON, "received")
    party = case.parties.get()
    assert party.name == "Żółć Größe Żółć Größe"
    assert party.address_lines[-1] == "28195 Żółć Größe"
    sheets = {sheet.document_uuid for sheet in paper.sheets.all()}
    assert sheets <= {document.uuid for document in list_documents("case", case.uuid)}
    assert (paper.state, paper.answers, paper.raw) == ("sent", {}, {})
    letter = Notice.objects.get()
    assert (letter.name, letter.reference) == (party.name, case.reference)
    assert letter.invitation_uuid is not None
    assert "19. November 2026" in str(letter.letter)
    assert not WorkItem.objects.filter(state="open", subject_kind="paper").exists()


@pytest.mark.usefixtures("doubles")
def test_service_that_needs_its_form_gets_its_case_with_the_day_of_receipt(
    caseworker: Account,
) -> None:
    paper = enter(came(OPEN), caseworker)

    paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor_of(caseworker), at=AT)
    paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor_of(caseworker), at=AT)

    case = Case.objects.get()
    assert case.applied_on == CAME_ON
    letter = Notice.objects.get()
    assert (letter.reference, letter.name) == (case.reference, case.parties.all()[0].name)
    assert letter.invitation_uuid is not None


@pytest.mark.usefixtures("doubles")
def test_what_stands_nowhere_on_the_paper_may_be_left_out_knowingly(caseworker: Account) -> None:
    paper = enter(came(), caseworker)
    actor = actor_of(caseworker)
    paper.answers = {k: v for k, v in paper.answers.items() if k != "kinds.text"}
    paper.save()
    with pytest.raises(services.NotComplete):
        paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor, at=AT)

    paper_entry.submit_paper(paper_uuid=paper.uuid, with_gaps=True, actor=actor, at=AT)

    assert "kinds.text" not in facts_of(Case.objects.get())


@pytest.mark.usefixtures("doubles")
def test_unreadable_answer_is_kept_as_typed_and_stops_the_filing(caseworker: Account) -> None:
    paper, actor = enter(came(), caseworker), actor_of(caseworker)
    step = paper_entry.form_of_paper(paper)[1].step("hives")

    saved = paper_entry.save_page(
        paper_uuid=paper.uuid,
        step_key="hives",
        raw={**raw_for(step, paper.answers), "hives": ["viele"]},
        actor=actor,
    )

    assert [one.code for one in saved.problems] == ["not_a_number"]
    assert saved.paper.raw["hives"]["hives"] == ["viele"]
    assert [one.path for one in paper_entry.gaps_of(saved.paper)] == ["hives"]


@pytest.mark.usefixtures("doubles")
def test_sheet_that_lay_with_the_form_becomes_its_proof(caseworker: Account) -> None:
    paper, actor = enter(came(), caseworker), actor_of(caseworker)
    sheet = paper.sheets.get(number=paper.page_count)
    sheet.paper, sheet.number = None, None
    sheet.save()
    paper_assigning.assign_sheet(
        sheet_uuid=sheet.uuid, paper_uuid=paper.uuid, label="proof", actor=actor, at=AT
    )

    paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor, at=AT)

    assert facts_of(Case.objects.get())["proof"] == [str(sheet.document_uuid)]


@pytest.mark.usefixtures("doubles")
def test_paper_of_a_case_that_got_its_form_meanwhile_is_only_looked_at(
    caseworker: Account,
) -> None:
    printed = paper_printing.print_blank(procedure_key=WORKS, language="de", at=AT)
    taken(printed)
    paper, actor = enter(PaperApplication.objects.get(), caseworker), actor_of(caseworker)
    other = PaperApplication.objects.get()
    other.pk, other.uuid = None, paper.batch.uuid
    other.save()
    paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor, at=AT)
    with pytest.raises(AlreadyComplete):
        paper_entry.submit_paper(paper_uuid=other.uuid, actor=actor, at=AT)

    paper_entry.settle_paper(paper_uuid=other.uuid, note="Verglichen.", actor=actor, at=AT)

    other.refresh_from_db()
    assert (other.state, other.answers) == ("known", {})


@pytest.mark.usefixtures("doubles")
def test_nobody_of_another_unit_enters_or_files(other_caseworker: Account) -> None:
    paper, actor = came(), actor_of(other_caseworker)

    with pytest.raises(NotVisible):
        paper_entry.save_page(paper_uuid=paper.uuid, step_key="hives", raw={}, actor=actor)
    with pytest.raises(NotVisible):
        paper_entry.submit_paper(paper_uuid=paper.uuid, actor=actor, at=AT)
    with pytest.raises(NotVisible):
        paper_entry.settle_paper(paper_uuid=paper.uuid, note="x", actor=actor, at=AT)


@pytest.mark.usefixtures("doubles")
def test_whoever_must_agree_must_have_signed(caseworker: Account) -> None:
    paper = enter(came("double_birth_two"), caseworker)
    assert paper_entry.needs_signatures(paper)

    with pytest.raises(paper_entry.SignatureMissing):
        paper_entry.submit_paper(
            paper_uuid=paper.uuid, with_gaps=True, actor=actor_of(caseworker), at=AT
        )

    assert not Application.objects.exists()
