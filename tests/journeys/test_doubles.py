"""The two doubles on the real platform: one runs through, one fails at every step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from amt.capabilities.acts.models import Act
from amt.capabilities.authorities.models import Competence, Unit
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services as deciding
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor, RunJobs
from amt.capabilities.worklist.models import WorkItem
from amt.contract import registry
from amt.kernel import clock as time
from amt.kernel.errors import Refusal
from tests.journeys import deeds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def doubles(organisation: None) -> Iterator[None]:
    """Bring the doubles beside the real procedures, and let a unit be competent."""
    before = registry.providers()
    registry.use(*before, registry.FolderProvider("tests.doubles"))
    unit = Unit.objects.get(key="wohnen-bremen")
    for key in ("double_works", "double_fails"):
        Competence.objects.create(
            procedure_key=key, ars_prefix="04", unit=unit, valid_from=date(2020, 1, 1)
        )
    yield
    registry.use(*before)


def test_the_double_that_works_is_decided_and_delivered(
    run_jobs: RunJobs, citizen: Account, caseworker: Account, client_for: ClientFor
) -> None:
    applied = deeds.apply(citizen, "double_works")
    run_jobs()
    assert deeds.decide_as_proposed(caseworker, applied.case_uuid) == "grant"
    run_jobs()
    assert Act.objects.get().state == "notified"
    matter = client_for(citizen).get(f"/vorgang/{applied.case_uuid}/")
    assert "Bienen auf dem Balkon" in matter.content.decode()


def test_the_double_that_fails_leaves_a_case_that_people_can_see(
    run_jobs: RunJobs, citizen: Account, caseworker: Account, client_for: ClientFor
) -> None:
    applied = deeds.apply(citizen, "double_fails")
    run_jobs()
    item = WorkItem.objects.get(reference=applied.reference)
    assert item.state == "open"
    actor = actor_of(caseworker)
    view = cases.get_case(actor, applied.case_uuid)
    assert view.proposal is None or view.proposal.assessment is None
    for who, address in (
        (caseworker, f"/arbeitsplatz/fall/{applied.case_uuid}/"),
        (caseworker, f"/arbeitsplatz/fall/{applied.case_uuid}/entscheiden/"),
        (caseworker, "/arbeitsplatz/"),
        (citizen, f"/vorgang/{applied.case_uuid}/"),
        (citizen, "/leistungen/double_fails/"),
        (citizen, "/suche/?q=bienen"),
    ):
        assert client_for(who).get(address).status_code == 200, address
    with pytest.raises(Refusal):
        deciding.decide(
            case_uuid=applied.case_uuid,
            kind="refusal",
            reason_keys=("many",),
            own_words="Zu viele Bienen.",
            proposal_id=view.proposal.proposal.uuid if view.proposal else None,
            actor=actor,
            at=time.now(),
        )
    assert not Act.objects.exists()


def test_strangers_see_nothing_of_either(
    run_jobs: RunJobs,
    citizen: Account,
    stranger: Account,
    other_caseworker: Account,
    client_for: ClientFor,
) -> None:
    applied = deeds.apply(citizen, "double_works")
    run_jobs()
    assert client_for(stranger).get(f"/vorgang/{applied.case_uuid}/").status_code == 404
    desk = client_for(other_caseworker).get(f"/arbeitsplatz/fall/{applied.case_uuid}/")
    assert desk.status_code == 404


def test_a_case_whose_procedure_was_removed_still_reads(
    run_jobs: RunJobs, citizen: Account, caseworker: Account, client_for: ClientFor
) -> None:
    applied = deeds.apply(citizen, "double_works")
    run_jobs()
    registry.use(*registry.providers()[:-1])
    assert client_for(citizen).get(f"/vorgang/{applied.case_uuid}/").status_code == 200
    desk = client_for(caseworker).get(f"/arbeitsplatz/fall/{applied.case_uuid}/")
    assert desk.status_code == 200
    assert applied.reference in desk.content.decode()
