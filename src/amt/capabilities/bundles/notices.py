"""A partner's notice of an event, in the words of the event's conversation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from amt.capabilities.bundles.services import Person
from amt.capabilities.exchange import queries as exchange
from amt.contract.forms import bare_path
from amt.contract.life_events import Conversation, LifeEvent, conversations
from amt.contract.texts import SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says, by shared name, and whom it names."""

    event: LifeEvent
    facts: Mapping[str, Any]
    people: tuple[Person, ...]
    notice_from: str
    basis: str


def notice_of(message_uuid: UUID, kind: str) -> Notice | None:
    """Return the notice in a message, or None when its kind begins no conversation."""
    told = next((one for one in conversations() if one.notice and one.notice == kind), None)
    if told is None:
        return None
    payload = exchange.get_message(message_uuid).payload
    sender = str(payload.get(told.notice_from, "")) if told.notice_from else ""
    norm = told.texts.find("notice.norm", SOURCE_LANGUAGE) or ""
    facts = {
        path: value
        for path, value in _leaves(payload)
        if bare_path(path) in told.noticed and value not in (None, "")
    }
    return Notice(
        event=told.event,
        facts=facts,
        people=tuple(_people(told, facts)),
        notice_from=sender,
        basis=", ".join(part for part in (sender, norm) if part),
    )


def _leaves(tree: object, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a tree of objects and lists holds, by dotted path with numbers for lists."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from _leaves(value, f"{prefix}{key}.")
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _leaves(value, f"{prefix}{index}.")
    else:
        yield prefix.removesuffix("."), tree


def _people(told: Conversation, facts: Mapping[str, Any]) -> Iterator[Person]:
    """Yield the persons of a notice by the attributes that their fields name."""
    attributes = {
        field.path.partition(".")[2]: field.person
        for step in told.form.steps
        for group in step.groups
        if group.key == told.people
        for field in group.fields
        if field.person
    }
    index = 0
    while True:
        said = {
            attribute: str(facts[path])
            for rest, attribute in attributes.items()
            if (path := f"{told.people}.{index}.{rest}") in facts
        }
        name = _joined(said.get("given_name"), said.get("family_name"))
        if not name:
            return
        town = _joined(said.get("postcode"), said.get("city"))
        lines = (name, said.get("street", ""), town)
        yield Person(told.people, name, tuple(line for line in lines if line))
        index += 1


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
