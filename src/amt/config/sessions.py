"""Sessions in the database, read with one ready query: every page of a person asks for one."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"


class SessionStore(db.SessionStore):
    """Django's store; only reading goes past the ORM, which costs more than the answer."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds, nothing where it is over or unknown."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(row[0])
        return held
