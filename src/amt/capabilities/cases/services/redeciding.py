"""Deciding many cases once more by one review: one transaction, as many queries as for one case.

A review is idempotent by its key: a case that it decided before is left alone, which a constraint
of the database guards too. Whoever works on a case goes before the review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.acts import services as acts
from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import procedure_of
from amt.capabilities.cases.events import CasesRedecided
from amt.capabilities.cases.facts import digest_of
from amt.capabilities.cases.histories import Loaded, load
from amt.capabilities.cases.models import (
    Case,
    CaseEvent,
    Consultation,
    Decision,
    FactRecord,
    Party,
    Proposal,
)
from amt.capabilities.cases.services import wording
from amt.capabilities.cases.services.reviewing import (
    DONE,
    NOT_KNOWN,
    Around,
    Planned,
    Redecided,
    Review,
    plan,
)
from amt.capabilities.cases.services.timing import catch_up
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.identity.queries import consenting_accounts
from amt.contract.facts import FactSource
from amt.kernel import clock, events, faults
from amt.kernel.actors import Actor
from amt.kernel.audit import trail

KEY = "review.key"
NORM = "review.norm"


@transaction.atomic
def redecide_many(
    *,
    case_uuids: Sequence[UUID],
    review: Mapping[str, Any],
    act_keys: Sequence[str],
    actor: Actor,
    at: datetime,
    dry: bool = False,
) -> list[Redecided]:
    """Decide cases once more, in the order of the uuids; with `dry` nothing is written.

    `review` are facts by path that each case gets (`review.norm`, `review.from`), beside the key
    `review.key`, which is no fact. `act_keys` are the acts that may declare it: the first that
    declares the outcome and that the state of the case allows is taken. A case that cannot be
    decided so comes back with its problem and stays as it is; the others are decided together.
    The acts are written, sealed and sent by jobs of the bulk.

    Without a person behind the actor the decisions are the machine's.

    :raises ValueError: when the review has no key.
    """
    if not review.get(KEY):
        raise ValueError("a review needs a key")
    asked = Review(
        key=str(review[KEY]),
        facts={path: value for path, value in review.items() if path != KEY},
        norm=str(review.get(NORM, "")),
        act_keys=tuple(act_keys),
        actor=actor,
        signatory=wording.signatory_name(actor),
        at=at,
    )
    cases = _cases(case_uuids, at, dry=dry)
    around = _around(cases)
    planned = [plan(one, asked, around) for one in load(cases)]
    if not dry:
        planned = _write(planned, asked)
    found = {one.result.case_uuid: one.result for one in planned}
    return [found.get(uuid) or Redecided(uuid, problem=NOT_KNOWN) for uuid in case_uuids]


def _cases(case_uuids: Sequence[UUID], at: datetime, *, dry: bool) -> list[Case]:
    rows = Case.objects.filter(uuid__in=case_uuids).order_by("id")
    if dry:
        return list(rows)
    cases, on = list(rows.select_for_update()), clock.day_of(at)
    for case in cases:
        if case.next_due_on is not None and case.next_due_on <= on:
            catch_up(case, on=on, at=at)
    return cases


def _around(cases: Sequence[Case]) -> Around:
    ids = [case.pk for case in cases]
    parties = defaultdict[int, list[Party]](list)
    for party in Party.objects.filter(case_id__in=ids).order_by("id"):
        parties[party.case_id].append(party)
    asked = defaultdict[int, list[Consultation]](list)
    if any((procedure := procedure_of(case)) and procedure.consultations for case in cases):
        rows = Consultation.objects.filter(case_id__in=ids).select_related("unit")
        for row in rows.order_by("id"):
            asked[row.case_id].append(row)
    accounts = {one.account_id for rows in parties.values() for one in rows if one.account_id}
    return Around(parties, asked, consenting_accounts(accounts))


def _write(planned: Sequence[Planned], review: Review) -> list[Planned]:
    """Store what is decided; the others come back as they are."""
    chosen = [one for one in planned if one.result.outcome == DONE]
    if not chosen:
        return list(planned)
    _record_facts([one.loaded for one in chosen], review)
    proposals = Proposal.objects.bulk_create([_proposal(one, review) for one in chosen])
    declared = acts.declare_many(
        [one.declaration for one in chosen if one.declaration],
        actor=review.actor,
        at=review.at,
    )
    decisions = Decision.objects.bulk_create(
        [
            _decision(one, proposal, act.uuid, review)
            for one, proposal, act in zip(chosen, proposals, declared, strict=True)
        ]
    )
    _move(chosen)
    _tell(chosen, decisions, review)
    faults.point("cases.redecide.before_commit")
    uuids = {decision.case_id: decision.uuid for decision in decisions}
    return [one.decided_as(uuids.get(one.loaded.case.pk)) for one in planned]


def _record_facts(loaded: Sequence[Loaded], review: Review) -> None:
    """Let the facts of the review take the place of those that hold."""
    old, new, pairs = [], [], []
    for one in loaded:
        holding = {record.path: record for record in one.records}
        for path, value in review.facts.items():
            before = holding.get(path)
            if before is not None and before.value == value:
                continue
            fact = FactRecord(
                case=one.case,
                path=path,
                value=value,
                source=FactSource.OFFICER.value,
                obtained_at=review.at,
                basis=review.norm,
                recorded_by_id=review.actor.account_id,
            )
            new.append(fact)
            if before is not None:
                old.append(before)
                pairs.append((before, fact))
    FactRecord.objects.filter(pk__in=[row.pk for row in old]).update(superseded_at=review.at)
    FactRecord.objects.bulk_create(new)
    for before, fact in pairs:
        before.superseded_at, before.superseded_by = review.at, fact
    FactRecord.objects.bulk_update(old, ["superseded_by"])


def _proposal(planned: Planned, review: Review) -> Proposal:
    case, after = planned.loaded.case, planned.result.after
    segments = after.segments if after else ()
    return Proposal(
        case=case,
        assessment=planned.assessment,
        outcome=planned.kind,
        parameter_versions=sorted({v for s in segments for v in s.parameter_versions}),
        facts_digest=digest_of(planned.facts, case.applied_on),
        computed_at=review.at,
    )


def _decision(planned: Planned, proposal: Proposal, act_uuid: UUID, review: Review) -> Decision:
    return Decision(
        case=planned.loaded.case,
        number=len(planned.loaded.decisions) + 1,
        kind=planned.kind,
        proposal=proposal,
        decided_by_id=review.actor.account_id,
        automatic=review.actor.account_id is None,
        review_key=review.key,
        decided_at=review.at,
        act_uuid=act_uuid,
        act_key=planned.act_key,
    )


def _move(chosen: Sequence[Planned]) -> None:
    moved = []
    for one in chosen:
        case = one.loaded.case
        if (case.state, case.next_due_on) != (one.target, one.next_due_on):
            case.state, case.next_due_on = one.target, one.next_due_on
            moved.append(case)
    Case.objects.bulk_update(moved, ["state", "next_due_on"])


def _tell(chosen: Sequence[Planned], decisions: Sequence[Decision], review: Review) -> None:
    actor, at = review.actor, review.at
    CaseEvent.objects.bulk_create(
        CaseEvent(
            case=one.loaded.case,
            kind=timeline.DECIDED,
            at=at,
            actor_kind=actor.kind.value,
            account_id=actor.account_id,
            values={"outcome": one.kind},
        )
        for one in chosen
    )
    trail.record_many(
        [
            trail.Noted(
                "cases.case_decided",
                SUBJECT_KIND,
                one.loaded.case.uuid,
                {
                    "decision": str(decision.uuid),
                    "number": decision.number,
                    "kind": decision.kind,
                    "act": str(decision.act_uuid),
                    "review": review.key,
                },
            )
            for one, decision in zip(chosen, decisions, strict=True)
        ],
        actor=actor,
        at=at,
    )
    uuids = [str(one.loaded.case.uuid) for one in chosen]
    events.publish(CasesRedecided(case_uuids=uuids, review_key=review.key, at=at))
