"""The page of a matter from memory: who gets it, and that nothing old is ever shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from amt.capabilities.acts.models import Addressee
from amt.capabilities.applications.models import Application
from amt.capabilities.applications.services import Submitted
from amt.capabilities.authorities.models import Office
from amt.capabilities.cases.models import Case, CaseEvent, FactRecord, Party
from amt.capabilities.cases.testing.fixtures import (
    OpenCase,
    assessed_case,
    granted_case,
    lamp_case,
    open_case,
)
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.services import store_document
from amt.capabilities.identity.models import Account
from amt.capabilities.payments.models import Demand, Ledger
from amt.capabilities.payments.testing.plans import months, plan
from amt.front.portal import matter_kept
from amt.front.portal.tests.conftest import AT
from amt.kernel.actors import SYSTEM, Actor

__all__ = ["assessed_case", "granted_case", "lamp_case", "open_case"]

# Session, account and stamp.
KEPT_QUERIES = 3
# Beside them case, parties, acts, papers, history, payments and who is in charge.
FIRST_QUERIES = 17
# Who looks is asked anew each time; the others come with the installation.
NOT_STAMPED = {
    "django_session",
    "identity_account",
    "authorities_place",
    "authorities_competence",
}


@pytest.fixture(autouse=True)
def _empty_memory() -> None:
    caches["process"].clear()


@pytest.fixture
def granted(granted_case: OpenCase) -> Case:
    """A grant of the citizen with act, plan and paper."""
    case = granted_case()
    plan(
        case.unit_id,
        months(20_000, 20_000, start=date(2026, 11, 1)),
        at=AT,
        subject_id=case.uuid,
    )
    store_document(
        content=b"%PDF-1.4",
        file_name="Lampe.pdf",
        media_type="application/pdf",
        kind="upload",
        owner_kind="case",
        owner_uuid=case.uuid,
        actor=SYSTEM,
        at=AT,
    )
    return case


def page(client: Client, case: Case, query: str = "") -> str:
    response = client.get(f"/vorgang/{case.uuid}/{query}")
    assert response.status_code == 200
    return re.sub(
        r'csrfmiddlewaretoken" value="[^"]*"|/events/[^"]*', "", response.content.decode()
    )


def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return a list that grows with each page that is made anew."""
    seen: list[Any] = []
    before = matter_kept.MatterPage

    def counted(reader: Actor, html: str) -> matter_kept.MatterPage:
        seen.append(reader)
        return before(reader, html)

    monkeypatch.setattr("amt.front.portal.views.matters.MatterPage", counted)
    return seen


def test_second_look_is_the_same_page_for_few_queries(
    home: Client, granted: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = page(home, granted)

    with django_assert_num_queries(KEPT_QUERIES):
        assert page(home, granted) == first
    caches["process"].clear()
    assert page(home, granted) == first


def test_first_look_at_a_running_grant_needs_few_queries(
    home: Client, granted: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(home, granted)
    caches["process"].clear()

    with django_assert_max_num_queries(FIRST_QUERIES):
        page(home, granted)


def test_all_that_the_page_reads_is_stamped(home: Client, granted: Case) -> None:
    page(home, granted)
    caches["process"].clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(home, granted)

    read = {
        name
        for query in asked.captured_queries
        if not query["sql"].startswith(("EXECUTE", "PREPARE"))
        for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])
    }
    stamped = {one.model._meta.db_table for one in matter_kept.rows_of_matter()}
    assert {"cases_case", "acts_act", "payments_entry", "documents_ownership"} <= read
    assert read - NOT_STAMPED <= stamped


