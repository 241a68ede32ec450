"""Where somebody reports a change: found without searching, for own grants alone."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import (
    assessed_case,
    granted_case,
    lamp_case,
    open_case,
)
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor

__all__ = ["assessed_case", "granted_case", "lamp_case", "open_case"]

URL = "/mein-bereich/aenderung/"


def test_own_grant_leads_to_what_can_be_reported(
    home: Client, granted_case: Callable[..., Case]
) -> None:
    case = granted_case()

    assert URL in home.get("/mein-bereich/").content.decode()
    page = home.get(URL).content.decode()

    assert case.reference in page
    assert f"/vorgang/{case.uuid}/report/" in page


def test_without_grants_there_is_nothing_to_report(
    home: Client, open_case: Callable[..., Case]
) -> None:
    open_case()

    assert URL not in home.get("/mein-bereich/").content.decode()
    assert "Hier gibt es gerade nichts zu melden" in home.get(URL).content.decode()


def test_grants_of_others_are_not_listed(
    granted_case: Callable[..., Case], stranger: Account, client_for: ClientFor, client: Client
) -> None:
    case = granted_case()

    assert case.reference not in client_for(stranger).get(URL).content.decode()
    assert client.get(URL)["Location"].startswith("/anmelden/")
