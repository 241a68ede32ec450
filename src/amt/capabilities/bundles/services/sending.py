"""Sending one member to its office; what it lacks or what fails there is its own trouble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from amt.capabilities.applications import queries as application_queries
from amt.capabilities.applications import services as applications
from amt.capabilities.bundles.events import MemberSubmitted
from amt.capabilities.bundles.filling import person_at, shared_paths
from amt.capabilities.bundles.models import BundleMember, BundlePerson, FactOrigin, MemberState
from amt.capabilities.bundles.news import announce
from amt.capabilities.bundles.plans import Plan, plan_of, values_of
from amt.capabilities.bundles.requirements import Requirement
from amt.capabilities.bundles.services.passing import facts_by, note_passed, ready
from amt.capabilities.cases import services as cases
from amt.capabilities.identity import queries as identity
from amt.contract.answers import Problem
from amt.contract.facts import FactSource
from amt.kernel import events
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

log = structlog.get_logger(__name__)

TROUBLE = "trouble"
NOT_COMPLETE = "not_complete"
PARTIES = "parties_do_not_fit"


def submit_member(*, member_uuid: UUID, at: datetime) -> None:
    """Send a confirmed member, once; a refusal is noted at the member and touches no other."""
    try:
        _submit(member_uuid, at)
    except applications.NotComplete as gaps:
        note_failure(
            member_uuid=member_uuid,
            problem=NOT_COMPLETE,
            paths=[problem.path for problem in gaps.problems],
            at=at,
        )
    except Refusal as refusal:
        note_failure(member_uuid=member_uuid, problem=refusal.code, at=at)
    except cases.PartiesDoNotFit as misfit:
        log.warning("bundles.parties_do_not_fit", member=str(member_uuid), misfit=str(misfit))
        note_failure(member_uuid=member_uuid, problem=PARTIES, at=at)


@transaction.atomic
def note_failure(
    *, member_uuid: UUID, problem: str, paths: Sequence[str] = (), at: datetime
) -> None:
    """Note why a member could not be sent; one that was sent or declined stays as it is."""
    member = _locked(member_uuid)
    if member.state != MemberState.CONFIRMED:
        return
    incomplete = problem == NOT_COMPLETE
    member.state = MemberState.NEEDS_MORE if incomplete else MemberState.FAILED
    member.problem, member.problem_values = problem[:60], list(paths)
    member.save(update_fields=["state", "problem", "problem_values"])
    announce(member.bundle.uuid)
    trail.record(
        actor=SYSTEM,
        action="bundles.member_failed",
        subject_kind="bundle_member",
        subject_id=member.uuid,
        at=at,
        details={"problem": problem},
    )


def was_member(*, application_uuid: UUID) -> bool:
    """Tell whether the draft of an application was the form of a member."""
    draft_uuid = application_queries.source_of(application_uuid)
    return BundleMember.objects.filter(draft_uuid=draft_uuid).exists()


@transaction.atomic
def note_sent_alone(*, application_uuid: UUID, case_uuid: UUID, at: datetime) -> None:
    """Note that a member's own form was sent, if the draft of an application was one."""
    draft_uuid = application_queries.source_of(application_uuid)
    found = BundleMember.objects.filter(draft_uuid=draft_uuid).first()
    if found is None:
        return
    member = _locked(found.uuid)
    if member.state != MemberState.SUBMITTED:
        _note_submitted(member, application_uuid, case_uuid, at)


@transaction.atomic
def _submit(member_uuid: UUID, at: datetime) -> None:
    member = _locked(member_uuid)
    if member.state != MemberState.CONFIRMED or member.draft_uuid is not None:
        return
    plan = plan_of(member)
    assignment = plan.assignment()
    if assignment is None:
        # Somebody changed an answer after the last confirmation.
        member.state = MemberState.WAITING if plan.confirmed else MemberState.OPEN
        member.save(update_fields=["state"])
        return
    if plan.unproved:
        raise applications.NotComplete(missing_proofs(plan))
    proofs = ready(plan)
    sent = applications.submit_collected(
        procedure_key=plan.procedure.key,
        answers=plan.answers,
        parties=_filled(plan, assignment),
        sources=_sources(plan),
        source_uuid=member.uuid,
        submitted_by_account=_account(_submitter(plan, assignment)),
        confirmations=_confirmations(plan, assignment),
        waived=plan.waived,
        further=[fact for evidence in proofs for fact in facts_by(plan, evidence, at)],
        actor=SYSTEM,
        at=at,
    ).application
    if sent.case_uuid is None:
        raise ValueError("a submitted application has a case")
    _note_submitted(member, sent.uuid, sent.case_uuid, at)
    for evidence in proofs:
        note_passed(plan, evidence, at)


