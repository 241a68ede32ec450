"""Who must confirm a member before it is submitted: what the record of the service says.

Pure. The submitting role is one requirement, each `Confirmation` that applies another. Which
persons may fill a role follows from the form: a group that describes a party and shares its answers
with the persons of the event ties the role to them; a role tied to nobody is open to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from amt.capabilities.applications.queries import party_entries
from amt.capabilities.bundles.filling import person_at
from amt.contract.answers import applies
from amt.contract.forms import Form
from amt.contract.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Requirement:
    """That somebody of these positions confirms in a role; the submitter's has no norm."""

    role: str
    norm: str
    positions: frozenset[int]
    submits: bool = False


def requirements_of(
    procedure: Procedure,
    form: Form,
    answers: Mapping[str, Any],
    *,
    people: str,
    positions: Iterable[int],
) -> tuple[Requirement, ...]:
    """Return who must confirm, the submitter first."""
    everybody = frozenset(positions)
    role = procedure.submitting_role
    found = [Requirement(role, "", _tied(form, answers, role, people) or everybody, submits=True)]
    for confirmation in procedure.confirmations:
        if confirmation.unless is not None and applies(confirmation.unless, answers):
            continue
        tied = _tied(form, answers, confirmation.role, people)
        found.append(
            Requirement(confirmation.role, confirmation.norm, (tied or everybody) & everybody)
        )
    return tuple(found)


def assigned(
    required: tuple[Requirement, ...], confirmed: Iterable[int], may_submit: Iterable[int]
) -> dict[int, Requirement] | None:
    """Give each requirement a confirmed person of its own; None while that cannot be done.

    Only who `may_submit` fills the submitter's. Earlier confirmations come first.
    """
    submitters = set(may_submit)
    for people in permutations(tuple(dict.fromkeys(confirmed)), len(required)):
        fits = all(
            person in one.positions and (not one.submits or person in submitters)
            for person, one in zip(people, required, strict=True)
        )
        if fits:
            return dict(zip(people, required, strict=True))
    return None


def asked_positions(required: tuple[Requirement, ...]) -> frozenset[int]:
    """Return everybody whose confirmation can count."""
    return frozenset().union(*(one.positions for one in required))


def _tied(form: Form, answers: Mapping[str, Any], role: str, people: str) -> frozenset[int]:
    return frozenset(
        at
        for group, index in party_entries(form, answers)
        if group.party == role and (at := person_at(group, index, people)) is not None
    )
