"""Taking part with the code of a letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from amt.capabilities.bundles.models import Bundle
from amt.capabilities.bundles.testing.fixtures import birth, father, make_bundle, mother
from amt.capabilities.cases.models import Case, Party
from amt.capabilities.cases.testing.fixtures import open_house
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import invitation_of
from amt.capabilities.identity.services import code_of_invitation
from amt.capabilities.identity.testing.fixtures import RunJobs

__all__ = ["birth", "father", "make_bundle", "mother", "open_house"]


def code_for(subject_kind: str, subject_id: object) -> str:
    found = invitation_of(subject_kind, subject_id)
    assert found is not None
    return code_of_invitation(found.uuid)


@pytest.fixture
def house(open_house: Callable[..., Case]) -> Case:
    """A case whose owner has no account yet."""
    return open_house(owner=None)


@pytest.fixture
def code(house: Case) -> str:
    """The code of the owner's letter."""
    return code_for("party", Party.objects.get(case=house, role="owner").uuid)


def test_code_is_taken_as_people_type_it(client: Client, code: str) -> None:
    typed = f"  {code.replace('-', ' ').lower()} "

    response = client.post("/einladung/", {"code": typed})

    assert response["Location"] == "/einladung/weiter/"


def test_page_says_what_it_is_about_and_offers_both_ways(
    client: Client, house: Case, code: str
) -> None:
    client.post("/einladung/", {"code": code})

    page = client.get("/einladung/weiter/").content.decode()

    assert "Baumhaus bauen" in page
    assert house.reference in page
    assert "Mit BundID anmelden" in page
    assert f'href="/vorgang/{house.uuid}/"' in page


def test_opening_the_page_does_nothing(client: Client, house: Case, code: str) -> None:
    assert client.get("/einladung/", {"code": code}).status_code == 200
    assert client.get("/einladung/weiter/")["Location"] == "/einladung/"
    assert client.get("/einladung/annehmen/").status_code == 405
    assert Client().get(f"/vorgang/{house.uuid}/").status_code == 302


def test_code_alone_opens_the_matter_as_this_party(client: Client, house: Case, code: str) -> None:
    client.post("/einladung/", {"code": code})

    page = client.get(f"/vorgang/{house.uuid}/").content.decode()

    assert "Sie sehen diesen Vorgang als: Wem der Baum gehört" in page
    assert "plans.pdf" in page


def test_signing_in_binds_the_invitation_to_the_account(
    client: Client, house: Case, code: str, run_jobs: RunJobs
) -> None:
    client.post("/einladung/", {"code": code})
    client.post("/anmelden/", {"resident": "builder", "next": "/einladung/weiter/"})
    assert "Als Ahmet Kaya annehmen" in client.get("/einladung/weiter/").content.decode()

    response = client.post("/einladung/annehmen/")
    run_jobs()

    assert response["Location"] == f"/vorgang/{house.uuid}/"
    assert client.get(response["Location"]).status_code == 200
    party = Party.objects.get(case=house, role="owner")
    assert party.account is not None
    assert party.account.family_name == "Kaya"


def test_matter_is_there_before_the_jobs_have_run(client: Client, house: Case, code: str) -> None:
    client.post("/einladung/", {"code": code})
    client.post("/anmelden/", {"resident": "builder", "next": "/einladung/weiter/"})

    response = client.post("/einladung/annehmen/", follow=True)

    assert response.status_code == 200


def test_invitation_of_another_account_is_refused_with_a_sentence(
    client: Client, house: Case, code: str
) -> None:
    for resident in ("builder", "stranger"):
        client.post("/einladung/", {"code": code})
        client.post("/anmelden/", {"resident": resident, "next": "/einladung/weiter/"})
        response = client.post("/einladung/annehmen/")
        client.post("/abmelden/")

    assert "schon mit einem anderen Konto verbunden" in response.content.decode()


def test_accepting_without_a_typed_code_leads_to_the_code(
    client: Client, client_for: Callable[..., Client], stranger: Account
) -> None:
    assert client_for(stranger).post("/einladung/annehmen/")["Location"] == "/einladung/"
    assert client.post("/einladung/annehmen/")["Location"] == "/einladung/"


@pytest.mark.django_db
def test_wrong_code_is_told_and_counted(client: Client) -> None:
    for _ in range(10):
        page = client.post("/einladung/", {"code": "7K3M-PX4C-9ABD"}).content.decode()
        assert "Diesen Code kennen wir nicht" in page
        assert 'href="#code"' in page

    response = client.post("/einladung/", {"code": "7K3M-PX4C-9ABD"})

    assert response.status_code == 429
    assert "zu viele falsche Versuche" in response.content.decode()


def test_code_opens_this_matter_only(
    client: Client, house: Case, code: str, open_house: Callable[..., Case]
) -> None:
    other = open_house(owner=None)
    client.post("/einladung/", {"code": code})

    assert client.get(f"/vorgang/{other.uuid}/").status_code == 302
    assert client.get("/postfach/").status_code == 302


def test_parent_comes_to_the_bundle_by_the_code_of_the_letter(
    client: Client, make_bundle: Callable[..., Bundle], run_jobs: RunJobs
) -> None:
    bundle = make_bundle()
    run_jobs()
    person = bundle.persons.order_by("position").first()
    assert person is not None

    client.post("/einladung/", {"code": code_for("bundle_person", person.uuid)})

    assert "Geburt eines Kindes" in client.get("/einladung/weiter/").content.decode()
    assert client.get(f"/familie/{bundle.uuid}/").status_code == 200
