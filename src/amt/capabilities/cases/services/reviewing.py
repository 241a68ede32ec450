"""What deciding a case once more by a review of many would give, before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from amt.capabilities.acts import services as acts
from amt.capabilities.cases import choice
from amt.capabilities.cases.chronicle import (
    decided_values,
    land_at,
    next_due_on,
    procedure_of,
    terms_of,
)
from amt.capabilities.cases.histories import Loaded
from amt.capabilities.cases.models import Case, Consultation, Party
from amt.capabilities.cases.services import wording
from amt.capabilities.cases.services.assessing import compute
from amt.capabilities.cases.services.deeds import AnswersWrong, checked
from amt.capabilities.cases.visibility import can_work_on
from amt.contract.assessment import Assessment, Outcome
from amt.contract.benefits import Ruling
from amt.contract.deeds import DECIDED, DeedBy, Entry
from amt.contract.facts import Facts
from amt.contract.procedure import Procedure
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.periods import add_months, first_of_month

DONE, UNCHANGED, SKIPPED, PROBLEM = "decided", "unchanged", "skipped", "problem"
"""Outcomes of a review for a case."""

NOT_KNOWN = "not_known"
NOT_DECIDED = "not_decided"
NOT_TO_BE_DECIDED = "not_to_be_decided"
UNDECIDED = "undecided"
NO_ACT = "no_act"
ACT_FAILED = "act_failed"
"""Problems beside those of the assessment."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review of many cases: its key, the facts that it records, the acts that may declare it."""

    key: str
    facts: Mapping[str, Any]
    norm: str
    act_keys: tuple[str, ...]
    actor: Actor
    signatory: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """What belongs to the cases beside their history, by the id of the case."""

    parties: Mapping[int, Sequence[Party]]
    consultations: Mapping[int, Sequence[Consultation]]
    consenting: frozenset[int]
    lands: dict[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Redecided:
    """What a review gives for a case.

    `before` is the assessment of the last decision, `after` the new one. `outcome` is `decided`
    (or would be), `unchanged` (no month would change, so nothing is decided), `skipped` (decided by
    this review before) or `problem`, which `problem` then names.
    """

    case_uuid: UUID
    before: Assessment | None = None
    after: Assessment | None = None
    outcome: str = PROBLEM
    problem: str = ""
    decision_uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A case with what a review gives for it, and the act where it would be decided.

    `assessment` is the new one as it is stored.
    """

    loaded: Loaded
    result: Redecided
    kind: str = ""
    target: str = ""
    facts: Facts = field(default_factory=lambda: Facts({}))
    act_key: str = ""
    assessment: dict[str, Any] | None = None
    declaration: acts.Declaration | None = None
    next_due_on: date | None = None

    def decided_as(self, decision_uuid: UUID | None) -> Planned:
        """Return the same with the uuid of its decision, if one was stored."""
        if decision_uuid is None:
            return self
        return replace(self, result=replace(self.result, decision_uuid=decision_uuid))


def plan(loaded: Loaded, review: Review, around: Around) -> Planned:
    """Work out what a review gives for a case; nothing is stored."""
    case, rulings = loaded.case, loaded.rulings
    before = next((r.assessment for r in reversed(rulings) if r.assessment.segments), None)
    result = Redecided(case.uuid, before=before)
    done = next((d for d in loaded.decisions if d.review_key == review.key), None)
    if done is not None:
        after = rulings[-1].assessment if done is loaded.decisions[-1] else None
        told = replace(result, outcome=SKIPPED, after=after, decision_uuid=done.uuid)
        return Planned(loaded, told)
    procedure = procedure_of(case)
    problem = _hindrance(case, procedure, rulings, review)
    if procedure is None or problem:
        return Planned(loaded, replace(result, problem=problem))
    facts = Facts({**loaded.facts, **review.facts})
    computed = compute(case, facts, rulings)
    after = computed.assessment
    if after is None or after.outcome is Outcome.UNDECIDED:
        return Planned(loaded, replace(result, after=after, problem=computed.problem or UNDECIDED))
    result = replace(result, after=after)
    kind, new = after.outcome.value, Ruling(clock.day_of(review.at), after.outcome.value, "", after)
    if months_of(rulings) == months_of((*rulings, new)):
        return Planned(loaded, replace(result, outcome=UNCHANGED))
    found = choice.choice_of(procedure, case.state, kind, among=review.act_keys)
    if found is None or found.target in procedure.workflow.final:
        return Planned(loaded, replace(result, problem=NO_ACT))
    return _with_act(Planned(loaded, result, kind, facts=facts), procedure, found, review, around)


def months_of(rulings: Sequence[Ruling]) -> dict[tuple[date, bool], int]:
    """Return what is granted for each month in cents, as the last decision about it says.

    A month is given by its first day and whether it stands for all that follow.
    """
    due: dict[tuple[date, bool], int] = {}
    for ruling in rulings:
        for segment in ruling.assessment.segments:
            if segment.outcome is Outcome.UNDECIDED:
                continue
            gives = ruling.kind != Outcome.REFUSAL.value and segment.amount is not None
            month, is_open = first_of_month(segment.span.start), segment.span.end is None
            while True:
                due.pop((month, is_open), None)
                if gives and segment.amount is not None:
                    due[(month, is_open)] = segment.amount.cents
                month = add_months(month, 1)
                if segment.span.end is None or month > segment.span.end:
                    break
    return due


def _hindrance(
    case: Case, procedure: Procedure | None, rulings: Sequence[Ruling], review: Review
) -> str:
    """Say what keeps a review from a case, or nothing; who works on it goes before."""
    if review.actor.kind is not ActorKind.SYSTEM and not can_work_on(review.actor, case):
        return NOT_KNOWN
    if not rulings:
        return NOT_DECIDED
    if procedure is None:
        return compute(case, Facts({})).problem
    in_work = procedure.workflow.target(case.state, choice.ASSESS) is not None
    fits = any(
        choice.choice_of(procedure, case.state, kind, among=review.act_keys)
        for kind in choice.OUTCOMES
    )
    return NOT_TO_BE_DECIDED if in_work or not fits else ""


def _with_act(
    planned: Planned,
    procedure: Procedure,
    found: choice.Choice,
    review: Review,
    around: Around,
) -> Planned:
    """Word the act, and say when time does the next deed."""
    loaded, after, on = planned.loaded, planned.result.after, clock.day_of(review.at)
    case, stored = loaded.case, after.to_json() if after else None
    entry = Entry(DECIDED, on, decided_values({}, planned.kind, found.spec.key, stored))
    chronicle = loaded.chronicle(entry)
    land = _land(case, procedure, planned.facts, around) if procedure.terms else ""
    terms = terms_of(case, on=on, chronicle=chronicle, land=land) if procedure.terms else ()
    automation = procedure.automation
    try:
        declaration = wording.declaration_of(
            wording.Draft(
                case=case,
                procedure=procedure,
                spec=found.spec,
                entry=entry,
                parties=tuple(around.parties.get(case.pk, ())),
                consultations=tuple(around.consultations.get(case.pk, ())),
                at=review.at,
                inputs=checked(found.spec.form, {}),
                assessment=after or Assessment(segments=()),
                automatic_norm=automation.norm
                if automation and review.actor.account_id is None
                else "",
                known=wording.Known(planned.facts, chronicle, terms, around.consenting),
            ),
            actor=review.actor,
            signatory=review.signatory,
        )
    except (wording.ActCannotBeComposed, AnswersWrong):
        return replace(planned, result=replace(planned.result, problem=ACT_FAILED))
    case.state, before = found.target, case.state
    due = next_due_on(case, terms) if _time_does_something(procedure, case.state) else None
    case.state = before
    return replace(
        planned,
        result=replace(planned.result, outcome=DONE),
        target=found.target,
        act_key=found.spec.key,
        assessment=stored,
        declaration=declaration,
        next_due_on=due,
    )


def _land(case: Case, procedure: Procedure, facts: Facts, around: Around) -> str:
    key = (procedure.place_of(facts), case.unit_id)
    if key not in around.lands:
        around.lands[key] = land_at(case, key[0])
    return around.lands[key]


def _time_does_something(procedure: Procedure, state: str) -> bool:
    return any(
        deed.by is DeedBy.TIME and procedure.workflow.target(state, deed.key) is not None
        for deed in procedure.deeds
    )
