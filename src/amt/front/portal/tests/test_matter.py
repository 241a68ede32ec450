"""The own area, one matter, and the status by code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.services import Submitted
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import has_delivery_consent
from amt.front.portal.tests.conftest import refused_count

MOST_QUERIES = 10


def url(sent: Submitted) -> str:
    return f"/vorgang/{sent.application.case_uuid}/"


def by_code(client: Client, sent: Submitted, code: str | None = None) -> str:
    response = client.post(
        "/status/",
        {"aktenzeichen": sent.application.reference, "code": code or sent.code or ""},
    )
    return str(response.get("Location", ""))


def test_area_shows_drafts_and_matters(home: Client, sent: Submitted) -> None:
    page = home.get("/mein-bereich/").content.decode()

    assert url(sent) in page
    assert sent.application.reference in page


def test_area_of_a_new_person_says_what_will_be_here(home: Client) -> None:
    assert "Noch keine Anträge" in home.get("/mein-bereich/").content.decode()


def test_area_offers_the_draft(home: Client, draft: Draft) -> None:
    page = home.get("/mein-bereich/").content.decode()

    assert f"/antrag/{draft.uuid}/hives/" in page
    assert f"/antrag/{draft.uuid}/loeschen/" in page
    assert f"/antrag/{draft.uuid}/hives/" in home.get("/").content.decode()


def test_matter_tells_state_timeline_and_who_is_in_charge(home: Client, sent: Submitted) -> None:
    page = home.get(url(sent)).content.decode()

    assert "Ihr Antrag ist angekommen" in page
    assert "Sie müssen gerade nichts tun" in page
    assert "Wohngeldstelle Bremen" in page
    assert "Contrescarpe 73" in page
    assert f"/dokument/{sent.application.receipt_document_uuid}/" in page


def test_matter_needs_few_queries(
    home: Client,
    sent: Submitted,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    home.get(url(sent))
    caches["process"].clear()

    with django_assert_max_num_queries(MOST_QUERIES):
        assert home.get(url(sent)).status_code == 200


def test_code_opens_the_status_without_content(client: Client, sent: Submitted) -> None:
    assert by_code(client, sent) == url(sent)

    page = client.get(url(sent)).content.decode()
    assert "mit einem Code" in page
    assert sent.application.reference in page
    assert "/dokument/" not in page
    assert "Yıldız" not in page


def test_status_by_code_needs_few_queries(
    client: Client, sent: Submitted, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    by_code(client, sent)

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(url(sent)).status_code == 200


def test_code_opens_this_case_in_this_browser_only(client: Client, sent: Submitted) -> None:
    by_code(client, sent)

    assert Client().get(url(sent)).status_code == 302
    assert client.get(f"/dokument/{sent.application.receipt_document_uuid}/").status_code == 302


def test_wrong_code_is_told_and_counted(client: Client, sent: Submitted) -> None:
    for _ in range(10):
        response = client.post(
            "/status/", {"aktenzeichen": sent.application.reference, "code": "nein"}
        )
        assert "passen nicht zusammen" in response.content.decode()
        assert sent.application.reference in response.content.decode()

    response = client.post(
        "/status/", {"aktenzeichen": sent.application.reference, "code": sent.code or ""}
    )
    assert response.status_code == 429
    assert "zu viele falsche Versuche" in response.content.decode()


def test_page_listens_for_news_of_its_case(home: Client, sent: Submitted) -> None:
    page = home.get(url(sent)).content.decode()

    assert 'data-live="http://testserver:8001/events/' in page
    assert str(sent.application.case_uuid) not in page.split("data-live", 1)[1].split('"', 2)[1]


def test_stranger_and_other_caseworker_get_404_and_an_audit_row(
    client_for: Callable[..., Client],
    sent: Submitted,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    for account in (stranger, other_caseworker):
        before = refused_count()
        assert client_for(account).get(url(sent)).status_code == 404
        assert refused_count() == before + 1


@pytest.mark.parametrize("path", ["/mein-bereich/", "/postfach/"])
def test_staff_have_no_area_of_their_own(
    client_for: Callable[..., Client], other_caseworker: Account, path: str
) -> None:
    assert client_for(other_caseworker).get(path).status_code == 404


def test_anonymous_person_is_asked_to_sign_in_and_comes_back(
    client: Client, sent: Submitted
) -> None:
    response = client.get(url(sent))

    assert response["Location"].startswith("/anmelden/?next=%2Fvorgang%2F")


def test_choice_of_delivery_can_be_changed(home: Client, sent: Submitted, citizen: Account) -> None:
    assert "Künftig mit der Post" in home.get("/mein-bereich/").content.decode()

    home.post("/mein-bereich/zustellung/", {"zustellung": "nein"})

    assert not has_delivery_consent(citizen.id)
    assert "Künftig in mein Postfach" in home.get("/mein-bereich/").content.decode()
    assert home.get("/mein-bereich/zustellung/").status_code == 405
