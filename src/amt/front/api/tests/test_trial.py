"""The trial for machines: anybody may ask, nothing is kept, every refusal is problem JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amt.contract import registry
from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.parameters import NotEnacted
from amt.contract.procedure import Procedure
from amt.contract.trials import DocumentRefused, Fault, TrialApi, answer_schema
from amt.kernel.money import Money
from amt.kernel.periods import Span
from tests.doubles.double_works import procedure as double

TRIAL = "/api/v1/double_works/trial"
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:test:hives",
    "type": "object",
    "properties": {"hives": {"type": "integer"}, "fee": {"type": "number"}},
    "required": ["hives"],
}
EXAMPLE = {"hives": 3, "fee": 2.5}


def assess(document: Mapping[str, Any]) -> Assessment:
    hives = document.get("hives")
    if hives == "late":
        raise NotEnacted("bees", date(2031, 1, 1))
    if hives == "broken":
        raise RuntimeError("Geheim")
    if not isinstance(hives, int):
        raise DocumentRefused((Fault("/hives", "must be a whole number"), Fault("/x", "y")))
    value = Decimal(hives) * document.get("fee", Decimal(1))
    step = Step("hives", "§ 1 Bienenordnung", value, Unit.EURO, "3 × 2,5", ("hives",))
    reason = Reason("few", "§ 2 Bienenordnung")
    span = Span(date(2026, 1, 1), date(2026, 12, 31))
    segment = Segment(span, Outcome.GRANT, Money(750), (step,), (reason,), ("fee@2026-01-01",))
    return Assessment((segment,), remarks=(reason,))


class OneProcedure:
    def procedures(self) -> Iterable[Procedure]:
        api = TrialApi(lambda: SCHEMA, lambda: {"three": EXAMPLE}, assess, largest_bytes=2_000)
        yield replace(double.PROCEDURE, trial_api=api)


@pytest.fixture(autouse=True)
def bees() -> Iterator[None]:
    before = registry.providers()
    registry.use(OneProcedure())
    yield
    registry.use(*before)


def post(content: Any, address: str = TRIAL, **more: Any) -> Any:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    kind = more.pop("content_type", "application/json")
    return Client(enforce_csrf_checks=True).post(address, raw, content_type=kind, **more)


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    content: dict[str, Any] = json.loads(answer.content)
    assert content["status"] == status
    assert content["title"]
    return content


def test_answer_has_every_step_and_fits_its_schema() -> None:
    answer = post(EXAMPLE)

    content = answer.json()
    assert answer.status_code == 200
    jsonschema.validate(content, answer_schema(), cls=jsonschema.Draft202012Validator)
    (segment,) = content["segments"]
    assert (segment["amount"], segment["from"], segment["until"]) == (
        "7.50",
        "2026-01-01",
        "2026-12-31",
    )
    assert segment["steps"][0]["value"] == "7.5"
    assert segment["steps"][0]["norm"] == "§ 1 Bienenordnung"
    assert segment["reasons"][0]["text"] == double.PROCEDURE.texts.get("reasons.few", "de")
    assert content["binding"] is False


def test_texts_come_in_the_language_asked_for() -> None:
    english = double.PROCEDURE.texts.get("reasons.few", "en")

    by_address = post(EXAMPLE, f"{TRIAL}?language=en")
    by_header = post(EXAMPLE, headers={"Accept-Language": "en-GB,en;q=0.9"})
    unknown = post(EXAMPLE, f"{TRIAL}?language=%3Cx%3E")

    for answer in (by_address, by_header):
        assert answer.json()["segments"][0]["reasons"][0]["text"] == english
        assert answer["Content-Language"] == "en"
    assert unknown["Content-Language"] == "de"


def test_nothing_is_stored_asked_of_the_database_or_logged(
    db: None, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = post({"hives": 3, "name": "Geheim"})
        post({"hives": "broken", "name": "Geheim"})
        post({"hives": "Geheim"})

    assert not queries.captured_queries
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    printed = capfd.readouterr()
    assert "Geheim" not in caplog.text + printed.out + printed.err


def test_document_that_does_not_fit_names_every_place() -> None:
    refused = problem(post({"hives": "Geheim"}), 422)

    assert refused["code"] == "document_refused"
    assert [one["pointer"] for one in refused["faults"]] == ["/hives", "/x"]
    assert "Geheim" not in json.dumps(refused)


def test_times_without_figures_and_broken_rules_are_told_apart() -> None:
    late = problem(post({"hives": "late"}), 422)
    broken = problem(post({"hives": "broken"}), 500)

    assert late["code"] == "not_enacted"
    assert "1. Januar 2031" in late["title"]
    assert broken["code"] == "rules_failed"
    assert "Geheim" not in json.dumps(broken)


@pytest.mark.parametrize(
    "raw",
    [
        b" ",
        b"x",
        b"[]",
        b'"x"',
        b"\xff\xfe{}",
        b'{"hives": NaN}',
        b'{"hives": 3',
        b"[" * 1_900,
        b'{"hives": ' + b"9" * 1_900 + b"e}",
    ],
)
def test_what_is_no_json_object_is_refused(raw: bytes) -> None:
    assert problem(post(raw), 400)["code"] == "no_json"


def test_long_bodies_other_kinds_and_other_methods_are_refused() -> None:
    assert problem(post(b" " * 2_001), 413)["code"] == "too_large"
    assert problem(post(b"{}", content_type="text/plain"), 415)["code"] == "media_type"
    for method in ("get", "put", "patch", "delete"):
        answer = getattr(Client(), method)(TRIAL)
        assert problem(answer, 405)["code"] == "method_not_allowed"
        assert answer["Allow"] == "POST"


def test_services_without_trial_are_nothing_to_see() -> None:
    for key in ("nobody", "double_fails"):
        assert problem(post(EXAMPLE, f"/api/v1/{key}/trial"), 404)["code"] == "unknown_trial"
        assert problem(Client().get(f"/api/v1/{key}/schema"), 404)["code"] == "unknown_trial"


def test_schemas_are_exported_and_examples_fit_them() -> None:
    schema = Client().get("/api/v1/double_works/schema")
    answer = Client().get("/api/v1/answer/schema")

    assert schema["Content-Type"] == "application/schema+json"
    jsonschema.Draft202012Validator.check_schema(schema.json())
    jsonschema.Draft202012Validator.check_schema(answer.json())
    jsonschema.validate(EXAMPLE, schema.json())
    assert answer.json() == answer_schema()
    assert problem(Client().post("/api/v1/answer/schema"), 405)


def test_description_names_every_trial_with_schema_and_examples() -> None:
    found = Client().get("/api/v1/openapi.json").json()

    operation = found["paths"][TRIAL]["post"]
    body = operation["requestBody"]["content"]["application/json"]
    assert found["openapi"] == "3.1.0"
    assert body["schema"] == SCHEMA
    assert body["examples"]["three"]["value"] == EXAMPLE
    assert set(operation["responses"]) == {"200", "400", "413", "415", "422"}
