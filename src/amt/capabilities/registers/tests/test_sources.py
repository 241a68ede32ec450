"""What the operator wrote about registers is read, and what is wrong with it is said."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from pytest_django import Settings

from amt.capabilities.registers import checks, sources, transport
from amt.capabilities.registers.adapters import HttpAdapter, Question
from amt.capabilities.registers.models import AnswerState
from amt.capabilities.registers.testing.sources import lay_out
from amt.contract import registry
from amt.contract.lookups import Lookup, Register, Relation
from amt.kernel.errors import PartnerFailure
from amt.kernel.testing.told import tell
from tests.doubles.double_works.procedure import PROCEDURE


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    """The list of registers of the demo."""
    made, _ = lay_out(tmp_path, urls={"residents": "http://127.0.0.1:9/r"})
    tell(settings, registers_file=made)
    return made


def change(file: Path, **changes: Any) -> None:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    told["registers"][0] |= changes
    file.write_text(yaml.safe_dump(told), encoding="utf-8")


def test_register_of_a_place_is_found_by_the_longest_area(file: Path) -> None:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    told["registers"].append({**told["registers"][0], "key": "north", "areas": ["040120"]})
    file.write_text(yaml.safe_dump(told), encoding="utf-8")

    def key_of(ars: str) -> str | None:
        found = sources.find_source(Register.RESIDENTS, ars)
        return found.key if found else None

    assert key_of("040110000000") == "residents"
    assert key_of("040120000000") == "north"
    assert key_of("031010000000") is None
    assert key_of("") is None


def test_secrets_are_kept_from_start_to_start(tmp_path: Path, file: Path) -> None:
    first = sources.list_sources()
    lay_out(tmp_path, urls={"residents": "http://127.0.0.1:10"})

    assert [one.secret for one in sources.list_sources()] == [one.secret for one in first]
    assert len({one.secret for one in first}) == len(first)
    assert "file" not in repr(first[0])


def test_installation_without_registers_has_none(settings: Settings, tmp_path: Path) -> None:
    for file in (None, tmp_path / "missing.yaml"):
        tell(settings, registers_file=file)
        assert sources.list_sources() == []
        assert checks.check_sources() == []


def test_complete_list_has_no_fault(file: Path) -> None:
    assert checks.check_sources() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "civil_status"}, "stands there twice"),
        ({"name": " "}, "has no name"),
        ({"areas": []}, "has no areas"),
        ({"secret": "short"}, "fewer than 32 signs"),
        ({"register": "dogs"}, "cannot be read"),
    ],
)
def test_faults_of_the_list_are_said(file: Path, changes: dict[str, Any], sentence: str) -> None:
    change(file, **changes)

    (fault,) = checks.check_sources()

    assert sentence in fault.msg


def test_file_that_is_no_list_is_said(file: Path) -> None:
    file.write_text("registers: 5", encoding="utf-8")

    assert [fault.id for fault in checks.check_sources()] == ["registers.E001"]


def test_lookup_that_takes_too_much_is_found_at_the_start() -> None:
    greedy = Lookup(
        "children", Register.RESIDENTS, Relation.MINOR_CHILDREN, "§ 0",
        (("nationality", "members.nationality"),), "members", group="members",
    )  # fmt: skip

    class Provider:
        def procedures(self) -> list[Any]:
            return [replace(PROCEDURE, lookups=(greedy,))]

    before = registry._providers
    registry.use(Provider())
    try:
        (fault,) = checks.check_lookups()
    finally:
        registry.use(*before)
    assert "nationality" in fault.msg


class Somebody(BaseHTTPRequestHandler):
    """Answers with the proof of a register, whatever that says."""

    secret = ""
    content: Any = None
    piece = 2**20
    pause = 0.0

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        raw = self.content if isinstance(self.content, bytes) else json.dumps(self.content).encode()
        digest = transport._digest(raw)
        nonce = self.headers["Amt-Nonce"]
        self.send_response(200)
        self.send_header(
            "Amt-Signature", transport.signature(self.secret, "answer", nonce, "200", digest)
        )
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        for start in range(0, len(raw), self.piece):
            self.wfile.write(raw[start : start + self.piece])
            time.sleep(self.pause)


@pytest.fixture
def somebody(file: Path) -> Iterator[sources.Source]:
    """A register whose answers a test chooses."""
    server = HTTPServer(("127.0.0.1", 0), Somebody)
    Thread(target=server.serve_forever, daemon=True).start()
    source = sources.list_sources()[0]
    Somebody.secret = source.secret
    yield replace(source, url=f"http://127.0.0.1:{server.server_address[1]}/base")
    server.shutdown()
    server.server_close()


ASKED = Question(
    "1", "Amt", "p", "Antrag", "§ 34 BMG", Relation.SPOUSE, ("given_name", "birth_date"), {}
)


def test_answer_holds_only_what_was_asked(somebody: sources.Source) -> None:
    record = {"given_name": "Arne", "birth_date": "1985-10-02", "religion": "ev", "x": 5}
    Somebody.content = {"state": "found", "records": [record]}

    reply = HttpAdapter().ask(somebody, ASKED)

    assert reply.state is AnswerState.FOUND
    assert reply.records == ({"given_name": "Arne", "birth_date": "1985-10-02"},)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>", "no_json"),
        ([], "no_json"),
        ({"state": "blocked"}, "unknown_state"),
        ({"state": "found"}, "no_records"),
        ({"state": "found", "records": "x"}, "no_records"),
        ({"state": "found", "records": [{}, {}]}, "too_many_records"),
        ({"state": "found", "records": ["x"]}, "no_record"),
        ({"state": "found", "records": [{"given_name": 5}]}, "bad_value"),
        ({"state": "found", "records": [{"given_name": "a\x00b"}]}, "bad_value"),
        ({"state": "found", "records": [{"given_name": "a" * 301}]}, "bad_value"),
        ({"state": "found", "records": [{"birth_date": "2.10.1985"}]}, "bad_date"),
        (b"x" * (transport.LARGEST + 1), "ValueError"),
    ],
)
def test_answer_that_is_none_is_not_believed(
    somebody: sources.Source, content: Any, reason: str
) -> None:
    Somebody.content = content

    with pytest.raises(PartnerFailure, match=reason) as failure:
        HttpAdapter().ask(somebody, ASKED)

    assert not failure.value.permanent


def test_answer_that_trickles_in_is_not_waited_for(
    somebody: sources.Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    Somebody.content = {"state": "found", "records": [{"given_name": "Arne"}]}
    monkeypatch.setattr(Somebody, "piece", 4)
    monkeypatch.setattr(Somebody, "pause", 0.2)
    monkeypatch.setattr(transport, "SECONDS", 0.5)
    begun = time.monotonic()

    with pytest.raises(PartnerFailure, match="Timeout"):
        HttpAdapter().ask(somebody, ASKED)

    assert time.monotonic() - begun < 1.5


def test_nobody_there_is_a_passing_failure(file: Path) -> None:
    with pytest.raises(PartnerFailure, match="Refused") as failure:
        HttpAdapter().ask(sources.list_sources()[0], ASKED)
    assert not failure.value.permanent

    with pytest.raises(PartnerFailure, match="no_address") as failure:
        HttpAdapter().ask(replace(sources.list_sources()[0], url="file:///etc/passwd"), ASKED)
    assert failure.value.permanent
