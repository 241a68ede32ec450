"""Opening the status with reference and code, with a limit on wrong tries.

The counter lies in PostgreSQL, so that all processes share it, and is raised by one statement, so
that parallel tries all count.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from amt.capabilities.applications import codes
from amt.capabilities.applications.models import Application, WrongCode
from amt.capabilities.applications.refusals import TooManyTries, WrongCodeGiven
from amt.kernel.actors import ANONYMOUS, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.ids import normalise_reference

TRIES_PER_HOUR = 10
HOURS_KEPT = 24
LONGEST_TYPED = 100


def open_by_code(*, reference: str, code: str, origin: str, at: datetime) -> UUID:
    """Return the case that reference and code open together; `origin` is the caller's address.

    Wrong tries are counted by origin and by reference and stay counted when this refuses.

    :raises TooManyTries: after ten wrong tries within an hour.
    :raises WrongCodeGiven: when the two do not fit.
    """
    normal = normalise_reference(reference[:LONGEST_TYPED])
    keys = [_digest("origin", origin), _digest("reference", normal)]
    hour = at.replace(minute=0, second=0, microsecond=0)
    if max(_counted(keys, hour), default=0) >= TRIES_PER_HOUR:
        raise TooManyTries
    found = Application.objects.filter(reference=normal).first()
    digest = found.code_digest if found else hashlib.sha256(b"nobody").hexdigest()
    fits = codes.fits(code[:LONGEST_TYPED], digest)
    if found is None or not fits or found.case_uuid is None:
        with transaction.atomic():
            _count(keys, hour)
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


def forget_wrong_codes(*, at: datetime) -> int:
    """Delete the counters of yesterday and return how many there were."""
    deleted, _ = WrongCode.objects.filter(hour__lt=at - timedelta(hours=HOURS_KEPT)).delete()
    return deleted


def _digest(kind: str, value: str) -> str:
    return salted_hmac(f"amt.applications.wrong_code.{kind}", value, algorithm="sha256").hexdigest()


def _counted(keys: list[str], hour: datetime) -> list[int]:
    return list(
        WrongCode.objects.filter(key_digest__in=keys, hour=hour).values_list("count", flat=True)
    )


def _count(keys: list[str], hour: datetime) -> None:
    with connection.cursor() as cursor:
        for key in sorted(keys):
            cursor.execute(
                "INSERT INTO applications_wrongcode (key_digest, hour, count) VALUES (%s, %s, 1) "
                "ON CONFLICT (key_digest, hour) DO UPDATE "
                "SET count = applications_wrongcode.count + 1",
                [key, hour],
            )
