"""Signing in as an invented resident, and out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.identity.models import Account
from amt.front.frame.actors import TRUST_KEY
from amt.kernel.actors import TrustLevel
from amt.kernel.testing.cast import RESIDENTS


def enter(client: Client, **more: str) -> Any:
    return client.post("/anmelden/", {"resident": "citizen", **more})


@pytest.mark.django_db
def test_demo_says_plainly_that_it_is_one(client: Client) -> None:
    page = client.get("/anmelden/").content.decode()

    assert "Vorführung" in page
    assert "erfunden" in page
    assert page.count('name="resident"') == len(RESIDENTS)
    assert page.count('name="level"') == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "trust"),
    [("", TrustLevel.SUBSTANTIAL), ("high", TrustLevel.HIGH), ("9", TrustLevel.SUBSTANTIAL)],
)
def test_sign_in_is_as_sure_as_the_chosen_level(
    client: Client, level: str, trust: TrustLevel
) -> None:
    enter(client, level=level)

    assert client.session[TRUST_KEY] == trust


@pytest.mark.django_db
def test_who_needs_more_signs_in_again(client: Client) -> None:
    enter(client)
    assert client.get("/anmelden/").status_code == 302

    page = client.get("/anmelden/?stufe=hoch&next=/postfach/")

    assert page.status_code == 200
    assert enter(client, level="high", next="/postfach/")["Location"] == "/postfach/"
    assert client.session[TRUST_KEY] == TrustLevel.HIGH


@pytest.mark.django_db
def test_signed_in_person_comes_to_their_area(client: Client) -> None:
    client.get("/anmelden/")

    response = enter(client)

    assert response["Location"] == "/mein-bereich/"
    assert client.get("/mein-bereich/").status_code == 200
    assert Account.objects.get().family_name == "Yıldız-Behrens"


@pytest.mark.django_db
def test_session_gets_a_new_name(client: Client) -> None:
    session = client.session
    session["something"] = "of before"
    session.save()
    before = session.session_key

    enter(client)

    assert client.session.session_key != before
    assert "something" not in client.session


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/postfach/", "/postfach/"),
        ("https://evil.example/", "/mein-bereich/"),
        ("//evil.example/", "/mein-bereich/"),
        ("javascript:alert(1)", "/mein-bereich/"),
        ("\\\\evil.example", "/mein-bereich/"),
    ],
)
def test_sign_in_leads_only_to_pages_of_this_site(
    client: Client, wanted: str, reached: str
) -> None:
    assert enter(client, next=wanted)["Location"] == reached


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["", "nobody", "../citizen", "\x00"])
def test_choosing_nobody_is_told_at_the_field(client: Client, who: str) -> None:
    response = client.post("/anmelden/", {"resident": who})

    assert response.status_code == 200
    assert 'href="#resident"' in response.content.decode()
    assert not Account.objects.exists()


def test_sign_out_wipes_the_session(home: Client) -> None:
    response = home.post("/abmelden/")

    assert "Sie sind abgemeldet" in response.content.decode()
    assert home.get("/mein-bereich/").status_code == 302
    assert home.get("/abmelden/").status_code == 405


def test_staff_session_without_second_factor_is_nobody(
    client_for: Callable[..., Client], caseworker: Account
) -> None:
    client = client_for(caseworker)
    session = client.session
    del session["second_factor"]
    session.save()

    assert client.get("/mein-bereich/").status_code == 302


@pytest.mark.django_db
def test_language_of_the_page_is_kept_for_later_emails(client: Client) -> None:
    client.post("/en/anmelden/", {"resident": "citizen"})
    assert Account.objects.get().language == "en"

    client.logout()
    enter(client)
    assert Account.objects.get().language == "de"
