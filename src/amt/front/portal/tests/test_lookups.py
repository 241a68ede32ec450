"""Registers on a page of the form: offered, waited for, seen, used, reported; by the cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.testing.fixtures import acting
from amt.capabilities.authorities.models import Competence
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases.testing.fixtures import UNITS
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.registers.queries import AnswerState, Report
from amt.capabilities.registers.testing.fixtures import FakeRegister, register
from amt.contract.lookups import Relation
from amt.front.portal.tests.conftest import AT
from amt.kernel.actors import TrustLevel
from amt.kernel.testing.cast import BREMEN

__all__ = ["register"]

ONCE = "double_once"
OWN = {
    "given_name": "Fatma", "family_name": "Yıldız-Behrens", "birth_date": "1987-03-14",
    "street": "Musterstraße", "house_number": "12", "postcode": "28195", "city": "Bremen",
    "ars": BREMEN, "birth_place": "Delmenhorst",
}  # fmt: skip


@pytest.fixture
def draft(run_jobs: RunJobs, doubles: None, citizen: Account, register: FakeRegister) -> Draft:
    for ars, unit in UNITS.items():
        Competence.objects.get_or_create(
            procedure_key=ONCE, ars_prefix=ars, unit=get_unit_by_key(unit),
            valid_from=date(2026, 1, 1),
        )  # fmt: skip
    register.records = {Relation.SELF: [OWN], Relation.MINOR_CHILDREN: []}
    return services.start_draft(procedure_key=ONCE, actor=acting(citizen), at=AT)


def page(draft: Draft, step: str = "person") -> str:
    return f"/antrag/{draft.uuid}/{step}/"


def lookup(draft: Draft, key: str = "person") -> str:
    return f"/antrag/{draft.uuid}/register/{key}/"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def press(client: Client, draft: Draft, deed: str, **more: Any) -> str:
    answer = client.post(lookup(draft), {"register": deed, **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


TYPED = {
    "gezeigt": "person.given_name person.birth_place",
    "person.given_name": "Fatma",
    "person.birth_place": "Izmir",
}


def test_choice_is_offered_with_purpose_data_and_basis(
    home: Client, draft: Draft, register: FakeRegister
) -> None:
    shown = text(home, page(draft))

    assert "Daten aus dem Melderegister" in shown
    assert "Die Karte auf den richtigen Namen ausstellen" in shown
    assert "Geburtsort" in shown
    assert "§ 34 Absatz 1 BMG" in shown
    assert "Selbst eintragen" in shown
    assert register.asked == []


def test_what_was_typed_is_saved_and_the_answer_is_seen_before_it_is_used(
    home: Client, draft: Draft, run_jobs: RunJobs
) -> None:
    waiting = press(home, draft, "abrufen", **TYPED)
    assert "Wir fragen gerade" in waiting
    assert "lookups.js" in waiting
    assert 'value="Izmir"' in waiting
    run_jobs()

    elsewhere = text(home, page(draft, "children"))
    assert "Es sind Daten für Sie da" in elsewhere
    part = text(home, lookup(draft))
    assert "Noch steht nichts davon in Ihrem Antrag" in part
    assert "Sie haben eingetragen: Izmir" in part
    assert "Delmenhorst" in part

    used = press(home, draft, "uebernehmen", **TYPED)
    assert 'value="Izmir"' in used
    assert "Geändert. Vorher aus:" in used
    assert "Dort steht: Delmenhorst" in used
    checked = text(home, f"/antrag/{draft.uuid}/pruefen/")
    assert "Dort steht: Delmenhorst" in checked
    assert "Übernommen aus: Melderegister der Vorführung (erfunden), § 34 Absatz 1 BMG" in checked


def test_matter_tells_confirmed_corrected_and_typed(
    home: Client, draft: Draft, citizen: Account, run_jobs: RunJobs
) -> None:
    press(home, draft, "abrufen", **TYPED)
    run_jobs()
    press(home, draft, "uebernehmen", **TYPED)
    home.post(page(draft, "children"), {"children.count": "1", "children.0.given_name": "Deniz",
        "children.0.birth_date": "01.02.2020"})  # fmt: skip
    home.post(page(draft, "end"), {"end.correct": "yes"})
    home.post(f"/antrag/{draft.uuid}/pruefen/", {"zustellung": "ja", "erklaerung": "ja"})
    case = services.submit_application(
        draft_uuid=draft.uuid, consent_electronic=True, actor=acting(citizen), at=AT
    ).application.case_uuid

    shown = text(home, f"/vorgang/{case}/")

    assert "Übernommen aus: Melderegister der Vorführung (erfunden)" in shown
    assert "Geändert. Vorher aus: Melderegister der Vorführung (erfunden)" in shown
    assert "Ihre Angabe" in shown


def test_register_counts_where_the_person_says_so(
    home: Client, draft: Draft, run_jobs: RunJobs
) -> None:
    press(home, draft, "abrufen", **TYPED)
    run_jobs()

    used = press(home, draft, "uebernehmen", **TYPED, **{"ersetzen-person": "person.birth_place"})

    assert 'value="Delmenhorst"' in used
    assert "Dort steht" not in used


def test_what_came_is_left_alone(home: Client, draft: Draft, run_jobs: RunJobs) -> None:
    press(home, draft, "abrufen")
    run_jobs()

    left = press(home, draft, "ablehnen")

    assert "Die Daten aus dem Register werden nicht benutzt." in left
    assert "Delmenhorst" not in left


def test_consent_that_is_missing_is_asked_for(home: Client, draft: Draft) -> None:
    answer = home.post(lookup(draft, "children"), {"register": "abrufen"}, follow=True)

    told = answer.content.decode()
    assert "Für diese Abfrage brauchen wir Ihre Zustimmung." in told
    assert "Für diese Abfrage" not in text(home, page(draft, "children"))


def test_register_without_an_answer_is_said_plainly(
    home: Client, draft: Draft, register: FakeRegister, run_jobs: RunJobs
) -> None:
    register.state = AnswerState.NOTHING
    press(home, draft, "abrufen")
    run_jobs()

    assert "hat dazu keine Angaben übermittelt" in text(home, page(draft))


def test_register_that_is_down_leaves_the_own_way(
    home: Client, draft: Draft, register: FakeRegister, run_jobs: RunJobs
) -> None:
    register.is_down = True
    press(home, draft, "abrufen")
    run_jobs()

    shown = text(home, page(draft))
    assert "Gerade nicht erreichbar: Melderegister" in shown
    assert "Tragen Sie die Angaben selbst ein" in shown
    assert home.post(page(draft), {"person.given_name": "Fatma"}).status_code == 302


def test_own_way_names_the_paper(home: Client, draft: Draft) -> None:
    home.post(lookup(draft, "children"), {"register": "selbst"})

    shown = text(home, page(draft, "children"))
    assert "Als Nachweis laden Sie hoch: Meldebescheinigung der Kinder" in shown
    assert "Doch" not in shown
    assert "Sie können die Daten immer noch abrufen." in shown


def test_wrong_data_are_reported_to_the_office_of_the_register(
    home: Client, draft: Draft, run_jobs: RunJobs
) -> None:
    press(home, draft, "abrufen")
    run_jobs()
    press(home, draft, "uebernehmen")

    nothing = press(home, draft, "melden")
    told = press(
        home, draft, "melden",
        **{"falsch-person": "person.birth_place", "falsch-text-person": "Ich bin aus Izmir."},
    )  # fmt: skip

    assert "Wählen Sie aus, welche Angabe falsch ist." in nothing
    report = Report.objects.get()
    assert report.attributes == ["birth_place"]
    assert report.reference in told


def test_who_is_not_signed_in_reads_that_it_would_be_possible(
    doubles: None, register: FakeRegister
) -> None:
    client = Client()
    begun = client.post(f"/leistungen/{ONCE}/antrag/", follow=True)
    shown = begun.content.decode()

    assert "Wenn Sie sich anmelden, können Sie hier Daten aus einem Register holen" in shown
    assert "Daten abrufen" not in shown


def test_nobody_else_sees_or_asks(
    client_for: Callable[..., Client],
    draft: Draft,
    citizen: Account,
    stranger: Account,
    other_caseworker: Account,
    register: FakeRegister,
) -> None:
    for account in (stranger, other_caseworker):
        client = client_for(account)
        assert client.get(lookup(draft)).status_code == 404
        assert client.post(lookup(draft), {"register": "abrufen"}).status_code == 404
    assert Client().get(lookup(draft))["Location"].startswith("/anmelden/")
    unsure = client_for(citizen, trust=TrustLevel.BASIC)
    assert unsure.post(lookup(draft), {"register": "abrufen"}).status_code == 404
    assert client_for(citizen).get(lookup(draft, "none")).status_code == 404
    assert client_for(citizen).get(f"/antrag/{uuid4()}/register/person/").status_code == 404
    assert register.asked == []
