"""Opening the status with reference and code, with a limit on wrong tries."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications import codes
from amt.capabilities.applications.models import Application
from amt.capabilities.applications.refusals import WrongCodeGiven
from amt.capabilities.identity.services import TooManyTries, count_wrong_try, too_many_tries
from amt.kernel.actors import ANONYMOUS, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.ids import normalise_reference

LONGEST_TYPED = 100


def open_by_code(*, reference: str, code: str, origin: str, at: datetime) -> UUID:
    """Return the case that reference and code open together; `origin` is the caller's address.

    Wrong tries are counted by origin and by reference and stay counted when this refuses.

    :raises TooManyTries: after ten wrong tries within an hour.
    :raises WrongCodeGiven: when the two do not fit.
    """
    normal = normalise_reference(reference[:LONGEST_TYPED])
    keys = (f"status origin:{origin}", f"status reference:{normal}")
    if too_many_tries(keys=keys, at=at):
        raise TooManyTries
    found = Application.objects.filter(reference=normal).first()
    digest = found.code_digest if found else hashlib.sha256(b"nobody").hexdigest()
    fits = codes.fits(code[:LONGEST_TYPED], digest)
    if found is None or not fits or found.case_uuid is None:
        with transaction.atomic():
            count_wrong_try(keys=keys, at=at)
            trail.record(
                actor=ANONYMOUS,
                action="applications.code_refused",
                subject_kind="application",
                subject_id=found.uuid if found else "",
                at=at,
            )
        raise WrongCodeGiven
    with transaction.atomic():
        trail.record(
            actor=Actor(kind=ActorKind.CODE, subject=f"case:{found.case_uuid}"),
            action="applications.code_opened",
            subject_kind="application",
            subject_id=found.uuid,
            at=at,
        )
    return found.case_uuid
