"""A party looks at the pages of a paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, open_house
from amt.capabilities.documents import services as documents
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.front.portal.tests.conftest import refused_count
from amt.kernel.actors import SYSTEM

__all__ = ["open_house"]

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> None:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def house(open_house: Callable[..., Case]) -> Case:
    """A case of an owner, the citizen, and a planner."""
    return open_house()


def paper_of(case: Case, content: bytes) -> Document:
    """Give a case a plan."""
    return documents.store_document(
        content=content,
        media_type="application/pdf",
        file_name="Lageplan.pdf",
        kind="upload",
        owner_kind="case",
        owner_uuid=case.uuid,
        label="plans",
        actor=SYSTEM,
        at=AT,
    )


def address(case: Case, document: Document, query: str = "") -> str:
    return reverse("portal:document_pages", args=[case.uuid, document.uuid]) + query


def image(case: Case, document: Document, number: int = 1) -> str:
    return reverse("portal:page_image", args=[case.uuid, document.uuid, number])


def test_page_shows_one_page_and_leads_to_the_others(home: Client, house: Case) -> None:
    plan = paper_of(house, pdf_of("Erstes Blatt", "Zweites Blatt", "Drittes Blatt"))

    page = home.get(address(house, plan, "?seite=2")).content.decode()

    assert "Seite 2 von 3" in page
    assert "Zweites Blatt" in page
    assert 'href="?seite=1" rel="prev"' in page
    assert 'href="?seite=3" rel="next"' in page
    assert f'src="{image(house, plan, 2)}?breite=1280"' in page
    assert "Bild von Seite 2 von 3 aus Lageplan.pdf" in page
    assert reverse("portal:document", args=[plan.uuid]) in page
    assert reverse("portal:matter", args=[house.uuid]) in page


def test_size_stays_while_turning_pages(home: Client, house: Case) -> None:
    plan = paper_of(house, pdf_of("Eins", "Zwei"))

    page = home.get(address(house, plan, "?seite=1&breite=1920")).content.decode()

    assert 'href="?seite=2&amp;breite=1920" rel="next"' in page
    assert 'href="?seite=1&amp;breite=2560"' in page
    assert 'href="?seite=1&amp;breite=1280"' in page
    assert 'width="1920"' in page


def test_image_can_do_no_harm_and_is_not_kept(home: Client, house: Case) -> None:
    plan = paper_of(house, pdf_of("Eins"))

    response = home.get(image(house, plan) + "?breite=640")

    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert "no-store" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("query", ["?seite=0", "?seite=99", "?seite=-1", "?seite=x", "?breite=x"])
def test_odd_addresses_show_a_page_that_is_there(home: Client, house: Case, query: str) -> None:
    plan = paper_of(house, pdf_of("Eins", "Zwei"))

    response = home.get(address(house, plan, query))

    assert response.status_code == 200
    assert "<img" in response.content.decode()


def test_broken_file_is_said_and_can_be_downloaded(home: Client, house: Case) -> None:
    plan = paper_of(house, b"%PDF-1.7\nnothing that one could draw")

    response = home.get(address(house, plan))

    page = response.content.decode()
    assert response.status_code == 200
    assert "lässt sich nicht als Bild zeigen" in page
    assert "<img" not in page
    assert reverse("portal:document", args=[plan.uuid]) in page
    assert home.get(image(house, plan)).status_code == 404


def test_page_that_is_not_there_has_no_image(home: Client, house: Case) -> None:
    plan = paper_of(house, pdf_of("Eins"))

    assert home.get(image(house, plan, 2)).status_code == 404


def test_stranger_and_staff_of_another_unit_find_nothing(
    client: Client,
    client_for: Callable[..., Client],
    house: Case,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    plan = paper_of(house, pdf_of("Eins"))

    for account in (stranger, other_caseworker):
        for url in (address(house, plan), image(house, plan)):
            assert client_for(account).get(url).status_code == 404
    assert client.get(address(house, plan)).status_code == 302
    assert refused_count() >= 4


def test_paper_of_another_matter_is_not_found_through_this_one(
    home: Client, house: Case, open_house: Callable[..., Case]
) -> None:
    plan = paper_of(open_house(), pdf_of("Eins"))

    assert home.get(address(house, plan)).status_code == 404


def test_replaced_version_can_still_be_looked_at(home: Client, house: Case) -> None:
    older = paper_of(house, pdf_of("Alt"))
    newer = paper_of(house, pdf_of("Neu"))
    documents.replace_document(
        owner_kind="case",
        owner_uuid=house.uuid,
        label="plans",
        replaces=older.uuid,
        document_uuid=paper_of(house, pdf_of("Neuer")).uuid,
        actor=SYSTEM,
        at=AT,
    )

    assert home.get(address(house, older)).status_code == 200
    assert home.get(address(house, newer)).status_code == 200
