"""The one record that a procedure fills, and all that the platform reads of it.

The platform asks for parts (`if procedure.fee`), never for identity. A record, not a base class: it
grows only when two procedures need it, with a default and a decision record.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from amt.contract.acts import ActSpec
from amt.contract.assessment import Assessment, FeeItem
from amt.contract.facts import Facts
from amt.contract.forms import Form
from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.parameters import ParameterSet
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period, Span


class Handling(StrEnum):
    """Where the matter is decided."""

    OWN = "own"
    HANDED_OVER = "handed_over"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Norm:
    """A provision by which the service stands: `§ 19 WoGG`, with its statute's full name."""

    citation: str
    statute: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may apply and what identity that takes."""

    apply_at: TrustLevel
    by_representative: bool = False
    by_organisation: bool = False


@dataclass(frozen=True, slots=True)
class PartyRole:
    """A role in a case and how many may hold it."""

    key: str
    minimum: int = 0
    maximum: int = 1


@dataclass(frozen=True, slots=True)
class Retention:
    """How long something is kept after the case is closed, and by which norm."""

    key: str
    period: Period
    norm: str


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from one state of a case to another; `deed` names what a person or job does."""

    deed: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """States and transitions of a case as data."""

    initial: str
    final: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def target(self, state: str, deed: str) -> str | None:
        """Return the state that a deed leads to, or None when it is not allowed."""
        for transition in self.transitions:
            if transition.source == state and transition.deed == deed:
                return transition.target
        return None

    @property
    def states(self) -> tuple[str, ...]:
        """All states, in the order of their first mention."""
        found = [self.initial]
        found += [s for t in self.transitions for s in (t.source, t.target)]
        return tuple(dict.fromkeys(found + list(self.final)))


STANDARD_WORKFLOW = Workflow(
    initial="received",
    final=("closed",),
    transitions=(
        Transition("assess", "received", "in_progress"),
        Transition("assess", "in_progress", "in_progress"),
        Transition("decide", "in_progress", "decided"),
        Transition("close", "decided", "closed"),
    ),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """How the spoken reference of a case begins: `WOG` in `WOG-26-7K3M-PX4C`."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command line that a procedure brings."""

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


@dataclass(frozen=True, slots=True)
class Automation:
    """A norm that allows a decision without a person; off unless the operator switches it on."""

    norm: str
    excluded_if: tuple[str, ...]
    sampled_share_percent: int


Assess = Callable[[Facts, Span], Assessment]


@dataclass(frozen=True)
class Procedure:
    """A service of the administration, whole."""

    key: str
    law: Law
    handling: Handling
    norms: tuple[Norm, ...]
    texts: Texts
    access: Access
    reference: Reference
    retention: tuple[Retention, ...]
    situations: tuple[LifeSituation, ...]
    leika: str = ""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    parties: tuple[PartyRole, ...] = (PartyRole("applicant", 1, 1),)
    workflow: Workflow = STANDARD_WORKFLOW
    parameters: tuple[ParameterSet, ...] = ()
    assess: Assess | None = None
    assessed_period: Callable[[Facts, date], Span] | None = None
    place_path: str = ""
    acts: tuple[ActSpec, ...] = ()
    fee: Callable[[Facts, date], tuple[FeeItem, ...]] | None = None
    automation: Automation | None = None
    triggers: tuple[LifeEvent, ...] = ()
    indicators: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()

    def form(self, key: str) -> Form:
        """Return a form. :raises LookupError: when the procedure has none of this key."""
        try:
            return self.forms[key]
        except KeyError:
            raise LookupError(f"{self.key} has no form {key}") from None

    def act(self, key: str) -> ActSpec:
        """Return an act it can issue. :raises LookupError: when there is none of this key."""
        for spec in self.acts:
            if spec.key == key:
                return spec
        raise LookupError(f"{self.key} issues no act {key}")

    def title(self, language: str) -> str:
        """The name as people say it."""
        return self.texts.get("title", language)

    def official_title(self, language: str) -> str:
        """The name in the law."""
        return self.texts.get("official_title", language)

    def place_of(self, facts: Mapping[str, Any]) -> str:
        """Return the ARS of the place that decides who is competent, or an empty text."""
        return str(facts.get(self.place_path, "")) if self.place_path else ""
