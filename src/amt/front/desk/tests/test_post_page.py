"""The page of the outgoing post: what waits, printed and noted by the unit whose it is."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.dispatch.models import PrintJob
from amt.capabilities.documents import services as documents
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of
from amt.kernel import clock
from amt.kernel.actors import SYSTEM

URL = "/arbeitsplatz/post/"
PRINT = "/arbeitsplatz/post/drucken/"


def letter(number: int = 1, *, reference: str = "DBL-26-7K3M-PX4C") -> PrintJob:
    """Let a letter wait in Bremen since yesterday."""
    written, at = BytesIO(), clock.now() - timedelta(days=1)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = f"Brief {number}"
        pdf.save(written)
    document = documents.store_document(
        content=written.getvalue(),
        media_type=documents.PDF,
        file_name="Brief.pdf",
        kind="act",
        owner_kind="act",
        owner_uuid=uuid4(),
        actor=SYSTEM,
        at=at,
    )
    return dispatch.queue_letter(
        document_uuid=document.uuid,
        address_lines=[f"Gisela Lührs {number}", "Baugasse 23", "28195 Bremen"],
        unit_id=authorities.get_unit_by_key("wohnen-bremen").id,
        reference=reference,
        correlation=f"act:{number}",
        actor=SYSTEM,
        at=at,
    )


@pytest.fixture
def office(caseworker: Account, client_for: ClientFor) -> Client:
    """The browser of the caseworker."""
    return client_for(caseworker)


def test_the_page_says_what_will_be_here(office: Client) -> None:
    assert "Kein Brief wartet" in text_of(office.get(URL))


def test_waiting_letters_are_listed_and_counted_in_the_navigation(office: Client) -> None:
    one, two = letter(1), letter(2, reference="")

    page = text_of(office.get(URL))

    for expected in (
        "DBL-26-7K3M-PX4C", "ohne Aktenzeichen", "Gisela Lührs 1", "Baugasse 23, 28195 Bremen",
        reverse("desk:letter", args=[one.uuid]), reverse("desk:letter", args=[two.uuid]),
        '<span class="amt-count">2</span>',
    ):  # fmt: skip
        assert expected in page


def test_one_letter_and_a_stack_open_as_pdf(office: Client) -> None:
    one, two = letter(1), letter(2)

    single = office.get(reverse("desk:letter", args=[one.uuid]))
    stack = office.post(PRINT, {"brief": [one.uuid, two.uuid]})

    for response, pages in ((single, 1), (stack, 4)):
        assert response["Content-Type"] == "application/pdf"
        with pikepdf.open(BytesIO(response.content)) as pdf:
            assert len(pdf.pages) == pages


def test_chosen_letters_are_noted_as_posted_on_the_day(office: Client) -> None:
    one, two, three = letter(1), letter(2), letter(3)
    yesterday = clock.today() - timedelta(days=1)

    response = office.post(
        URL, {"brief": [one.uuid, two.uuid], "tag": f"{yesterday:%d.%m.%Y}"}, follow=True
    )

    page = text_of(response)
    assert "2 Briefe sind als abgesandt vermerkt." in page
    assert "Zuletzt abgesandt" in page
    posted = {row.uuid: row.posted_at for row in PrintJob.objects.all()}
    assert posted[three.uuid] is None
    for sent in (one, two):
        moment = posted[sent.uuid]
        assert moment is not None
        assert clock.day_of(moment) == yesterday


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("", "Geben Sie den Tag so ein"),
        ("31.02.2026", "Geben Sie den Tag so ein"),
        ("01.01.2090", "liegt in der Zukunft"),
        ("01.01.2020", "gab es einen der Briefe noch nicht"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_the_choice_stays(
    office: Client, day: str, told: str
) -> None:
    waiting = letter()

    response = office.post(URL, {"brief": [waiting.uuid], "tag": day})

    page = text_of(response)
    assert response.status_code == 422
    assert told in page
    assert f'value="{waiting.uuid}" checked' in page
    waiting.refresh_from_db()
    assert waiting.posted_at is None


@pytest.mark.parametrize("address", [URL, PRINT])
def test_nothing_chosen_is_said(office: Client, address: str) -> None:
    waiting = letter()

    response = office.post(address, {"tag": f"{date(2026, 11, 16):%d.%m.%Y}"})

    assert response.status_code == 422
    assert "Wählen Sie mindestens einen Brief." in text_of(response)
    assert f'href="#brief-{waiting.uuid}"' in text_of(response)


def test_what_is_no_letter_is_not_found(office: Client) -> None:
    letter()

    for chosen in ("x", str(uuid4())):
        day = f"{clock.today():%d.%m.%Y}"
        assert office.post(URL, {"brief": [chosen], "tag": day}).status_code == 404
        assert office.post(PRINT, {"brief": [chosen]}).status_code == 404


def test_another_unit_sees_no_letter_and_notes_none(
    organisation: None, other_caseworker: Account, client_for: ClientFor
) -> None:
    waiting = letter()
    theirs = client_for(other_caseworker)

    assert "Kein Brief wartet" in text_of(theirs.get(URL))
    assert theirs.get(reverse("desk:letter", args=[waiting.uuid])).status_code == 404
    for address in (URL, PRINT):
        sent = {"brief": [waiting.uuid], "tag": f"{clock.today():%d.%m.%Y}"}
        assert theirs.post(address, sent).status_code == 404
    waiting.refresh_from_db()
    assert waiting.posted_at is None


@pytest.mark.parametrize("who", ["citizen", "stranger"])
def test_residents_find_nothing(
    who: str, organisation: None, client_for: ClientFor, request: pytest.FixtureRequest
) -> None:
    waiting = letter()
    client = client_for(request.getfixturevalue(who))

    for address in (URL, reverse("desk:letter", args=[waiting.uuid])):
        assert client.get(address).status_code == 404
    assert client.post(PRINT, {"brief": [waiting.uuid]}).status_code == 404


def test_anonymous_people_are_asked_to_sign_in(db: None, client: Client) -> None:
    response = client.get(URL)

    assert response.status_code == 302
    assert response["Location"] == f"/arbeitsplatz/konto/login/?next={URL}"
