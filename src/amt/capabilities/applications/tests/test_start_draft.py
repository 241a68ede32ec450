"""Beginning an application."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.refusals import NoOnlineForm, TrustTooLow
from amt.capabilities.applications.services import drafts
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.cases.testing.fixtures import WORKS
from amt.capabilities.identity.models import Account
from amt.contract import registry
from amt.kernel.actors import ANONYMOUS, TrustLevel
from amt.kernel.errors import NotVisible
from amt.kernel.models import AuditEntry

pytestmark = pytest.mark.usefixtures("doubles")


def test_draft_is_kept_thirty_days(draft: Draft) -> None:
    assert draft.expires_on == date(2026, 12, 21)
    assert draft.current_step == "hives"
    assert AuditEntry.objects.filter(action="applications.draft_started").count() == 1


def test_beginning_twice_gives_the_same_draft(draft: Draft, citizen: Account) -> None:
    again = services.start_draft(procedure_key=WORKS, actor=acting(citizen), at=AT)

    assert again == draft


def test_each_person_has_their_own(draft: Draft, stranger: Account) -> None:
    other = services.start_draft(procedure_key=WORKS, actor=acting(stranger), at=AT)

    assert other != draft
    assert queries.list_drafts(acting(stranger)) == [other]


def test_expired_draft_makes_room_for_a_new_one(draft: Draft, citizen: Account) -> None:
    later = AT + timedelta(days=31)

    fresh = services.start_draft(procedure_key=WORKS, actor=acting(citizen), at=later)

    assert fresh.uuid != draft.uuid
    assert not Draft.objects.filter(uuid=draft.uuid).exists()


def test_weak_sign_in_is_refused(citizen: Account) -> None:
    with pytest.raises(TrustTooLow):
        services.start_draft(procedure_key=WORKS, actor=acting(citizen, TrustLevel.NONE), at=AT)


def test_nobody_begins_without_signing_in() -> None:
    with pytest.raises(NotVisible):
        services.start_draft(procedure_key=WORKS, actor=ANONYMOUS, at=AT)


def test_service_without_form_is_refused(citizen: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    found = dataclasses.replace(registry.procedure(WORKS), forms={})
    monkeypatch.setattr(drafts, "procedure", lambda _key: found)

    with pytest.raises(NoOnlineForm):
        services.start_draft(procedure_key=WORKS, actor=acting(citizen), at=AT)
