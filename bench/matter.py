"""A decided matter in an opened office, and the making of its Bescheid."""

from __future__ import annotations

import time
from datetime import timedelta
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from amt.capabilities.acts import letters, sealing
from amt.capabilities.acts.models import Act
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing import people
from amt.capabilities.identity.testing.fixtures import ASSERTION_BACKEND
from amt.kernel import clock
from amt.kernel.actors import TrustLevel
from tests.journeys import deeds

PROCEDURE = "wohngeld"
PATIENCE_SECONDS = 60


def make() -> dict[str, str]:
    """Apply, decide and wait for delivery; return the matter and a session that may see it."""
    citizen = people.make_resident("citizen", at=clock.now())
    caseworker = people.make_staff("caseworker", at=clock.now())
    applied = deeds.apply(citizen, PROCEDURE)
    wait_for(lambda: decided(caseworker, applied.case_uuid))
    wait_for(lambda: Act.objects.filter(state="notified").exists())
    return {"matter": f"/vorgang/{applied.case_uuid}/", "session": session_of(citizen)}


def decided(caseworker: Account, case_uuid: UUID) -> bool:
    """Decide as soon as the worker has proposed."""
    try:
        deeds.decide_as_proposed(caseworker, case_uuid)
    except LookupError:
        return False
    return True


def wait_for(done: object) -> None:
    """Wait until something is done. :raises TimeoutError: when it takes too long."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if callable(done) and done():
            return
        time.sleep(0.2)
    raise TimeoutError("the office did not do its work")


def session_of(account: Account) -> str:
    """Return the key of a session in which a resident is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = ASSERTION_BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["trust"] = int(TrustLevel.SUBSTANTIAL)
    session.set_expiry(timedelta(hours=1))
    session.create()
    return str(session.session_key)


def measured_documents(rounds: int) -> list[float]:
    """Render and seal the Bescheid again and again, each time to somebody else; milliseconds."""
    act = Act.objects.order_by("-id").first()
    if act is None:
        raise LookupError("no act was declared")
    letter = dict(act.copies[0].letter)
    times = []
    for number in range(rounds + 5):
        letter["address"] = [f"Person {number}", *letter["address"][1:]]
        start = time.perf_counter()
        sealing.seal(letters.render(letter, at=act.declared_at), at=act.declared_at)
        times.append((time.perf_counter() - start) * 1000)
    return times[5:]
