"""The command line `amt wohngeld-explain HOUSEHOLD.json`: the result and every step behind it.

`--schema` prints the JSON Schema of the file. Exit status: 0 calculated (with or without an
amount), 2 the file cannot be used (every problem is named with its place), 3 no figures are enacted
for its time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from amt.contract.assessment import Assessment, Outcome
from amt.contract.procedure import Command
from amt.contract.texts import Texts
from amt.contract.trials import DocumentRefused, answer_of
from amt.procedures.wohngeld.explain import assess
from amt.procedures.wohngeld.explain_text import written
from amt.procedures.wohngeld.rules.lesen import schema

CALCULATED, UNUSABLE, NOT_ENACTED = 0, 2, 3
LANGUAGES = ("de", "en")

_HERE = Path(__file__).parent
_TEXTS = Texts.load(_HERE / "texts", _HERE / "explain_texts")


class Unusable(ValueError):
    """A file cannot be used; the text says why and where."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "source",
        metavar="HOUSEHOLD.json",
        nargs="?",
        default="-",
        help="household to read (UTF-8), or - for standard input",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="write steps to read (the default)")
    form.add_argument("--json", action="store_true", help="write the answer as JSON")
    form.add_argument("--schema", action="store_true", help="write the JSON Schema of the file")
    parser.add_argument(
        "--on", metavar="DAY", help="day of the application in place of the file's, as 2026-05-01"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="de", help="language of the texts")


def run(arguments: argparse.Namespace) -> int:
    """Explain one household; return the exit status."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if arguments.schema:
        _write_json(schema())
        return CALCULATED
    try:
        assessment = assess(_document(arguments))
    except Unusable as problem:
        return _unusable(str(problem))
    except DocumentRefused as refused:
        count = len(refused.faults)
        lines = [f"{arguments.source}: {count} problem{'s' if count > 1 else ''}"]
        lines += [f"  {fault.pointer or '/'}: {fault.detail}" for fault in refused.faults]
        return _unusable("\n".join(lines))
    if arguments.json:
        _write_json(answer_of(assessment, _TEXTS, arguments.language))
    else:
        sys.stdout.write(written(assessment, _TEXTS, arguments.language))
    return NOT_ENACTED if _is_open(assessment) else CALCULATED


def _document(arguments: argparse.Namespace) -> Mapping[str, Any]:
    """Read the file and put another day of application into it where one is given.

    :raises Unusable: when it is no JSON object in UTF-8 or cannot be read.
    """
    day = _day(arguments.on)
    name = arguments.source
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        found = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except OSError as problem:
        raise Unusable(f"{name}: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise Unusable(f"{name} is not UTF-8.") from None
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise Unusable(f"{name} is no JSON: {problem.msg} ({place}).") from None
    except (RecursionError, ValueError):
        raise Unusable(f"{name} is no JSON that can be read.") from None
    if not isinstance(found, dict):
        raise Unusable(f"{name} holds no JSON object.")
    return {**found, "applied_on": day} if day else found


def _day(typed: str | None) -> str:
    if not typed:
        return ""
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise Unusable(f"--on {typed} is no day. Write it as 2026-05-01.") from None


def _is_open(assessment: Assessment) -> bool:
    """Tell whether no part of the time could be decided."""
    return all(one.outcome is Outcome.UNDECIDED for one in assessment.segments)


def _write_json(content: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _unusable(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return UNUSABLE


COMMAND = Command(
    name="wohngeld-explain",
    help="Explain the Wohngeld of one household: amount and every step with its paragraph.",
    configure=configure,
    run=run,
)
