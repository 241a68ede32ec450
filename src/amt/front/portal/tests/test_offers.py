"""A prepared application on the pages: by the code of the letter, after the sign-in."""

from __future__ import annotations

import pytest
from django.test import Client

from amt.capabilities.applications.models import Application, Offer
from amt.capabilities.applications.tests.test_offering import offer
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import invitation_of
from amt.capabilities.identity.services import code_of_invitation
from amt.capabilities.identity.testing.fixtures import ClientFor


@pytest.fixture
def made(doubles: None) -> Offer:
    """An offer for the citizen."""
    return offer()


def url(made: Offer) -> str:
    return f"/angebot/{made.uuid}/"


def type_code(client: Client, made: Offer) -> None:
    invitation = invitation_of("offer", made.uuid)
    assert invitation is not None
    client.post("/einladung/", {"code": code_of_invitation(invitation.uuid)})


def test_code_alone_tells_what_it_is_and_no_answers(client: Client, made: Offer) -> None:
    type_code(client, made)

    page = client.get(url(made)).content.decode()

    assert "Gestellt ist er noch nicht" in page
    assert "DE89" not in page
    assert "900,00" not in page


def test_signed_in_it_is_applied_for_in_two_clicks(client: Client, made: Offer) -> None:
    type_code(client, made)
    client.post("/anmelden/", {"resident": "citizen", "next": "/einladung/weiter/"})
    assert client.get(url(made))["Location"] == "/einladung/weiter/"
    page = client.post("/einladung/annehmen/", follow=True).content.decode()
    assert "Das wissen wir schon" in page

    declare = client.post(url(made), {"aktion": "gleich"})["Location"]
    assert "Laternenregister" in client.get(declare).content.decode()
    assert client.get(url(made))["Location"] == declare
    sent = client.post(declare, follow=True).content.decode()

    assert "Ihr Antrag ist angekommen" in sent
    assert Application.objects.count() == 1


def test_something_else_leads_to_all_answers(client: Client, made: Offer) -> None:
    type_code(client, made)
    client.post("/anmelden/", {"resident": "citizen", "next": "/einladung/weiter/"})
    client.post("/einladung/annehmen/")

    response = client.post(url(made), {"aktion": "anders"})

    assert response["Location"].endswith("/pruefen/")
    assert not Application.objects.exists()


def test_stranger_gets_nothing(made: Offer, stranger: Account, client_for: ClientFor) -> None:
    assert client_for(stranger).get(url(made)).status_code == 404
    assert client_for(stranger).post(url(made), {"aktion": "gleich"}).status_code == 404
