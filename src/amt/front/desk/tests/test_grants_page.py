"""The pages of running grants and of runs over many of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amt.capabilities.cases.models import Case
from amt.capabilities.grants import services
from amt.capabilities.grants.models import BulkItem, BulkRun, Grant, RunState
from amt.capabilities.grants.testing import allowance
from amt.capabilities.grants.testing.fixtures import (
    AT,
    MakeGrants,
    allowance_only,
    grants_of,
)
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of
from conftest import Clock

__all__ = ["allowance_only", "grants_of"]

pytestmark = pytest.mark.django_db
GRANTS = "/arbeitsplatz/bewilligungen/"
BULK = "/arbeitsplatz/neuberechnung/"
FORM = {
    "leistung": allowance.KEY,
    "tag": "1.1.2027",
    "norm": allowance.NORM,
    "stichprobe": "2",
}


@pytest.fixture(autouse=True)
def in_december(clock: Clock) -> None:
    """A day on which the grants of the fixtures run."""
    clock.set(AT)


@pytest.fixture
def office(caseworker: Account, client_for: ClientFor) -> Client:
    """The browser of the caseworker."""
    return client_for(caseworker)


@pytest.fixture
def head(supervisor: Account, client_for: ClientFor) -> Client:
    """The browser of the head of the unit."""
    return client_for(supervisor)


def run_url(name: str, run: BulkRun, *more: Any) -> str:
    return reverse(f"desk:{name}", args=[run.uuid, *more])


def begun(office: Client) -> BulkRun:
    """Start a run by its form and let the worker compute."""
    response = office.post(BULK, FORM)
    assert response.status_code == 302, text_of(response)
    run = BulkRun.objects.latest("id")
    while services.try_next(run_uuid=run.uuid, at=AT):
        pass
    run.refresh_from_db()
    return run


def test_running_grants_are_listed_with_span_and_amount(
    grants_of: MakeGrants, office: Client
) -> None:
    (case_uuid,) = grants_of([5])

    page = text_of(office.get(GRANTS))

    for expected in (
        Case.objects.get(uuid=case_uuid).reference,
        "Bienengeld", "Person 0", "01.07.2026 bis 30.06.2027", "50,00",
        reverse("desk:case", args=[case_uuid]),
    ):  # fmt: skip
        assert expected in page


def test_grants_are_searched_by_reference(grants_of: MakeGrants, office: Client) -> None:
    one, two = (Case.objects.get(uuid=uuid).reference for uuid in grants_of([5, 6]))

    page = text_of(office.get(GRANTS, {"q": one}))

    assert one in page
    assert two not in page
    assert "gibt es hier nichts" in text_of(office.get(GRANTS, {"q": "XYZ-1"}))


def test_an_empty_list_says_what_will_be_here(allowance_only: None, office: Client) -> None:
    assert "Keine Bewilligung läuft" in text_of(office.get(GRANTS))
    assert "Noch gab es keinen Lauf" in text_of(office.get(BULK))


def test_a_page_of_grants_leads_to_the_next(
    grants_of: MakeGrants, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amt.front.desk.views.grants.PAGE", 2)
    grants_of([1, 2, 3])

    first = office.get(GRANTS)
    second = office.get(first.context["next_url"])

    assert [len(page.context["rows"]) for page in (first, second)] == [2, 1]
    assert second.context["next_url"] == ""


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"leistung": ""}, "leistung"),
        ({"tag": "31.2.2027"}, "tag"),
        ({"norm": "invented"}, "norm"),
        ({"stichprobe": "0"}, "stichprobe"),
        ({"stichprobe": "viele"}, "stichprobe"),
        ({"tag": "1.7.2027"}, "leistung"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    grants_of: MakeGrants, office: Client, changed: dict[str, str], field: str
) -> None:
    grants_of([1])

    response = office.post(BULK, {**FORM, **changed})

    assert response.status_code == 422
    assert f'href="#{field}"' in text_of(response)
    assert not BulkRun.objects.exists()


def test_a_run_goes_from_the_form_to_the_release(
    grants_of: MakeGrants, office: Client, head: Client
) -> None:
    grants_of([1, 2])
    run = begun(office)

    page = text_of(office.get(run_url("bulk_run", run)))
    assert "Stichprobe prüfen" in page
    assert "§ 9 Bienengeldordnung (neue Sätze)" in page
    assert "0 von 2 Ergebnissen sind bestätigt" in page

    for item in run.items.filter(sampled=True):
        shown = text_of(office.get(reverse("desk:bulk_item", args=[item.uuid])))
        assert "Stimmt das Ergebnis?" in shown
        assert "§ 3 Bienengeldordnung" in shown
        answer = office.post(
            reverse("desk:bulk_item", args=[item.uuid]), {"ergebnis": "richtig"}, follow=True
        )
        assert "ist bestätigt" in text_of(answer)

    assert "Freigeben muss eine andere Person" in text_of(office.get(run_url("bulk_run", run)))
    assert "Freigeben und entscheiden" in text_of(head.get(run_url("bulk_run", run)))
    head.post(run_url("bulk_do", run, "freigeben"))
    run.refresh_from_db()
    assert run.state == RunState.RELEASED

    moving = text_of(office.get(run_url("bulk_run", run)))
    assert '<meta http-equiv="refresh"' in moving
    assert "0 von 2 entschieden" in moving
    office.post(run_url("bulk_do", run, "anhalten"))
    assert "Fortsetzen" in text_of(office.get(run_url("bulk_run", run)))
    office.post(run_url("bulk_do", run, "fortsetzen"))
    run.refresh_from_db()
    assert run.state == RunState.RELEASED


def test_a_wrong_result_needs_words_and_stops_the_run(
    grants_of: MakeGrants, office: Client
) -> None:
    grants_of([1])
    run = begun(office)
    url = reverse("desk:bulk_item", args=[BulkItem.objects.get().uuid])

    empty = office.post(url, {"ergebnis": "falsch"})
    told = office.post(url, {"ergebnis": "falsch", "anmerkung": "Satz"}, follow=True)

    assert empty.status_code == 422
    assert "Schreiben Sie, was nicht stimmt." in text_of(empty)
    assert "Es wurde nichts entschieden." in text_of(told)
    run.refresh_from_db()
    assert run.state == RunState.STOPPED


def test_a_run_is_stopped_with_a_reason(grants_of: MakeGrants, office: Client) -> None:
    grants_of([1])
    run = begun(office)

    without = office.post(run_url("bulk_do", run, "abbrechen"), follow=True)
    stopped = office.post(run_url("bulk_do", run, "abbrechen"), {"grund": "Zu früh"}, follow=True)

    assert "Schreiben Sie" in text_of(without)
    assert "Zu früh" in text_of(stopped)
    assert office.post(run_url("bulk_do", run, "anders")).status_code == 404


def test_grants_of_a_run_are_shown_before_and_after(grants_of: MakeGrants, office: Client) -> None:
    grants_of([1, 8])
    run = begun(office)
    url = run_url("bulk_items", run)

    everything, by_hand = (
        text_of(office.get(url, {"zeige": show})) for show in ("alle", "von-hand")
    )

    for expected in ("10,00", "12,00", "2,00", "80,00", "60,00"):
        assert expected in everything
    assert "Der Betrag würde sinken." in by_hand
    assert "12,00" not in by_hand
    assert "Hier ist nichts" in text_of(office.get(url, {"zeige": "entschieden"}))


def test_the_moving_part_is_given_alone(grants_of: MakeGrants, office: Client) -> None:
    grants_of([1])
    office.post(BULK, FORM)
    run = BulkRun.objects.get()

    part = text_of(office.get(run_url("bulk_progress", run)))

    assert "0 von 1 gerechnet" in part
    assert "<html" not in part


@pytest.mark.parametrize("who", ["other_caseworker", "citizen", "stranger"])
def test_nobody_else_sees_a_run(
    who: str,
    grants_of: MakeGrants,
    office: Client,
    client_for: ClientFor,
    request: pytest.FixtureRequest,
) -> None:
    grants_of([1])
    run = begun(office)
    client = client_for(request.getfixturevalue(who))

    for name in ("bulk_run", "bulk_progress", "bulk_items"):
        assert client.get(run_url(name, run)).status_code == 404
    item = reverse("desk:bulk_item", args=[BulkItem.objects.get().uuid])
    assert client.get(item).status_code == 404
    assert client.post(item, {"ergebnis": "richtig"}).status_code == 404
    assert client.post(run_url("bulk_do", run, "freigeben")).status_code == 404


def test_lists_take_few_queries(
    grants_of: MakeGrants, office: Client, django_assert_max_num_queries: Any
) -> None:
    grants_of([1, 2, 3, 4, 5])
    run = begun(office)

    for url in (GRANTS, BULK, run_url("bulk_items", run)):
        office.get(url)
        with django_assert_max_num_queries(16):
            office.get(url)


def test_the_list_says_from_when_an_amount_is_open(
    grants_of: MakeGrants, office: Client, clock: Clock
) -> None:
    (case_uuid,) = grants_of([5])
    amounts = [["2026-07-01", 5_000], ["2027-01-01", None]]
    Grant.objects.filter(case_uuid=case_uuid).update(amounts=amounts)

    assert "50,00 €, ab 01.01.2027 noch offen" in text_of(office.get(GRANTS)).replace("\xa0", " ")

    clock.set(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    page = text_of(office.get(GRANTS))
    assert "noch offen" in page
    assert "50,00" not in page
