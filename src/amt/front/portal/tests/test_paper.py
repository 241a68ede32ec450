"""The form of a service on paper, for everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.paper_models import PaperPrint
from amt.capabilities.applications.testing.fixtures import draft, filled_draft
from amt.capabilities.cases.testing.fixtures import WORKS
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor

__all__ = ["draft", "filled_draft"]


@pytest.mark.django_db
@pytest.mark.usefixtures("doubles")
def test_form_is_there_to_print_from_the_page_of_the_service(client: Client) -> None:
    address = reverse("portal:paper_form", args=[WORKS])
    page = client.get(reverse("portal:service", args=[WORKS])).content.decode()
    assert address in page

    printed = client.get(address)

    assert printed.headers["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    assert printed.content != client.get(address).content
    assert client.get(reverse("portal:paper_form", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en", "/de-simple"])
def test_who_fills_in_online_goes_on_on_paper(
    filled_draft: Draft, citizen: Account, client_for: ClientFor, prefix: str
) -> None:
    client = client_for(citizen)
    page = f"/antrag/{filled_draft.uuid}/"

    sent = client.post(f"{prefix}{page}hives/", {"hives": "7", "aktion": "drucken"})

    filled_draft.refresh_from_db()
    assert filled_draft.answers["hives"] == 7
    assert sent["Location"] == f"{prefix}{page}drucken/"
    told = client.get(sent["Location"])
    assert told.status_code == 200
    assert "no-store" in told.headers["Cache-Control"]
    assert not PaperPrint.objects.exists()
    printed = client.post(sent["Location"])
    assert printed.content.startswith(b"%PDF-")
    assert PaperPrint.objects.get().answers["hives"] == 7


def test_nobody_else_prints_a_draft(
    filled_draft: Draft, stranger: Account, caseworker: Account, client_for: ClientFor
) -> None:
    address = reverse("portal:form_print", args=[filled_draft.uuid])

    assert client_for(stranger).get(address).status_code == 404
    assert client_for(stranger).post(address).status_code == 404
    assert client_for(caseworker).post(address).status_code == 404
    assert not PaperPrint.objects.exists()
