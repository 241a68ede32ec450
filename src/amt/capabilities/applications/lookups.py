"""What registers answered for a draft, beside what was typed: where each value belongs, what it is.

A draft keeps what the person chose (`Draft.lookups`); the answers lie with the registers until they
are used. Values are compared in normal form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.known_answers import fitting
from amt.capabilities.applications.models import Draft
from amt.capabilities.identity import queries as identity
from amt.capabilities.registers import queries as registers
from amt.contract.answers import COUNT_SUFFIX
from amt.contract.forms import Form, bare_path
from amt.contract.lookups import Lookup
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.kernel.actors import Actor, ActorKind, TrustLevel

DRAFT = "draft"
_NAMING = ("given_name", "given_names", "birth_date")
"""What tells one entry of a group from another."""


class LookupState(StrEnum):
    """How far a lookup of a draft has come."""

    OFFERED = "offered"
    MANUAL = "manual"
    WAITING = "waiting"
    DOWN = "down"
    NOTHING = "nothing"
    FOUND = "found"
    USED = "used"
    REFUSED = "refused"


_OF_ANSWER = {
    registers.AnswerState.WAITING: LookupState.WAITING,
    registers.AnswerState.DOWN: LookupState.DOWN,
    registers.AnswerState.FAILED: LookupState.DOWN,
    registers.AnswerState.FOUND: LookupState.FOUND,
}


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A value of a register at its place in the form, beside what stands there.

    `is_same` compares in normal form; `is_typed`: a person wrote what stands there.
    """

    path: str
    attribute: str
    value: Any
    held: Any
    is_same: bool
    is_typed: bool

    @property
    def differs(self) -> bool:
        """Whether a person wrote something else."""
        return self.is_typed and not self.is_same


@dataclass(frozen=True, slots=True)
class LookupView:
    """A lookup of a draft as the person sees it; `rows` once something came."""

    lookup: Lookup
    state: LookupState
    register_name: str
    rows: tuple[LookedUp, ...] = ()
    answer: registers.Answer | None = None
    reported: str = ""
    """The reference under which something wrong was reported."""

    @property
    def is_open(self) -> bool:
        """Whether an answer may still come."""
        return self.state is LookupState.WAITING


def lookups_of(draft: Draft, actor: Actor) -> list[LookupView]:
    """Return the lookups that the draft's owner may make, in the order of the service.

    Only for somebody signed in at level substantial where a register of their place answers.
    """
    found = procedure(draft.procedure_key)
    if not found.lookups or not may_look_up(draft, actor) or draft.account_id is None:
        return []
    ars = identity.person_of(identity.get_account(draft.account_id)).ars
    answers = registers.list_answers(DRAFT, draft.uuid)
    return [
        _view(draft, one, answers.get(one.key), registers.register_name(one.register, ars))
        for one in found.lookups
        if registers.is_available(one.register, ars)
    ]


def may_look_up(draft: Draft, actor: Actor) -> bool:
    """Tell whether somebody may ask registers for a draft: its own account, known surely."""
    is_own = actor.kind is ActorKind.RESIDENT and actor.account_id == draft.account_id
    return is_own and actor.trust >= TrustLevel.SUBSTANTIAL


def find_lookup(found: Procedure, key: str) -> Lookup | None:
    """Return a lookup of a service, or None."""
    return next((one for one in found.lookups if one.key == key), None)


def placed(form: Form, lookup: Lookup, answer: registers.Answer, held: Mapping[str, Any]) -> Rows:
    """Return the values of an answer that the form takes, at their places beside what stands there.

    Entries of a group go to the entry that means the same person, else behind the last.
    """
    values = _moved(lookup, answer, held) if lookup.group else dict(answer.values)
    attributes = {path: attribute for attribute, path in lookup.takes}
    taken = fitting(form, values)
    return {
        path: (attributes[bare_path(path)], value)
        for path, value in taken.items()
        if not path.endswith(COUNT_SUFFIX)
    }


