"""The page of the worklist."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from amt.capabilities.cases import services as cases
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.capabilities.worklist.models import WorkItem
from amt.front.desk.tests.pages import text_of
from amt.kernel.testing.cast import BREMERHAVEN

URL = "/arbeitsplatz/"


def test_worklist_shows_what_waits_for_the_unit(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()

    page = text_of(client_for(caseworker).get(URL))

    assert case.reference in page
    assert "Fatma Yıldız-Behrens" in page
    assert "Bienen auf dem Balkon" in page
    assert "Noch niemand" in page
    assert reverse("desk:case", args=[case.uuid]) in page


def test_other_unit_sees_none_of_it(
    assessed_case: OpenCase,
    caseworker: Account,
    other_caseworker: Account,
    client_for: ClientFor,
) -> None:
    ours, theirs = assessed_case(), assessed_case(facts={"place": BREMERHAVEN})

    page = text_of(client_for(other_caseworker).get(URL))

    assert ours.reference not in page
    assert theirs.reference in page


def test_anonymous_people_are_asked_to_sign_in(db: None, client: Client) -> None:
    response = client.get(URL)

    assert response.status_code == 302
    assert response["Location"] == "/arbeitsplatz/konto/login/?next=/arbeitsplatz/"


@pytest.mark.parametrize("who", ["citizen", "stranger"])
def test_residents_find_nothing(
    who: str, client_for: ClientFor, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(who))

    assert client.get(URL).status_code == 404


def test_take_and_give_back(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    assessed_case()
    item = WorkItem.objects.get()
    client = client_for(caseworker)

    taken = client.post(
        reverse("desk:take", args=[item.uuid]), {"zurueck": "/arbeitsplatz/"}, follow=True
    )
    assert f"{item.reference} gehört jetzt zu Ihren Aufgaben." in text_of(taken)
    assert item.reference in text_of(client.get(URL, {"ansicht": "meine"}))
    given = client.post(reverse("desk:give_back", args=[item.uuid]), follow=True)

    item.refresh_from_db()
    assert item.assigned_to is None
    assert "liegt wieder beim Team" in text_of(given)


def test_taken_by_somebody_else_is_told(
    assessed_case: OpenCase,
    caseworker: Account,
    second_caseworker: Account,
    client_for: ClientFor,
) -> None:
    assessed_case()
    item = WorkItem.objects.get()
    client_for(caseworker).post(reverse("desk:take", args=[item.uuid]))

    told = client_for(second_caseworker).post(
        reverse("desk:take", args=[item.uuid]), {"zurueck": "https://evil.example/"}, follow=True
    )

    assert "Eine andere Person bearbeitet diese Aufgabe bereits." in text_of(told)
    assert told.redirect_chain[0][0] == URL


@pytest.mark.parametrize("who", ["other_caseworker", "stranger"])
def test_nobody_else_takes_an_item(
    assessed_case: OpenCase,
    caseworker: Account,
    who: str,
    client_for: ClientFor,
    request: pytest.FixtureRequest,
) -> None:
    assessed_case()
    item = WorkItem.objects.get()
    client = client_for(request.getfixturevalue(who))

    assert client.post(reverse("desk:take", args=[item.uuid])).status_code == 404


def test_search_and_empty_states_say_what_to_do(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    client = client_for(caseworker)

    assert case.reference in text_of(client.get(URL, {"q": case.reference.lower()}))
    assert "gibt es hier nichts" in text_of(client.get(URL, {"q": "ABC"}))
    assert "Sie haben keine offenen Aufgaben" in text_of(client.get(URL, {"ansicht": "meine"}))
    assert "Noch ist nichts erledigt" in text_of(client.get(URL, {"ansicht": "erledigt"}))
    assert client.get(URL, {"nach": "forged"}).status_code == 302
    assert client.get(URL, {"ansicht": "x", "sortierung": "y"}).status_code == 200


def test_done_cases_are_listed(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    cases.decide(
        case_uuid=case.uuid,
        kind="grant",
        proposal_id=case.proposals.get().uuid,
        actor=actor_of(caseworker),
        at=AT,
    )

    page = text_of(client_for(caseworker).get(URL, {"ansicht": "erledigt"}))

    assert case.reference in page
    assert "Übernehmen" not in page


def test_page_costs_the_same_queries_however_long_it_is(
    assessed_case: OpenCase,
    caseworker: Account,
    client_for: ClientFor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(caseworker)
    assessed_case()
    client.get(URL)

    for _ in range(9):
        assessed_case()
    with django_assert_max_num_queries(7):
        client.get(URL)
