"""Fixtures: a register that says what a test tells it to, without a process.

The stand-ins behind the real protocol are tested in `standins/registers/tests`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from amt.capabilities.registers import adapters, breaker
from amt.capabilities.registers.adapters import Question, Reply
from amt.capabilities.registers.models import AnswerState
from amt.capabilities.registers.sources import Source
from amt.capabilities.registers.testing.sources import lay_out
from amt.contract.lookups import Relation
from amt.kernel.errors import PartnerFailure
from amt.kernel.testing.told import tell


@dataclass
class FakeRegister:
    """Answers from `records` (by relation); `is_down` lets every question fail."""

    records: dict[Relation, list[dict[str, str]]] = field(default_factory=dict)
    state: AnswerState = AnswerState.FOUND
    is_down: bool = False
    asked: list[Question] = field(default_factory=list)
    reports: list[Mapping[str, Any]] = field(default_factory=list)

    def ask(self, source: Source, question: Question) -> Reply:
        """Answer as told. :raises PartnerFailure: while it is down."""
        self.asked.append(question)
        self._require_up(source)
        if self.state is not AnswerState.FOUND:
            return Reply(self.state)
        told = self.records.get(question.relation, [])
        kept = [{k: v for k, v in row.items() if k in question.attributes} for row in told]
        return Reply(self.state, tuple(kept))

    def report(self, source: Source, content: Mapping[str, Any]) -> None:
        """Take a report. :raises PartnerFailure: while it is down."""
        self._require_up(source)
        self.reports.append(content)

    def _require_up(self, source: Source) -> None:
        if self.is_down:
            raise PartnerFailure(source.key, "TimeoutError", permanent=False)


@pytest.fixture
def register(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FakeRegister:
    """Registers for both cities that answer as the test says."""
    file, _ = lay_out(tmp_path / "registers", urls={})
    tell(settings, registers_file=file)
    fake = FakeRegister()
    monkeypatch.setattr(adapters, "adapter", lambda: fake)
    monkeypatch.setattr(breaker, "SECONDS", 0.0)
    breaker.forget()
    return fake
