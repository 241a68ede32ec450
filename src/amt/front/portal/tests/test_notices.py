"""The pages that every public site owes its readers."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("organisation")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", ["/datenschutz/", "/barrierefreiheit/", "/impressum/", "/hilfe/"])
def test_page_is_there_in_both_languages(client: Client, language: str, path: str) -> None:
    response = client.get(language + path)

    assert response.status_code == 200
    assert response.content.decode().count("<h1>") == 1


def test_privacy_lists_every_table_with_personal_data(client: Client) -> None:
    page = client.get("/datenschutz/").content.decode()

    for table in ("Draft", "Application", "Account", "Message", "FactRecord"):
        assert f"<strong>{table}</strong>" in page


def test_imprint_of_a_demo_says_so(client: Client) -> None:
    assert "Vorführung" in client.get("/impressum/").content.decode()


def test_imprint_of_an_office_names_who_decides(client: Client, settings: Any) -> None:
    settings.AMT = dataclasses.replace(settings.AMT, identity_adapter="none")

    page = client.get("/impressum/").content.decode()

    assert "Magistrat der Stadt Bremerhaven" in page
    assert "Vorführung" not in page


def test_help_names_both_numbers(client: Client) -> None:
    page = client.get("/hilfe/").content.decode()

    assert "tel:115" in page
    assert "0421 361-0" in page
