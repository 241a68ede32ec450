"""The unit reads what a person asks about an access, and answers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases import services as cases
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.exchange import services as exchange
from amt.capabilities.identity import services
from amt.capabilities.identity.models import AccessQuestion, Account, DataAccess
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor, RunJobs
from amt.front.desk.tests.pages import text_of


@pytest.fixture
def question(open_case: OpenCase, citizen: Account, caseworker: Account) -> AccessQuestion:
    """The citizen asks why the caseworker looked at the case."""
    case = open_case()
    cases.note_viewed(case_uuid=case.uuid, actor=actor_of(caseworker), at=AT)
    access = DataAccess.objects.get(person_account_id=citizen.id)
    return services.ask_about_access(
        about_kind="access", about_id=access.uuid, unit_id=None, text="Wer war das?",
        actor=actor_of(citizen), at=AT,
    )  # fmt: skip


def address(question: AccessQuestion) -> str:
    return reverse("desk:access_question", args=[question.uuid])


def test_question_waits_on_the_worklist_and_is_answered_there(
    run_jobs: RunJobs, question: AccessQuestion, caseworker: Account, client_for: ClientFor
) -> None:
    run_jobs()
    client = client_for(caseworker)
    waiting = text_of(client.get(reverse("desk:worklist")))
    page = text_of(client.get(address(question)))

    assert address(question) in waiting
    assert "Frage zum Datenschutz" in waiting
    assert "Wer war das?" in page
    assert "Fatma Yıldız-Behrens" in page
    assert "Alle Angaben und Unterlagen des Antrags" in page
    assert "Fall öffnen" in page
    assert "noch niemand" in page

    sent = client.post(address(question), {"antwort": "Ich, wegen Ihres Antrags."})
    run_jobs()

    assert sent["Location"] == reverse("desk:worklist")
    assert address(question) not in text_of(client.get(reverse("desk:worklist")))
    assert "Ich, wegen Ihres Antrags." in text_of(client.get(address(question)))


def test_empty_answer_is_not_sent(
    question: AccessQuestion, caseworker: Account, client_for: ClientFor
) -> None:
    answer = client_for(caseworker).post(address(question), {"antwort": " "})

    assert answer.status_code == 422
    assert "Schreiben Sie, wer die Daten wozu gesehen hat." in text_of(answer)
    question.refresh_from_db()
    assert question.answered_at is None


def test_question_about_a_transfer_tells_who_got_what(
    citizen: Account, caseworker: Account, client_for: ClientFor
) -> None:
    transfer = exchange.record_transfer(
        person_account_id=citizen.id, person_name=citizen.full_name, from_name="Amt A",
        to_name="Amt B", purpose="Weitergabe", basis="§ 1", consented_at=None, paths=["name"],
        subject_kind="case", subject_id="1", at=AT,
    )  # fmt: skip
    question = services.ask_about_access(
        about_kind="transfer", about_id=transfer.uuid,
        unit_id=get_unit_by_key("wohnen-bremen").id, text="", actor=actor_of(citizen), at=AT,
    )  # fmt: skip

    page = text_of(client_for(caseworker).get(address(question)))

    assert "Amt A, Amt B" in page
    assert "Wer hat meine Daten gesehen, und wozu?" in page
    assert "Fall öffnen" not in page


def test_strangers_and_other_offices_see_nothing_of_a_question(
    question: AccessQuestion,
    stranger: Account,
    citizen: Account,
    other_caseworker: Account,
    client_for: ClientFor,
) -> None:
    for account in (stranger, citizen, other_caseworker):
        client = client_for(account)
        assert client.get(address(question)).status_code == 404
        assert client.post(address(question), {"antwort": "Ich."}).status_code == 404
    question.refresh_from_db()
    assert question.answered_at is None
