"""One connection listens for all streams of the process and hands notices on by topic."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import structlog
from django.db import connections
from psycopg import sql

from amt.kernel.live import CHANNEL

log = structlog.get_logger(__name__)

# A stream that does not keep up loses notices; they only say "look again", so one is enough.
LONGEST_QUEUE = 16
LONGEST_PAUSE_SECONDS = 30


class Hub:
    """Hands notices of PostgreSQL to the streams that watch their topic."""

    def __init__(self) -> None:
        self._streams: defaultdict[str, set[asyncio.Queue[str]]] = defaultdict(set)
        self._listener: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def watch(self, topic: str) -> AsyncIterator[asyncio.Queue[str]]:
        """Give a queue that receives the kind of each notice of a topic, while in the block."""
        queue: asyncio.Queue[str] = asyncio.Queue(LONGEST_QUEUE)
        self._streams[topic].add(queue)
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen())
        try:
            yield queue
        finally:
            self._streams[topic].discard(queue)
            if not self._streams[topic]:
                del self._streams[topic]

    def count(self) -> int:
        """Return how many streams are open."""
        return sum(len(queues) for queues in self._streams.values())

    def hand_on(self, payload: str) -> None:
        """Put the kind of a notice into the queues of its topic."""
        try:
            notice = json.loads(payload)
            topic, kind = notice["topic"], notice["kind"]
        except (ValueError, KeyError, TypeError):
            log.warning("live.notice_unreadable")
            return
        for queue in self._streams.get(topic, ()):
            if not queue.full():
                queue.put_nowait(kind)

    async def _listen(self) -> None:
        pause = 1
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **_parameters(), autocommit=True
                ) as connection:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    log.info("live.listening")
                    self._tell_all_to_look_again()
                    pause = 1
                    async for notify in connection.notifies():
                        self.hand_on(notify.payload)
            except psycopg.Error:
                log.warning("live.database_lost", retry_in_seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _tell_all_to_look_again(self) -> None:
        # Whatever was announced while nobody listened is lost, so every page looks once.
        for queues in self._streams.values():
            for queue in queues:
                if not queue.full():
                    queue.put_nowait("look_again")


def _parameters() -> dict[str, Any]:
    given = connections["default"].get_connection_params()
    known = {"dbname", "user", "password", "host", "port", "options", "sslmode", "application_name"}
    return {name: value for name, value in given.items() if name in known and value}
