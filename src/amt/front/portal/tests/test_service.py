"""The page of a service, and the way into its application."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client

from amt.capabilities.applications.models import Draft
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases.testing.fixtures import WORKS
from amt.contract import registry
from amt.front.frame import page_cache
from amt.kernel import clock


@pytest.mark.usefixtures("organisation")
def test_every_service_says_everything_before_the_application(client: Client) -> None:
    for key, procedure in registry.procedures().items():
        page = client.get(f"/leistungen/{key}/").content.decode()

        assert procedure.title("de") in page
        assert f"/leistungen/{key}/antrag/" in page
        for office in authorities.competent_offices(key, clock.today()):
            assert f"Zuständig für {office.place.name}" in page
        for norm in procedure.norms:
            assert norm.citation in page


@pytest.mark.usefixtures("organisation")
def test_opening_hours_are_shown_only_where_they_are_known(client: Client) -> None:
    page = client.get("/leistungen/wohngeld/").content.decode()

    assert "Zuständig für Bremen" in page
    assert "Zuständig für Bremerhaven" in page
    assert "Montag, Mittwoch, Freitag 09:00 bis 12:00 Uhr" in page
    assert page.count("Geöffnet:") == 1


def test_unknown_service_is_not_found(client: Client, doubles: None) -> None:
    assert client.get("/leistungen/nirgends/").status_code == 404
    assert client.get("/leistungen/nirgends/rechner/").status_code == 404
    assert client.get(f"/leistungen/{WORKS}/rechner/").status_code == 404


def test_service_offers_the_draft(home: Client, draft: Draft) -> None:
    page = home.get(f"/leistungen/{WORKS}/").content.decode()

    assert f"/antrag/{draft.uuid}/hives/" in page
    assert "21. Dezember 2026" in page


def test_strangers_see_no_draft_of_others(client: Client, draft: Draft) -> None:
    page_cache.flush()

    assert str(draft.uuid) not in client.get(f"/leistungen/{WORKS}/").content.decode()


def test_applying_offers_to_begin_with_and_without_sign_in(client: Client, doubles: None) -> None:
    page = client.get(f"/leistungen/{WORKS}/antrag/").content.decode()

    assert "Ohne Anmeldung beginnen" in page
    assert f"/anmelden/?next=/leistungen/{WORKS}/antrag/" in unquote(page)


def test_beginning_makes_a_draft_and_opens_its_first_page(home: Client, doubles: None) -> None:
    assert home.get(f"/leistungen/{WORKS}/antrag/").status_code == 200

    response = home.post(f"/leistungen/{WORKS}/antrag/")

    draft = Draft.objects.get()
    assert response["Location"] == f"/antrag/{draft.uuid}/hives/"
    assert home.post(f"/leistungen/{WORKS}/antrag/")["Location"] == response["Location"]


def test_service_that_is_decided_elsewhere_says_who_decides_and_which_appointments(
    client: Client, doubles: None
) -> None:
    page = client.get("/leistungen/double_elsewhere/").content.decode()

    assert "Zuständig ist: Das Leuchtturmamt" in page
    assert "Online beantragen" not in page
    assert "Besteigen" in page
    assert "Etwa 30 Minuten, vor Ort." in page
    assert "vor Ort, am Telefon" in page
