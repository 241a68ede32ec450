"""Sending a matter once more to the body that decides it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from amt.capabilities.cases import services
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.contract import registry
from amt.contract.facts import Facts
from amt.contract.procedure import HANDOVER_WORKFLOW, Handling, Handover, Procedure
from amt.front.desk.tests.pages import text_of
from tests.doubles.double_parties.procedure import PROCEDURE

AGAIN = "Noch einmal übergeben"


def compose(facts: Facts, _parties: Any) -> dict[str, Any]:
    return {"facts": {"tree": facts.text("tree.kind")}}


@pytest.fixture
def failed(open_house: OpenCase) -> Case:
    """A matter of another body that could not be delivered."""
    handed = replace(
        PROCEDURE,
        handling=Handling.HANDED_OVER,
        workflow=HANDOVER_WORKFLOW,
        deeds=(),
        terms=None,
        handover=Handover("tree_office", "application", "§ 12 Baumhausordnung", compose),
    )

    class One:
        def procedures(self) -> list[Procedure]:
            return [handed]

    registry.use(One())
    case = open_house()
    services.hand_over(case_uuid=case.uuid, at=AT)
    services.note_failed_handover(case_uuid=case.uuid, at=AT)
    return case


def test_failed_handover_is_told_and_sent_again_once(
    failed: Case, caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)
    page = reverse("desk:case", args=[failed.uuid])
    address = reverse("desk:hand_over", args=[failed.uuid])

    before = text_of(client.get(page))
    first = text_of(client.post(address, follow=True))
    again = text_of(client.post(address, follow=True))

    assert AGAIN in before
    assert "Der Fall wird noch einmal übergeben." in first
    assert AGAIN not in first
    assert "Der Fall ist schon übergeben." in again
    failed.refresh_from_db()
    assert failed.state == "handed_over"


@pytest.mark.parametrize("who", ["stranger", "citizen", "other_caseworker"])
def test_nobody_else_hands_over(
    who: str, failed: Case, client_for: ClientFor, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(who))

    assert client.post(reverse("desk:hand_over", args=[failed.uuid])).status_code == 404
    failed.refresh_from_db()
    assert failed.state == "handover_failed"
