"""What the page of a case says of an application that came in a call or without sign-in."""

from __future__ import annotations

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.testing.fixtures import acting
from amt.capabilities.applications.tests.test_adopting import FATMA, sent_by
from amt.capabilities.applications.tests.test_call_confirmation import AT, filled, in_call, send
from amt.capabilities.applications.tests.test_day_of_call import waiting
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import doubles
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of
from amt.kernel.actors import Actor

__all__ = ["doubles", "filled", "in_call", "waiting"]


def page_of(case: Case, client_for: ClientFor, account: Account) -> str:
    return text_of(client_for(account).get(f"/arbeitsplatz/fall/{case.uuid}/"))


def test_unit_sees_who_took_the_call_why_and_what_is_awaited(
    waiting: Draft, client_for: ClientFor, caseworker: Account
) -> None:
    page = page_of(Case.objects.get(), client_for, caseworker)

    assert "So kam der Antrag" in page
    assert "Karin Lohmann" in page
    assert "Stand auf dem Flohmarkt" in page
    assert "Fatma Yıldız-Behrens muss noch bestätigen" in page


def test_application_sent_in_a_call_says_who_took_it(
    filled: Draft, in_call: Actor, client_for: ClientFor, caseworker: Account
) -> None:
    send(filled, in_call)

    page = page_of(Case.objects.get(), client_for, caseworker)

    assert "Am Telefon, 23. November 2026" in page
    assert "Karin Lohmann" in page
    assert "Ohne Anmeldung. Wer es war, ist nicht geprüft." in page
    assert "muss noch bestätigen" not in page


def test_account_that_came_later_is_seen_and_proves_no_answer(
    doubles: None, client_for: ClientFor, caseworker: Account, citizen: Account
) -> None:
    application = sent_by(FATMA)
    services.adopt_sent(draft_uuid=application.draft_uuid, actor=acting(citizen), at=AT)

    page = page_of(Case.objects.get(), client_for, caseworker)

    assert "später in ein Konto übernommen (Anmeldung mit sicherem Verfahren)" in page
    assert "Die Angaben sind dadurch nicht geprüft." in page


def test_other_units_and_strangers_see_nothing_of_it(
    waiting: Draft, client_for: ClientFor, other_caseworker: Account, stranger: Account
) -> None:
    for account in (other_caseworker, stranger):
        path = f"/arbeitsplatz/fall/{Case.objects.get().uuid}/"
        assert client_for(account).get(path).status_code == 404
