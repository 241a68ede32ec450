"""A register as this room sees it, whatever language it speaks.

`HttpAdapter` speaks the documented JSON of docs/how-to/registers.md. An adapter for another
protocol (XMeld, XPersonenstand, NOOTS) is a class beside it with the same two methods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from amt.capabilities.registers import transport
from amt.capabilities.registers.models import AnswerState
from amt.capabilities.registers.sources import Source
from amt.contract.lookups import Relation
from amt.kernel.errors import PartnerFailure

MOST_RECORDS = {Relation.SELF: 1, Relation.SPOUSE: 1, Relation.MINOR_CHILDREN: 30}
LONGEST_VALUE = 300
_DATES = {"birth_date", "moved_in_on", "married_on"}
_STATES = {
    "found": AnswerState.FOUND,
    "neutral": AnswerState.NOTHING,
    "ambiguous": AnswerState.AMBIGUOUS,
}


@dataclass(frozen=True, slots=True)
class Question:
    """What a register is told when it is asked (BMG section 40 (1): who, what, why, which file)."""

    number: str
    office: str
    procedure: str
    purpose: str
    norm: str
    relation: Relation
    attributes: tuple[str, ...]
    search: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a register says: a state, and where something was found, the records."""

    state: AnswerState
    records: tuple[Mapping[str, str], ...] = ()


class RegisterAdapter(Protocol):
    """A way to ask registers."""

    def ask(self, source: Source, question: Question) -> Reply:
        """Ask. :raises PartnerFailure: when there is no answer within two seconds."""
        ...

    def report(self, source: Source, content: Mapping[str, Any]) -> None:
        """Tell what is said to be wrong. :raises PartnerFailure: when it was not taken."""
        ...


class HttpAdapter:
    """Asks over HTTP and believes no more than it understands."""

    def ask(self, source: Source, question: Question) -> Reply:
        """Ask. :raises PartnerFailure: when there is no answer that can be believed."""
        told = transport.ask(
            source,
            "/v1/query",
            {
                "number": question.number,
                "office": question.office,
                "procedure": question.procedure,
                "purpose": question.purpose,
                "norm": question.norm,
                "relation": question.relation.value,
                "attributes": list(question.attributes),
                "search": dict(question.search),
            },
        )
        state = _STATES.get(str(told.get("state")))
        if state is None:
            raise PartnerFailure(source.key, "unknown_state", permanent=False)
        if state is not AnswerState.FOUND:
            return Reply(state)
        records = told.get("records")
        if not isinstance(records, Sequence) or isinstance(records, str):
            raise PartnerFailure(source.key, "no_records", permanent=False)
        if len(records) > MOST_RECORDS[question.relation]:
            raise PartnerFailure(source.key, "too_many_records", permanent=False)
        return Reply(state, tuple(_record(source, question, record) for record in records))

    def report(self, source: Source, content: Mapping[str, Any]) -> None:
        """Tell what is said to be wrong. :raises PartnerFailure: when it was not taken."""
        transport.ask(source, "/v1/report", content)


def adapter() -> RegisterAdapter:
    """Return the way in which registers are asked."""
    return HttpAdapter()


def _record(source: Source, question: Question, record: Any) -> Mapping[str, str]:
    # Only what was asked for is looked at: what a register adds is not ours to keep.
    if not isinstance(record, Mapping):
        raise PartnerFailure(source.key, "no_record", permanent=False)
    kept: dict[str, str] = {}
    for attribute in question.attributes:
        value = record.get(attribute)
        if value is None or value == "":
            continue
        if not isinstance(value, str) or len(value) > LONGEST_VALUE or not value.isprintable():
            raise PartnerFailure(source.key, "bad_value", permanent=False)
        if attribute in _DATES and not _is_date(value):
            raise PartnerFailure(source.key, "bad_date", permanent=False)
        kept[attribute] = value
    return kept


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
