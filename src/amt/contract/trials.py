"""A trial by machine: a document in, a calculation out, nothing stored.

A procedure that brings one (`Procedure.trial_api`) is asked over the programming interface and by
its own command line alike, and `answer_of` writes both answers, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.texts import Texts, UnknownText

ANSWER_ID = "urn:amt:trial-answer:1"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a document: at which place (JSON pointer) and what is expected there.

    `detail` never repeats a value that was sent.
    """

    pointer: str
    detail: str


class DocumentRefused(ValueError):
    """A document cannot be answered; all that is wrong with it is named at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class TrialApi:
    """A trial for machines.

    `schema` is the JSON Schema (2020-12) of a document, `examples` are documents by name. `assess`
    is pure; it raises `DocumentRefused` for a document that it cannot read, `NotEnacted` where the
    time asked for has no figures at all. `largest_bytes` is the longest document that is read.
    """

    schema: Callable[[], dict[str, Any]]
    examples: Callable[[], Mapping[str, Mapping[str, Any]]]
    assess: Callable[[Mapping[str, Any]], Assessment]
    largest_bytes: int = 65_536


def answer_of(assessment: Assessment, texts: Texts, language: str) -> dict[str, Any]:
    """Return a calculation as plain data with its texts; `answer_schema` describes it.

    Amounts and values are exact decimal texts, days are ISO texts.
    """
    return {
        "outcome": assessment.outcome.value,
        "binding": False,
        "segments": [_segment(one, texts, language) for one in assessment.segments],
        "missing": list(assessment.missing),
        "remarks": _reasons(assessment.remarks, "reasons", texts, language),
    }


def filled(texts: Texts, key: str, language: str, values: Mapping[str, str]) -> str:
    """Return a text with its values, or an empty one where there is none that they fit."""
    try:
        return texts.get(key, language, **values)
    except (UnknownText, KeyError, IndexError):
        return ""


def reason_text(texts: Texts, reason: Reason, prefix: str, language: str) -> str:
    """Return a reason in plain words, its key where it has none."""
    values = dict(reason.values)
    return (
        filled(texts, f"{prefix}.{reason.key}", language, values)
        or filled(texts, f"{prefix}.{reason.key}.text", language, values)
        or reason.key
    )


def _segment(segment: Segment, texts: Texts, language: str) -> dict[str, Any]:
    until, enacted = segment.span.end, segment.enacted_until
    return {
        "from": segment.span.start.isoformat(),
        "until": until.isoformat() if until else None,
        "outcome": segment.outcome.value,
        "amount": str(segment.amount.euros) if segment.amount is not None else None,
        "reasons": _reasons(segment.reasons, "reasons", texts, language),
        "steps": [_step(step, texts, language) for step in segment.steps],
        "changes": _reasons(segment.changes, "changes", texts, language),
        "parameter_versions": list(segment.parameter_versions),
        "enacted_until": enacted.isoformat() if enacted else None,
    }


def _step(step: Step, texts: Texts, language: str) -> dict[str, Any]:
    values, key = dict(step.values), f"steps.{step.key}"
    return {
        "key": step.key,
        "part": step.part,
        "title": filled(texts, f"{key}.title", language, values) or step.key,
        "text": filled(texts, f"{key}.text", language, values),
        "norm": step.norm,
        "formula": step.formula,
        "value": f"{step.value:f}",
        "unit": step.unit.value,
        "rounding": filled(texts, f"{key}.rounding", language, values),
        "inputs": list(step.inputs),
    }


def _reasons(
    reasons: Iterable[Reason], prefix: str, texts: Texts, language: str
) -> list[dict[str, Any]]:
    return [
        {
            "key": reason.key,
            "norm": reason.norm,
            "text": reason_text(texts, reason, prefix, language),
            "values": dict(reason.values),
        }
        for reason in reasons
    ]


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `answer_of` yields."""
    reasons = {"type": "array", "items": {"$ref": "#/$defs/Reason"}}
    properties = {
        "outcome": _outcomes("Result as a whole"),
        "binding": {"const": False, "description": "A trial binds nobody"},
        "segments": {"type": "array", "items": {"$ref": "#/$defs/Segment"}},
        "missing": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Facts without which nothing can be calculated",
        },
        "remarks": {**reasons, "description": "What does not change the result"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ANSWER_ID,
        "title": "Answer to a trial",
        **_record(properties),
        "$defs": {
            "Segment": _record(_segment_schema(reasons), "A span of time with one result"),
            "Step": _record(_step_schema(), "One step of the calculation"),
            "Reason": _record(
                {
                    "key": _text("Name of the reason"),
                    "norm": _text("Provisions of the law"),
                    "text": _text("In plain words"),
                    "values": {
                        "type": "object",
                        "additionalProperties": {"type": "string"},
                        "description": "Figures that stand in the text",
                    },
                }
            ),
        },
    }


def _segment_schema(reasons: dict[str, Any]) -> dict[str, Any]:
    return {
        "from": _day("First day"),
        "until": _or_nothing(_day("Last day; null: open")),
        "outcome": _outcomes("Result; undecided: no figures are enacted or something is missing"),
        "amount": _or_nothing(_decimal("EUR a month; null: none")),
        "reasons": reasons,
        "steps": {"type": "array", "items": {"$ref": "#/$defs/Step"}},
        "changes": {**reasons, "description": "What would lead to another result"},
        "parameter_versions": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Figures of the law that were used: name@valid from",
        },
        "enacted_until": _or_nothing(_day("Last day for which all figures are enacted")),
    }


def _step_schema() -> dict[str, Any]:
    return {
        "key": _text("Name of the step"),
        "part": _text("Part of the calculation it belongs to"),
        "title": _text("What is calculated"),
        "text": _text("Explanation"),
        "norm": _text("Provisions of the law"),
        "formula": _text("The figures, written as in German: 1.234,56"),
        "value": _decimal("Exact value"),
        "unit": {"enum": [unit.value for unit in Unit], "description": "In what value is counted"},
        "rounding": _text("How the value is rounded"),
        "inputs": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Paths of what went in",
        },
    }


def _record(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    return {
        "type": "object",
        **({"description": description} if description else {}),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _outcomes(description: str) -> dict[str, Any]:
    return {"enum": [outcome.value for outcome in Outcome], "description": description}


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


def _day(description: str) -> dict[str, Any]:
    return {"type": "string", "format": "date", "description": description}


def _decimal(description: str) -> dict[str, Any]:
    return {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": description}


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    description = schema.pop("description")
    return {"anyOf": [schema, {"type": "null"}], "description": description}
