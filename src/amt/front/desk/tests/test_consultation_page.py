"""The page of a body that is asked: it sees what it is asked about, and nothing else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amt.capabilities.cases import services
from amt.capabilities.cases.models import Case, Consultation
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import accesses_of, actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of


@pytest.fixture
def asked(open_house: OpenCase, caseworker: Account) -> Consultation:
    """A body that was asked about a complete case."""
    case: Case = open_house()
    services.do_deed(
        case_uuid=case.uuid,
        deed_key="confirm_complete",
        answers={"confirm.complete_on": "2026-11-20"},
        actor=actor_of(caseworker),
        at=AT,
    )
    return Consultation.objects.get(case=case, key="forest")


def address(asked: Consultation) -> str:
    return reverse("desk:consultation", args=[asked.uuid])


def test_worklist_leads_the_body_to_the_question(
    asked: Consultation, fire_officer: Account, client_for: ClientFor
) -> None:
    client = client_for(fire_officer)

    worklist = text_of(client.get(reverse("desk:worklist")))
    page = text_of(client.get(address(asked)))

    assert address(asked) in worklist
    assert "Linde" in page
    assert "wartet auf Antwort" in page
    assert asked.case.reference in page


def test_body_sees_the_papers_it_is_asked_about_and_no_others(
    asked: Consultation, fire_officer: Account, client_for: ClientFor
) -> None:
    client = client_for(fire_officer)
    page = text_of(client.get(address(asked)))
    links = [part.split('"', 1)[0] for part in page.split('href="')[1:]]
    here = f"{address(asked)}dokument/"
    papers = [link for link in links if link.startswith(here) and not link.endswith("/seiten/")]

    assert len(papers) == 1, "the plans, not the budget"
    assert client.get(papers[0]).status_code == 200
    assert "Fatma" not in page
    case_page = client.get(reverse("desk:case", args=[asked.case.uuid]))
    assert case_page.status_code == 404


def test_people_in_the_case_read_that_the_body_looked(
    asked: Consultation, fire_officer: Account, citizen: Account, client_for: ClientFor
) -> None:
    client_for(fire_officer).get(address(asked))

    (look,) = accesses_of(citizen.id)
    assert look.by_name == asked.unit.name


def test_opinion_is_taken_once_and_shown_to_the_caseworker(
    asked: Consultation, fire_officer: Account, caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(fire_officer)
    sent = {"stellungnahme": "conditions", "worte": "Ein zweiter Weg hinunter."}

    first = client.post(address(asked), sent)
    again = client.post(address(asked), {**sent, "worte": "Anders."})

    assert first.status_code == 302
    assert again.status_code == 422
    asked.refresh_from_db()
    assert asked.text == "Ein zweiter Weg hinunter."
    shown = text_of(client_for(caseworker).get(reverse("desk:case", args=[asked.case.uuid])))
    assert "Ein zweiter Weg hinunter." in shown
    assert "Zustimmung mit Auflagen" in shown


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Wählen Sie, wie Sie Stellung nehmen."),
        ({"stellungnahme": "perhaps"}, "Wählen Sie, wie Sie Stellung nehmen."),
        ({"stellungnahme": "objection"}, "Schreiben Sie, welche Auflagen oder Gründe Sie haben."),
        ({"stellungnahme": "consent", "worte": "x" * 10_001}, "10000"),
    ],
)
def test_bad_input_says_what_to_do(
    sent: dict[str, str],
    told: str,
    asked: Consultation,
    fire_officer: Account,
    client_for: ClientFor,
) -> None:
    answer = client_for(fire_officer).post(address(asked), sent)

    assert answer.status_code == 422
    assert told in text_of(answer)
    asked.refresh_from_db()
    assert asked.answered_on is None


@pytest.mark.parametrize(
    "who", ["stranger", "citizen", "caseworker", "other_caseworker", "monument_officer"]
)
def test_nobody_else_sees_or_answers(
    who: str, asked: Consultation, client_for: ClientFor, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(who))

    assert client.get(address(asked)).status_code == 404
    assert client.post(address(asked), {"stellungnahme": "consent"}).status_code == 404
    asked.refresh_from_db()
    assert asked.answered_on is None
