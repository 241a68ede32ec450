"""The Familienkasse takes applications of the office and reports how they stand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from amt.capabilities.exchange import queries, services
from amt.capabilities.exchange.models import Message
from amt.capabilities.exchange.testing.fixtures import Partners, partners
from amt.capabilities.exchange.testing.partners import lay_out
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import PartnerFailure
from standins.running import Running, running

__all__ = ["partners"]

pytestmark = pytest.mark.slow


@pytest.fixture
def kasse(partners: Partners, live_server: LiveServer, tmp_path: Path) -> Iterator[Running]:
    """A running Familienkasse; office and kasse know each other."""
    file, notebook = partners.files["familienkasse"], tmp_path / "notebook.json"
    with running("familienkasse", file, notebook) as made:
        lay_out(
            partners.folder,
            office_url=live_server.url,
            urls={"familienkasse": f"{made.url}/in/"},
        )
        yield made


def send(**changes: Any) -> Message:
    values: dict[str, Any] = {
        "partner": "familienkasse", "kind": "application", "subject_kind": "case",
        "subject_id": "7", "payload": {"facts": {"child.given_names": "Mia <i>"}},
        "correlation": "case:7", "actor": SYSTEM, "at": clock.now(),
    }  # fmt: skip
    message = services.send_message(**{**values, **changes})
    services.deliver_message(message_uuid=message.uuid, at=clock.now())
    return message


def reports() -> list[str]:
    return [
        one.payload["status"] for one in queries.list_messages("case", 7) if one.kind == "status"
    ]


def wait_until(condition: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.1)


def test_application_is_acknowledged_and_its_end_reported(kasse: Running) -> None:
    send()

    wait_until(lambda: reports() == ["accepted"])
    kasse.post("/status", {"correlation": "case:7", "status": "decided", "outcome": "grant"})

    decided = queries.list_messages("case", 7)[-1]
    assert decided.payload["status"] == "decided"
    assert decided.payload["outcome"] == "grant"
    assert decided.payload["their_reference"].startswith("FK-")
    assert "Mia &lt;i&gt;" in kasse.page()


def test_evidence_is_kept_and_not_acknowledged(kasse: Running) -> None:
    send(kind="evidence", payload={"facts": {}, "application": "case:7"}, correlation="e:1")

    assert [row["kind"] for row in kasse.get("/messages")] == ["evidence"]
    refused = kasse.post("/status", {"correlation": "e:1", "status": "decided"})
    assert refused == {"title": "unknown application"}


def test_body_in_trouble_gets_the_message_later(kasse: Running) -> None:
    kasse.post("/trouble", {"status": 503})
    with pytest.raises(PartnerFailure) as failure:
        send()
    assert not failure.value.permanent

    kasse.post("/trouble", {"status": 0})
    send()

    assert len(kasse.get("/messages")) == 1


def test_what_is_no_message_of_the_office_is_refused(kasse: Running) -> None:
    assert kasse.post("/in/", {"hello": "there"})["title"]
    assert kasse.get("/messages") == []
