"""The page of a case and its documents."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from amt.capabilities.cases import services as cases
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, FAILS, OpenCase
from amt.capabilities.documents import services as documents
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor, RunJobs
from amt.contract import registry
from amt.contract.facts import Fact, FactSource
from amt.front.desk.tests.pages import text_of
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail
from amt.kernel.models import AuditEntry

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def address(case: Case) -> str:
    return reverse("desk:case", args=[case.uuid])


def test_case_shows_facts_with_source_proposal_and_the_way_on(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()

    page = text_of(client_for(caseworker).get(address(case)))

    for shown in (
        case.reference,
        "Fatma Yıldız-Behrens",
        "Musterstraße 12",
        "Wie viele Völker?",
        "Angabe im Antrag, 21. November 2026",
        "Bewilligung",
        "§ 1 Bienenordnung",
        "Zahl der Völker",
        "Antrag eingegangen",
        reverse("desk:decide", args=[case.uuid]),
        reverse("desk:correct", args=[case.uuid, "hives"]),
    ):
        assert shown in page, shown


def test_fees_are_shown_as_dated_items_with_their_norm(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()

    page = text_of(client_for(caseworker).get(address(case)))

    assert "12,00" in page
    assert "§ 9 Bienenordnung" in page
    assert "fällig am" in page


def test_looking_at_a_case_is_recorded(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()

    client_for(caseworker).get(address(case))

    assert trail.entries_about("case", case.uuid)[-1].action == "cases.case_viewed"


def test_page_is_kept_by_no_browser(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    response = client_for(caseworker).get(address(assessed_case()))

    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", ["other_caseworker", "stranger", "citizen"])
def test_nobody_else_finds_the_case_and_the_attempt_is_recorded(
    assessed_case: OpenCase,
    who: str,
    client_for: ClientFor,
    request: pytest.FixtureRequest,
) -> None:
    case = assessed_case()
    client = client_for(request.getfixturevalue(who))

    for name in ("case", "decide", "decided"):
        assert client.get(reverse(f"desk:{name}", args=[case.uuid])).status_code == 404
    assert client.post(reverse("desk:preview", args=[case.uuid])).status_code == 404
    assert client.get(reverse("desk:correct", args=[case.uuid, "hives"])).status_code == 404

    assert AuditEntry.objects.filter(action="access.refused").count() == 5


def test_unknown_case_looks_like_a_foreign_one(
    assessed_case: OpenCase, other_caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(other_caseworker)
    case = assessed_case()

    foreign = client.get(address(case))
    unknown = client.get(reverse("desk:case", args=[uuid4()]))

    assert foreign.status_code == unknown.status_code == 404
    assert case.reference not in text_of(foreign)


def test_anonymous_people_are_asked_to_sign_in(assessed_case: OpenCase, client: Client) -> None:
    response = client.get(address(assessed_case()))

    assert response["Location"].startswith("/arbeitsplatz/konto/login/?next=")


def test_corrected_fact_shows_both_values(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    cases.correct_fact(
        case_uuid=case.uuid,
        path="hives",
        value=7,
        reason="Ortstermin am 20. November",
        actor=actor_of(caseworker),
        at=AT,
    )

    page = text_of(client_for(caseworker).get(address(case)))

    assert "Berichtigt von Antje Kolb" in page
    assert "Ortstermin am 20. November" in page
    assert "Zuvor: 3 (Angabe im Antrag, 21. November 2026)" in page


def test_what_a_register_says_otherwise_stands_beside_what_was_typed(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    told = [
        cases.RegisterValue(
            Fact(path, value, FactSource.REGISTER, AT, "Bienenregister, § 3"), is_same=is_same
        )
        for path, value, is_same in (("hives", 5, False), ("gentle", True, True))
    ]
    for _ in range(2):
        cases.note_register_values(
            case_uuid=case.uuid, told=told, is_late=True, actor=SYSTEM, at=AT
        )

    page = text_of(client_for(caseworker).get(address(case)))

    assert "Geändert. Vorher aus: Bienenregister, § 3, 21. November 2026" in page
    assert page.count("Laut Register: 5") == 1
    assert "(Bienenregister, § 3)" in page, "the other is confirmed"
    assert "Ein Register hat später geantwortet und sagt etwas anderes" in page


def test_case_without_proposal_says_why(
    assessed_case: OpenCase, open_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)

    missing = text_of(client.get(address(assessed_case(facts={"hives": None}))))
    failed = text_of(client.get(address(assessed_case(procedure_key=FAILS))))
    waiting = text_of(client.get(address(open_case())))

    assert "Es fehlt eine Angabe: Wie viele Völker?" in missing
    assert "Noch offen" in missing
    assert "Die Berechnung ist gescheitert." in failed
    assert "wird gerade berechnet" in waiting


def test_case_of_a_procedure_that_is_gone_still_reads(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    registry.use()

    page = text_of(client_for(caseworker).get(address(case)))

    assert "Diese Leistung ist hier nicht mehr eingerichtet" in page
    assert "hives" in page
    assert "§ 1 Bienenordnung" in page


def test_hostile_answers_are_shown_as_text(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    hostile = "<script>alert(1)</script>"
    case = assessed_case(
        facts={
            "gentle": False,
            "reason": hostile,
            "kinds.text": hostile,
            "kinds.date": "x",
            hostile: 1,
        }
    )

    page = text_of(client_for(caseworker).get(address(case)))

    assert hostile not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_upload_is_handed_down_and_never_shown_inline(
    open_case: OpenCase, caseworker: Account, other_caseworker: Account, client_for: ClientFor
) -> None:
    document = documents.store_document(
        content=PDF,
        media_type="application/pdf",
        file_name="Mietvertrag für Ümläute.pdf",
        kind="upload",
        owner_kind="draft",
        owner_uuid=uuid4(),
        actor=SYSTEM,
        at=AT,
    )
    case = open_case(document_uuids=[document.uuid])
    url = reverse("desk:document", args=[case.uuid, document.uuid])

    response: Any = client_for(caseworker).get(url)

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client_for(other_caseworker).get(url).status_code == 404


def test_document_of_another_case_is_not_found_through_this_one(
    open_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    document = documents.store_document(
        content=PDF,
        media_type="application/pdf",
        file_name="fremd.pdf",
        kind="upload",
        owner_kind="draft",
        owner_uuid=uuid4(),
        actor=SYSTEM,
        at=AT,
    )
    case = open_case()

    url = reverse("desk:document", args=[case.uuid, document.uuid])

    assert client_for(caseworker).get(url).status_code == 404


def test_act_shows_delivery_and_remedy_with_their_norms(
    run_jobs: RunJobs,
    assessed_case: OpenCase,
    caseworker: Account,
    citizen: Account,
    client_for: ClientFor,
) -> None:
    identity.set_delivery_consent(
        account_id=citizen.id, consents=True, actor=actor_of(citizen), at=AT
    )
    case = assessed_case()
    cases.decide(
        case_uuid=case.uuid,
        kind="grant",
        proposal_id=case.proposals.get().uuid,
        actor=actor_of(caseworker),
        at=AT,
    )
    run_jobs()
    client = client_for(caseworker)

    page = text_of(client.get(address(case)))

    assert "Bescheid über Bienen" in page
    assert "Schreiben öffnen (PDF)" in page
    assert "An Fatma Yıldız-Behrens (Postfach)" in page
    assert "Gilt als bekannt gegeben" in page
    assert "§ 37 Abs. 2a SGB X" in page
    assert "Widerspruch möglich bis" in page
    assert "vorläufig" in page
    url = page.split('">Schreiben öffnen (PDF)', maxsplit=1)[0].rsplit('href="', maxsplit=1)[1]
    letter: Any = client.get(url)
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")
    assert letter["Content-Disposition"].startswith("inline")


def test_page_costs_few_queries(
    assessed_case: OpenCase,
    caseworker: Account,
    client_for: ClientFor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    case = assessed_case()
    client = client_for(caseworker)
    client.get(address(case))

    # Two of them note who looked, one asks for a form on paper.
    with django_assert_max_num_queries(28):
        client.get(address(case))
