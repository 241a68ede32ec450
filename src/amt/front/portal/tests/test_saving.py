"""What the script of a form page asks: saving one answer, prolonging the session."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.services import Submitted
from amt.capabilities.identity.models import Account
from amt.front.portal.tests.conftest import AT, acting


def save(client: Client, draft_uuid: object, field: str, *values: str, page: str = "hives") -> Any:
    return client.post(
        f"/antrag/{draft_uuid}/feld/",
        json.dumps({"page": page, "field": field, "values": values}),
        content_type="application/json",
        headers={"X-Page": f"/antrag/{draft_uuid}/hives/"},
    )


def test_answer_is_saved_and_the_time_is_said(home: Client, draft: Draft) -> None:
    response = save(home, draft.uuid, "hives", "3")

    assert response.json()["text"] == "Gespeichert um 13:00 Uhr"
    assert response["Cache-Control"].count("no-store") == 1
    draft.refresh_from_db()
    assert draft.answers["hives"] == 3


def test_what_was_saved_by_itself_stands_on_the_page(home: Client, draft: Draft) -> None:
    save(home, draft.uuid, "hives", "drei")

    page = home.get(f"/antrag/{draft.uuid}/hives/").content.decode()

    assert 'value="drei"' in page
    assert 'data-autosave="' in page


def test_saving_takes_few_queries(home: Client, draft: Draft) -> None:
    save(home, draft.uuid, "hives", "3")

    with CaptureQueriesContext(connection) as asked:
        save(home, draft.uuid, "hives", "4")

    # Session, account, savepoint, the draft locked, the draft written, its end.
    assert len(asked) <= 6


def test_session_that_is_over_is_told_with_the_way_back(client: Client, draft: Draft) -> None:
    response = save(client, draft.uuid, "hives", "3")

    assert response.status_code == 401
    assert response.json()["url"] == f"/anmelden/?next=%2Fantrag%2F{draft.uuid}%2Fhives%2F"


def test_strangers_and_staff_save_nothing(
    draft: Draft,
    client_for: Callable[..., Client],
    stranger: Account,
    other_caseworker: Account,
) -> None:
    for account in (stranger, other_caseworker):
        assert save(client_for(account), draft.uuid, "hives", "3").status_code == 404


def test_sent_application_says_so(home: Client, sent: Submitted) -> None:
    response = save(home, sent.application.draft_uuid, "hives", "3")

    assert response.status_code == 409
    assert "schon gesendet" in response.json()["text"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"page": "hives"}',
        b'{"page": "hives", "field": "hives", "values": "3"}',
        b'{"page": "hives", "field": "hives", "values": [3]}',
        b'{"page": "hives", "field": "hives", "values": ["\\ud800"]}',
        b"[" * 100_000,
    ],
)
def test_strange_bodies_are_refused(home: Client, draft: Draft, body: bytes) -> None:
    response = home.post(f"/antrag/{draft.uuid}/feld/", body, content_type="application/json")

    assert response.status_code == 400


def test_question_that_is_asked_no_longer_is_no_error(home: Client, draft: Draft) -> None:
    assert save(home, draft.uuid, "reason", "x").status_code == 410
    assert save(home, draft.uuid, "hives", "3", page="nothing").status_code == 410


def test_page_says_when_the_session_ends_and_deeds_move_it(
    home: Client, draft: Draft, clock: Any
) -> None:
    path = f"/antrag/{draft.uuid}/hives/"
    assert "Ihre Sitzung endet um 17:00 Uhr" in home.get(path).content.decode()

    clock.set(AT + timedelta(hours=2))

    assert "Ihre Sitzung endet um 19:00 Uhr" in home.get(path).content.decode()


def test_session_is_prolonged_by_one_key(home: Client, draft: Draft, clock: Any) -> None:
    home.get(f"/antrag/{draft.uuid}/hives/")
    clock.set(AT + timedelta(minutes=2))

    told = home.post("/sitzung/verlaengern/").json()

    assert told["seconds"] == settings.SESSION_COOKIE_AGE
    assert told["text"] == "Sie haben wieder Zeit bis 17:02 Uhr."


def test_nobody_prolongs_nothing(client: Client, db: None) -> None:
    assert client.post("/sitzung/verlaengern/").status_code == 401
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_page_that_was_left_with_an_error_does_not_miss_what_was_saved_since(
    home: Client, draft: Draft, citizen: Account
) -> None:
    services.save_step(
        draft_uuid=draft.uuid,
        step_key="hives",
        raw={"place": ["040110000000"], "hives": ["drei"], "gentle": [""]},
        actor=acting(citizen),
        at=AT,
    )
    save(home, draft.uuid, "gentle", "yes")

    page = home.get(f"/antrag/{draft.uuid}/hives/?fehler=1").content.decode()

    assert 'href="#hives"' in page
    assert 'href="#gentle"' not in page