def missing_proofs(plan: Plan) -> list[Problem]:
    """Name the proofs that nobody may fetch and nobody handed in."""
    return [Problem(path, "required") for path in plan.unproved]


def _note_submitted(
    member: BundleMember, application_uuid: UUID, case_uuid: UUID, at: datetime
) -> None:
    member.state, member.problem, member.problem_values = MemberState.SUBMITTED, "", []
    member.application_uuid, member.case_uuid, member.submitted_at = application_uuid, case_uuid, at
    member.save()
    announce(member.bundle.uuid)
    trail.record(
        actor=SYSTEM,
        action="bundles.member_submitted",
        subject_kind="bundle_member",
        subject_id=member.uuid,
        at=at,
        details={"case": str(case_uuid)},
    )
    events.publish(MemberSubmitted(member_uuid=member.uuid, at=at))


def _filled(plan: Plan, assignment: dict[int, Requirement]) -> list[cases.PartyData]:
    """List the parties: the submitter, whom the form names, who confirmed beside them."""
    persons = {person.position: person for person in plan.persons}
    named = application_queries.named_persons(plan.form, plan.answers)
    submitter = _submitter(plan, assignment)
    parties = application_queries.parties_of(
        plan.procedure,
        plan.form,
        plan.answers,
        account_id=_account(submitter),
        person=identity.person_of(identity.get_account(_account(submitter))),
    )
    shown = {submitter.position}
    own = next((one for one in named if one.role == plan.procedure.submitting_role), None)
    others = [one for one in named if one is not own]
    for place, one in enumerate(others, start=1):
        position = person_at(one.group, one.index, plan.conversation.people) if one.group else None
        if position in persons:
            parties[place] = replace(parties[place], account_id=persons[position].account_id)
            shown.add(position)
    for position, requirement in assignment.items():
        if position not in shown:
            parties.append(_party(requirement.role, persons[position]))
    return parties


def _party(role: str, person: BundlePerson) -> cases.PartyData:
    return cases.PartyData(
        role=role,
        account_id=person.account_id,
        name=person.name,
        address_lines=tuple(person.address_lines),
    )


def _submitter(plan: Plan, assignment: dict[int, Requirement]) -> BundlePerson:
    position = next(position for position, one in assignment.items() if one.submits)
    return next(person for person in plan.persons if person.position == position)


def _account(person: BundlePerson) -> int:
    if person.account_id is None:
        raise ValueError("who submits is signed in")
    return person.account_id


def _confirmations(plan: Plan, assignment: dict[int, Requirement]) -> list[applications.Confirmed]:
    when = {one.person.position: one for one in plan.confirmed}
    return [
        applications.Confirmed(
            role=requirement.role,
            name=when[position].person.name,
            account_id=when[position].person.account_id,
            at=when[position].confirmed_at,
        )
        for position, requirement in assignment.items()
    ]


def _sources(plan: Plan) -> dict[str, tuple[FactSource, str]]:
    """Say of each answer whether an office or the notice said it, or the persons themselves."""
    paths = shared_paths(plan.form, values_of(plan.facts))
    return {
        path: (FactSource.REGISTER, plan.facts[shared].basis)
        for path, shared in paths.items()
        if plan.facts[shared].origin != FactOrigin.TOLD
    }


def _locked(member_uuid: UUID) -> BundleMember:
    rows = BundleMember.objects.select_for_update(of=("self",)).select_related("bundle")
    return rows.get(uuid=member_uuid)
