"""What was filled in online goes on paper with its answers, and comes back with them."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2 as pdfium
import pytest

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.paper_models import PaperApplication, PaperPrint
from amt.capabilities.applications.refusals import AlreadySubmitted
from amt.capabilities.applications.services import paper_entry, paper_printing
from amt.capabilities.applications.testing.fixtures import acting
from amt.capabilities.applications.testing.paper import only_pages, taken
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, WORKS
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract import registry
from amt.contract.answers import facts_of
from amt.kernel import clock
from amt.kernel.errors import NotVisible
from amt.kernel.models import AuditEntry


def printed(draft: Draft, account: Account, language: str = "de") -> bytes:
    return paper_printing.print_for_draft(
        draft_uuid=draft.uuid, language=language, actor=acting(account), at=AT
    )


def without_files(draft: Draft) -> dict[str, object]:
    form = registry.procedure(WORKS).form("application")
    asked = facts_of(form, draft.answers)
    return {path: asked[path] for path in asked if path in draft.answers and path != "proof"}


@pytest.mark.parametrize("language", ["de", "en", "de-simple"])
def test_print_of_a_draft_shows_what_was_filled_in(
    filled_draft: Draft, citizen: Account, language: str
) -> None:
    pdf = pdfium.PdfDocument(printed(filled_draft, citizen, language))

    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert str(filled_draft.answers["kinds.text"]) in text.replace("\r\n", " ")


def test_scan_of_a_printed_draft_finds_its_answers(
    filled_draft: Draft, citizen: Account, caseworker: Account
) -> None:
    taken(printed(filled_draft, citizen))

    paper = PaperApplication.objects.get()
    expected = without_files(filled_draft)
    assert expected
    assert {path: paper.answers[path] for path in expected} == expected
    left = {one.path for one in paper_entry.gaps_of(paper)}
    assert not left & set(expected)
    sent = paper_entry.submit_paper(
        paper_uuid=paper.uuid, with_gaps=True, actor=actor_of(caseworker), at=AT
    )
    assert sent.application.case_uuid == Case.objects.get().uuid


def test_only_who_has_the_draft_prints_it(filled_draft: Draft, stranger: Account) -> None:
    with pytest.raises(NotVisible):
        printed(filled_draft, stranger)

    assert not PaperPrint.objects.exists()


def test_draft_without_account_is_printed_by_its_code(doubles: None) -> None:
    draft = services.start_unsigned_draft(procedure_key=WORKS, at=AT)

    paper_printing.print_for_draft(
        draft_uuid=draft.uuid, language="de", actor=services.code_actor_of(draft.uuid), at=AT
    )

    assert PaperPrint.objects.get().draft == draft
    assert AuditEntry.objects.filter(action="applications.form_printed").exists()


def test_paper_of_a_draft_that_was_sent_meanwhile_lies_with_its_case(
    filled_draft: Draft, citizen: Account
) -> None:
    paper_form = printed(filled_draft, citizen)
    sent = services.submit_application(
        draft_uuid=filled_draft.uuid, consent_electronic=False, actor=acting(citizen), at=AT
    )

    taken(paper_form)

    paper = PaperApplication.objects.get()
    assert (paper.case_uuid, paper.state) == (sent.application.case_uuid, "known")
    assert (paper.answers, Case.objects.count()) == ({}, 1)
    with pytest.raises(AlreadySubmitted):
        printed(filled_draft, citizen)
    paper_printing.forget_prints(on=clock.day_of(AT))
    assert PaperPrint.objects.get().answers == {}


def test_who_throws_the_draft_away_throws_its_prints_away(
    filled_draft: Draft, citizen: Account
) -> None:
    paper_form = printed(filled_draft, citizen)
    services.discard_draft(draft_uuid=filled_draft.uuid, actor=acting(citizen), at=AT)

    taken(only_pages(paper_form, 1))

    assert not PaperPrint.objects.exists()
    assert PaperApplication.objects.get().answers == {}


def test_prints_are_forgotten_when_the_paper_will_not_come_back(
    filled_draft: Draft, citizen: Account
) -> None:
    printed(filled_draft, citizen)

    assert paper_printing.forget_prints(on=clock.day_of(AT)) == 0
    assert paper_printing.forget_prints(on=clock.day_of(AT) + timedelta(days=400)) == 1