Rows = dict[str, tuple[str, Any]]


def _view(
    draft: Draft, lookup: Lookup, answer: registers.Answer | None, register_name: str
) -> LookupView:
    kept = draft.lookups.get(lookup.key, {})
    state = _state(kept, answer)
    rows: tuple[LookedUp, ...] = ()
    if answer is not None and state in {LookupState.FOUND, LookupState.USED}:
        form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
        rows = tuple(
            looked_up(draft, path, attribute, value)
            for path, (attribute, value) in placed(form, lookup, answer, draft.answers).items()
        )
        if not rows and state is LookupState.FOUND:
            state = LookupState.NOTHING
    reported = str(kept.get("reported", ""))
    return LookupView(lookup, state, register_name, rows, answer, reported)


def looked_up(draft: Draft, path: str, attribute: str, value: Any) -> LookedUp:
    """Compare a value of a register with what a draft holds."""
    held = draft.answers.get(path)
    known = path in draft.prefill and draft.prefill[path] == held
    return LookedUp(
        path=path,
        attribute=attribute,
        value=value,
        held=held,
        is_same=held is not None and registers.is_same(attribute, held, value),
        is_typed=held not in (None, "") and not known,
    )


def _state(kept: Mapping[str, Any], answer: registers.Answer | None) -> LookupState:
    if "used_at" in kept:
        return LookupState.USED
    if "refused_at" in kept:
        return LookupState.REFUSED
    if kept.get("choice") == "manual":
        return LookupState.MANUAL
    if answer is None or not kept:
        return LookupState.OFFERED
    return _OF_ANSWER.get(answer.state, LookupState.NOTHING)


def _moved(lookup: Lookup, answer: registers.Answer, held: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a group under the numbers of the entries that they belong to."""
    inside = {path.removeprefix(f"{lookup.group}."): attr for attr, path in lookup.takes}
    naming = {leaf: attr for leaf, attr in inside.items() if attr in _NAMING}
    last = entries_in(lookup.group, held)
    free = list(range(last))
    moved: dict[str, Any] = {}
    for entry in _entries_of(lookup, answer):
        same = next((i for i in free if _is_entry(lookup.group, i, entry, naming, held)), None)
        if same is None:
            same, last = last, last + 1
        else:
            free.remove(same)
        moved |= {f"{lookup.group}.{same}.{leaf}": value for leaf, value in entry.items()}
    return moved


def _entries_of(lookup: Lookup, answer: registers.Answer) -> list[dict[str, str]]:
    """Return the persons of an answer; one person alone comes without a number."""
    if not answer.entry_count:
        return [dict(answer.values)] if answer.values else []
    prefixes = [f"{lookup.group}.{number}." for number in range(answer.entry_count)]
    return [
        {p.removeprefix(one): v for p, v in answer.values.items() if p.startswith(one)}
        for one in prefixes
    ]


def _is_entry(
    group: str,
    number: int,
    entry: Mapping[str, Any],
    naming: Mapping[str, str],
    held: Mapping[str, Any],
) -> bool:
    """Tell whether an entry means a person of the register; an empty one may be anybody."""
    typed = {leaf: held.get(f"{group}.{number}.{leaf}") for leaf in naming}
    known = {leaf: value for leaf, value in typed.items() if value not in (None, "")}
    return all(
        registers.is_same(naming[leaf], value, entry.get(leaf)) for leaf, value in known.items()
    )


def entries_in(group: str, held: Mapping[str, Any]) -> int:
    """Return how many entries of a group are filled in; empty ones at the end do not count."""
    numbers = [
        int(rest.partition(".")[0])
        for head, _dot, rest in (path.partition(".") for path in held)
        if head == group and rest.partition(".")[0].isdigit()
    ]
    return max(numbers, default=-1) + 1


def when(kept: Mapping[str, Any], name: str) -> datetime | None:
    """Return a moment that a draft keeps of a lookup."""
    text = kept.get(name)
    return datetime.fromisoformat(text) if text else None
