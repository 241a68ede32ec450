"""Start, search and situations: a service is found by the words people have."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from amt.front.frame import page_cache

pytestmark = pytest.mark.usefixtures("organisation")

SERVICE = "wohngeld"


@pytest.fixture(autouse=True)
def _fresh_pages() -> None:
    page_cache.flush()


def test_start_leads_to_the_service_in_one_click(client: Client) -> None:
    page = client.get("/").content.decode()

    assert f"/leistungen/{SERVICE}/" in page
    assert 'role="search"' in page
    assert "/lebenslagen/wohnen/" in page
    assert "115" in page


@pytest.mark.parametrize("words", ["wohngeld", "Wohngelt", "hilfe zur miete", "WOHN GELD"])
def test_search_finds_the_service_by(client: Client, words: str) -> None:
    page = client.get("/suche/", {"q": words}).content.decode()

    assert f"/leistungen/{SERVICE}/" in page


def test_search_without_a_hit_offers_the_phone_and_the_situations(client: Client) -> None:
    page = client.get("/suche/", {"q": "xyzzy quux"}).content.decode()

    assert "nichts gefunden" in page
    assert "tel:115" in page
    assert "/lebenslagen/wohnen/" in page


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", "\x00", "a" * 5000, "'; DROP TABLE x; --", "٣", "🐝" * 99],
)
def test_search_survives_hostile_words(client: Client, words: str) -> None:
    response = client.get("/suche/", {"q": words})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_situation_lists_its_services(client: Client) -> None:
    assert SERVICE in client.get("/lebenslagen/wohnen/").content.decode()
    assert client.get("/lebenslagen/auto-und-verkehr/").status_code == 404
    assert client.get("/lebenslagen/nichts/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/suche/?q=miete", "/lebenslagen/wohnen/", "/hilfe/"])
def test_reading_sets_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies


def test_second_look_comes_from_memory(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get("/")

    with django_assert_num_queries(0):
        second = client.get("/")

    assert first.content == second.content
    assert "Content-Security-Policy" in second


def test_pages_of_both_languages_are_kept_apart(client: Client) -> None:
    german, english = client.get("/"), client.get("/en/")

    assert 'lang="de"' in german.content.decode()
    assert 'lang="en"' in english.content.decode()
    assert 'lang="de"' in client.get("/").content.decode()
