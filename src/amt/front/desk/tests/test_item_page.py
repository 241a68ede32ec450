"""The page of an item without a case: an unreadable scan."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from amt.capabilities.cases.testing.fixtures import OpenCase
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.services import store_document
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.capabilities.worklist.models import WorkItem
from amt.capabilities.worklist.tests.test_close_item import AT, open_scan
from amt.front.desk.items import item_rows
from amt.front.desk.tests.pages import text_of
from amt.kernel.actors import SYSTEM


@pytest.fixture
def scan(caseworker: Account) -> tuple[WorkItem, Document]:
    """An unreadable scan with its document."""
    item = open_scan()
    document = store_document(
        content=b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", media_type="",
        file_name="scan.pdf", kind="scan", owner_kind="scan", owner_uuid=item.subject_id,
        actor=SYSTEM, at=AT,
    )  # fmt: skip
    return item, document


def test_worklist_leads_to_the_scan_and_the_scan_to_its_document(
    scan: tuple[WorkItem, Document], caseworker: Account, client_for: ClientFor
) -> None:
    item, document = scan
    client = client_for(caseworker)

    listed = text_of(client.get("/arbeitsplatz/"))
    page = text_of(client.get(f"/arbeitsplatz/aufgabe/{item.uuid}/"))
    held: Any = client.get(f"/arbeitsplatz/aufgabe/{item.uuid}/dokument/{document.uuid}/")

    assert f"/arbeitsplatz/aufgabe/{item.uuid}/" in listed
    assert "Unleserlicher Scan" in listed
    assert "Unleserlicher Scan" in page
    assert reverse("desk:item_document", args=[item.uuid, document.uuid]) in page
    assert held["Content-Disposition"].startswith("attachment")
    assert held["Cache-Control"] == "no-store"


def test_scan_is_named_beside_a_case_by_what_it_is(
    scan: tuple[WorkItem, Document], caseworker: Account
) -> None:
    beside = Template("{% load desk %}{% item_list rows %}").render(
        Context({"rows": item_rows([scan[0]], actor_of(caseworker))})
    )

    assert '<span class="amt-note">Unleserlicher Scan<br>' in beside


def test_scan_is_taken_given_back_and_done_with_a_reason(
    scan: tuple[WorkItem, Document], caseworker: Account, client_for: ClientFor
) -> None:
    item, _ = scan
    client, url = client_for(caseworker), f"/arbeitsplatz/aufgabe/{scan[0].uuid}/"

    taken = client.post(reverse("desk:take", args=[item.uuid]), {"zurueck": url}, follow=True)
    assert "Zurückgeben" in text_of(taken)
    client.post(reverse("desk:give_back", args=[item.uuid]), {"zurueck": url})
    empty = client.post(url, {"erledigung": " "})
    assert empty.status_code == 422
    assert "Schreiben Sie, was Sie getan haben." in text_of(empty)
    done = client.post(url, {"erledigung": "Bei der Absenderin nachgefragt."}, follow=True)

    assert f"{item.reference} ist erledigt." in text_of(done)
    page = text_of(client.get(url))
    assert "Bei der Absenderin nachgefragt." in page
    assert "Als erledigt vermerken" not in page
    assert "Als erledigt vermerken" not in text_of(client.post(url, {"erledigung": "x"}))


def test_item_of_a_case_leads_to_the_case(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    item = WorkItem.objects.get(subject_kind="case")

    answer: Any = client_for(caseworker).get(f"/arbeitsplatz/aufgabe/{item.uuid}/")

    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:case", args=[case.uuid])


@pytest.mark.parametrize("who", ["other_caseworker", "citizen", "stranger"])
def test_nobody_else_finds_it(
    scan: tuple[WorkItem, Document],
    who: str,
    client_for: ClientFor,
    request: pytest.FixtureRequest,
) -> None:
    item, document = scan
    client = client_for(request.getfixturevalue(who))

    for path in ("", f"dokument/{document.uuid}/"):
        assert client.get(f"/arbeitsplatz/aufgabe/{item.uuid}/{path}").status_code == 404
    url = f"/arbeitsplatz/aufgabe/{item.uuid}/"
    assert client.post(url, {"erledigung": "x"}).status_code == 404
    assert Client().get(url).status_code == 302


def test_document_of_somebody_else_is_not_reached_through_the_item(
    scan: tuple[WorkItem, Document], caseworker: Account, client_for: ClientFor
) -> None:
    foreign = store_document(
        content=b"%PDF-1.7\n%%EOF\n", media_type="", file_name="x.pdf", kind="upload",
        owner_kind="case", owner_uuid="7", actor=SYSTEM, at=AT,
    )  # fmt: skip

    answer = client_for(caseworker).get(
        f"/arbeitsplatz/aufgabe/{scan[0].uuid}/dokument/{foreign.uuid}/"
    )

    assert answer.status_code == 404
