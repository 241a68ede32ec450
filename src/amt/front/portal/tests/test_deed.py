"""A party's deed, and what each party sees of the matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amt.capabilities.cases import services
from amt.capabilities.cases.models import Case, DeedRecord, Party
from amt.capabilities.cases.testing.fixtures import AT, open_house
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, invitation_of
from amt.capabilities.identity.services import code_of_invitation
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.front.portal.tests.conftest import refused_count

__all__ = ["open_house"]

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HEARD = {
    "hear.given_name": "Gisela",
    "hear.family_name": "Lührs",
    "hear.street": "Baugasse 23",
    "hear.postcode": "28195",
    "hear.city": "Bremen",
}

OfficeDoes = Callable[..., None]


@pytest.fixture
def house(open_house: Callable[..., Case], run_jobs: RunJobs) -> Case:
    """A case of an owner, the citizen, and a planner."""
    opened = open_house()
    run_jobs()
    return opened


@pytest.fixture
def office(house: Case, caseworker: Account) -> OfficeDoes:
    """Let the unit do a deed."""

    def do(key: str, answers: dict[str, str] | None = None) -> None:
        services.do_deed(
            case_uuid=house.uuid,
            deed_key=key,
            answers=answers or {},
            actor=actor_of(caseworker),
            at=AT,
        )
        house.refresh_from_db()

    return do


def url(house: Case, deed: str = "") -> str:
    return f"/vorgang/{house.uuid}/{deed + '/' if deed else ''}"


def once_of(page: str) -> str:
    found = re.search(r'name="einmal" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def planner(client_for: Callable[..., Client], representative: Account) -> Client:
    """A browser in which the planner is signed in."""
    return client_for(representative)


def test_matter_shows_role_terms_bodies_papers_and_answers(
    home: Client, house: Case, office: OfficeDoes
) -> None:
    office("confirm_complete", {"confirm.complete_on": "2026-11-21"})

    page = home.get(url(house)).content.decode()

    assert "Das Amt prüft." in page
    assert "Sie sehen diesen Vorgang als: Wem der Baum gehört" in page
    assert "Letzter Tag:" in page
    assert "§ 4 Baumhausordnung" in page
    assert "Gefragte Stellen" in page
    assert "plans.pdf" in page
    assert "Linde" in page
    assert f'href="{url(house, "waive")}"' in page
    assert "Die Unterlagen sind vollständig." in page


def test_deed_without_questions_is_asked_once_more_and_done_once(
    home: Client, house: Case, office: OfficeDoes
) -> None:
    office("confirm_complete", {"confirm.complete_on": "2026-11-21"})
    page = home.get(url(house, "waive")).content.decode()
    assert "Ohne Frist gilt nichts als genehmigt." in page
    assert not DeedRecord.objects.filter(key="waive").exists()

    sent = {"aktion": "senden", "einmal": once_of(page)}
    first = home.post(url(house, "waive"), sent)
    second = home.post(url(house, "waive"), sent)

    assert first["Location"] == f"{url(house)}?getan=waive"
    assert "Auf die Frist wurde verzichtet." in home.get(first["Location"]).content.decode()
    assert second["Location"] == f"{url(house)}?zuspaet=1"
    assert "nicht mehr möglich" in home.get(second["Location"]).content.decode()
    assert DeedRecord.objects.filter(key="waive").count() == 1


def test_papers_are_uploaded_looked_at_and_become_a_new_version(
    planner: Client, house: Case, office: OfficeDoes, clock: Any
) -> None:
    office("request_papers", {"request.what": "Ein neuer Plan"})
    clock.set("2026-11-23T09:00:00")
    page = planner.get(url(house, "hand_in")).content.decode()
    assert 'name="plans"' in page
    assert "100 MB" in page

    file = SimpleUploadedFile("neuer plan.pdf", PDF + b"new", "application/pdf")
    page = planner.post(
        url(house, "hand_in"), {"plans": file, "aktion": "datei:plans"}
    ).content.decode()
    assert "neuer plan.pdf" in page
    assert "datei-weg:plans:" in page
    page = planner.post(url(house, "hand_in"), {"aktion": "pruefen"}).content.decode()
    assert "neuer plan.pdf" in page
    assert "senden" in page
    done = planner.post(url(house, "hand_in"), {"aktion": "senden", "einmal": once_of(page)})

    assert done["Location"] == f"{url(house)}?getan=hand_in"
    page = planner.get(url(house)).content.decode()
    assert "neuer plan.pdf" in page
    assert "Fassung 2" in page


def test_paper_is_taken_away_again_before_sending(
    planner: Client, house: Case, office: OfficeDoes
) -> None:
    office("request_papers", {"request.what": "Ein neuer Plan"})
    file = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
    page = planner.post(
        url(house, "hand_in"), {"plans": file, "aktion": "datei:plans"}
    ).content.decode()
    found = re.search(r'value="(datei-weg:plans:[^"]+)"', page)
    assert found

    page = planner.post(url(house, "hand_in"), {"aktion": found[1]}).content.decode()

    assert "datei-weg" not in page


def test_refused_file_is_told_at_its_field(
    planner: Client, house: Case, office: OfficeDoes
) -> None:
    office("request_papers", {"request.what": "Ein neuer Plan"})
    file = SimpleUploadedFile("plan.pdf", b"<html>", "application/pdf")

    page = planner.post(
        url(house, "hand_in"), {"plans": file, "aktion": "pruefen"}
    ).content.decode()

    assert 'href="#plans"' in page
    assert "<title>Fehler:" in page


def test_deed_is_open_only_in_its_state_and_to_its_role(
    home: Client, planner: Client, house: Case
) -> None:
    assert home.get(url(house, "waive"))["Location"] == f"{url(house)}?zuspaet=1"
    assert planner.get(url(house, "waive")).status_code == 404
    assert home.get(url(house, "confirm_complete")).status_code == 404
    assert home.get(url(house, "nothing")).status_code == 404


def test_neighbour_by_code_sees_only_what_is_theirs_and_objects(
    client: Client, house: Case, office: OfficeDoes, run_jobs: RunJobs
) -> None:
    office("confirm_complete", {"confirm.complete_on": "2026-11-21"})
    office("hear_neighbour", HEARD)
    run_jobs()
    _open_as_neighbour(client, house)

    page = client.get(url(house)).content.decode()
    assert "plans.pdf" in page
    assert "budget.pdf" not in page
    assert "Fristen" not in page
    assert "Gefragte Stellen" not in page
    assert "Yıldız" not in page

    problem = client.post(url(house, "object"), {"aktion": "pruefen", "gezeigt": "object.why"})
    assert 'href="#object-why"' in problem.content.decode()
    typed = {"object.why": "Zu <b>hoch</b>", "gezeigt": "object.why"}
    page = client.post(url(house, "object"), {**typed, "aktion": "pruefen"}).content.decode()
    assert "Zu &lt;b&gt;hoch&lt;/b&gt;" in page
    again = client.post(url(house, "object"), {**typed, "aktion": "aendern"}).content.decode()
    assert "Zu &lt;b&gt;hoch&lt;/b&gt;</textarea>" in again
    sent = {**typed, "aktion": "senden", "einmal": once_of(page)}
    assert client.post(url(house, "object"), sent)["Location"] == f"{url(house)}?getan=object"
    assert DeedRecord.objects.get(key="object").values == {"object.why": "Zu <b>hoch</b>"}


def test_stranger_and_other_caseworker_get_404_and_an_audit_row(
    client_for: Callable[..., Client],
    house: Case,
    office: OfficeDoes,
    stranger: Account,
    other_caseworker: Account,
) -> None:
    office("confirm_complete", {"confirm.complete_on": "2026-11-21"})
    for account in (stranger, other_caseworker):
        for page in (url(house), url(house, "waive")):
            before = refused_count()
            assert client_for(account).get(page).status_code == 404
            assert refused_count() == before + 1
        assert client_for(account).post(url(house, "waive")).status_code == 404


def test_unit_in_charge_does_no_deed_of_a_party(
    client_for: Callable[..., Client], house: Case, office: OfficeDoes, caseworker: Account
) -> None:
    office("confirm_complete", {"confirm.complete_on": "2026-11-21"})

    assert client_for(caseworker).get(url(house, "waive")).status_code == 404


def _open_as_neighbour(client: Client, house: Case) -> None:
    party = Party.objects.get(case=house, role="neighbour")
    invitation = invitation_of("party", party.uuid)
    assert invitation is not None
    client.post("/einladung/", {"code": code_of_invitation(invitation.uuid)})
