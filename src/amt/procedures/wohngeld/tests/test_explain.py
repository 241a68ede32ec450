"""One household explained by command: result, every step, every problem with its place."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from amt.contract.assessment import Outcome
from amt.contract.trials import DocumentRefused, answer_of, answer_schema
from amt.procedures.wohngeld import cli_explain
from amt.procedures.wohngeld.explain import TRIAL_API, assess, examples
from amt.procedures.wohngeld.explain_text import WIDTH, written
from amt.procedures.wohngeld.procedure import PROCEDURE

SINGLE = examples()["single_tenant"]


class Terminal(io.StringIO):
    def reconfigure(self, **_more: Any) -> None:
        """Take the encoding as it is."""


def command(*words: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    out, err = Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    parser = argparse.ArgumentParser()
    cli_explain.configure(parser)
    code = cli_explain.run(parser.parse_args(words))
    return code, out.getvalue(), err.getvalue()


def stored(tmp_path: Path, content: Any) -> str:
    path = tmp_path / "household.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


@pytest.mark.parametrize("name", sorted(examples()))
def test_every_example_fits_the_schema_and_is_calculated(name: str) -> None:
    document = examples()[name]

    jsonschema.validate(document, TRIAL_API.schema(), cls=jsonschema.Draft202012Validator)
    assessment = assess(document)

    assert assessment.outcome is not Outcome.UNDECIDED
    for language in ("de", "en"):
        answer = answer_of(assessment, PROCEDURE.texts, language)
        jsonschema.validate(answer, answer_schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", sorted(examples()))
def test_every_step_and_reason_has_words_paragraph_and_part(name: str, language: str) -> None:
    answer = answer_of(assess(examples()[name]), PROCEDURE.texts, language)

    for segment in answer["segments"]:
        for step in segment["steps"]:
            assert step["norm"], step["key"]
            assert step["title"] != step["key"], step["key"]
            assert "{" not in step["title"] + step["text"] + step["rounding"], step["key"]
            assert PROCEDURE.texts.find(f"calculation.{step['part']}", language), step["key"]
        for reason in [*segment["reasons"], *segment["changes"], *answer["remarks"]]:
            assert reason["text"] != reason["key"], reason["key"]


def test_steps_name_the_places_of_the_document_that_went_in() -> None:
    (segment, *_) = assess(SINGLE).segments

    inputs = {path for step in segment.steps for path in step.inputs}
    assert any(path.startswith("members.0.incomes.0") for path in inputs), inputs


def test_command_prints_result_steps_and_paragraphs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = stored(tmp_path, SINGLE)

    code, out, err = command(source, monkeypatch=monkeypatch)

    assert (code, err) == (0, "")
    assert out == written(assess(SINGLE), PROCEDURE.texts, "de")
    for shown in ("Ergebnis", "€ im Monat", "§ 19", "Unverbindlich", "01.01.2026 bis 31.12.2026"):
        assert shown in out, shown
    formulas = {step.formula for segment in assess(SINGLE).segments for step in segment.steps}
    long = [line for line in out.splitlines() if len(line) > WIDTH]
    assert all(line.strip() in formulas for line in long if "€" not in line)


def test_command_writes_the_answer_of_the_interface_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = stored(tmp_path, SINGLE)

    code, out, _err = command(source, "--json", "--language", "en", monkeypatch=monkeypatch)

    assert code == 0
    assert json.loads(out) == answer_of(assess(SINGLE), PROCEDURE.texts, "en")


def test_another_day_of_application_takes_the_place_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = stored(tmp_path, {k: v for k, v in SINGLE.items() if k != "applied_on"})

    code, out, _err = command(source, "--json", "--on", "2025-03-20", monkeypatch=monkeypatch)

    assert code == 0
    assert json.loads(out)["segments"][0]["from"] == "2025-03-01"


def test_months_past_the_figures_are_a_segment_that_is_not_enacted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = stored(tmp_path, SINGLE)

    code, out, _err = command(source, "--json", "--on", "2026-11-20", monkeypatch=monkeypatch)

    assert code == 0
    first, later = json.loads(out)["segments"]
    assert (first["from"], first["until"]) == ("2026-11-01", "2026-12-31")
    assert (later["from"], later["until"]) == ("2027-01-01", "2027-10-31")
    assert later["outcome"] == "undecided"
    assert later["amount"] is None


def test_times_without_figures_have_an_exit_status_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = stored(tmp_path, SINGLE)

    code, out, _err = command(source, "--on", "2040-03-20", monkeypatch=monkeypatch)

    assert code == 3
    assert "Werte noch nicht beschlossen" in out


def test_every_problem_of_a_document_is_named_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {**SINGLE, "wohnung": {"kind": "tent"}, "members": [{"id": 3}], "colour": "red"}

    code, out, err = command(stored(tmp_path, wrong), monkeypatch=monkeypatch)

    assert (code, out) == (2, "")
    for place in ("/wohnung/kind", "/members/0/id", "/members/0/relation", "/colour"):
        assert f"  {place}: " in err, err
    with pytest.raises(DocumentRefused) as refused:
        assess(wrong)
    assert len(refused.value.faults) == err.count("\n  /")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no JSON"),
        (b"{", "line 1, column 2"),
        (b"[]", "no JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_files_that_are_no_document_are_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, told: str
) -> None:
    code, out, err = command(stored(tmp_path, content), monkeypatch=monkeypatch)

    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_missing_files_and_wrong_days_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = command(str(tmp_path / "none.json"), monkeypatch=monkeypatch)
    wrong_day = command(stored(tmp_path, SINGLE), "--on", "1.5.26", monkeypatch=monkeypatch)

    assert missing[0] == wrong_day[0] == 2
    assert "No such file" in missing[2]
    assert "2026-05-01" in wrong_day[2]


def test_schema_is_printed_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _err = command("--schema", monkeypatch=monkeypatch)

    assert code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(out))
    assert json.loads(out) == TRIAL_API.schema()
