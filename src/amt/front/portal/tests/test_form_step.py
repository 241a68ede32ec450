"""One page of an application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amt.capabilities.applications.models import Draft
from amt.capabilities.identity.models import Account
from amt.front.portal.tests.conftest import refused_count
from tests.conformance.filling import HOSTILE

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 40
HIVES = {"place": "040110000000", "hives": "3", "gentle": "yes"}
SHOWN = "place hives gentle"


def url(draft: Draft, step: str = "hives", query: str = "") -> str:
    return f"/antrag/{draft.uuid}/{step}/{query}"


def test_page_says_where_one_is_and_goes_on(home: Client, draft: Draft) -> None:
    page = home.get(url(draft)).content.decode()

    response = home.post(url(draft), HIVES)

    assert "Schritt 1 von 4" in page
    assert response["Location"] == url(draft, "kinds")
    assert home.get(url(draft))["Cache-Control"].count("no-store") == 1


def test_problem_is_told_at_the_field_and_in_the_summary(home: Client, draft: Draft) -> None:
    response = home.post(url(draft), {**HIVES, "hives": "drei", "gezeigt": SHOWN})

    assert response["Location"] == url(draft, query="?fehler=1")
    page = home.get(response["Location"]).content.decode()
    assert "zum Beispiel 3" in page
    assert 'href="#hives"' in page
    assert 'value="drei"' in page
    assert "<title>Fehler:" in page


def test_question_that_an_answer_brought_up_is_no_error(home: Client, draft: Draft) -> None:
    response = home.post(url(draft), {**HIVES, "gentle": "no", "gezeigt": SHOWN})

    assert response["Location"] == url(draft, query="?neu=1")
    page = home.get(response["Location"]).content.decode()
    assert 'name="reason"' in page
    assert "Es gibt noch eine Frage" in page
    assert 'aria-invalid="true"' not in page


def test_broken_rule_has_its_own_sentence(home: Client, draft: Draft) -> None:
    response = home.post(url(draft), {**HIVES, "hives": "60", "gezeigt": SHOWN})

    assert 'id="hives-error"' in home.get(response["Location"]).content.decode()


def test_going_back_saves_and_does_not_complain(home: Client, draft: Draft) -> None:
    response = home.post(
        url(draft, "kinds"), {"kinds.text": "Wabe", "kinds.money": "viel", "aktion": "zurueck"}
    )

    assert response["Location"] == url(draft)
    page = home.get(url(draft, "kinds")).content.decode()
    assert 'value="Wabe"' in page
    assert 'value="viel"' in page


def test_later_leads_to_the_area_which_names_the_day(home: Client, draft: Draft) -> None:
    response = home.post(url(draft), {**HIVES, "aktion": "spaeter"}, follow=True)

    page = response.content.decode()
    assert "Gespeichert" in page
    assert "21. Dezember 2026" in page
    assert url(draft) in page


def test_entries_are_added_and_taken_away_without_script(home: Client, draft: Draft) -> None:
    step = url(draft, "neighbours")
    first = home.post(step, {"neighbours.count": "0", "aktion": "hinzu:neighbours"})
    assert first["Location"].startswith(step)
    typed = {"neighbours.0.name": "Jo", "neighbours.0.agrees": "yes"}
    home.post(step, {"neighbours.count": "1", **typed, "aktion": "hinzu:neighbours"})
    page = home.get(step).content.decode()
    assert 'name="neighbours.1.name"' in page
    assert 'value="Jo"' in page

    more = {"neighbours.1.name": "Kim", "neighbours.1.agrees": "no"}
    home.post(step, {"neighbours.count": "2", **typed, **more, "aktion": "weg:neighbours:0"})

    draft.refresh_from_db()
    assert draft.answers["neighbours.0.name"] == "Kim"
    assert "neighbours.1.name" not in draft.answers


def test_file_is_added_listed_and_removed(home: Client, draft: Draft) -> None:
    step = url(draft, "neighbours")
    file = SimpleUploadedFile("beleg <b>.png", PNG, "image/png")
    home.post(step, {"proof": file, "aktion": "datei:proof"})
    page = home.get(step).content.decode()
    draft.refresh_from_db()
    (document,) = draft.answers["proof"]
    assert "<b>" not in page
    assert f"datei-weg:proof:{document}" in page
    assert home.get(f"/dokument/{document}/").status_code == 200

    home.post(step, {"aktion": f"datei-weg:proof:{document}"})

    draft.refresh_from_db()
    assert "proof" not in draft.answers


def test_refused_file_is_told_at_its_field_and_keeps_the_rest(home: Client, draft: Draft) -> None:
    file = SimpleUploadedFile("x.pdf", b"<html>", "application/pdf")
    response = home.post(
        url(draft, "neighbours"),
        {
            "proof": file,
            "neighbours.count": "1",
            "neighbours.0.name": "Jo",
            "neighbours.0.agrees": "yes",
            "aktion": "weiter",
        },
    )

    page = response.content.decode()
    assert 'href="#proof"' in page
    assert 'value="Jo"' in page


def test_prefilled_answer_says_where_it_comes_from(
    home: Client, draft: Draft, citizen: Account
) -> None:
    Draft.objects.update(answers={"hives": 2}, prefill={"hives": 2})
    assert "Ihrer Anmeldung" in home.get(url(draft)).content.decode()

    home.post(url(draft), HIVES)

    draft.refresh_from_db()
    assert draft.answers["hives"] == 3
    assert draft.prefill == {"hives": 2}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_input_gets_a_page(home: Client, draft: Draft, text: str) -> None:
    raw = dict.fromkeys((*HIVES, "aktion", "gezeigt", "reason"), text)
    response = home.post(url(draft), raw, follow=True)

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_ended_session_keeps_what_was_typed(client: Client, draft: Draft, citizen: Account) -> None:
    response = client.post(url(draft), {**HIVES, "hives": "7"})
    assert unquote(response["Location"]) == f"/anmelden/?next={url(draft)}"

    entered = client.post("/anmelden/", {"resident": "citizen", "next": url(draft)})

    assert entered["Location"] == url(draft)
    assert 'value="7"' in client.get(url(draft)).content.decode()
    draft.refresh_from_db()
    assert draft.answers["hives"] == 7


def test_what_somebody_typed_never_reaches_another_person(
    client: Client, draft: Draft, stranger: Account
) -> None:
    client.post(url(draft), {**HIVES, "hives": "7"})

    client.post("/anmelden/", {"resident": "stranger", "next": url(draft)})

    assert client.get(url(draft)).status_code == 404
    draft.refresh_from_db()
    assert "hives" not in draft.answers


def test_stranger_and_other_caseworker_get_404_and_an_audit_row(
    client_for: Callable[..., Client],
    draft: Draft,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    for count, account in enumerate((stranger, other_caseworker), start=1):
        response = client_for(account).get(url(draft))

        assert response.status_code == 404
        assert refused_count() == count


def test_expired_draft_is_told_politely(home: Client, draft: Draft, clock: Any) -> None:
    clock.set("2027-01-10T12:00:00")

    response = home.get(url(draft))

    assert response.status_code == 409
    assert "abgelaufen" in response.content.decode()


def test_unknown_page_is_not_found(home: Client, draft: Draft) -> None:
    assert home.get(url(draft, "nowhere")).status_code == 404


def test_discarding_asks_first(home: Client, draft: Draft) -> None:
    page = home.get(f"/antrag/{draft.uuid}/loeschen/").content.decode()
    assert "nicht rückgängig" in page
    assert Draft.objects.exists()

    response = home.post(f"/antrag/{draft.uuid}/loeschen/", follow=True)

    assert "gelöscht" in response.content.decode()
    assert not Draft.objects.exists()
