"""A call on the agent's pages: begin, find, tell, fill in, send, end; nothing is left over."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from amt.capabilities.applications import codes
from amt.capabilities.applications import services as applications
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.tests.test_adopting import FATMA as APPLICANT
from amt.capabilities.applications.tests.test_adopting import sent_by
from amt.capabilities.cases.testing.fixtures import OPEN, OpenCase
from amt.capabilities.identity.models import Account, Call, DataAccess
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
START = "/arbeitsplatz/anruf/"
FATMA = {"vorname": "Fatma", "nachname": "Yildiz Behrens", "geburtsdatum": "14.3.1987"}
TRADER = {
    "trader.given_name": "Fatma",
    "trader.family_name": "Yıldız-Behrens",
    "trader.birth_date": "14.3.1987",
    "trader.street": "Musterstraße 12",
    "trader.postcode": "28195",
    "place": "040110000000",
}
STAND = {
    "stand.kind": "tent",
    "stand.metres": "3",
    "stand.day": "5.12.2026",
    "stand.has_food": "no",
    "stand.has_power": "no",
}


@pytest.fixture(autouse=True)
def _now(clock: Any, doubles: None) -> None:
    clock.set(NOW)


@pytest.fixture
def phone(agent: Account, client_for: ClientFor) -> Client:
    """The agent's browser."""
    return client_for(agent)


def begin(client: Client) -> UUID:
    response = client.post(START, {"weg": "phone", "anlass": "Stand auf dem Flohmarkt"})
    call = Call.objects.get(ended_at=None)
    assert response.headers["Location"] == reverse("agent:call", args=[call.uuid])
    uuid: UUID = call.uuid
    return uuid


def find_fatma(client: Client, call: UUID) -> str:
    client.post(reverse("agent:search", args=[call]), FATMA)
    response = client.post(reverse("agent:confirm", args=[call]), {"plz": "28195"}, follow=True)
    return text_of(response)


def begun_draft(client: Client, call: UUID) -> Draft:
    client.post(reverse("agent:begin_draft", args=[call, OPEN]))
    return Draft.objects.get(call_uuid=call)


def fill_in(client: Client, draft: Draft) -> None:
    pages = (("trader", TRADER), ("stand", STAND), ("end", {"end.correct": "yes"}))
    for key, said in pages:
        url = reverse("portal:form_step", args=[draft.uuid, key])
        response = client.post(url, {**said, "aktion": "weiter"})
        assert response.status_code == 302
        assert "fehler" not in response.headers["Location"]


def test_whole_call_from_the_reason_to_the_reference(phone: Client, citizen: Account) -> None:
    call = begin(phone)
    find_fatma(phone, call)
    draft = begun_draft(phone, call)
    page = text_of(phone.get(reverse("portal:form_step", args=[draft.uuid, "trader"])))
    assert "Sie füllen aus für Fatma Yildiz Behrens." in page
    assert "Ich lese Ihnen die Fragen vor" in page
    fill_in(phone, draft)
    check = text_of(phone.get(reverse("portal:form_check", args=[draft.uuid])))
    assert "Ich lese Ihnen jetzt alle Angaben vor" in check

    sent = phone.post(reverse("portal:form_check", args=[draft.uuid]), follow=True)

    application = Application.objects.get()
    page = text_of(sent)
    assert application.reference in page
    assert "Ihr Antrag ist gestellt." in page
    assert application.call_uuid == call
    assert application.account_id is None
    assert reverse("portal:matter", args=[application.case_uuid]) not in page
    assert phone.get(reverse("agent:call", args=[call])).status_code == 200


def test_what_the_caller_said_is_filled_in_and_the_browser_learns_nothing(phone: Client) -> None:
    call = begin(phone)
    phone.post(reverse("agent:search", args=[call]), FATMA)
    draft = begun_draft(phone, call)

    page = text_of(phone.get(reverse("portal:form_step", args=[draft.uuid, "trader"])))

    assert 'value="Yildiz Behrens"' in page
    assert 'autocomplete="given-name"' not in page
    assert page.count('autocomplete="off"') >= 5
    assert draft.answers["trader.birth_date"] == "1987-03-14"


