"""What the persons of a bundle say: answers, which services they want, what may be passed on.

Every deed takes the bundle's row first, so that two parents at two tables never wipe each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.bundles.conversing import asked_form
from amt.capabilities.bundles.events import ConsentGiven
from amt.capabilities.bundles.filling import shared_names
from amt.capabilities.bundles.models import (
    Bundle,
    BundleConsent,
    BundleFact,
    BundleMember,
    BundlePerson,
    FactOrigin,
    MemberState,
)
from amt.capabilities.bundles.news import announce
from amt.capabilities.bundles.plans import Plan, conversation_of, facts_of, plans_of, values_of
from amt.capabilities.bundles.refusals import AlreadySent
from amt.capabilities.bundles.visibility import SUBJECT_KIND, visible_person
from amt.contract.answers import COUNT_SUFFIX, Problem, asked_fields, asked_steps, read_step
from amt.contract.forms import Form, FormStep
from amt.kernel import events
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

LONGEST_RAW = 20_000
OPEN, WAITING = MemberState.OPEN, MemberState.WAITING
SETTLED = (MemberState.SUBMITTED, MemberState.DECLINED)


@dataclass(frozen=True, slots=True)
class SavedStep:
    """What saving a page gave; `next_step` is None after the last."""

    problems: tuple[Problem, ...]
    next_step: str | None


def conversation_form(bundle: Bundle, plans: Iterable[Plan]) -> Form:
    """Return what is asked in a bundle: the questions of its chosen members alone."""
    used: set[str] = set()
    for plan in plans:
        if plan.member.state != MemberState.DECLINED:
            used |= shared_names(plan.form)
    return asked_form(conversation_of(bundle), used)


@transaction.atomic
def save_answers(
    *,
    bundle_uuid: UUID,
    step_key: str,
    raw: Mapping[str, Sequence[str]],
    actor: Actor,
    at: datetime,
) -> SavedStep:
    """Save one page of the conversation; what cannot be read stays as it was before.

    :raises NotVisible: when the actor is no person of the bundle.
    :raises LookupError: when the conversation asks no such page here.
    """
    person = visible_person(actor, bundle_uuid, locked=True)
    bundle = person.bundle
    form = conversation_form(bundle, plans_of(bundle))
    step = form.step(step_key)
    known = values_of(facts_of(bundle))
    answers, problems = read_step(form, step, raw, known)
    changed = _write(bundle, person, step, (known, answers, problems), at)
    if changed:
        reopen_members(bundle)
        announce(bundle.uuid)
        trail.record(
            actor=actor,
            action="bundles.answers_saved",
            subject_kind=SUBJECT_KIND,
            subject_id=bundle.uuid,
            at=at,
            details={"paths": sorted(changed)},
        )
    return SavedStep(tuple(problems), _step_after(form, step_key, answers))


@transaction.atomic
def choose_members(*, bundle_uuid: UUID, keys: Collection[str], actor: Actor, at: datetime) -> None:
    """Choose for which services the bundle applies; the others are left out.

    :raises NotVisible: when the actor is no person of the bundle, or a key no member of it.
    :raises AlreadySent: when a member is left out that was sent.
    """
    person = visible_person(actor, bundle_uuid, locked=True)
    members = _locked_members(person.bundle)
    if set(keys) - {member.procedure_key for member in members}:
        raise NotVisible(SUBJECT_KIND, bundle_uuid)
    for member in members:
        wanted = member.procedure_key in keys
        if wanted and member.state == MemberState.DECLINED:
            _change(member, MemberState.OPEN)
        elif not wanted and member.state == MemberState.SUBMITTED:
            raise AlreadySent
        elif not wanted:
            _change(member, MemberState.DECLINED)
    announce(bundle_uuid)
    trail.record(
        actor=actor,
        action="bundles.members_chosen",
        subject_kind=SUBJECT_KIND,
        subject_id=bundle_uuid,
        at=at,
        details={"members": sorted(keys)},
    )


@transaction.atomic
def set_consents(
    *,
    bundle_uuid: UUID,
    consents: Mapping[tuple[str, str], bool],
    actor: Actor,
    at: datetime,
) -> None:
    """Note what a person says to passing proofs on, by service and key of the evidence.

    It counts for what has not been passed on yet. Saying the same again adds nothing.

    :raises NotVisible: when the actor is no person of the bundle, or no consent is asked for.
    """
    person = visible_person(actor, bundle_uuid, locked=True)
    asked = {
        (plan.procedure.key, evidence.key): plan.member
        for plan in plans_of(person.bundle)
        for evidence in plan.procedure.evidence
        if evidence.consent
    }
    for (member_key, evidence_key), consents_now in consents.items():
        member = asked.get((member_key, evidence_key))
        if member is None:
            raise NotVisible(SUBJECT_KIND, bundle_uuid)
        said = BundleConsent.objects.filter(person=person, member=member, evidence_key=evidence_key)
        last = said.order_by("-id").first()
        if last is not None and last.consents == consents_now:
            continue
        BundleConsent.objects.create(
            person=person,
            member=member,
            evidence_key=evidence_key,
            consents=consents_now,
            declared_at=at,
        )
        trail.record(
            actor=actor,
            action=f"bundles.consent_{'given' if consents_now else 'refused'}",
            subject_kind="bundle_member",
            subject_id=member.uuid,
            at=at,
            details={"evidence": evidence_key},
        )
        if consents_now:
            events.publish(ConsentGiven(member_uuid=member.uuid, at=at))


def reopen_members(bundle: Bundle) -> None:
    """Bring members back to where their confirmations leave them after answers changed."""
    _locked_members(bundle)
    for plan in plans_of(bundle):
        member = plan.member
        if member.state in SETTLED or member.draft_uuid is not None:
            continue
        if plan.assignment() is not None and member.state not in (OPEN, WAITING):
            continue
        _change(member, WAITING if plan.confirmed else OPEN)


def _locked_members(bundle: Bundle) -> list[BundleMember]:
    return list(bundle.members.select_for_update().order_by("id"))


def _change(member: BundleMember, state: MemberState) -> None:
    if member.state != state:
        member.state, member.problem, member.problem_values = state, "", []
        member.save(update_fields=["state", "problem", "problem_values"])


def _write(
    bundle: Bundle,
    person: BundlePerson,
    step: FormStep,
    read: tuple[Mapping[str, Any], Mapping[str, Any], Sequence[Problem]],
    at: datetime,
) -> set[str]:
    """Write down what differs; what could not be read leaves the earlier answer in place."""
    known, answers, problems = read
    kept = {path for path in answers if not path.endswith(COUNT_SUFFIX)}
    asked = {field.path for field in asked_fields(step, answers)}
    changed = {path for path in kept & asked if path not in known or known[path] != answers[path]}
    gone = set(known) - kept - {problem.path for problem in problems}
    BundleFact.objects.filter(bundle=bundle, path__in=changed | gone, superseded_at=None).update(
        superseded_at=at
    )
    BundleFact.objects.bulk_create(
        BundleFact(
            bundle=bundle,
            path=path,
            value=answers[path],
            origin=FactOrigin.TOLD,
            by_person=person,
            recorded_at=at,
        )
        for path in sorted(changed)
    )
    return changed | gone


def _step_after(form: Form, step_key: str, answers: Mapping[str, Any]) -> str | None:
    order = [step.key for step in form.steps]
    here = order.index(step_key)
    later = [step.key for step in asked_steps(form, answers) if order.index(step.key) > here]
    return later[0] if later else None
