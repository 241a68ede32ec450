"""The page on which an application that was sent without sign-in goes into an account."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications import queries
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.tests.test_adopting import FATMA, sent_by
from amt.capabilities.applications.tests.test_unsigned import STAND, TRADER
from amt.capabilities.cases.models import Party
from amt.capabilities.cases.testing.fixtures import OPEN
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor

PAGE = "/mein-bereich/antrag-uebernehmen/"


@pytest.fixture
def application(doubles: None) -> Application:
    return sent_by(FATMA)


def proof_of(application: Application, **more: str) -> dict[str, Any]:
    known = {"aktenzeichen": application.reference, "code": queries.code_of(application)}
    return known | more


def send_here(client: Client, trader: dict[str, list[str]]) -> Application:
    client.post(f"/leistungen/{OPEN}/antrag/")
    draft = Draft.objects.get()
    for key, raw in {"trader": trader, "stand": STAND, "end": {"end.correct": ["yes"]}}.items():
        client.post(f"/antrag/{draft.uuid}/{key}/", raw)
    client.post(f"/antrag/{draft.uuid}/pruefen/")
    client.get(f"/antrag/{draft.uuid}/gesendet/")
    return Application.objects.get()


def test_number_and_code_bring_it_into_the_own_area(
    client_for: ClientFor, citizen: Account, application: Application
) -> None:
    home = client_for(citizen)

    done = home.post(PAGE, proof_of(application), follow=True).content.decode()

    assert "Der Antrag ist jetzt in Ihrem Konto" in done
    assert application.reference in done
    assert home.get(f"/vorgang/{application.case_uuid}/").status_code == 200


def test_what_this_browser_sent_is_offered_after_the_sign_in(
    client: Client, doubles: None, citizen: Account
) -> None:
    application = send_here(client, FATMA)
    sent = client.get(f"/antrag/{application.draft_uuid}/gesendet/").content.decode()
    assert PAGE in sent
    assert client.get(PAGE)["Location"] == f"/anmelden/?next={PAGE.replace('/', '%2F')}"

    client.post("/anmelden/", {"resident": "citizen", "next": PAGE})
    area = client.get("/mein-bereich/").content.decode()
    page = client.get(PAGE).content.decode()
    client.post(PAGE, {"antrag": str(application.draft_uuid)})

    assert "In diesem Browser wurde ein Antrag gesendet" in area
    assert f'value="{application.draft_uuid}"' in page
    assert Party.objects.get().account == citizen
    assert "In diesem Browser" not in client.get("/mein-bereich/").content.decode()


def test_browser_of_a_library_gives_nobody_the_application_of_another(
    client: Client, doubles: None, citizen: Account
) -> None:
    application = send_here(client, TRADER)
    client.post("/anmelden/", {"resident": "citizen", "next": PAGE})

    page = client.post(PAGE, {"antrag": str(application.draft_uuid)}).content.decode()

    assert "In diesem Antrag steht eine andere Person" in page
    assert Party.objects.get().account is None


def test_wrong_code_is_told_at_the_field_and_says_nothing_of_the_number(
    client_for: ClientFor, citizen: Account, application: Application
) -> None:
    home = client_for(citizen)

    known = home.post(PAGE, proof_of(application, code="AAAA-BBBB-CCCC"))
    unknown = home.post(PAGE, proof_of(application, aktenzeichen="STD-26-AAAA-BBBB"))

    told = "Mit diesem Aktenzeichen und diesem Code geht es nicht."
    for page in (known, unknown):
        assert page.status_code == 200
        assert told in page.content.decode()
        assert 'href="#aktenzeichen"' in page.content.decode()


def test_after_ten_wrong_tries_the_right_code_waits_too(
    client_for: ClientFor, citizen: Account, application: Application
) -> None:
    home = client_for(citizen)
    for _ in range(10):
        home.post(PAGE, proof_of(application, code="AAAA-BBBB-CCCC"))

    assert home.post(PAGE, proof_of(application)).status_code == 429


def test_stranger_takes_nothing_and_staff_have_no_such_page(
    client_for: ClientFor,
    application: Application,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    told = client_for(stranger).post(PAGE, proof_of(application)).content.decode()
    foreign = client_for(stranger).post(PAGE, {"antrag": str(application.draft_uuid)})
    staff = client_for(other_caseworker).post(PAGE, proof_of(application))

    assert "In diesem Antrag steht eine andere Person" in told
    assert (foreign.status_code, staff.status_code) == (404, 404)
    assert Party.objects.get().account is None


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Take an application into my account"),
        ("de-simple", "Den Antrag in mein Konto holen"),
    ],
)
def test_page_speaks_the_other_languages(
    client_for: ClientFor, citizen: Account, language: str, title: str
) -> None:
    page = client_for(citizen).get(f"/{language}{PAGE}").content.decode()

    assert f"<h1>{title}</h1>" in page
