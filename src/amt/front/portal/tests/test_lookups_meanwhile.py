"""A register is asked while the person goes on: no page waits for it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test import Client

from amt.capabilities.applications.models import Draft
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.registers import adapters
from amt.capabilities.registers.adapters import Question, Reply
from amt.capabilities.registers.sources import Source
from amt.capabilities.registers.testing.fixtures import FakeRegister, register
from amt.front.portal.tests.test_lookups import draft, lookup, page, text

__all__ = ["draft", "register"]

PATIENCE_SECONDS = 60


@dataclass
class SlowRegister(FakeRegister):
    """Answers only when it is told to."""

    begun: threading.Event = field(default_factory=threading.Event)
    may_answer: threading.Event = field(default_factory=threading.Event)

    def ask(self, source: Source, question: Question) -> Reply:
        """Answer once it may; nobody waits for ever for an event that never comes."""
        self.begun.set()
        assert self.may_answer.wait(PATIENCE_SECONDS)
        return super().ask(source, question)


@pytest.fixture
def slow(register: FakeRegister, monkeypatch: pytest.MonkeyPatch) -> SlowRegister:
    made = SlowRegister(records=register.records)
    monkeypatch.setattr(adapters, "adapter", lambda: made)
    return made


def test_no_page_waits_for_a_register(
    home: Client, draft: Draft, slow: SlowRegister, register: FakeRegister, run_jobs: RunJobs
) -> None:
    slow.records = register.records

    answer = home.post(lookup(draft), {"register": "abrufen"})
    assert answer.status_code == 302
    assert not slow.begun.is_set()

    def work() -> None:
        run_jobs()
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert slow.begun.wait(PATIENCE_SECONDS)
        assert "Wir fragen gerade" in text(home, page(draft))
        assert "Es sind Daten für Sie da" not in text(home, page(draft, "children"))
        went_on = home.post(page(draft, "children"), {"children.count": "0"})
        assert went_on.status_code == 302
    finally:
        slow.may_answer.set()
        worker.join(PATIENCE_SECONDS)

    assert "Es sind Daten für Sie da" in text(home, page(draft, "children"))
