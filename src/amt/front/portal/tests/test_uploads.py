"""Large files in parts, as a script sends them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from amt.capabilities.applications.models import Draft
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents.models import PartialUpload
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.front.portal.tests.conftest import refused_count

PAPER = pdf_of("Nachweis")
CHUNK = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> None:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


def metadata(**told: str) -> str:
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items()
    )


def begin(client: Client, draft: Draft, **changes: Any) -> Any:
    told = {"filename": "Nachweis Müller.pdf", "filetype": "application/pdf", "label": "proof"}
    size = str(changes.pop("size", len(PAPER)))
    return client.post(
        f"/hochladen/antrag/{draft.uuid}/",
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Length": size,
            "Upload-Metadata": metadata(**{**told, **changes}),
        },
    )


def send(client: Client, url: str, offset: int, chunk: bytes) -> Any:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)}
    return client.patch(url, chunk, content_type=CHUNK, headers=headers)


def head(client: Client, url: str) -> Any:
    return client.head(url, headers={"Tus-Resumable": "1.0.0"})


def delete(client: Client, url: str) -> Any:
    return client.delete(url, headers={"Tus-Resumable": "1.0.0"})


def test_file_in_two_parts_is_in_the_draft(home: Client, draft: Draft) -> None:
    begun = begin(home, draft)
    url = begun["Location"]
    first = send(home, url, 0, PAPER[:400])

    assert begun.status_code == 201
    assert (first.status_code, first["Upload-Offset"]) == (204, "400")
    assert head(home, url)["Upload-Offset"] == "400"
    assert head(home, url)["Upload-Length"] == str(len(PAPER))
    assert head(home, url)["Cache-Control"] == "no-store"

    last = send(home, url, 400, PAPER[400:])

    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(PAPER)))
    draft.refresh_from_db()
    (document,) = documents.list_documents("draft", draft.uuid, labels=["proof"])
    assert draft.answers["proof"] == [str(document.uuid)]
    assert document.file_name == "Nachweis Müller.pdf"
    assert head(home, url)["Upload-Offset"] == str(len(PAPER))
    assert "Nachweis Müller.pdf" in home.get(f"/antrag/{draft.uuid}/neighbours/").content.decode()


def test_page_names_what_was_begun(home: Client, draft: Draft) -> None:
    url = begin(home, draft)["Location"]
    send(home, url, 0, PAPER[:100])

    page = home.get(f"/antrag/{draft.uuid}/neighbours/").content.decode()

    assert f'data-begun="{url}"' in page
    assert "Wählen Sie dieselbe Datei noch einmal" in page


def test_cancelled_file_is_gone(home: Client, draft: Draft) -> None:
    url = begin(home, draft)["Location"]
    send(home, url, 0, PAPER[:100])

    assert delete(home, url).status_code == 204

    assert head(home, url).status_code == 404
    assert not PartialUpload.objects.exists()


def test_removed_file_can_be_sent_anew(home: Client, draft: Draft) -> None:
    url = begin(home, draft)["Location"]
    send(home, url, 0, PAPER)
    draft.refresh_from_db()
    uuid = draft.answers["proof"][0]

    home.post(f"/antrag/{draft.uuid}/neighbours/", {"aktion": f"datei-weg:proof:{uuid}"})

    assert head(home, url).status_code == 404
    again = begin(home, draft)["Location"]
    assert send(home, again, 0, PAPER).status_code == 204


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"size": 0}, 422), ({"size": 11_000_000}, 413), ({"size": "x"}, 400), ({"label": "a"}, 404)],
)
def test_what_the_question_does_not_take_is_refused_before_it_is_sent(
    home: Client, draft: Draft, changes: dict[str, Any], status: int
) -> None:
    assert begin(home, draft, **changes).status_code == status
    assert not PartialUpload.objects.exists()


def test_refusal_is_a_sentence(home: Client, draft: Draft) -> None:
    url = begin(home, draft)["Location"]

    refused = send(home, url, 0, b"MZ\x90\x00 a program")

    assert refused.status_code == 415
    assert refused["Content-Type"].startswith("text/plain")
    assert refused.content.decode().startswith("Diese Datei können wir nicht annehmen")


@pytest.mark.parametrize("offset", [0, 50, 10_000])
def test_chunk_at_the_wrong_place_is_a_conflict(home: Client, draft: Draft, offset: int) -> None:
    url = begin(home, draft)["Location"]
    send(home, url, 0, PAPER[:100])

    assert send(home, url, offset, PAPER[100:]).status_code == 409
    assert head(home, url)["Upload-Offset"] == "100"


def test_question_that_is_full_takes_no_more(home: Client, draft: Draft) -> None:
    urls = [begin(home, draft)["Location"] for _each in range(6)]
    for number, url in enumerate(urls[:5]):
        send(home, url, 0, PAPER[:-1] + bytes([number]))

    assert begin(home, draft).status_code == 422
    assert send(home, urls[5], 0, PAPER).status_code == 422
    draft.refresh_from_db()
    assert len(draft.answers["proof"]) == 5
    assert len(documents.list_documents("draft", draft.uuid)) == 5


@pytest.mark.parametrize(
    ("headers", "content_type", "status"),
    [
        ({"Upload-Offset": "0"}, CHUNK, 412),
        ({"Tus-Resumable": "0.2.2", "Upload-Offset": "0"}, CHUNK, 412),
        ({"Tus-Resumable": "1.0.0"}, CHUNK, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Offset": "-1"}, CHUNK, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}, "application/json", 415),
    ],
)
def test_protocol_is_kept(
    home: Client, draft: Draft, headers: dict[str, str], content_type: str, status: int
) -> None:
    url = begin(home, draft)["Location"]

    response = home.patch(url, PAPER, content_type=content_type, headers=headers)

    assert response.status_code == status


def test_server_says_what_it_speaks(home: Client, draft: Draft) -> None:
    response = home.options(f"/hochladen/antrag/{draft.uuid}/")

    assert response["Tus-Version"] == "1.0.0"
    assert "creation" in response["Tus-Extension"]


def test_stranger_and_staff_find_nothing(
    client_for: Callable[..., Client],
    home: Client,
    draft: Draft,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    url = begin(home, draft)["Location"]

    for account in (stranger, other_caseworker):
        client = client_for(account)
        assert begin(client, draft).status_code == 404
        assert head(client, url).status_code == 404
        assert send(client, url, 0, PAPER).status_code == 404
        assert delete(client, url).status_code == 404

    assert head(home, url)["Upload-Offset"] == "0"
    assert refused_count() >= 8


def test_who_is_not_signed_in_is_told(client: Client, home: Client, draft: Draft) -> None:
    url = begin(home, draft)["Location"]

    for response in (begin(client, draft), send(client, url, 0, PAPER)):
        assert response.status_code == 401
        assert "nicht mehr angemeldet" in response.content.decode()


def test_without_the_token_of_the_page_nothing_is_taken(
    draft: Draft, client_for: Callable[..., Client], citizen: Account
) -> None:
    strict = client_for(citizen)
    strict.handler.enforce_csrf_checks = True

    assert begin(strict, draft).status_code == 403


def test_sent_application_takes_no_more(home: Client, sent: Any, filled_draft: Draft) -> None:
    assert begin(home, filled_draft).status_code == 422
