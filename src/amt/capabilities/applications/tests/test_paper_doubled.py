"""A paper that was scanned twice opens no second case and is put away, until it comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amt.capabilities.applications.paper_models import PaperApplication, PaperSheet
from amt.capabilities.applications.services import (
    paper_assigning,
    paper_doubled,
    paper_entry,
    paper_printing,
)
from amt.capabilities.applications.services.paper_doubled import PaperHasCase, PaperNotDiscarded
from amt.capabilities.applications.services.paper_entry import PaperIsDone, PaperNoteMissing
from amt.capabilities.applications.services.paper_filing import twins_of
from amt.capabilities.applications.testing.paper import only_pages, taken
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, WORKS
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.errors import NotVisible
from amt.kernel.models import AuditEntry

pytestmark = pytest.mark.usefixtures("doubles")


def scanned_twice() -> tuple[PaperApplication, PaperApplication]:
    """Scan the same letter on two days; return what came first and what came once more."""
    printed = paper_printing.print_blank(procedure_key=WORKS, language="de", at=AT)
    taken(printed)
    first = PaperApplication.objects.get()
    taken(only_pages(printed, *range(1, first.page_count + 1)))
    return first, PaperApplication.objects.exclude(pk=first.pk).get()


def open_items(paper: PaperApplication) -> list[str]:
    rows = WorkItem.objects.filter(subject_id=str(paper.uuid), state="open")
    return sorted(rows.values_list("kind", flat=True))


def test_paper_that_came_once_more_opens_no_second_case() -> None:
    first, again = scanned_twice()

    assert Case.objects.get().uuid == first.case_uuid
    assert (again.case_uuid, again.received_on) == (None, first.received_on)
    assert (twins_of(again), twins_of(first)) == ([first], [again])
    assert open_items(again) == ["paper_entry"]


def test_doubled_paper_is_put_away_with_a_reason_and_comes_back(caseworker: Account) -> None:
    first, again = scanned_twice()
    actor = actor_of(caseworker)
    with pytest.raises(PaperNoteMissing):
        paper_doubled.discard_paper(paper_uuid=again.uuid, note=" ", actor=actor, at=AT)
    again.answers = {"hives": 3}
    again.save()

    paper_doubled.discard_paper(
        paper_uuid=again.uuid, note="Zweimal eingelegt.", actor=actor, at=AT
    )

    assert open_items(again) == []
    assert twins_of(first) == []
    with pytest.raises(PaperIsDone):
        paper_entry.submit_paper(paper_uuid=again.uuid, actor=actor, at=AT)
    told = AuditEntry.objects.get(action="applications.paper_discarded")
    assert "Zweimal eingelegt." in str(told.details)

    back = paper_doubled.bring_paper_back(paper_uuid=again.uuid, actor=actor, at=AT)

    assert (back.state, back.note, back.answers) == ("open", "", {"hives": 3})
    assert open_items(again) == ["paper_entry"]
    assert AuditEntry.objects.filter(action="applications.paper_brought_back").exists()
    with pytest.raises(PaperNotDiscarded):
        paper_doubled.bring_paper_back(paper_uuid=again.uuid, actor=actor, at=AT)


def test_paper_that_opened_a_case_is_not_put_away(caseworker: Account) -> None:
    first, _again = scanned_twice()

    with pytest.raises(PaperHasCase):
        paper_doubled.discard_paper(
            paper_uuid=first.uuid, note="Doppelt.", actor=actor_of(caseworker), at=AT
        )

    assert open_items(first) == ["paper_entry"]


def test_entries_of_a_paper_that_stays_away_are_forgotten(caseworker: Account) -> None:
    _first, again = scanned_twice()
    again.answers = {"hives": 3}
    again.save()
    paper_doubled.discard_paper(
        paper_uuid=again.uuid, note="Doppelt.", actor=actor_of(caseworker), at=AT
    )

    assert paper_doubled.forget_entries(at=AT + timedelta(days=29)) == 0
    assert paper_doubled.forget_entries(at=AT + timedelta(days=30)) == 1


def test_nobody_of_another_unit_puts_paper_away(other_caseworker: Account) -> None:
    _first, again = scanned_twice()
    actor = actor_of(other_caseworker)

    with pytest.raises(NotVisible):
        paper_doubled.discard_paper(paper_uuid=again.uuid, note="x", actor=actor, at=AT)
    with pytest.raises(NotVisible):
        paper_doubled.bring_paper_back(paper_uuid=again.uuid, actor=actor, at=AT)


def test_sheet_that_was_settled_waits_once_more(caseworker: Account) -> None:
    taken(pdf_of("Kein Code"))
    sheet, actor = PaperSheet.objects.get(), actor_of(caseworker)
    paper_assigning.settle_sheet(sheet_uuid=sheet.uuid, note="Werbung.", actor=actor, at=AT)

    paper_assigning.reopen_sheet(sheet_uuid=sheet.uuid, actor=actor, at=AT)

    sheet.refresh_from_db()
    assert (sheet.note, sheet.settled_at) == ("", None)
    assert WorkItem.objects.filter(subject_id=str(sheet.uuid), state="open").count() == 1
