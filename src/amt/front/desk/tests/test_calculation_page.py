"""The calculation on a page of its own at the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amt.capabilities.cases import services as cases
from amt.capabilities.cases.models import Case, Decision
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of
from amt.kernel.audit import trail


def address(case: Case, number: int = 0) -> str:
    if number:
        return reverse("desk:decided_calculation", args=[case.uuid, number])
    return reverse("desk:calculation", args=[case.uuid])


def test_page_shows_inputs_with_source_steps_and_paragraphs(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case()
    client = client_for(caseworker)

    page = text_of(client.get(address(case)))

    for shown in ("Womit gerechnet wurde", "Wie viele Völker?", "Angabe im Antrag", "§ 1 Bienen"):
        assert shown in page, shown
    assert address(case) in text_of(client.get(reverse("desk:case", args=[case.uuid])))
    assert trail.entries_about("case", case.uuid)[-1].action == "cases.case_viewed"


def test_decided_calculation_keeps_the_facts_of_its_time(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    case = assessed_case(facts={"hives": 4})
    proposal = case.proposals.get()
    cases.decide(
        case_uuid=case.uuid,
        kind="grant",
        reason_keys=(),
        own_words="",
        proposal_id=proposal.uuid,
        actor=actor_of(caseworker),
        at=AT,
    )
    case.fact_records.filter(path="hives").update(superseded_at=AT.replace(day=22))
    client = client_for(caseworker)

    page = text_of(client.get(address(case, 1)))

    assert Decision.objects.get(case=case).number == 1
    assert "Wie viele Völker? 4" in page
    assert address(case, 1) in text_of(client.get(reverse("desk:case", args=[case.uuid])))
    assert client.get(address(case, 2)).status_code == 404


@pytest.mark.parametrize("who", ["other_caseworker", "citizen"])
def test_nobody_else_finds_it(
    assessed_case: OpenCase,
    who: str,
    client_for: ClientFor,
    request: pytest.FixtureRequest,
) -> None:
    case = assessed_case()

    assert client_for(request.getfixturevalue(who)).get(address(case)).status_code == 404
