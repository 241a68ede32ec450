"""Telling open pages that something changed, without saying what.

A notice travels with the transaction through PostgreSQL's NOTIFY to the live process, which passes
it to the browsers that watch the topic. It carries a kind, never content.
"""

from __future__ import annotations

import json

from django.core import signing
from django.db import connection

CHANNEL = "amt_live"
_SALT = "amt.live"
TOKEN_MAX_AGE_SECONDS = 12 * 3600


def announce(*, topic: str, kind: str) -> None:
    """Tell the watchers of a topic, once the running transaction commits, that it changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"topic": topic, "kind": kind})]
        )


def token_for(topic: str) -> str:
    """Return a signed token that lets a page watch one topic for twelve hours."""
    return signing.dumps(topic, salt=_SALT)


def topic_of(token: str) -> str:
    """Return the topic that a token opens.

    :raises django.core.signing.BadSignature: when the token is forged or too old.
    """
    topic: str = signing.loads(token, salt=_SALT, max_age=TOKEN_MAX_AGE_SECONDS)
    return topic
