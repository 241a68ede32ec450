"""Large papers of a party for a deed: only where the deed is open, only for its kinds of paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from amt.capabilities.cases import services
from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.testing.fixtures import AT, open_house
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.front.portal.tests.test_uploads import metadata, send

__all__ = ["open_house"]

PAPER = pdf_of("Neuer Plan")
HAND_IN = "hand_in"


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> None:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def house(open_house: Callable[..., Case], caseworker: Account) -> Case:
    """A case whose parties were asked for papers."""
    case = open_house()
    services.do_deed(
        case_uuid=case.uuid,
        deed_key="request_papers",
        answers={"request.what": "Der Plan fehlt.", "request.until": "2026-12-21"},
        actor=actor_of(caseworker),
        at=AT,
    )
    return case


def begin(client: Client, case: Case, deed: str = HAND_IN, label: str = "plans") -> Any:
    told = {"filename": "Plan.pdf", "filetype": "application/pdf", "label": label}
    return client.post(
        f"/hochladen/vorgang/{case.uuid}/{deed}/",
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(PAPER)),
            "Upload-Metadata": metadata(**told),
        },
    )


def test_paper_in_parts_waits_for_the_deed_of_its_party(home: Client, house: Case) -> None:
    url = begin(home, house)["Location"]
    send(home, url, 0, PAPER[:300])
    page = home.get(f"/vorgang/{house.uuid}/{HAND_IN}/").content.decode()
    send(home, url, 300, PAPER[300:])

    party = Party.objects.get(case=house, role="owner")
    (paper,) = documents.list_documents("party", party.uuid, labels=["plans"])
    assert documents.open_document(paper) == PAPER
    assert f'data-begun="{url}"' in page
    assert "Plan.pdf" in home.get(f"/vorgang/{house.uuid}/{HAND_IN}/").content.decode()


@pytest.mark.parametrize(
    ("deed", "label"), [("waive", "plans"), ("nothing", "plans"), (HAND_IN, "place"), (HAND_IN, "")]
)
def test_what_no_open_deed_asks_for_is_not_taken(
    home: Client, house: Case, deed: str, label: str
) -> None:
    assert begin(home, house, deed, label).status_code == 404


def test_stranger_and_staff_find_nothing(
    client: Client,
    client_for: Callable[..., Client],
    home: Client,
    house: Case,
    stranger: Account,
    caseworker: Account,
    other_caseworker: Account,
) -> None:
    url = begin(home, house)["Location"]

    for account in (stranger, caseworker, other_caseworker):
        assert begin(client_for(account), house).status_code == 404
        assert send(client_for(account), url, 0, PAPER).status_code == 404
    assert begin(client, house).status_code == 401


def test_parties_do_not_reach_each_other_s_uploads(
    home: Client, house: Case, client_for: Callable[..., Client], representative: Account
) -> None:
    url = begin(home, house)["Location"]

    assert send(client_for(representative), url, 0, PAPER).status_code == 404


def test_question_that_is_full_takes_no_more(home: Client, house: Case) -> None:
    for number in range(5):
        url = begin(home, house)["Location"]
        send(home, url, 0, PAPER[:-1] + bytes([number]))

    assert begin(home, house).status_code == 422
