"""The pages of parties and families in a browser: axe finds nothing, nothing is too wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser

from amt.capabilities.bundles.models import MemberState
from amt.capabilities.bundles.testing.fixtures import (
    UNITS,
    Family,
    birth,
    family,
    father,
    make_bundle,
    mother,
)
from amt.capabilities.cases import services
from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.testing.fixtures import AT, open_house
from amt.capabilities.exchange import services as exchange
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, invitation_of
from amt.capabilities.identity.services import code_of_invitation
from tests.journeys.browser import Person

__all__ = ["birth", "family", "father", "make_bundle", "mother", "open_house"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

WIDTHS = (320, 1280)
Open = Callable[[Client, int], Person]


@pytest.fixture
def open_browser(chromium: Browser, live_server: Any, axe: Path) -> Iterator[Open]:
    """Open a browser with the session of a test client."""
    contexts = []

    def make(client: Client, width: int) -> Person:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="de-DE", base_url=live_server.url
        )
        contexts.append(context)
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None:
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
        return Person(context.new_page(), name=f"portal-{width}", axe=axe)

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_matter_with_several_parties(
    width: int,
    open_house: Callable[..., Case],
    caseworker: Account,
    client_for: Callable[..., Client],
    representative: Account,
    open_browser: Open,
) -> None:
    house = open_house(owner=None)
    for key, answers in (
        ("request_papers", {"request.what": "Ein neuer Plan"}),
        ("hand_in", {}),
        ("confirm_complete", {"confirm.complete_on": "2026-11-21"}),
    ):
        who = actor_of(representative) if key == "hand_in" else actor_of(caseworker)
        if key == "hand_in":
            planner = open_browser(client_for(representative), width)
            planner.page.goto(f"/vorgang/{house.uuid}/")
            planner.look("matter-of-the-planner")
            planner.page.goto(f"/vorgang/{house.uuid}/hand_in/")
            planner.look("deed-with-papers")
            planner.page.set_input_files(
                '[name="plans"]',
                {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"},
            )
            planner.page.locator('button[value="datei:plans"]').click()
            planner.page.wait_for_selector('button[value^="datei-weg"]')
            planner.look("deed-with-a-paper")
            planner.click("Weiter zum Prüfen")
            planner.look("deed-checked")
        services.do_deed(case_uuid=house.uuid, deed_key=key, answers=answers, actor=who, at=AT)

    guest = open_browser(Client(), width)
    guest.page.goto("/einladung/")
    guest.fill({"code": "AAAA-AAAA-AAAA"})
    guest.click("Weiter")
    guest.look("invitation-wrong-code")
    party = Party.objects.get(case=house, role="owner")
    invitation = invitation_of("party", party.uuid)
    assert invitation is not None
    guest.fill({"code": code_of_invitation(invitation.uuid)})
    guest.click("Weiter")
    guest.look("invitation-opened")
    guest.follow("Nur mit dem Code weiter")
    guest.look("matter-by-code")
    guest.follow("Auf die Frist verzichten")
    guest.look("deed-without-questions")
    guest.click("Verzichten")
    guest.look("deed-done")
    assert "Auf die Frist wurde verzichtet" in guest.text()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_birth(
    width: int,
    family: Family,
    mother: Account,
    father: Account,
    client_for: Callable[..., Client],
    open_browser: Open,
) -> None:
    star, lantern, _blanket = UNITS
    parent = open_browser(client_for(mother), width)
    parent.page.goto(f"/familie/{family.bundle.uuid}/")
    parent.look("bundle-new")
    parent.follow("Weitermachen")
    parent.look("bundle-questions")
    parent.page.goto(f"/familie/{family.bundle.uuid}/leistungen/")
    parent.look("bundle-services")
    parent.click("Weiter")
    parent.fill({"child.given_names": "Mila"})
    parent.click("Weiter")
    parent.click("Weiter")
    parent.look("bundle-problem")
    parent.fill({"custody": "joint"})
    parent.click("Weiter")
    parent.look("bundle-account")
    parent.fill({"account.iban": "DE89 3704 0044 0532 0130 00"})
    if parent.page.locator('[name="account.holder"]').count():
        parent.fill({"account.holder": "first"})
    parent.click("Weiter")
    parent.look("bundle-consents")
    parent.click("Weiter")
    parent.look("bundle-consents-missing")
    parent.fill({f"einwilligung:{lantern}:star": "ja"})
    parent.click("Weiter")
    parent.look("bundle-check")
    parent.click("Bestätigen und senden")
    parent.look("bundle-check-missing")
    for name in ("bestaetigen", "erklaerung"):
        for box in parent.page.locator(f'[name="{name}"]').all():
            box.check(force=True)
    parent.click("Bestätigen und senden")
    parent.look("bundle-confirmed")
    member = family.member(star)
    member.state = MemberState.FAILED
    member.save()
    other = open_browser(client_for(father), width)
    other.page.goto(f"/familie/{family.bundle.uuid}/")
    other.look("bundle-trouble")
    other.page.goto("/mein-bereich/")
    other.look("area")


@pytest.mark.parametrize("width", WIDTHS)
def test_page_of_transfers(
    width: int, client_for: Callable[..., Client], citizen: Account, open_browser: Open
) -> None:
    home = open_browser(client_for(citizen), width)
    home.page.goto("/mein-bereich/datenschutz/")
    home.look("transfers-none")
    exchange.record_transfer(
        person_account_id=citizen.id,
        person_name=citizen.full_name,
        from_name="Standesamt Bremen-Mitte",
        to_name="Elterngeldstelle Bremen",
        purpose="Nachweis der Geburt",
        basis="§ 9 BEEG",
        consented_at=AT,
        paths=["child.birth_date", "child.given_names"],
        subject_kind="case",
        subject_id="1",
        at=AT,
    )
    home.page.reload()
    home.look("transfers")
