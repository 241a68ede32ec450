"""Fixtures of the cast: accounts, signed-in clients, and working off the queue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test import Client

from amt.capabilities.authorities import services as authorities
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing import people
from amt.kernel import clock, installation, jobs
from amt.kernel.actors import SYSTEM, TrustLevel

ClientFor = Callable[..., Client]
RunJobs = Callable[[], None]

ASSERTION_BACKEND = "amt.capabilities.identity.backends.AssertionBackend"
STAFF_BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def organisation(db: None) -> None:
    """Authorities, units, offices and competences of the installation."""
    authorities.load_organisation(
        path=installation.organisation_file(), actor=SYSTEM, at=clock.now()
    )


@pytest.fixture
def citizen(db: None) -> Account:
    """The resident whose matter it is."""
    return people.make_resident("citizen", at=clock.now())


@pytest.fixture
def representative(db: None) -> Account:
    """A resident who acts for somebody else."""
    return people.make_resident("representative", at=clock.now())


@pytest.fixture
def stranger(db: None) -> Account:
    """A resident who has nothing to do with the matter."""
    return people.make_resident("stranger", at=clock.now())


@pytest.fixture
def caseworker(organisation: None) -> Account:
    """The member of staff in charge."""
    return people.make_staff("caseworker", at=clock.now())


@pytest.fixture
def second_caseworker(organisation: None) -> Account:
    """A colleague in the same unit."""
    return people.make_staff("second_caseworker", at=clock.now())


@pytest.fixture
def other_caseworker(organisation: None) -> Account:
    """A caseworker of another authority."""
    return people.make_staff("other_caseworker", at=clock.now())


@pytest.fixture
def supervisor(organisation: None) -> Account:
    """The head of the unit in charge."""
    return people.make_staff("supervisor", at=clock.now())


@pytest.fixture
def architect(db: None) -> Account:
    """A resident who plans a building for others."""
    return people.make_resident("architect", at=clock.now())


@pytest.fixture
def builder(db: None) -> Account:
    """A resident who builds."""
    return people.make_resident("builder", at=clock.now())


@pytest.fixture
def neighbour(db: None) -> Account:
    """The resident next door."""
    return people.make_resident("neighbour", at=clock.now())


@pytest.fixture
def mother(db: None) -> Account:
    """A parent, who gave birth."""
    return people.make_resident("mother", at=clock.now())


@pytest.fixture
def father(db: None) -> Account:
    """The other parent."""
    return people.make_resident("father", at=clock.now())


@pytest.fixture
def building_caseworker(organisation: None) -> Account:
    """The member of staff who decides on building."""
    return people.make_staff("building_caseworker", at=clock.now())


@pytest.fixture
def fire_officer(organisation: None) -> Account:
    """A member of staff of a body that is asked."""
    return people.make_staff("fire_officer", at=clock.now())


@pytest.fixture
def monument_officer(organisation: None) -> Account:
    """A member of staff of another body that is asked."""
    return people.make_staff("monument_officer", at=clock.now())


@pytest.fixture
def registrar(organisation: None) -> Account:
    """The member of staff who registers births."""
    return people.make_staff("registrar", at=clock.now())


@pytest.fixture
def parental_caseworker(organisation: None) -> Account:
    """The member of staff who decides on money for parents."""
    return people.make_staff("parental_caseworker", at=clock.now())


@pytest.fixture
def agent(organisation: None) -> Account:
    """A member of staff who speaks to people on the phone."""
    return people.make_staff("agent", at=clock.now())


@pytest.fixture
def other_agent(organisation: None) -> Account:
    """An agent of another unit."""
    return people.make_staff("other_agent", at=clock.now())


@pytest.fixture
def client_for() -> ClientFor:
    """Return a browser in which an account is signed in, staff with both factors."""

    def make(account: Account, *, trust: TrustLevel = TrustLevel.SUBSTANTIAL) -> Client:
        client = Client()
        staff = account.is_staff_member
        client.force_login(account, backend=STAFF_BACKEND if staff else ASSERTION_BACKEND)
        session = client.session
        session["trust"] = int(trust)
        if staff:
            session["second_factor"] = True
        session.save()
        return client

    return make


@pytest.fixture
def run_jobs(transactional_db: None) -> RunJobs:
    """Work off everything that is queued, jobs queued by jobs included; begins with none."""
    # Tests that commit leave their jobs behind: Django empties only tables of managed models.
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")

    def run() -> None:
        async_to_sync(jobs.work)(queues=None, concurrency=1, wait=False)

    return run
