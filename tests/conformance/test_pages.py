"""Pages of every procedure: axe finds nothing, the keyboard suffices, scripts are not needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from amt.capabilities.applications import services as applications
from amt.capabilities.authorities.models import Competence, Unit
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.contract import registry
from amt.contract.answers import asked_steps
from amt.contract.forms import FieldKind, FormStep
from amt.contract.procedure import Handling
from amt.kernel import clock as time
from amt.kernel.actors import Actor, TrustLevel
from tests.conformance.filling import raw_for
from tests.journeys.browser import Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

KEYS = [
    *(p.key for p in registry.FolderProvider("amt.procedures").procedures()),
    *(p.key for p in registry.FolderProvider("tests.doubles").procedures()),
]


@pytest.fixture(autouse=True)
def _all_procedures(organisation: None) -> Iterator[None]:
    before = registry.providers()
    registry.use(*before, registry.FolderProvider("tests.doubles"))
    unit = Unit.objects.get(key="wohnen-bremen")
    for key in KEYS:
        Competence.objects.get_or_create(
            procedure_key=key,
            ars_prefix="04011",
            valid_from=date(2023, 1, 1),
            defaults={"unit": unit},
        )
    yield
    registry.use(*before)


def browse(
    chromium: Browser, live_server: Any, client: Any, *, scripts: bool, axe: Path | None
) -> Person:
    """Open a browser in which the person of a test client is signed in."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, java_script_enabled=scripts, locale="de-DE"
    )
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return Person(context.new_page(), name=f"conformance-{scripts}", axe=axe)


def press_with_keyboard(page: Page, words: str) -> None:
    """Reach a button with the tabulator alone and press it."""
    for _ in range(200):
        # The key is held: to let it go takes the browser a frame each time.
        page.keyboard.down("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            page.keyboard.up("Tab")
            # The old page is complete too, so its state says nothing about the new one.
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard never reached {words!r}")


def hand_in(draft_uuid: UUID, step: FormStep, actor: Actor) -> None:
    """Hand in a document wherever the page cannot do without one."""
    for field in step.fields:
        if field.kind is FieldKind.FILE and field.required:
            applications.add_file(
                draft_uuid=draft_uuid,
                path=field.path,
                content=pdf_of("paper"),
                file_name="paper.pdf",
                media_type="application/pdf",
                actor=actor,
                at=time.now(),
            )


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_its_pages_can_be_used_by_everybody(
    key: str,
    scripts: bool,
    citizen: Account,
    client_for: ClientFor,
    chromium: Browser,
    live_server: Any,
    axe: Path,
) -> None:
    procedure = registry.procedure(key)
    actor = actor_of(citizen, trust=TrustLevel.HIGH)
    client = client_for(citizen, trust=TrustLevel.HIGH)
    someone = browse(chromium, live_server, client, scripts=scripts, axe=axe if scripts else None)
    page = someone.page

    page.goto(f"{live_server.url}/leistungen/{key}/")
    someone.look(f"{key}-service")
    assert procedure.title("de") in someone.text()
    if procedure.handling is Handling.EXTERNAL:
        return
    draft = applications.start_draft(procedure_key=key, actor=actor, at=time.now())
    form = procedure.form("application")
    for step in form.steps:
        draft.refresh_from_db()
        if step not in asked_steps(form, draft.answers):
            continue
        page.goto(f"{live_server.url}/antrag/{draft.uuid}/{step.key}/")
        someone.look(f"{key}-{step.key}")
        press_with_keyboard(page, "Weiter")
        someone.look(f"{key}-{step.key}-empty")
        for _ in range(2):
            applications.save_step(
                draft_uuid=draft.uuid,
                step_key=step.key,
                raw=raw_for(step, {}),
                actor=actor,
                at=time.now(),
            )
        hand_in(draft.uuid, step, actor)
    page.goto(f"{live_server.url}/antrag/{draft.uuid}/pruefen/")
    someone.look(f"{key}-check")
    assert page.get_by_role("button", name="Antrag senden").count() == 1
