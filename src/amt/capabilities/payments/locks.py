"""One lock a unit: plans change beside each other, runs alone.

The lock spares people collisions; that nothing is paid twice is kept by the database's constraints
even without it. It is let go with the transaction.
"""

from __future__ import annotations

from django.db import connection

_SPACE = 0x70617900


def share(unit_id: int) -> None:
    """Wait until no run of the unit is being made, and keep new ones waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_SPACE, unit_id])


def alone(unit_id: int) -> None:
    """Wait until nobody changes anything in the unit, and keep others waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SPACE, unit_id])
