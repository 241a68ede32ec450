"""A case that was decided is taken up and decided once more at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from amt.capabilities.cases import services as cases
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of


def address(case: Case, name: str = "decide") -> str:
    return reverse(f"desk:{name}", args=[case.uuid])


def sent(case: Case, option: str) -> dict[str, Any]:
    newest = case.proposals.order_by("-id").first()
    assert newest is not None
    return {"entscheidung": option, "vorschlag": str(newest.uuid)}


def reopen(case: Case, caseworker: Account, lamps: int = 3) -> None:
    cases.do_deed(
        case_uuid=case.uuid,
        deed_key="reopen",
        answers={"review.norm": "lamps_3", "review.from": "2027-03-01", "lamps": lamps},
        actor=actor_of(caseworker),
        at=AT + timedelta(days=40),
    )


def test_each_act_that_fits_is_offered(
    lamp_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    page = text_of(client_for(caseworker).get(address(lamp_case())))

    assert "Wie vorgeschlagen: Bewilligung" in page
    assert "Wie vorgeschlagen: Vorläufige Bewilligung" in page
    assert "Ablehnen" in page
    assert "Änderung" not in page


def test_the_chosen_act_decides(
    lamp_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = lamp_case(), client_for(caseworker)

    response = client.post(address(case), sent(case, "grant:provisional"), follow=True)

    assert case.decisions.get().act_key == "provisional"
    assert "Entschieden: Vorläufige Bewilligung" in text_of(response)


def test_an_act_of_another_state_is_no_choice(
    lamp_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = lamp_case()

    response = client_for(caseworker).post(address(case), sent(case, "grant:change"))

    assert response.status_code == 422
    assert "Wählen Sie, wie Sie entscheiden." in text_of(response)
    assert not case.decisions.exists()


def test_a_decided_case_offers_no_decision(
    granted_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = granted_case(), client_for(caseworker)

    page = text_of(client.get(address(case, "case")))

    assert "Noch einmal entscheiden" not in page
    assert client.get(address(case)).status_code == 302


def test_a_case_taken_up_shows_what_was_decided_and_can_be_decided_again(
    granted_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = granted_case(), client_for(caseworker)
    reopen(case, caseworker)

    page = text_of(client.get(address(case, "case")))
    assert "Noch einmal entscheiden" in page
    assert "entschieden von" in page
    form = text_of(client.get(address(case)))
    assert "Wie vorgeschlagen: Änderung" in form
    assert "Ende der Bewilligung" in form
    client.post(address(case), sent(case, "grant"))

    page = text_of(client.get(address(case, "case")))
    assert "Entscheidungen" in page
    assert page.count("entschieden von") == 2
    assert case.decisions.get(number=2).act_key == "change"
    assert "Noch einmal entscheiden" not in page


def test_its_end_is_decided_with_own_words_where_nothing_else_is_proposed(
    granted_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case, client = granted_case(), client_for(caseworker)
    reopen(case, caseworker, lamps=0)
    assert "Wie vorgeschlagen: Ende der Bewilligung" in text_of(client.get(address(case)))

    client.post(address(case), sent(case, "refusal"))

    assert case.decisions.get(number=2).act_key == "end"


def test_what_the_machine_decided_names_nobody(
    granted_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = granted_case()
    case.decisions.update(decided_by=None, automatic=True)

    page = text_of(client_for(caseworker).get(address(case, "case")))

    assert "vom Programm entschieden" in page


def test_the_person_sees_both_decisions(
    granted_case: OpenCase, caseworker: Account, citizen: Account, client_for: ClientFor
) -> None:
    case = granted_case()
    reopen(case, caseworker)
    client_for(caseworker).post(address(case), sent(case, "grant"))

    page = text_of(client_for(citizen).get(reverse("portal:matter", args=[case.uuid])))

    assert page.count("Die Stelle hat entschieden") == 2
    assert "Die Bewilligung wird noch einmal geprüft." in page