def test_matters_are_told_only_after_the_postcode(
    phone: Client, citizen: Account, open_case: OpenCase
) -> None:
    case = open_case()
    call = begin(phone)

    before = text_of(phone.post(reverse("agent:search", args=[call]), FATMA, follow=True))
    wrong = phone.post(reverse("agent:confirm", args=[call]), {"plz": "28199"})
    after = find_fatma(phone, call)

    assert "Eine Person heißt so" in before
    assert wrong.status_code == 422
    assert "Die Postleitzahl passt nicht" in text_of(wrong)
    for page in (before, text_of(wrong)):
        assert case.reference not in page
        assert "Musterstraße" not in page
    assert case.reference in after
    assert "Musterstraße" not in after
    noted = DataAccess.objects.filter(person_account_id=citizen.id)
    assert "Aktenzeichen, Stand und nächster Schritt der Anträge" in str(
        [one.data for one in noted]
    )


def test_nothing_is_left_over_between_two_callers(phone: Client, citizen: Account) -> None:
    call = begin(phone)
    find_fatma(phone, call)
    draft = begun_draft(phone, call)
    fill_in(phone, draft)
    pages = [
        reverse("portal:form_step", args=[draft.uuid, "trader"]),
        reverse("portal:form_check", args=[draft.uuid]),
        reverse("agent:call", args=[call]),
    ]
    session = phone.session
    session["opened"] = [["case:x", "y"]]
    session["kept_page"] = {"raw": "Fatma"}
    session.save()
    key = phone.session.session_key

    ended = phone.post(reverse("agent:end", args=[call]), follow=True)

    assert "nichts mehr zu sehen" in text_of(ended)
    assert ended.headers["Clear-Site-Data"] == '"cache"'
    assert phone.session.session_key != key
    assert {"opened", "kept_page"}.isdisjoint(phone.session.keys())
    for number in range(2):
        if number:
            begin(phone)
        assert [phone.get(url).status_code for url in pages] == [404, 404, 404]
        assert "Fatma" not in text_of(phone.get(START, follow=True))


def test_old_tab_does_nothing_in_the_next_call(phone: Client, citizen: Account) -> None:
    old = begin(phone)
    phone.post(reverse("agent:end", args=[old]))
    begin(phone)

    answers = [
        phone.post(reverse("agent:search", args=[old]), FATMA),
        phone.post(reverse("agent:confirm", args=[old]), {"plz": "28195"}),
        phone.post(reverse("agent:begin_draft", args=[old, OPEN])),
        phone.post(reverse("agent:take_up", args=[old]), {"code": "7K3M-PX4C-9ABD"}),
    ]

    assert [one.status_code for one in answers] == [404] * 4
    assert not Draft.objects.exists()
    assert not DataAccess.objects.exists()


def test_caller_goes_on_alone_with_the_code_after_the_call(
    phone: Client, client: Client, clock: Any
) -> None:
    call = begin(phone)
    draft = begun_draft(phone, call)
    url = reverse("portal:form_step", args=[draft.uuid, "trader"])
    clock.set(NOW + timedelta(minutes=5))
    phone.post(url, {**TRADER, "aktion": "weiter"})
    page = text_of(phone.get(reverse("agent:call", args=[call])))
    found = re.search(r"Ihr Code ist ([0-9A-Z-]+)\.", page)
    assert found is not None
    too_early = client.post(reverse("portal:resume"), {"code": found[1]})
    assert "keinen Antrag" in text_of(too_early)

    phone.post(reverse("agent:end", args=[call]))
    resumed = client.post(reverse("portal:resume"), {"code": found[1]}, follow=True)

    assert "Yıldız-Behrens" in text_of(client.get(url))
    assert resumed.status_code == 200
    assert phone.get(url).status_code == 404


def test_empty_form_is_deleted_when_the_call_ends(phone: Client) -> None:
    call = begin(phone)
    begun_draft(phone, call)

    phone.post(reverse("agent:end", args=[call]))

    assert not Draft.objects.exists()


