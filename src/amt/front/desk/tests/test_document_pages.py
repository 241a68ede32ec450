"""Staff look at pages of papers: of a case, of a question to a body, of an item."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings

from amt.capabilities.cases import services
from amt.capabilities.cases.models import Case, Consultation
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.documents import services as documents
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.capabilities.worklist.tests.test_close_item import open_scan
from amt.front.desk.tests.pages import text_of
from amt.kernel.actors import SYSTEM

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> None:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


def paper(owner_kind: str, owner: object, label: str = "", text: str = "Lageplan") -> Document:
    """Give an owner a drawing of two pages."""
    return documents.store_document(
        content=pdf_of(text, "Schnitt"),
        media_type="application/pdf",
        file_name="Lageplan.pdf",
        kind="upload",
        owner_kind=owner_kind,
        owner_uuid=owner,
        label=label,
        actor=SYSTEM,
        at=AT,
    )


def both(route: str, image: str, subject: object, document: Document) -> tuple[str, str]:
    """Return the address of a page and of its image."""
    return (
        reverse(f"desk:{route}", args=[subject, document.uuid]),
        reverse(f"desk:{image}", args=[subject, document.uuid, 1]),
    )


def test_caseworker_looks_at_the_pages_of_a_paper(
    open_house: OpenCase, caseworker: Account, other_caseworker: Account, client_for: ClientFor
) -> None:
    case = open_house()
    urls = both("document_pages", "page_image", case.uuid, plan := paper("case", case.uuid))
    client = client_for(caseworker)

    page = text_of(client.get(urls[0] + "?seite=2"))

    assert "Seite 2 von 2" in page
    assert "Schnitt" in page
    assert reverse("desk:document", args=[case.uuid, plan.uuid]) in page
    assert f"Zurück zu {case.reference}" in page
    assert client.get(urls[1])["Content-Type"] == "image/png"
    for url in urls:
        assert client_for(other_caseworker).get(url).status_code == 404


def test_resident_learns_nothing_of_the_desk(
    open_house: OpenCase, citizen: Account, client: Any, client_for: ClientFor
) -> None:
    case: Case = open_house()

    for url in both("document_pages", "page_image", case.uuid, paper("case", case.uuid)):
        assert client_for(citizen).get(url).status_code == 404
        assert client.get(url).status_code == 302


def test_body_looks_at_what_it_is_asked_about_alone(
    open_house: OpenCase, caseworker: Account, fire_officer: Account, client_for: ClientFor
) -> None:
    case: Case = open_house()
    plan, costs = paper("case", case.uuid, "plans"), paper("case", case.uuid, "budget", "Kosten")
    services.do_deed(
        case_uuid=case.uuid,
        deed_key="confirm_complete",
        answers={"confirm.complete_on": "2026-11-20"},
        actor=actor_of(caseworker),
        at=AT,
    )
    asked = Consultation.objects.get(case=case, key="forest")
    client, routes = client_for(fire_officer), ("consultation_pages", "consultation_page_image")

    for url in both(*routes, asked.uuid, plan):
        assert client.get(url).status_code == 200
        assert client_for(caseworker).get(url).status_code == 404
    for url in both(*routes, asked.uuid, costs):
        assert client.get(url).status_code == 404


def test_scan_of_an_item_is_looked_at(
    caseworker: Account, other_caseworker: Account, client_for: ClientFor
) -> None:
    item = open_scan()
    scan, foreign = paper("scan", item.subject_id), paper("scan", "another")
    routes = ("item_pages", "item_page_image")

    for url in both(*routes, item.uuid, scan):
        assert client_for(caseworker).get(url).status_code == 200
        assert client_for(other_caseworker).get(url).status_code == 404
    for url in both(*routes, item.uuid, foreign):
        assert client_for(caseworker).get(url).status_code == 404
