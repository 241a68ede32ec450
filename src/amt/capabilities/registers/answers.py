"""From a lookup to what a register is asked, and from its records to values by path. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from amt.capabilities.registers.models import OPEN_STATES, AnswerState, Inquiry
from amt.capabilities.registers.permitted import FAMILY_MARKS, is_minor
from amt.contract.lookups import Lookup, Register, Relation

_STREET_LINE = ("street", "house_number")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an inquiry; `values` are by path of the form, dates as ISO text.

    With `entry_count` the values lie in a repeating group (`members.0.given_name`). `basis` fits
    `Fact.basis`: the register and the norm.
    """

    inquiry_uuid: UUID
    lookup_key: str
    register: Register
    register_name: str
    relation: Relation
    norm: str
    state: AnswerState
    values: Mapping[str, str]
    entry_count: int
    asked_at: datetime
    obtained_at: datetime | None

    @property
    def basis(self) -> str:
        """Register and norm in one line."""
        return f"{self.register_name}, {self.norm}"

    @property
    def is_open(self) -> bool:
        """Whether an answer may still come."""
        return self.state in OPEN_STATES


def answer_of(inquiry: Inquiry) -> Answer:
    """Return an inquiry as rooms above see it."""
    return Answer(
        inquiry_uuid=inquiry.uuid,
        lookup_key=inquiry.lookup_key,
        register=Register(inquiry.register),
        register_name=inquiry.register_name,
        relation=Relation(inquiry.relation),
        norm=inquiry.norm,
        state=AnswerState(inquiry.state),
        values=_in_order(inquiry),
        entry_count=inquiry.entry_count,
        asked_at=inquiry.asked_at,
        obtained_at=inquiry.answered_at if inquiry.state == AnswerState.FOUND else None,
    )


def attributes_for(inquiry: Inquiry) -> tuple[str, ...]:
    """Return what the register is asked for.

    Of children the birth date is always asked, because nobody of age may come in; of spouse and
    children what keeps them out.
    """
    relation = Relation(inquiry.relation)
    asked: list[str] = []
    for attribute, _path in inquiry.takes:
        asked += _STREET_LINE if attribute == "street_line" else (attribute,)
    if relation is Relation.MINOR_CHILDREN:
        asked.append("birth_date")
    if relation is not Relation.SELF and inquiry.register == Register.RESIDENTS:
        asked += FAMILY_MARKS
    return tuple(dict.fromkeys(asked))


def paths_of(lookup: Lookup) -> tuple[tuple[str, str], ...]:
    """Return pairs of attribute and path; in a repeating group the path inside one entry."""
    inside = f"{lookup.group}."
    return tuple(
        (attribute, path.removeprefix(inside) if lookup.group else path)
        for attribute, path in lookup.takes
    )


def values_from(
    inquiry: Inquiry, records: Sequence[Mapping[str, str]], on: date
) -> tuple[dict[str, str], int]:
    """Return values by path, and how many entries of the group they fill."""
    if Relation(inquiry.relation) is not Relation.SELF:
        records = [one for one in records if not any(one.get(mark) for mark in FAMILY_MARKS)]
    if Relation(inquiry.relation) is not Relation.MINOR_CHILDREN:
        return ({} if not records else _by_path(inquiry, records[0], "")), 0
    minors = [record for record in records if _is_minor(record, on)]
    values: dict[str, str] = {}
    for index, record in enumerate(minors):
        values |= _by_path(inquiry, record, f"{inquiry.group}.{index}." if inquiry.group else "")
    return values, len(minors)


def _in_order(inquiry: Inquiry) -> dict[str, str]:
    """Return the values as the lookup names them; the database keeps no order of keys."""
    leaves = [path for _attribute, path in inquiry.takes]
    prefixes = [""]
    if inquiry.entry_count and inquiry.group:
        prefixes = [f"{inquiry.group}.{index}." for index in range(inquiry.entry_count)]
    paths = [f"{prefix}{leaf}" for prefix in prefixes for leaf in leaves]
    return {path: inquiry.values[path] for path in paths if path in inquiry.values}


def _by_path(inquiry: Inquiry, record: Mapping[str, str], prefix: str) -> dict[str, str]:
    line = " ".join(record[part] for part in _STREET_LINE if record.get(part))
    known = {**record, "street_line": line}
    return {
        f"{prefix}{path}": known[attribute]
        for attribute, path in inquiry.takes
        if known.get(attribute)
    }


def _is_minor(record: Mapping[str, str], on: date) -> bool:
    born_on = record.get("birth_date")
    return bool(born_on) and is_minor(date.fromisoformat(str(born_on)), on)
