"""Checking and sending an application, and what is shown afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.services import Submitted
from amt.capabilities.cases.models import Case
from amt.capabilities.dispatch.models import OutgoingEmail
from amt.capabilities.identity.models import Account
from amt.front.portal.tests.conftest import AT, refused_count
from amt.kernel.errors import Refusal

YES = {"zustellung": "ja"}


def url(draft: Draft) -> str:
    return f"/antrag/{draft.uuid}/pruefen/"


def sent_url(draft: Draft) -> str:
    return f"/antrag/{draft.uuid}/gesendet/"


def test_every_answer_can_be_changed(home: Client, filled_draft: Draft) -> None:
    page = home.get(url(filled_draft)).content.decode()

    for path in ("place", "hives", "kinds-money", "neighbours-0-name"):
        assert f"#{path}" in page
    assert "512,30" in page
    assert "Nehmen Sie sich Zeit" in page
    assert page.count('name="zustellung"') == 2
    assert "checked" not in page.split('name="zustellung"', 1)[1]


def test_gaps_come_first_and_nothing_can_be_sent(home: Client, draft: Draft) -> None:
    page = home.get(url(draft)).content.decode()

    assert "Das fehlt noch" in page
    assert "Antrag senden</span>" not in page
    assert home.post(url(draft), YES)["Location"] == url(draft)
    assert not Application.objects.exists()


def test_choice_of_delivery_is_asked_for(home: Client, filled_draft: Draft) -> None:
    response = home.post(url(filled_draft))

    page = home.get(response["Location"]).content.decode()
    assert 'href="#zustellung"' in page
    assert not Application.objects.exists()


def test_sending_shows_reference_code_and_receipt(home: Client, filled_draft: Draft) -> None:
    response = home.post(url(filled_draft), YES)

    application = Application.objects.get()
    assert response["Location"] == sent_url(filled_draft)
    page = home.get(sent_url(filled_draft)).content.decode()
    assert application.reference in page
    assert "Zugangscode" in page
    assert "wird gerade erstellt" in page
    services.make_receipt(application_uuid=application.uuid, at=AT)
    application.refresh_from_db()
    page = home.get(sent_url(filled_draft)).content.decode()
    assert "Bestätigung herunterladen" in page
    receipt = home.get(f"/dokument/{application.receipt_document_uuid}/")
    assert receipt.getvalue().startswith(b"%PDF")
    assert receipt["Content-Disposition"].startswith("attachment")
    assert receipt["X-Content-Type-Options"] == "nosniff"
    assert receipt["Cache-Control"].count("no-store") == 1


def test_sending_twice_says_already_sent(home: Client, filled_draft: Draft) -> None:
    home.post(url(filled_draft), YES)

    for again in (
        home.post(url(filled_draft), {"zustellung": "nein"}),
        home.get(url(filled_draft)),
        home.get(f"/antrag/{filled_draft.uuid}/hives/"),
        home.post(f"/antrag/{filled_draft.uuid}/hives/", {"hives": "9"}),
    ):
        assert again["Location"] == f"{sent_url(filled_draft)}?schon=1"
    page = home.get(f"{sent_url(filled_draft)}?schon=1").content.decode()
    assert "Bereits gesendet" in page
    assert Case.objects.count() == 1


def test_code_stays_on_reload(home: Client, sent: Submitted) -> None:
    for _ in range(2):
        page = home.get(f"/antrag/{sent.application.draft_uuid}/gesendet/").content.decode()
        assert sent.code is not None
        assert sent.code in page


def test_refusal_is_shown_on_the_page_and_nothing_is_lost(
    home: Client, filled_draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_arguments: Any) -> None:
        raise Refusal("Heute nicht.")

    monkeypatch.setattr(services, "submit_application", refuse)
    page = home.post(url(filled_draft), YES).content.decode()

    assert "Heute nicht." in page
    assert "512,30" in page


def test_stranger_and_other_caseworker_get_404_and_an_audit_row(
    client_for: Callable[..., Client],
    sent: Submitted,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    paths = (
        f"/antrag/{sent.application.draft_uuid}/pruefen/",
        f"/antrag/{sent.application.draft_uuid}/gesendet/",
        f"/antrag/{sent.application.draft_uuid}/loeschen/",
        f"/dokument/{sent.application.receipt_document_uuid}/",
    )
    for account in (stranger, other_caseworker):
        client = client_for(account)
        for path in paths:
            before = refused_count()
            assert client.get(path).status_code == 404
            assert refused_count() == before + 1


def test_confirmation_comes_in_the_language_of_the_page(
    home: Client, filled_draft: Draft, citizen: Account
) -> None:
    Account.objects.filter(id=citizen.id).update(email="person@example.org")

    home.post(f"/en{url(filled_draft)}", YES)

    citizen.refresh_from_db()
    assert citizen.language == "en"
    assert OutgoingEmail.objects.get().language == "en"


def test_group_without_an_entry_is_named_as_empty(home: Client, draft: Draft) -> None:
    assert "Kein Eintrag" in home.get(url(draft)).content.decode()
