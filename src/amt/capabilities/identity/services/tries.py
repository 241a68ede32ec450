"""A limit on wrong tries.

The counter lies in PostgreSQL, so that all processes share it, and is raised by one statement, so
that parallel tries all count. Keys (an address, a reference) are kept as keyed digests only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity.models import WrongTry
from amt.kernel.errors import Refusal

TRIES_PER_HOUR = 10
HOURS_KEPT = 24


class TooManyTries(Refusal):
    """Too many wrong tries within an hour."""

    code = "too_many_tries"

    def __init__(self) -> None:
        super().__init__(
            _("Es gab zu viele falsche Versuche. Versuchen Sie es in einer Stunde noch einmal.")
        )


def too_many_tries(*, keys: Iterable[str], at: datetime) -> bool:
    """Tell whether one of the keys, such as `origin:<address>`, has used up its tries."""
    return WrongTry.objects.filter(
        key_digest__in=[_digest(key) for key in keys], hour=_hour(at), count__gte=TRIES_PER_HOUR
    ).exists()


@transaction.atomic
def count_wrong_try(*, keys: Iterable[str], at: datetime) -> int:
    """Count one wrong try for each key; return the highest count of this hour.

    Call it so that a refusal does not roll it back.
    """
    highest = 0
    with connection.cursor() as cursor:
        # Sorted, so that two tries never wait for each other's rows.
        for digest in sorted({_digest(key) for key in keys}):
            cursor.execute(
                "INSERT INTO identity_wrongtry (key_digest, hour, count) VALUES (%s, %s, 1) "
                "ON CONFLICT (key_digest, hour) DO UPDATE SET count = identity_wrongtry.count + 1 "
                "RETURNING count",
                [digest, _hour(at)],
            )
            highest = max(highest, int(cursor.fetchone()[0]))
    return highest


def forget_wrong_tries(*, at: datetime) -> int:
    """Delete the counters of yesterday and return how many there were."""
    deleted, _counts = WrongTry.objects.filter(hour__lt=at - timedelta(hours=HOURS_KEPT)).delete()
    return deleted


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _digest(key: str) -> str:
    return salted_hmac("amt.identity.wrong_try", key, algorithm="sha256").hexdigest()