CHANGES: dict[str, Callable[[Case], Any]] = {
    "state": lambda case: Case.objects.filter(pk=case.pk).update(applied_on=date(2026, 1, 2)),
    "fact": lambda case: FactRecord.objects.filter(case=case, path="lamps").update(value=7),
    "event": lambda case: CaseEvent.objects.filter(case=case).update(at=AT - timedelta(days=3)),
    "delivery": lambda case: Addressee.objects.update(retrieved_at=AT),
    "account": lambda case: Ledger.objects.update(held_since=date(2026, 11, 1)),
    "demand": lambda case: Demand.objects.create(
        ledger=Ledger.objects.get(), key="one", reference="R-1", cents=900,
        norm="§ 50 SGB X", due_on=date(2027, 1, 1), basis="test", raised_at=AT,
    ),
    "office": lambda case: Office.objects.update(phone="0421 000"),
    "paper": lambda case: Document.objects.update(file_name="anders.pdf"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen_at_once(
    home: Client, granted: Case, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = made(monkeypatch)
    page(home, granted)
    CHANGES[what](granted)
    page(home, granted)

    assert len(anew) == 2


def test_a_new_name_of_the_office_stands_on_the_page(home: Client, granted: Case) -> None:
    page(home, granted)
    granted.unit.authority.name = "Amt für Laternen"
    granted.unit.authority.save()

    assert "Amt für Laternen" in page(home, granted)


def test_who_is_no_party_any_more_gets_404(home: Client, granted: Case, stranger: Account) -> None:
    page(home, granted)
    Party.objects.filter(case=granted).update(account=stranger)

    assert home.get(f"/vorgang/{granted.uuid}/").status_code == 404


def test_another_resident_never_gets_a_kept_page(
    home: Client, granted: Case, client_for: Callable[..., Client], stranger: Account
) -> None:
    page(home, granted)

    assert client_for(stranger).get(f"/vorgang/{granted.uuid}/").status_code == 404


def test_what_a_code_opened_is_not_kept_for_the_account(
    sent: Submitted, client_for: Callable[..., Client], stranger: Account
) -> None:
    address = f"/vorgang/{sent.application.case_uuid}/"
    opened = client_for(stranger)
    opened.post("/status/", {"aktenzeichen": sent.application.reference, "code": sent.code or ""})
    assert opened.get(address).status_code == 200

    assert client_for(stranger).get(address).status_code == 404


def test_each_language_has_its_own_page(home: Client, granted: Case) -> None:
    german = page(home, granted)
    english = home.get(f"/en/vorgang/{granted.uuid}/").content.decode()

    assert "Aktenzeichen" in german
    assert "Aktenzeichen" not in english
    assert page(home, granted) == german


def test_the_next_day_the_page_is_made_anew(
    home: Client, granted: Case, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = made(monkeypatch)
    page(home, granted)
    clock.set(AT + timedelta(hours=13))
    page(home, granted)

    assert len(anew) == 2


def test_what_an_address_says_beside_the_matter_is_not_kept(home: Client, granted: Case) -> None:
    assert "nicht mehr möglich" in page(home, granted, "?zuspaet=1")
    assert "nicht mehr möglich" not in page(home, granted)


def test_a_renewal_is_seen_at_once(
    home: Client, granted: Case, sent: Submitted, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = made(monkeypatch)
    page(home, granted)
    Application.objects.filter(pk=sent.application.pk).update(renews_case_uuid=granted.uuid)
    page(home, granted)

    assert len(anew) == 2


def test_forms_of_a_kept_page_have_the_token_of_their_answer(granted: Case, home: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = home.cookies
    page(strict, granted)
    kept = strict.get(f"/vorgang/{granted.uuid}/").content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', kept)

    assert matter_kept.FORM_TOKEN not in kept
    assert strict.post("/abmelden/").status_code == 403
    assert strict.post("/abmelden/", {"csrfmiddlewaretoken": token[0]}).status_code == 200


def test_a_page_without_forms_sets_no_token(client: Client, sent: Submitted) -> None:
    client.post("/status/", {"aktenzeichen": sent.application.reference, "code": sent.code or ""})
    client.cookies.pop("amt_csrf", None)
    answer = client.get(f"/vorgang/{sent.application.case_uuid}/")

    assert answer.status_code == 200
    assert "amt_csrf" not in answer.cookies
