"""The office of a register reads what a person says to be wrong, and answers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, person_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.capabilities.identity.testing.people import make_staff
from amt.capabilities.registers import services
from amt.capabilities.registers.models import Report
from amt.contract.lookups import Register, Relation
from amt.front.desk.tests.pages import text_of
from amt.kernel import clock


@pytest.fixture
def report(organisation: None, citizen: Account) -> Report:
    """The citizen says that the house number is wrong."""
    return services.report_wrong(
        register=Register.RESIDENTS, relation=Relation.SELF, attributes=["house_number"],
        note="Es ist die 12 <b>.", person=person_of(citizen), subject_kind="draft",
        subject_id="d-1", actor=actor_of(citizen), at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def officer(organisation: None) -> Account:
    """Who keeps the register of residents in Bremen."""
    return make_staff("registration_officer", at=clock.now())


def address(report: Report) -> str:
    return reverse("desk:register_report", args=[report.uuid])


def test_report_waits_on_the_worklist_and_is_settled_there(
    report: Report, officer: Account, client_for: ClientFor
) -> None:
    client = client_for(officer)
    waiting, page = (
        text_of(client.get(url)) for url in (reverse("desk:worklist"), address(report))
    )
    assert address(report) in waiting
    assert "Fehler im Register" in waiting
    assert "Fatma Yıldız-Behrens" in page
    assert "Hausnummer" in page
    assert "Es ist die 12 &lt;b&gt;." in page
    assert "double" not in page

    sent = client.post(address(report), {"ergebnis": "corrected", "antwort": "Berichtigt."})

    assert sent["Location"] == reverse("desk:worklist")
    assert address(report) not in text_of(client.get(reverse("desk:worklist")))
    settled = text_of(client.get(address(report)))
    assert "Das Register ist berichtigt." in settled
    assert "Berichtigt." in settled
    assert "Antwort senden" not in settled


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"antwort": "Berichtigt."}, "Wählen Sie aus, was Sie festgestellt haben."),
        ({"ergebnis": "open", "antwort": "x"}, "Wählen Sie aus, was Sie festgestellt haben."),
        ({"ergebnis": "unchanged"}, "Schreiben Sie, was Sie festgestellt haben."),
    ],
)
def test_incomplete_answer_is_not_sent(
    report: Report,
    officer: Account,
    client_for: ClientFor,
    given: dict[str, str],
    sentence: str,
) -> None:
    answer = client_for(officer).post(address(report), given)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    report.refresh_from_db()
    assert report.state == "open"


def test_nobody_else_sees_a_report(
    report: Report,
    stranger: Account,
    caseworker: Account,
    other_caseworker: Account,
    client_for: ClientFor,
) -> None:
    for account in (caseworker, other_caseworker):
        assert client_for(account).get(address(report)).status_code == 404
    assert client_for(stranger).get(address(report)).status_code in {302, 403, 404}
