"""A trial by machine: a document in, an answer out, nothing stored.

A procedure that brings one (`Procedure.trial_api`) is asked over the programming interface and by
its own command line alike, so both give the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a document: at which place (JSON pointer) and what is expected there.

    `detail` never repeats what was sent.
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

    `request` and `response` are JSON Schemas (2020-12), `examples` documents that can be sent.
    `answer(document, language)` is pure; it raises `DocumentRefused` for a document that it cannot
    read and `NotEnacted` where no figures are enacted for any part of the time asked for.
    """

    request: Callable[[], dict[str, Any]]
    response: Callable[[], dict[str, Any]]
    answer: Callable[[Mapping[str, Any], str], dict[str, Any]]
    examples: Callable[[], Mapping[str, Mapping[str, Any]]]
    largest_bytes: int = 65_536
