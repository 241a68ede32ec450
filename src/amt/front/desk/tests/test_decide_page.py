"""Deciding on its page."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from amt.capabilities.cases import services as cases
from amt.capabilities.cases.models import Case, Decision
from amt.capabilities.cases.testing.fixtures import AT, FAILS, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import accesses_of, actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of


def address(case: Case, name: str = "decide") -> str:
    return reverse(f"desk:{name}", args=[case.uuid])


def sent(case: Case, **changes: Any) -> dict[str, Any]:
    proposal = case.proposals.order_by("-id").first()
    usual = {"entscheidung": "grant", "vorschlag": str(proposal.uuid) if proposal else ""}
    return {**usual, **changes}


def test_page_offers_what_is_proposed_and_a_refusal_with_reasons(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    page = text_of(client_for(caseworker).get(address(assessed_case())))

    assert "Wie vorgeschlagen: Bewilligung" in page
    assert "Ablehnen" in page
    assert "Es sind zu viele Völker." in page
    assert "Begründung in eigenen Worten" in page


def test_decision_leads_to_what_happens_next(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, waiting = assessed_case(), assessed_case()

    response = client_for(caseworker).post(address(case), sent(case), follow=True)

    page = text_of(response)
    assert response.redirect_chain == [(address(case, "decided"), 302)]
    assert "Entschieden: Bewilligung" in page
    assert "Was jetzt geschieht" in page
    assert f"Nächster Fall: {waiting.reference}" in page


def test_refusal_with_reasons_and_words(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    form = sent(case, entscheidung="refusal", gruende=["many"], worte="Das Dach trägt nicht.")

    client_for(caseworker).post(address(case), form)

    decision = Decision.objects.get(case=case)
    assert (decision.kind, decision.reason_keys) == ("refusal", ["many"])
    assert decision.own_words == "Das Dach trägt nicht."


@pytest.mark.parametrize(
    ("changes", "told", "anchor"),
    [
        ({"entscheidung": ""}, "Wählen Sie, wie Sie entscheiden.", "entscheidung"),
        ({"entscheidung": "<b>"}, "Wählen Sie, wie Sie entscheiden.", "entscheidung"),
        ({"entscheidung": "refusal"}, "Wählen Sie mindestens einen Grund", "gruende"),
        (
            {"entscheidung": "refusal", "gruende": ["many"]},
            "Begründen Sie mit eigenen Worten",
            "worte",
        ),
        ({"vorschlag": str(uuid4())}, "Der Vorschlag hat sich geändert.", "entscheidung"),
        ({"vorschlag": "kein"}, "Der Vorschlag hat sich geändert.", "entscheidung"),
        ({"worte": "x" * 4001}, "Kürzen Sie Ihre Begründung", "worte"),
    ],
)
def test_what_is_missing_is_told_and_the_words_are_kept(
    assessed_case: OpenCase,
    caseworker: Account,
    client_for: ClientFor,
    changes: dict[str, Any],
    told: str,
    anchor: str,
) -> None:
    case = assessed_case()
    form = (
        sent(case, **{"worte": "Meine Worte", **changes})
        if anchor != "worte"
        else sent(case, **changes)
    )

    response = client_for(caseworker).post(address(case), form)

    page = text_of(response)
    assert response.status_code == 422
    assert told in page
    assert f'href="#{anchor}' in page
    assert form.get("worte", "") in page
    assert not Decision.objects.exists()


def test_changed_proposal_is_shown_before_anybody_decides(
    assessed_case: OpenCase,
    caseworker: Account,
    second_caseworker: Account,
    client_for: ClientFor,
) -> None:
    case = assessed_case()
    form = sent(case)
    cases.correct_fact(
        case_uuid=case.uuid,
        path="hives",
        value=40,
        reason="Ortstermin",
        actor=actor_of(second_caseworker),
        at=AT,
    )

    page = text_of(client_for(caseworker).post(address(case), form))

    assert "Der Vorschlag hat sich geändert." in page
    assert "Wie vorgeschlagen: Ablehnung" in page
    assert str(case.proposals.latest("id").uuid) in page


def test_second_decider_learns_who_was_first(
    assessed_case: OpenCase,
    caseworker: Account,
    second_caseworker: Account,
    client_for: ClientFor,
) -> None:
    case = assessed_case()
    form = sent(case)
    client_for(second_caseworker).post(address(case), form)
    client = client_for(caseworker)

    for response in (
        client.post(address(case), form, follow=True),
        client.get(address(case), follow=True),
    ):
        assert "Murat Demir hat am" in text_of(response)
    assert Decision.objects.count() == 1


def test_sending_twice_decides_once(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    client, form = client_for(caseworker), sent(case)

    client.post(address(case), form)
    client.post(address(case), form)

    assert Decision.objects.count() == 1


def test_preview_is_a_pdf_that_changes_nothing(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()

    response = client_for(caseworker).post(address(case, "preview"), sent(case))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert not Decision.objects.exists()


def test_preview_that_cannot_be_made_says_why(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case(procedure_key=FAILS)
    form = sent(case, entscheidung="refusal", gruende=["many"], worte="Worte")

    response = client_for(caseworker).post(address(case, "preview"), form)

    assert response.status_code == 409
    assert "Es ist nichts entschieden." in text_of(response)


def test_confirmation_exists_only_after_a_decision(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()

    response = client_for(caseworker).get(address(case, "decided"))

    assert response["Location"] == address(case, "case")


@pytest.mark.parametrize("name", ["decide", "preview"])
def test_people_in_the_case_read_that_its_decision_was_looked_at(
    assessed_case: OpenCase,
    citizen: Account,
    caseworker: Account,
    client_for: ClientFor,
    name: str,
) -> None:
    case, client = assessed_case(), client_for(caseworker)

    shown = (
        client.get(address(case))
        if name == "decide"
        else client.post(address(case, name), sent(case))
    )

    assert shown.status_code == 200
    (look,) = accesses_of(citizen.id)
    assert (look.by_name, look.subject_id) == (case.unit.name, str(case.uuid))


def test_page_after_the_decision_is_noted_once_with_the_others_of_the_day(
    assessed_case: OpenCase, citizen: Account, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = assessed_case(), client_for(caseworker)

    client.post(address(case), sent(case), follow=True)
    client.get(address(case, "decided"))

    assert len(accesses_of(citizen.id)) == 1
