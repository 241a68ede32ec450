"""The hub hands on by topic, survives nonsense, and never grows without bound."""

from __future__ import annotations

import asyncio
import json

from amt.front.live.hub import LONGEST_QUEUE, Hub


def notice(topic: str, kind: str) -> str:
    return json.dumps({"topic": topic, "kind": kind})


def test_notices_reach_their_topic_alone() -> None:
    async def scene() -> tuple[list[str], list[str]]:
        hub = SilentHub()
        async with hub.watch("a") as first, hub.watch("b") as second:
            hub.hand_on(notice("a", "changed"))
            return drained(first), drained(second)

    assert asyncio.run(scene()) == (["changed"], [])


def test_nonsense_is_dropped() -> None:
    async def scene() -> list[str]:
        hub = SilentHub()
        async with hub.watch("a") as queue:
            for payload in ("", "[]", "{}", '{"topic": "a"}', "null"):
                hub.hand_on(payload)
            return drained(queue)

    assert asyncio.run(scene()) == []


def test_slow_stream_keeps_a_bounded_queue() -> None:
    async def scene() -> int:
        hub = SilentHub()
        async with hub.watch("a") as queue:
            for _ in range(10 * LONGEST_QUEUE):
                hub.hand_on(notice("a", "changed"))
            return queue.qsize()

    assert asyncio.run(scene()) == LONGEST_QUEUE


def test_left_topic_is_forgotten() -> None:
    async def scene() -> int:
        hub = SilentHub()
        async with hub.watch("a"):
            pass
        return hub.count()

    assert asyncio.run(scene()) == 0


class SilentHub(Hub):
    """A hub that listens to no database."""

    async def _listen(self) -> None:
        return


def drained(queue: asyncio.Queue[str]) -> list[str]:
    found = []
    while not queue.empty():
        found.append(queue.get_nowait())
    return found
