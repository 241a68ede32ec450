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
from amt.contract.benefits import Benefit, Reassess
from amt.contract.deeds import Consultation, Deed, Terms
from amt.contract.facts import Facts
from amt.contract.forms import Condition, Form
from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.lookups import Lookup
from amt.contract.outreach import Outreach
from amt.contract.parameters import ParameterSet
from amt.contract.texts import Texts
from amt.contract.trials import TrialApi
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
    """Who may apply and what identity that takes.

    `submits_as` is the role of the person who sends the form; empty means the first role.
    """

    apply_at: TrustLevel
    by_representative: bool = False
    by_organisation: bool = False
    submits_as: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a role sees of a case beside its own acts and messages.

    `facts` are paths (and all below them), `documents` paths of file fields; None means all.
    `acts_of` are further roles whose acts it sees.
    """

    facts: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    terms: bool = True
    timeline: bool = True
    acts_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyRole:
    """A role in a case, how many may hold it and what it sees."""

    key: str
    minimum: int = 0
    maximum: int = 1
    sees: Sight = Sight()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That another role must confirm before an application counts, unless an answer says not."""

    role: str
    norm: str
    unless: Condition | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """A fact of this procedure that others may take after its decision, under a shared name."""

    shared: str
    path: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A proof that another authority's facts replace.

    `facts` pairs shared names with the paths that receive them. Without the consent that `consent`
    demands, the person hands in a document at the file field `manual`.
    """

    key: str
    norm: str
    facts: tuple[tuple[str, str], ...]
    consent: bool
    manual: str


@dataclass(frozen=True, slots=True)
class Handover:
    """How a matter goes to the body that decides it: partner, kind of message, its content.

    What the partner reports back is a deed of the workflow, `DeedBy.PARTNER`.
    """

    partner: str
    message: str
    norm: str
    compose: Callable[[Facts, Mapping[str, tuple[str, ...]]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class AppointmentKind:
    """An appointment that the service may need; its texts are `appointments.<key>.title|text`."""

    key: str
    minutes: int
    condition: Condition | None = None
    ways: tuple[str, ...] = ("office",)


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
    """States and transitions of a case as data.

    `informal` is the state of a case that began with a call or a letter and lacks its form; the
    transition `complete` leads from there to `initial`. Empty: the procedure needs its form.
    """

    initial: str
    final: tuple[str, ...]
    transitions: tuple[Transition, ...]
    informal: str = ""

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


HANDOVER_WORKFLOW = Workflow(
    initial="received",
    final=("closed",),
    transitions=(
        Transition("hand_over", "received", "handed_over"),
        Transition("accepted", "handed_over", "accepted"),
        Transition("rejected", "handed_over", "handover_failed"),
        Transition("hand_over", "handover_failed", "handed_over"),
        Transition("in_progress", "accepted", "accepted"),
        Transition("needs_more", "accepted", "accepted"),
        Transition("decided", "accepted", "decided_elsewhere"),
        Transition("close", "decided_elsewhere", "closed"),
    ),
)
"""Of a matter that a partner decides: sent, accepted there, reported back."""


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
    """A norm that allows a decision without a person; off unless the operator switches it on.

    `excluded_if` names all that speaks against it (texts `automation.<key>`), `against` says which
    of these hold for a case. Of the cases that qualify, a person decides a share.
    """

    norm: str
    excluded_if: tuple[str, ...]
    sampled_share_percent: int
    against: Callable[[Facts, Assessment], tuple[str, ...]] | None = None


Assess = Callable[[Facts, Span], Assessment]


@dataclass(frozen=True)
class Procedure:
    """A service of the administration, whole.

    `letter_only` names the norm that lets no act go through our own mailbox: each goes by letter.
    """

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
    deeds: tuple[Deed, ...] = ()
    terms: Terms | None = None
    consultations: tuple[Consultation, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    provides: tuple[Provision, ...] = ()
    handover: Handover | None = None
    appointments: tuple[AppointmentKind, ...] = ()
    parameters: tuple[ParameterSet, ...] = ()
    assess: Assess | None = None
    assessed_period: Callable[[Facts, date], Span] | None = None
    reassess: Reassess | None = None
    benefit: Benefit | None = None
    place_path: str = ""
    acts: tuple[ActSpec, ...] = ()
    letter_only: str = ""
    fee: Callable[[Facts, date], tuple[FeeItem, ...]] | None = None
    automation: Automation | None = None
    triggers: tuple[LifeEvent, ...] = ()
    indicators: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    trial_api: TrialApi | None = None
    outreach: Outreach | None = None

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

    def deed(self, key: str) -> Deed:
        """Return a deed. :raises LookupError: when there is none of this key."""
        for deed in self.deeds:
            if deed.key == key:
                return deed
        raise LookupError(f"{self.key} knows no deed {key}")

    def role(self, key: str) -> PartyRole:
        """Return a role. :raises LookupError: when there is none of this key."""
        for role in self.parties:
            if role.key == key:
                return role
        raise LookupError(f"{self.key} has no role {key}")

    @property
    def submitting_role(self) -> str:
        """The role of the person who sends the form."""
        return self.access.submits_as or self.parties[0].key

    def title(self, language: str) -> str:
        """The name as people say it."""
        return self.texts.get("title", language)

    def official_title(self, language: str) -> str:
        """The name in the law."""
        return self.texts.get("official_title", language)

    def place_of(self, facts: Mapping[str, Any]) -> str:
        """Return the ARS of the place that decides who is competent, or an empty text."""
        return str(facts.get(self.place_path, "")) if self.place_path else ""
