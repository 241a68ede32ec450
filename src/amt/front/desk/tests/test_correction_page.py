"""Correcting a fact on its page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.testing.fixtures import OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.contract import registry
from amt.front.desk.tests.pages import text_of


def address(case: Case, path: str = "hives") -> str:
    return reverse("desk:correct", args=[case.uuid, path])


def test_form_shows_the_fact_as_it_is(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    page = text_of(client_for(caseworker).get(address(assessed_case())))

    assert "Wie viele Völker?" in page
    assert 'value="3"' in page
    assert "Warum berichtigen Sie das?" in page


def test_correction_is_stored_and_the_case_shows_it(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()

    response = client_for(caseworker).post(
        address(case), {"hives": "30", "begruendung": "Ortstermin"}, follow=True
    )

    page = text_of(response)
    assert "Der Vorschlag ist neu berechnet." in page
    assert "Ablehnung" in page
    assert FactRecord.objects.get(case=case, path="hives", superseded_at=None).value == 30


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"hives": "viele", "begruendung": "x"}, "Geben Sie eine Zahl an, zum Beispiel 3."),
        ({"hives": "5", "begruendung": " "}, "Schreiben Sie kurz, woher Sie es wissen"),
        ({}, "Schreiben Sie kurz, woher Sie es wissen"),
        ({"hives": "5", "begruendung": "x" * 1001}, "Schreiben Sie kurz, woher Sie es wissen"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_lost(
    assessed_case: OpenCase,
    caseworker: Account,
    client_for: ClientFor,
    sent: dict[str, str],
    told: str,
) -> None:
    case = assessed_case()

    response = client_for(caseworker).post(address(case), sent)

    page = text_of(response)
    assert response.status_code == 422
    assert told in page
    assert all(typed in page for typed in sent.values())
    assert FactRecord.objects.filter(case=case, path="hives").count() == 1


@pytest.mark.parametrize(
    "path", ["colour", "kinds.declaration", "proof", "neighbours.0.name", "a/b"]
)
def test_what_the_form_does_not_ask_is_not_found(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor, path: str
) -> None:
    base = address(assessed_case())

    response = client_for(caseworker).get(base.replace("hives", path))

    assert response.status_code == 404


def test_entry_of_a_repeating_group_can_be_corrected(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case(facts={"neighbours.0.name": "Ada", "neighbours.1.name": "Bo"})
    url = address(case, "neighbours.1.name")
    client = client_for(caseworker)

    assert 'value="Bo"' in text_of(client.get(url))
    client.post(url, {"neighbours.1.name": "Bodil", "begruendung": "Ausweis"})

    fact = FactRecord.objects.get(case=case, path="neighbours.1.name", superseded_at=None)
    assert fact.value == "Bodil"


def test_decided_case_is_not_corrected(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    Case.objects.update(state="decided")

    response = client_for(caseworker).post(
        address(case), {"hives": "5", "begruendung": "x"}, follow=True
    )

    assert "Über diesen Fall ist schon entschieden." in text_of(response)
    assert FactRecord.objects.filter(case=case, path="hives").count() == 1


def test_case_without_procedure_is_not_corrected(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    url = address(assessed_case())
    registry.use()

    assert client_for(caseworker).get(url).status_code == 404
