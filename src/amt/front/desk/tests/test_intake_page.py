"""Taking down an application at the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from amt.capabilities.acts.models import Notice
from amt.capabilities.cases.models import Case
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of
from amt.kernel.testing.cast import BREMEN

URL = "/arbeitsplatz/antrag-aufnehmen/"
BEES = f"{URL}?leistung=double_works"
SAID = {
    "eingang": "30.4.2026",
    "weg": "phone",
    "vorname": "Gisela",
    "nachname": "Lührs",
    "stelle": BREMEN,
    "strasse": "Baugasse 23",
    "plz": "28195",
    "ort": "Bremen",
    "telefon": "0421 000000",
    "notiz": "Hat wenig Zeit.",
}


@pytest.fixture(autouse=True)
def _now(clock: Any, doubles: None) -> None:
    clock.set(datetime(2026, 4, 30, 13, 0, tzinfo=UTC))


def test_service_is_found_by_what_the_person_says(
    caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)

    everything = text_of(client.get(URL))
    found = text_of(client.get(URL, {"q": "Honig"}))
    nothing = text_of(client.get(URL, {"q": "Baumhaus"}))

    for page in (everything, found):
        assert "leistung=double_works" in page
        assert "leistung=double_parties" not in page
    assert "Nichts gefunden" in nothing


def test_call_becomes_a_case_of_that_day_and_a_letter(
    caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)
    assert 'value="30.04.2026"' in text_of(client.get(BEES))

    response = client.post(BEES, SAID, follow=True)

    case = Case.objects.get()
    page = text_of(response)
    assert response.redirect_chain[-1][0] == reverse("desk:case", args=[case.uuid])
    assert (case.state, f"{case.applied_on}") == ("informal", "2026-04-30")
    assert "Es gilt der 30. April 2026" in page
    assert "Das Formular fehlt noch" in page
    assert "Hat wenig Zeit." in page
    assert 'id="vorschlag"' not in page
    assert Notice.objects.get().name == "Gisela Lührs"


def test_second_call_is_told_and_makes_no_second_case(
    caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)
    client.post(BEES, SAID)

    page = text_of(client.post(BEES, {**SAID, "notiz": "Ruft wieder an."}, follow=True))

    assert "Diese Person hat schon einen Antrag gestellt" in page
    assert "Ruft wieder an." in page
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"nachname": ""}, "Geben Sie den Familiennamen an"),
        ({"eingang": "1.5.2026"}, "kann nicht in der Zukunft liegen"),
        ({"eingang": "gestern"}, "Geben Sie den Tag an"),
        ({"stelle": "099999999999"}, "Wählen Sie, wo die Person wohnt"),
        ({"weg": "fax"}, "Wählen Sie, wie der Antrag ankam"),
        ({"plz": "123"}, "Geben Sie fünf Ziffern an"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_lost(
    wrong: dict[str, str], sentence: str, caseworker: Account, client_for: ClientFor
) -> None:
    response = client_for(caseworker).post(BEES, {**SAID, **wrong})

    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert "Hat wenig Zeit." in page
    assert not Case.objects.exists()


def test_other_unit_takes_it_down_and_learns_nothing_more(
    caseworker: Account, other_caseworker: Account, client_for: ClientFor
) -> None:
    client_for(caseworker).post(BEES, SAID)

    response = client_for(other_caseworker).post(BEES, SAID, follow=True)

    page = text_of(response)
    case = Case.objects.get()
    assert response.redirect_chain[-1][0] == URL
    assert "liegt bei der zuständigen Stelle" in page
    assert case.reference not in page
    assert client_for(other_caseworker).get(f"/arbeitsplatz/fall/{case.uuid}/").status_code == 404


def test_residents_and_strangers_do_not_get_in(citizen: Account, client_for: ClientFor) -> None:
    assert client_for(citizen).get(URL).status_code == 404
    assert client_for(citizen).post(BEES, SAID).status_code == 404
    assert not Case.objects.exists()
