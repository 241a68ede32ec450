"""The pages of an application without sign-in."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.test import Client

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.tests.test_unsigned import STAND, TRADER
from amt.capabilities.cases.testing.fixtures import OPEN, WORKS
from amt.capabilities.identity.models import Account
from amt.front.portal.tests.conftest import AT

BEGIN = f"/leistungen/{OPEN}/antrag/"


@pytest.fixture
def phone(client: Client, doubles: None) -> Client:
    """A browser in which somebody has begun without sign-in."""
    assert client.post(BEGIN).status_code == 302
    return client


def begun() -> Draft:
    return Draft.objects.get()


def fill(client: Client) -> None:
    for key, raw in {"trader": TRADER, "stand": STAND, "end": {"end.correct": ["yes"]}}.items():
        response = client.post(f"/antrag/{begun().uuid}/{key}/", raw)
        assert response.status_code == 302
        assert "fehler" not in response["Location"]


def enter(client: Client, following: str = "") -> str:
    return str(client.post("/anmelden/", {"resident": "citizen", "next": following})["Location"])


def test_beginning_needs_no_sign_in_and_a_second_click_goes_on(phone: Client) -> None:
    first = f"/antrag/{begun().uuid}/trader/"

    assert phone.get(first).status_code == 200
    assert phone.post(BEGIN)["Location"] == first


def test_begin_page_says_when_sign_in_is_needed(client: Client, doubles: None) -> None:
    free = client.get(BEGIN).content.decode()
    bound = client.get(f"/leistungen/{WORKS}/antrag/").content.decode()

    assert "Sie können den Antrag ohne Anmeldung stellen" in free
    assert "Erst zum Senden ist die Anmeldung nötig" in bound


def test_every_page_of_the_draft_shows_code_and_day_of_deletion(phone: Client) -> None:
    code = str(queries.code_of_draft(begun()))

    for path in ("trader/", "spaeter/"):
        page = phone.get(f"/antrag/{begun().uuid}/{path}").content.decode()
        assert code in page
        assert "21. Dezember 2026" in page


def test_draft_is_offered_on_start_page_and_service_page(phone: Client) -> None:
    for path in ("/", f"/leistungen/{OPEN}/", BEGIN):
        page = phone.get(path).content.decode()
        assert f"/antrag/{begun().uuid}/trader/" in page
        assert "egonnen am 21. November 2026" in page or "am 21. November 2026 begonnen" in page
        assert str(begun().uuid) not in Client().get(path).content.decode()


def test_laptop_goes_on_with_the_code(phone: Client) -> None:
    phone.post(f"/antrag/{begun().uuid}/trader/", TRADER)
    laptop = Client()

    response = laptop.post("/weitermachen/", {"code": queries.code_of_draft(begun())})

    assert response["Location"] == f"/antrag/{begun().uuid}/trader/"
    assert "Beispielweg 7" in laptop.get(response["Location"]).content.decode()


def test_wrong_code_is_told_at_the_field_and_after_ten_tries_no_more(phone: Client) -> None:
    laptop = Client()

    for _ in range(10):
        page = laptop.post("/weitermachen/", {"code": "AAAA-BBBB-CCCC"})
        assert page.status_code == 200
        assert 'href="#code"' in page.content.decode()
    last = laptop.post("/weitermachen/", {"code": queries.code_of_draft(begun())})

    assert last.status_code == 429


def test_nobody_else_sees_the_draft(
    phone: Client,
    client_for: Callable[..., Client],
    stranger: Account,
    other_caseworker: Account,
) -> None:
    for page in ("trader/", "pruefen/", "spaeter/", "gesendet/", "loeschen/", "bestaetigung/"):
        path = f"/antrag/{begun().uuid}/{page}"
        assert Client().get(path)["Location"].startswith("/anmelden/")
        for account in (stranger, other_caseworker):
            assert client_for(account).get(path).status_code == 404


def test_who_never_signs_in_sends_and_follows(phone: Client) -> None:
    fill(phone)

    response = phone.post(f"/antrag/{begun().uuid}/pruefen/")

    assert response["Location"] == f"/antrag/{begun().uuid}/gesendet/"
    application = Application.objects.get()
    page = phone.get(response["Location"]).content.decode()
    assert application.reference in page
    assert str(queries.code_of(application)) in page
    assert "Der Bescheid kommt mit der Post." in page
    services.make_receipt(application_uuid=application.uuid, at=AT)
    receipt = phone.get(f"/antrag/{application.draft_uuid}/bestaetigung/")
    assert receipt.getvalue().startswith(b"%PDF")
    assert phone.get(f"/vorgang/{application.case_uuid}/").status_code == 200
    elsewhere = Client().post(
        "/status/",
        {"aktenzeichen": application.reference, "code": queries.code_of(application)},
    )
    assert elsewhere["Location"] == f"/vorgang/{application.case_uuid}/"


def test_sign_in_from_the_draft_takes_it_into_the_account(phone: Client) -> None:
    phone.post(f"/antrag/{begun().uuid}/trader/", TRADER)
    here = f"/antrag/{begun().uuid}/stand/"

    assert enter(phone, here) == here

    assert begun().account_id is not None
    assert begun().answers["trader.street"] == "Beispielweg 7"
    assert phone.get(here).status_code == 200


def test_sign_in_from_elsewhere_asks_whose_draft_it_is(phone: Client) -> None:
    asked = enter(phone)

    assert asked == f"/antrag/{begun().uuid}/uebernehmen/"
    assert "Ja, in mein Konto nehmen" in phone.get(asked).content.decode()
    assert begun().account_id is None
    phone.post(asked, {"aktion": "nehmen"})
    assert begun().account_id is not None


def test_draft_of_somebody_else_in_this_browser_is_left_alone(phone: Client) -> None:
    asked = enter(phone)

    phone.post(asked, {"aktion": "lassen"})

    assert begun().account_id is None
    assert phone.get(f"/antrag/{begun().uuid}/trader/").status_code == 404


@pytest.mark.parametrize("choice", ["ersetzen", "loeschen"])
def test_of_two_drafts_the_chosen_one_is_kept(phone: Client, choice: str) -> None:
    by_code = begun().uuid
    home = Client()
    enter(home)
    home.post(BEGIN)
    in_account = Draft.objects.exclude(uuid=by_code).get().uuid
    here = f"/antrag/{by_code}/trader/"

    asked = enter(phone, here)
    page = phone.get(asked).content.decode()
    phone.post(asked, {"aktion": choice})

    assert unquote(asked) == f"/antrag/{by_code}/uebernehmen/?next={here}"
    assert "Sie können einen davon behalten" in page
    assert begun().uuid == (by_code if choice == "ersetzen" else in_account)
    assert begun().account_id is not None


def test_service_that_must_know_who_applies_asks_for_the_sign_in_before_sending(
    client: Client, doubles: None
) -> None:
    client.post(f"/leistungen/{WORKS}/antrag/")
    path = f"/antrag/{begun().uuid}/pruefen/"
    Draft.objects.update(waived=["place", "hives", "gentle"])

    assert client.post(path, {"zustellung": "ja"})["Location"] == path
    page = client.get(f"/antrag/{begun().uuid}/hives/").content.decode()
    assert re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", page)
    assert not Application.objects.exists()


def test_sign_in_offers_to_go_on_with_the_code(phone: Client) -> None:
    here = f"/antrag/{begun().uuid}/trader/"
    laptop = Client()

    led = laptop.post(here, TRADER)["Location"]
    page = laptop.get(led).content.decode()
    assert "/weitermachen/?next=" in page
    opened = laptop.post("/weitermachen/", {"code": queries.code_of_draft(begun()), "next": here})

    # What was typed while nobody had the draft is saved once it is opened.
    assert opened["Location"] == here
    laptop.get(here)
    assert begun().answers["trader.street"] == "Beispielweg 7"
