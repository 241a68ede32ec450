"""The database: an address becomes Django's settings, with a pool of connections per process."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from amt.config.env import Environment

# Milliseconds. A web request that waits longer has already lost its reader.
STATEMENT_TIMEOUT = 30_000
LOCK_TIMEOUT = 10_000
IDLE_IN_TRANSACTION_TIMEOUT = 60_000


def databases(env: Environment) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES for the address in the environment."""
    parts = urlsplit(env.database_url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    options["options"] = " ".join(
        (
            f"-c statement_timeout={STATEMENT_TIMEOUT}",
            f"-c lock_timeout={LOCK_TIMEOUT}",
            f"-c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_TIMEOUT}",
        )
    )
    options["application_name"] = "amt"
    options["pool"] = {"min_size": 1, "max_size": env.database_pool, "timeout": 10}
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")) or "amt",
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            # The pool keeps connections; Django's own keeping must be off beside it.
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": True,
            "ATOMIC_REQUESTS": False,
            "OPTIONS": options,
        }
    }
