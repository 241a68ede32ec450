"""Somebody whom a register named after the application: seen on the case, taken over or left."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from amt.capabilities.authorities.models import Competence
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.contract.facts import Fact, FactSource
from amt.front.desk.tests.pages import text_of
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import BREMEN

BASIS = "Melderegister (erfunden), § 34 BMG"
FACTS = {"place": BREMEN, "hives": None, "gentle": None, "children.0.given_name": "Emil"}


@pytest.fixture
def case(assessed_case: OpenCase) -> Case:
    Competence.objects.create(
        procedure_key="double_once", ars_prefix=BREMEN, valid_from=date(2026, 1, 1),
        unit=get_unit_by_key("wohnen-bremen"),
    )  # fmt: skip
    made: Case = assessed_case(procedure_key="double_once", facts=FACTS)
    fact = Fact("children.1.given_name", "Mina <i>Elif", FactSource.REGISTER, AT, BASIS)
    services.propose_entries(
        case_uuid=made.uuid, group="children", entries=[[fact]], actor=SYSTEM, at=AT
    )
    return made


def page(client: Client, case: Case) -> str:
    return text_of(client.get(reverse("desk:case", args=[case.uuid])))


def press(client: Client, case: Case, deed: str) -> str:
    address = reverse("desk:register_entry", args=[case.uuid, "children", 1])
    assert address in page(client, case)
    return text_of(client.post(address, {"eintrag": deed}, follow=True))


def test_caseworker_sees_who_was_named_and_takes_the_entry(
    case: Case, caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)
    shown = page(client, case)
    assert "Ein Register nennt noch jemanden" in shown
    assert "Mina &lt;i&gt;Elif" in shown
    assert BASIS in shown

    taken = press(client, case, "uebernehmen")

    assert "Der Eintrag gehört jetzt zum Fall." in taken
    assert "Ein Register nennt noch jemanden" not in taken
    assert "Mina &lt;i&gt;Elif" in taken
    facts = queries.standing_of(case.uuid).facts
    assert facts["children.1.given_name"] == "Mina <i>Elif"


def test_caseworker_leaves_the_entry(
    case: Case, caseworker: Account, client_for: ClientFor
) -> None:
    client = client_for(caseworker)

    left = press(client, case, "nicht")

    assert "Der Eintrag ist nicht übernommen." in left
    assert "Mina &lt;i&gt;Elif" not in left
    address = reverse("desk:register_entry", args=[case.uuid, "children", 1])
    again = text_of(client.post(address, {"eintrag": "uebernehmen"}, follow=True))
    assert "Über diesen Eintrag ist schon entschieden." in again


def test_other_offices_see_nothing_of_it(
    case: Case, other_caseworker: Account, client_for: ClientFor
) -> None:
    address = reverse("desk:register_entry", args=[case.uuid, "children", 1])

    assert client_for(other_caseworker).post(address, {"eintrag": "nicht"}).status_code == 404
    assert len(queries.register_entries(case.uuid)) == 1
