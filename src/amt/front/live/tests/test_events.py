"""The live process, really started: who has a token hears of changes, and of nothing else."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from amt.kernel.live import CHANNEL, token_for

pytestmark = pytest.mark.slow


def port_is_free() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Live:
    """The live process and streams from it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def open(self, token: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        made = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        made.request("GET", f"/events/{token}")
        return made, made.getresponse()

    def streams(self) -> int:
        made = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        made.request("GET", "/health/live")
        answer = json.loads(made.getresponse().read())
        made.close()
        return int(answer["streams"])


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    """A live process on the server of the tests; it needs no table."""
    port = port_is_free()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "amt.config.settings.test",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "amt.config.cli", "live", "--port", str(port)],
        env=environment,
        cwd=Path(__file__).resolve().parents[5],
    )
    made = Live(process, port)
    give_up_at = time.monotonic() + 60
    while True:
        try:
            made.streams()
        except OSError:
            assert time.monotonic() < give_up_at
            time.sleep(0.1)
        else:
            break
    yield made
    process.terminate()
    process.wait(15)


def announce(topic: str, kind: str) -> None:
    """Announce as another process does; a test's own database is another one."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as sender:
        sender.execute(
            "SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"topic": topic, "kind": kind})]
        )


def next_event(response: http.client.HTTPResponse) -> dict[str, str]:
    """Read the next event that is not the request to look again after a start."""
    while True:
        line = response.readline().decode()
        assert line, "the stream ended"
        if line.startswith("data: "):
            event: dict[str, str] = json.loads(line.removeprefix("data: "))
            if event["kind"] != "look_again":
                return event


def wait_for_streams(live: Live, count: int) -> None:
    give_up_at = time.monotonic() + 20
    while live.streams() != count:
        assert time.monotonic() < give_up_at
        time.sleep(0.1)


def wait_until_forgotten(live: Live, topic: str) -> None:
    give_up_at = time.monotonic() + 60
    while live.streams():
        # Only a write shows that nobody reads any more, and a notice sent before the process
        # listens writes nothing.
        announce(topic, "x")
        assert time.monotonic() < give_up_at
        time.sleep(0.1)


def test_watcher_hears_of_the_topic_and_of_no_other(live: Live) -> None:
    made, response = live.open(token_for("case:1"))
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/event-stream"
    wait_for_streams(live, 1)

    for _ in range(50):
        # Until the process listens, a notice is lost; "look again" covers that for people.
        announce("case:2", "decided")
        announce("case:1", "decided")
        time.sleep(0.02)

    assert next_event(response) == {"kind": "decided"}
    made.close()
    wait_until_forgotten(live, "case:1")


def test_closed_stream_is_forgotten(live: Live) -> None:
    streams = [live.open(token_for("case:3"))[0] for _ in range(20)]
    wait_for_streams(live, 20)

    for stream in streams:
        assert stream.sock is not None
        stream.sock.close()
        stream.close()

    wait_until_forgotten(live, "case:3")


@pytest.mark.parametrize("token", ["nonsense", "eyJ4IjoxfQ:1abc:forged"])
def test_forged_token_is_not_found(live: Live, token: str) -> None:
    made, response = live.open(token)

    assert response.status == 404
    made.close()


def test_only_the_site_may_listen(live: Live) -> None:
    made, response = live.open(token_for("case:4"))

    assert response.headers["Access-Control-Allow-Origin"] == settings.AMT.base_url
    assert "Set-Cookie" not in response.headers
    made.close()


@pytest.mark.django_db(transaction=True)
def test_announcement_travels_with_the_transaction() -> None:
    from django.db import transaction

    from amt.kernel.live import announce as announce_in_transaction

    parameters = connection.get_connection_params()
    with psycopg.connect(
        dbname=parameters["dbname"],
        user=parameters["user"],
        host=parameters["host"],
        autocommit=True,
    ) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        with transaction.atomic():
            announce_in_transaction(topic="case:1", kind="rolled_back")
            transaction.set_rollback(True)
        with transaction.atomic():
            announce_in_transaction(topic="case:1", kind="committed")

        heard = [
            json.loads(notify.payload) for notify in listener.notifies(timeout=5, stop_after=1)
        ]

    assert heard == [{"topic": "case:1", "kind": "committed"}]
