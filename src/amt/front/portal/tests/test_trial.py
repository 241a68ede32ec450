"""The trial calculation of every service that has one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from amt.capabilities.applications.models import Draft
from amt.contract import registry
from amt.contract.assessment import Assessment, Outcome, Segment
from amt.contract.procedure import Procedure
from amt.front.portal.views import trial
from amt.kernel.money import Money
from amt.kernel.periods import Span
from tests.conformance.filling import HOSTILE, hostile_raw, raw_for

pytestmark = pytest.mark.usefixtures("organisation")


def services_with_trial() -> list[Procedure]:
    return [p for p in registry.procedures().values() if "trial" in p.forms]


def filled(procedure: Procedure) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for step in procedure.form("trial").steps:
        raw |= raw_for(step, {})
    return raw


def test_result_shows_amount_or_reason_with_paragraphs(client: Client) -> None:
    for procedure in services_with_trial():
        response = client.post(f"/leistungen/{procedure.key}/rechner/", filled(procedure))

        page = response.content.decode()
        assert response.status_code == 200
        assert "Ergebnis" in page
        assert "nverbindlich" in page
        assert "31. Dezember 2026" in page
        assert "§" in page
        assert not response.cookies
        assert not Draft.objects.exists()


def test_months_without_amount_are_told_plainly(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Segment(Span(date(2026, 11, 1), date(2026, 12, 31)), Outcome.GRANT, Money(9_000), ())
    later = Segment(Span(date(2027, 1, 1), date(2027, 10, 31)), Outcome.UNDECIDED, None, ())
    monkeypatch.setattr(trial, "_assessed", lambda _procedure, _facts: Assessment((now, later)))
    procedure = services_with_trial()[0]

    page = client.post(f"/leistungen/{procedure.key}/rechner/", filled(procedure)).content.decode()

    assert "Ab 1. Januar 2027 noch nicht beschlossen" in page
    # Without an amount behind it, unlike the time before.
    assert "1. Januar 2027 bis 31. Oktober 2027</h3>" in page
    assert "31. Dezember 2026</h3>" not in page


def test_input_stays_on_the_page(client: Client) -> None:
    for procedure in services_with_trial():
        page = client.post(f"/leistungen/{procedure.key}/rechner/", filled(procedure))

        assert 'value="512,30"' in page.content.decode()


def test_gaps_are_told_at_the_field_and_in_the_summary(client: Client) -> None:
    for procedure in services_with_trial():
        page = client.post(
            f"/leistungen/{procedure.key}/rechner/", {"rent.cold": "viel"}
        ).content.decode()

        assert 'aria-invalid="true"' in page
        assert 'href="#rent-cold"' in page
        assert 'value="viel"' in page
        assert "<title>Fehler:" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_input_gets_a_page(client: Client, text: str) -> None:
    for procedure in services_with_trial():
        form = procedure.form("trial")
        raw: dict[str, Any] = {"aktion": text}
        for step in form.steps:
            raw |= hostile_raw(form, step, text)
        response = client.post(f"/leistungen/{procedure.key}/rechner/", raw)

        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_opening_the_page_needs_nothing(client: Client) -> None:
    for procedure in services_with_trial():
        response = client.get(f"/leistungen/{procedure.key}/rechner/")

        assert response.status_code == 200
        assert "Fehler" not in response.content.decode().split("<main", 1)[1]
