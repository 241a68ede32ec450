"""Confirming members of a bundle, trying again, going on alone with one of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications import services as applications
from amt.capabilities.bundles.events import MemberConfirmed
from amt.capabilities.bundles.models import (
    BundleConfirmation,
    BundleMember,
    BundlePerson,
    MemberState,
)
from amt.capabilities.bundles.news import announce
from amt.capabilities.bundles.plans import Plan, plan_of, plans_of
from amt.capabilities.bundles.refusals import AlreadySent, OtherPersonApplies, SignInNeeded
from amt.capabilities.bundles.visibility import SUBJECT_KIND, visible_person
from amt.contract.answers import Problem
from amt.kernel import events
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

NOT_NEEDED = "not_needed"
SIGN_IN_NEEDED = "sign_in_needed"
TRUST_TOO_LOW = "trust_too_low"
ANSWERS_MISSING = "answers_missing"
DECLINED = "declined"
CONTINUED_ALONE = "continued_alone"


@dataclass(frozen=True, slots=True)
class Confirming:
    """What confirming one member gave; an empty `problem` means it is confirmed.

    `problem` is one of `sign_in_needed`, `trust_too_low`, `answers_missing` (with `missing`),
    `not_needed` (the law wants nothing of this person), `declined` and `continued_alone`.
    """

    member_key: str
    problem: str = ""
    missing: tuple[Problem, ...] = ()


@transaction.atomic
def confirm(
    *, bundle_uuid: UUID, member_keys: Collection[str], actor: Actor, at: datetime
) -> list[Confirming]:
    """Confirm members as they stand now, each for itself: what one lacks holds up no other.

    A confirmation holds for these answers; it lapses when somebody changes them. When everybody
    whom the law wants has confirmed, the member is sent by a job of its own.

    :raises NotVisible: when the actor is no person of the bundle, or a key no member of it.
    """
    person = visible_person(actor, bundle_uuid, locked=True)
    plans = {plan.procedure.key: plan for plan in plans_of(person.bundle)}
    if set(member_keys) - set(plans):
        raise NotVisible(SUBJECT_KIND, bundle_uuid)
    _claim(person, actor, at)
    return [_confirm(plan, person, actor, at) for key, plan in plans.items() if key in member_keys]


def _confirm(plan: Plan, person: BundlePerson, actor: Actor, at: datetime) -> Confirming:
    key = plan.procedure.key
    member = _locked(plan.member)
    if member.state in (MemberState.SUBMITTED, MemberState.CONFIRMED):
        return Confirming(key)
    problem = _problem(plan, member, person, actor)
    if problem:
        return Confirming(key, problem)
    missing = plan.questions_left()
    if missing:
        return Confirming(key, ANSWERS_MISSING, tuple(missing))
    _row, is_new = BundleConfirmation.objects.get_or_create(
        person=person,
        member=member,
        answers_digest=plan.digest,
        defaults={"trust": int(actor.trust), "confirmed_at": at},
    )
    if is_new:
        _record("bundles.member_confirmed", member, actor, at)
    advance(plan_of(member), at)
    return Confirming(key)


def advance(plan: Plan, at: datetime) -> None:
    """Let a member be sent when everybody has confirmed, else let it wait for the others."""
    member = plan.member
    member.state = MemberState.WAITING if plan.assignment() is None else MemberState.CONFIRMED
    member.problem, member.problem_values = "", []
    member.save(update_fields=["state", "problem", "problem_values"])
    announce(member.bundle.uuid)
    if member.state == MemberState.CONFIRMED:
        events.publish(MemberConfirmed(member_uuid=member.uuid, at=at))


@transaction.atomic
def retry_member(*, bundle_uuid: UUID, member_key: str, actor: Actor, at: datetime) -> None:
    """Send a member once more that could not be sent; anything else stays as it is.

    :raises NotVisible: when the actor is no person of the bundle, or the key no member of it.
    """
    member = _locked(_member_of(actor, bundle_uuid, member_key)[0])
    if member.state in (MemberState.FAILED, MemberState.NEEDS_MORE) and member.draft_uuid is None:
        advance(plan_of(member), at)


@transaction.atomic
def continue_alone(*, bundle_uuid: UUID, member_key: str, actor: Actor, at: datetime) -> UUID:
    """Go on with one member in its own form, filled in with what is known; return the draft.

    The draft is of the person who acts. What other offices prove with consent is not asked.

    :raises NotVisible: when the actor is no person of the bundle, or the key no member of it.
    :raises SignInNeeded: when the actor is not signed in.
    :raises AlreadySent: when the member was sent.
    :raises OtherPersonApplies: when the form is another person's.
    :raises amt.capabilities.applications.services.TrustTooLow: when the sign-in is not sure enough.
    """
    found, person = _member_of(actor, bundle_uuid, member_key)
    if actor.kind is not ActorKind.RESIDENT:
        raise SignInNeeded
    _claim(person, actor, at)
    member = _locked(found)
    if member.state == MemberState.SUBMITTED:
        raise AlreadySent
    plan = plan_of(member)
    _require_applicant(plan, person)
    draft = applications.start_draft(
        procedure_key=member_key,
        answers=plan.answers,
        waived=sorted(plan.waived),
        confirmed=_confirmed(plan, person),
        actor=actor,
        at=at,
    )
    if member.draft_uuid != draft.uuid:
        member.draft_uuid = draft.uuid
        _record("bundles.member_continued", member, actor, at)
    member.state = MemberState.NEEDS_MORE
    member.save(update_fields=["state", "draft_uuid"])
    uuid: UUID = draft.uuid
    return uuid


def _require_applicant(plan: Plan, person: BundlePerson) -> None:
    applicants = plan.required[0].positions
    if person.position not in applicants:
        names = [one.name for one in plan.persons if one.position in applicants]
        raise OtherPersonApplies(", ".join(names))


def _confirmed(plan: Plan, applicant: BundlePerson) -> list[applications.Confirmed]:
    """List who has confirmed these answers beside the one who goes on."""
    others = [one for one in plan.confirmed if one.person_id != applicant.id]
    return [
        applications.Confirmed(
            role=requirement.role,
            name=one.person.name,
            account_id=one.person.account_id,
            at=one.confirmed_at,
            norm=requirement.norm,
        )
        for requirement in plan.required
        if not requirement.submits
        for one in others
        if one.person.position in requirement.positions
    ]


def _problem(plan: Plan, member: BundleMember, person: BundlePerson, actor: Actor) -> str:
    if member.state == MemberState.DECLINED:
        return DECLINED
    if member.draft_uuid is not None:
        return CONTINUED_ALONE
    if not any(person.position in one.positions for one in plan.required):
        return NOT_NEEDED
    if actor.kind is not ActorKind.RESIDENT or person.account_id is None:
        return SIGN_IN_NEEDED
    return TRUST_TOO_LOW if actor.trust < plan.procedure.access.apply_at else ""


def _claim(person: BundlePerson, actor: Actor, at: datetime) -> None:
    """Write down the account of somebody who accepted the letter a moment ago."""
    if person.account_id is None and actor.kind is ActorKind.RESIDENT:
        person.account_id, person.claimed_at = actor.account_id, at
        person.save(update_fields=["account", "claimed_at"])


def _member_of(actor: Actor, bundle_uuid: UUID, key: str) -> tuple[BundleMember, BundlePerson]:
    person = visible_person(actor, bundle_uuid, locked=True)
    member = person.bundle.members.filter(procedure_key=key).first()
    if member is None:
        raise NotVisible(SUBJECT_KIND, bundle_uuid)
    return member, person


def _locked(member: BundleMember) -> BundleMember:
    return BundleMember.objects.select_for_update().select_related("bundle").get(id=member.id)


def _record(action: str, member: BundleMember, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="bundle_member",
        subject_id=member.uuid,
        at=at,
        details={"procedure": member.procedure_key},
    )
