"""What the machine decides, shown to those who lead."""

from __future__ import annotations

from django.urls import reverse

from amt.capabilities.cases import services as cases
from amt.capabilities.cases.testing.fixtures import AT, MONTHLY, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.desk.tests.pages import text_of
from amt.kernel import clock
from amt.kernel.actors import SYSTEM


def test_it_shows_the_switch_the_shares_and_what_spoke_against(
    lamp_case: OpenCase, supervisor: Account, client_for: ClientFor
) -> None:
    cases.switch_automation(
        procedure_key=MONTHLY, on=True, share_percent=15, actor=SYSTEM, at=clock.now()
    )
    now = clock.now()
    lamp_case(at=now)
    lamp_case(at=now, lamps=7)

    page = text_of(client_for(supervisor).get(reverse("desk:automation")))

    assert "eingeschaltet" in page
    assert "15 von 100 geeigneten Fällen entscheidet ein Mensch." in page
    assert "Es sind mehr als fünf Laternen. (1)" in page


def test_others_see_nothing_of_it(
    doubles: None, caseworker: Account, client_for: ClientFor
) -> None:
    assert client_for(caseworker).get(reverse("desk:automation")).status_code == 404


def test_a_case_of_the_sample_says_so_in_the_list(
    lamp_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    cases.switch_automation(procedure_key=MONTHLY, on=True, share_percent=100, actor=SYSTEM, at=AT)
    case = lamp_case()
    cases.decide_automatically(case_uuid=case.uuid, at=AT)

    page = text_of(client_for(caseworker).get(reverse("desk:case", args=[case.uuid])))

    assert "Stichprobe" in page
