"""The form of a service on paper, for everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from amt.capabilities.cases.testing.fixtures import WORKS


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
