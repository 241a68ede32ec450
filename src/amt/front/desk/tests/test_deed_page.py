"""The page of a step in a case: shown, refused, done once, its letter as a draft."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amt.capabilities.cases.models import Case, DeedRecord
from amt.capabilities.cases.testing.fixtures import OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of


def address(case: Case, deed: str = "confirm_complete") -> str:
    return reverse("desk:deed", args=[case.uuid, deed])


def fields_of(page: str) -> list[str]:
    return [part.split('"', 1)[0] for part in page.split(' name="')[1:]]


def test_case_page_offers_the_steps_that_are_possible_now(
    open_house: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = open_house()

    page = text_of(client_for(caseworker).get(reverse("desk:case", args=[case.uuid])))

    assert address(case) in page
    assert address(case, "request_papers") in page
    assert address(case, "hear_neighbour") not in page
    assert address(case, "hand_in") not in page, "a step of a party"


def test_step_says_what_happens_and_by_which_norm(
    open_house: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    page = text_of(client_for(caseworker).get(address(open_house())))

    assert "§ 2 Baumhausordnung" in page
    assert "Brief ansehen" in page


def test_step_is_done_once_and_changes_the_state(
    open_house: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = open_house(), client_for(caseworker)
    sent = {"confirm.complete_on": "20.11.2026"}

    first = client.post(address(case), sent)
    again = client.post(address(case), sent, follow=True)

    assert first.status_code == 302
    assert DeedRecord.objects.filter(case=case, key="confirm_complete").count() == 1
    assert "in diesem Stand des Falls nicht möglich" in text_of(again)


def test_bad_input_is_told_and_kept(
    open_house: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = open_house(), client_for(caseworker)

    answer = client.post(address(case), {"confirm.complete_on": "gestern"})

    assert answer.status_code == 422
    assert 'value="gestern"' in text_of(answer)
    assert not DeedRecord.objects.filter(case=case).exists()


def test_letter_can_be_seen_before_and_nothing_is_stored(
    open_house: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = open_house(), client_for(caseworker)
    preview = reverse("desk:deed_preview", args=[case.uuid, "confirm_complete"])

    letter = client.post(preview, {"confirm.complete_on": "20.11.2026"})
    empty = client.post(preview, {})

    assert letter.content.startswith(b"%PDF-")
    assert empty.status_code == 409
    assert not DeedRecord.objects.filter(case=case).exists()


def test_unknown_step_and_step_of_a_party_are_not_there(
    open_house: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = open_house(), client_for(caseworker)

    assert client.get(address(case, "fly")).status_code == 404
    assert client.post(address(case, "hand_in")).status_code == 302
    assert not DeedRecord.objects.filter(case=case).exists()


@pytest.mark.parametrize("who", ["stranger", "citizen", "other_caseworker"])
def test_nobody_else_sees_or_takes_a_step(
    who: str, open_house: OpenCase, client_for: ClientFor, request: pytest.FixtureRequest
) -> None:
    case = open_house()
    client = client_for(request.getfixturevalue(who))

    assert client.get(address(case)).status_code == 404
    assert client.post(address(case), {"confirm.complete_on": "20.11.2026"}).status_code == 404
    assert not DeedRecord.objects.filter(case=case).exists()


def test_case_without_rules_is_decided_freely_with_the_questions_of_the_act(
    open_house: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = open_house(), client_for(caseworker)
    client.post(address(case), {"confirm.complete_on": "20.11.2026"})
    decide = reverse("desk:decide", args=[case.uuid])

    page = text_of(client.get(decide))
    asked = [name for name in fields_of(page) if name.startswith("permit.")]
    missing = client.post(decide, {"entscheidung": "grant"})

    assert 'value="grant"' in page
    assert 'value="partial"' not in page
    assert "Vorschlag" not in page.split("<main", 1)[1]
    assert asked
    assert len(asked) == len(set(asked))
    assert missing.status_code == 422
    assert not case.decisions.exists()
