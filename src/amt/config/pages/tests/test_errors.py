"""Error pages: a sentence, a number for the phone, no traceback, even when nothing else works."""

from __future__ import annotations

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from structlog.testing import capture_logs

from amt.config.pages import errors
from amt.config.pages.requests import HEADER, SIGNS, RequestIdMiddleware, new_request_id


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("geheimes Detail")


urlpatterns = [path("kaputt/", fail)]
handler500 = errors.defect
handler404 = errors.not_found


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_defect_shows_its_number_and_no_detail() -> None:
    client = Client(raise_request_exception=False)

    response = client.get("/kaputt/")

    page = response.content.decode()
    assert response.status_code == 500
    assert response.headers[HEADER] in page
    assert "Der Fehler liegt bei uns" in page
    assert "geheimes Detail" not in page
    assert "Traceback" not in page


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_defect_is_logged_once_with_its_cause() -> None:
    with capture_logs(processors=[capture_cause]) as entries:
        Client(raise_request_exception=False).get("/kaputt/")

    (entry,) = [entry for entry in entries if entry["log_level"] == "error"]
    assert entry["event"] == "http.request_failed"
    assert entry["cause"] == "RuntimeError: geheimes Detail"


def capture_cause(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> Any:
    """Note the exception that is being handled, as the real log would print it."""
    kind, value, _trace = sys.exc_info()
    if entry.get("exc_info") and kind is not None:
        entry["cause"] = f"{kind.__name__}: {value}"
    return entry


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_missing_page_is_polite(client: Client) -> None:
    response = client.get("/gibt-es-nicht/")

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.content.decode()


def test_error_page_comes_even_if_templates_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("django.template.loader.render_to_string", broken)
    request = RequestFactory().get("/")

    response = errors.defect(request)

    assert response.status_code == 500
    assert "<h1>Etwas hat nicht geklappt</h1>" in response.content.decode()


@pytest.mark.django_db
def test_stale_form_is_refused_kindly() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/arbeitsplatz/konto/login/", {"login": "x", "password": "y"})

    assert response.status_code == 403
    assert "Diese Seite war zu lange offen" in response.content.decode()


def test_request_numbers_are_easily_read_out() -> None:
    numbers = {new_request_id() for _ in range(200)}

    assert len(numbers) == 200
    assert all(re.fullmatch(rf"[{SIGNS}]{{4}}-[{SIGNS}]{{4}}", number) for number in numbers)
    assert not set("01OILl") & set(SIGNS)


def test_every_answer_carries_its_number() -> None:
    answer = RequestIdMiddleware(lambda _: HttpResponse("x"))(RequestFactory().get("/"))

    assert answer.headers[HEADER]
