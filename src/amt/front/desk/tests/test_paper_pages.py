"""Paper at the desk: a stack is taken in, sheets assigned, answers entered beside the image."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from amt.capabilities.applications.paper_models import PaperApplication, PaperSheet, ScanBatch
from amt.capabilities.applications.services import paper_printing, paper_scans
from amt.capabilities.applications.testing.paper import (
    batch_of,
    only_pages,
    scanned,
    spoilt,
    taken,
)
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.testing.fixtures import AT, OPEN, WORKS
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.identity.models import Account, RoleAssignment
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.capabilities.worklist.models import WorkItem
from amt.contract import registry
from amt.front.desk.tests.pages import text_of
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import BREMEN
from tests.conformance.filling import raw_for

CAME_ON = date(2026, 11, 19)
Scanned = Callable[..., PaperApplication]


@pytest.fixture
def came(doubles: None) -> PaperApplication:
    """A form on paper whose second page nobody can read."""
    pages = scanned(paper_printing.print_blank(procedure_key=OPEN, language="de", at=AT))
    pages[1] = spoilt(pages[1])
    batch = paper_scans.take_scan(
        content=batch_of(pages),
        file_name="stapel.pdf",
        place=BREMEN,
        unit_id=get_unit_by_key("wohnen-bremen").id,
        received_on=CAME_ON,
        actor=SYSTEM,
        at=AT,
    )
    paper_scans.read_batch(batch_uuid=batch.uuid, at=AT)
    return PaperApplication.objects.get()


def test_sheet_is_assigned_and_answers_are_entered_beside_its_image(
    came: PaperApplication, caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)
    loose = PaperSheet.objects.get(paper=None)
    address = reverse("desk:paper_sheet", args=[loose.uuid])
    assert address in text_of(client.get(reverse("desk:worklist")))
    assert "kein Code zu lesen" in text_of(client.get(address))
    image = client.get(reverse("desk:paper_image", args=[loose.uuid]))
    assert image.headers["Content-Type"] in {"image/png", "image/jpeg"}

    client.post(address, {"antrag": f"{came.uuid}:2:"})

    loose.refresh_from_db()
    assert (loose.paper_id, loose.number) == (came.id, 2)
    for step in registry.procedure(OPEN).form("application").steps:
        entry = reverse("desk:paper_step", args=[came.uuid, step.key])
        assert "amt-paper__sheets" in text_of(client.get(entry))
        came.refresh_from_db()
        raw = raw_for(step, came.answers)
        for name in ("trader.city", "paper_person.city"):
            raw[name] = ["Bremen"]
        sent = client.post(entry, {**raw, "aktion": "weiter"})
        assert sent.status_code == 302
    came.refresh_from_db()
    check = reverse("desk:paper_check", args=[came.uuid])
    page = client.get(check)
    assert page.status_code == 200
    done = client.post(check, {"luecken": "yes"})

    case = Case.objects.get()
    assert done["Location"] == reverse("desk:case", args=[case.uuid])
    assert case.applied_on == CAME_ON
    assert {fact.source for fact in FactRecord.objects.filter(case=case)} == {"document"}
    assert not WorkItem.objects.filter(state="open", subject_kind__startswith="paper").exists()
    assert client.get(done["Location"]).status_code == 200


def test_stack_is_taken_in_by_upload(
    doubles: None, caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)
    pages = scanned(paper_printing.print_blank(procedure_key=OPEN, language="de", at=AT))
    file = SimpleUploadedFile("stapel.pdf", batch_of(pages), "application/pdf")
    assert client.post(reverse("desk:scans"), {}).status_code == 422

    sent = client.post(
        reverse("desk:scans"), {"scan": file, "eingang": "19.11.2026", "stelle": BREMEN}
    )

    batch = ScanBatch.objects.get()
    assert sent["Location"] == reverse("desk:scan", args=[batch.uuid])
    assert "stapel.pdf" in text_of(client.get(reverse("desk:scans")))


def test_nobody_else_sees_paper(
    came: PaperApplication,
    stranger: Account,
    other_caseworker: Account,
    client_for: ClientFor,
) -> None:
    sheet = PaperSheet.objects.first()
    assert sheet is not None
    addresses = [
        reverse("desk:paper", args=[came.uuid]),
        reverse("desk:paper_check", args=[came.uuid]),
        reverse("desk:paper_sheet", args=[sheet.uuid]),
        reverse("desk:paper_image", args=[sheet.uuid]),
        reverse("desk:scan", args=[came.batch.uuid]),
    ]
    for address in addresses:
        assert client_for(other_caseworker).get(address).status_code == 404
        assert client_for(stranger).get(address).status_code in {302, 403, 404}


def test_rows_of_the_worklist_say_what_came_on_paper(
    came: PaperApplication, caseworker: Account, client_for: ClientFor
) -> None:
    page = text_of(client_for(caseworker).get(reverse("desk:worklist")))

    assert "(Formular vom Papier, unvollständig)" in page
    assert "Unleserlicher Scan" in page
    assert "(Scan)" not in page


def test_who_works_in_several_units_says_which_opened_the_letters(
    doubles: None, caseworker: Account, client_for: ClientFor
) -> None:
    other = get_unit_by_key("wohnen-bremerhaven")
    assert "einheit" not in text_of(client_for(caseworker).get(reverse("desk:scans")))
    RoleAssignment.objects.create(
        account=caseworker, unit=other, role="caseworker", valid_from=CAME_ON
    )
    client = client_for(caseworker)
    assert 'name="einheit"' in text_of(client.get(reverse("desk:scans")))
    pages = scanned(paper_printing.print_blank(procedure_key=OPEN, language="de", at=AT))
    content, told = batch_of(pages[:1]), {"eingang": "19.11.2026", "stelle": BREMEN}

    def send(**more: str) -> int:
        file = SimpleUploadedFile("stapel.pdf", content, "application/pdf")
        return client.post(reverse("desk:scans"), {"scan": file, **told, **more}).status_code

    assert send() == 422
    assert send(einheit=str(get_unit_by_key("meldewesen-bremen").pk)) == 422
    assert not ScanBatch.objects.exists()
    assert send(einheit=str(other.pk)) == 302
    assert ScanBatch.objects.get().unit == other


def test_a_scan_with_a_virus_is_marked(
    came: PaperApplication, caseworker: Account, client_for: ClientFor
) -> None:
    client, batch = client_for(caseworker), came.batch
    assert "Schadsoftware" not in text_of(client.get(reverse("desk:scans")))
    ScanBatch.objects.update(state="failed")
    Document.objects.filter(uuid=batch.document_uuid).update(scan_state=ScanState.INFECTED)

    assert "Schadsoftware, Datei gelöscht" in text_of(client.get(reverse("desk:scans")))
    page = reverse("desk:scan", args=[batch.uuid])
    assert "In dieser Datei war Schadsoftware" in text_of(client.get(page))
    Document.objects.filter(uuid=batch.document_uuid).update(scan_state=ScanState.TOO_LARGE)
    assert "zu groß für die Prüfung auf Schadsoftware" in text_of(client.get(page))


def test_doubled_paper_is_put_away_and_brought_back_on_its_page(
    doubles: None, caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)
    printed = paper_printing.print_blank(procedure_key=WORKS, language="de", at=AT)
    taken(printed)
    first = PaperApplication.objects.get()
    taken(only_pages(printed, *range(1, first.page_count + 1)))
    again = PaperApplication.objects.exclude(pk=first.pk).get()
    page = reverse("desk:paper_check", args=[again.uuid])
    told = text_of(client.get(page))
    assert "Vielleicht doppelt gescannt" in told
    assert first.reference in told
    entry = reverse("desk:paper_step", args=[again.uuid, "hives"])
    assert "Vielleicht doppelt gescannt" in text_of(client.get(entry))
    assert 'value="verwerfen"' not in text_of(
        client.get(reverse("desk:paper_check", args=[first.uuid]))
    )

    assert client.post(page, {"tat": "verwerfen", "grund": ""}).status_code == 422
    sent = client.post(page, {"tat": "verwerfen", "grund": "Zweimal eingelegt."})

    assert sent["Location"] == page
    assert "Zweimal eingelegt." in text_of(client.get(page))
    assert "verworfen" in text_of(client.get(reverse("desk:scan", args=[again.batch.uuid])))
    client.post(page, {"tat": "zurueckholen"})
    again.refresh_from_db()
    assert again.state == "open"


def test_sheet_that_was_settled_is_opened_again_on_its_page(
    came: PaperApplication, caseworker: Account, client_for: ClientFor
) -> None:
    client, loose = client_for(caseworker), PaperSheet.objects.get(paper=None)
    page = reverse("desk:paper_sheet", args=[loose.uuid])
    client.post(page, {"antrag": "nichts", "erledigung": "Werbung."})
    assert 'value="wieder"' in text_of(client.get(page))

    client.post(page, {"antrag": "wieder"})

    loose.refresh_from_db()
    assert loose.settled_at is None