def test_agent_goes_on_with_what_the_caller_began(phone: Client) -> None:
    begun = applications.start_unsigned_draft(procedure_key=OPEN, at=NOW - timedelta(days=1))
    actor = applications.code_actor_of(begun.uuid)
    raw = {name: [value] for name, value in TRADER.items()}
    applications.save_step(draft_uuid=begun.uuid, step_key="trader", raw=raw, actor=actor, at=NOW)
    code = code_of(begun)
    call = begin(phone)

    wrong = phone.post(reverse("agent:take_up", args=[call]), {"code": "7K3M-PX4C-9ABD"})
    taken = phone.post(reverse("agent:take_up", args=[call]), {"code": code}, follow=True)

    assert wrong.status_code == 422
    assert "Yıldız-Behrens" in text_of(taken)
    begun.refresh_from_db()
    assert (begun.call_uuid, begun.code_digest) == (call, "")
    phone.post(reverse("agent:end", args=[call]))
    begun.refresh_from_db()
    assert code_of(begun) == code


def code_of(draft: Draft) -> str:
    return codes.of_call(draft.code_seed)


def test_form_of_a_call_is_nobody_elses(
    phone: Client,
    client: Client,
    client_for: ClientFor,
    stranger: Account,
    caseworker: Account,
    other_agent: Account,
) -> None:
    draft = begun_draft(phone, begin(phone))
    url = reverse("portal:form_step", args=[draft.uuid, "trader"])

    assert phone.get(url).status_code == 200
    assert client.get(url).status_code == 302
    for account in (stranger, caseworker, other_agent):
        assert client_for(account).get(url).status_code == 404
    second = client_for(other_agent)
    begin_of_other(second)
    assert second.get(url).status_code == 404


def begin_of_other(client: Client) -> None:
    client.post(START, {"weg": "counter", "anlass": "Frage zum Stand"})
    assert Call.objects.filter(ended_at=None).count() == 2


def test_pages_are_for_agents_alone(
    client: Client, client_for: ClientFor, stranger: Account, caseworker: Account
) -> None:
    assert client.get(START).status_code == 302
    for account in (stranger, caseworker):
        assert client_for(account).get(START).status_code == 404


def test_registers_are_not_asked_for_a_caller(phone: Client) -> None:
    call = begin(phone)
    phone.post(reverse("agent:begin_draft", args=[call, "double_once"]))
    draft = Draft.objects.get()

    page = phone.get(reverse("portal:form_step", args=[draft.uuid, draft.current_step]))

    assert page.status_code == 200
    assert "Melderegister" not in text_of(page)


def test_agent_comes_to_the_calls_after_signing_in(phone: Client) -> None:
    assert phone.get("/arbeitsplatz/").headers["Location"] == START


def test_call_without_reason_does_not_begin(phone: Client) -> None:
    page = phone.post(START, {"weg": "phone", "anlass": " "})

    assert page.status_code == 422
    assert "worum es geht" in text_of(page)
    assert not Call.objects.exists()


def test_search_without_birth_date_says_what_to_do(phone: Client) -> None:
    call = begin(phone)

    page = phone.post(reverse("agent:search", args=[call]), {**FATMA, "geburtsdatum": "gestern"})

    assert page.status_code == 422
    assert "zum Beispiel 14.3.1987" in text_of(page)


def test_service_is_found_by_what_the_caller_says(phone: Client) -> None:
    call = begin(phone)
    url = reverse("agent:call", args=[call])

    everything, nothing = phone.get(url), phone.get(url, {"q": "Zebrastreifen"})

    assert reverse("agent:begin_draft", args=[call, OPEN]) in text_of(everything)
    assert "Dazu gibt es kein Formular" in text_of(nothing)


def test_who_applied_without_account_is_told_their_number_on_the_phone(phone: Client) -> None:
    application = sent_by(APPLICANT)
    call = begin(phone)

    before = text_of(phone.post(reverse("agent:search", args=[call]), FATMA, follow=True))
    after = find_fatma(phone, call)

    assert "Ein Antrag ohne Konto nennt eine Person" in before
    assert application.reference not in before
    assert "Die Person ist erkannt" in after
    assert application.reference in after
    assert "Musterstraße" not in after
