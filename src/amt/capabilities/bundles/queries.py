"""Reading bundles: for their persons alone.

A view is taken once a page by `get_bundle`; the other functions work on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from amt.capabilities.applications import queries as applications
from amt.capabilities.bundles.models import Bundle, BundleMember, BundlePerson, MemberState
from amt.capabilities.bundles.plans import conversation_of, facts_of, plans_of, values_of
from amt.capabilities.bundles.progress import ProgressRow, progress
from amt.capabilities.bundles.services.telling import conversation_form
from amt.capabilities.bundles.transfers import TransferRow, transfers_planned
from amt.capabilities.bundles.view import BundleView
from amt.capabilities.bundles.visibility import visible_person
from amt.contract.answers import COUNT_SUFFIX
from amt.contract.forms import FieldKind, Form
from amt.contract.life_events import Conversation
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

__all__ = [
    "BundleView",
    "ConversationView",
    "MemberState",
    "ProgressRow",
    "TransferRow",
    "bundle_of_person",
    "bundles_of",
    "conversation_for",
    "get_bundle",
    "member_uuids",
    "noticed_of",
    "progress",
    "summary_of",
    "transfers_planned",
]


@dataclass(frozen=True, slots=True)
class ConversationView:
    """What is asked in a bundle: a form with the questions that count here, and the answers."""

    conversation: Conversation
    form: Form
    answers: Mapping[str, Any]


def get_bundle(actor: Actor, bundle_uuid: UUID) -> BundleView:
    """Return a bundle as one of its persons sees it.

    :raises NotVisible: when the actor is none of its persons.
    """
    me = visible_person(actor, bundle_uuid)
    bundle = me.bundle
    return BundleView(
        bundle=bundle,
        me=me,
        conversation=conversation_of(bundle),
        persons=tuple(bundle.persons.order_by("position")),
        members=tuple(bundle.members.order_by("id")),
        plans=tuple(plans_of(bundle)),
        facts=values_of(facts_of(bundle)),
    )


def bundles_of(account_id: int) -> list[Bundle]:
    """List the bundles of an account, the newest first."""
    rows = Bundle.objects.filter(persons__account_id=account_id)
    return list(rows.order_by("-started_at", "-id"))


def bundle_of_person(person_uuid: UUID) -> UUID | None:
    """Return the bundle of a person; the caller has proved that they are this person."""
    rows = BundlePerson.objects.filter(uuid=person_uuid)
    return rows.values_list("bundle__uuid", flat=True).first()


def member_uuids(bundle_uuid: UUID) -> list[UUID]:
    """List the members of a bundle, for jobs."""
    rows = BundleMember.objects.filter(bundle__uuid=bundle_uuid).order_by("id")
    return list(rows.values_list("uuid", flat=True))


def conversation_for(view: BundleView) -> ConversationView:
    """Return what is asked: only what a chosen member uses and the notice did not bring."""
    form = conversation_form(view.bundle, view.plans)
    return ConversationView(view.conversation, form, view.facts)


def noticed_of(view: BundleView, language: str) -> list[applications.Page]:
    """List what the notice brought, as pages of a summary; keys of places are left out."""
    noticed = frozenset(view.conversation.noticed)
    steps = []
    for step in view.conversation.form.steps:
        groups = []
        for group in step.groups:
            fields = tuple(
                field
                for field in group.fields
                if field.path in noticed and (field.options or field.kind is not FieldKind.CHOICE)
            )
            if fields:
                groups.append(replace(group, fields=fields, condition=None))
        if groups:
            steps.append(replace(step, groups=tuple(groups), condition=None))
    form = replace(view.conversation.form, steps=tuple(steps))
    people = view.conversation.people
    answers = {**view.facts, people + COUNT_SUFFIX: len(view.persons)}
    return applications.summary(view.conversation, form, answers, language)


def summary_of(view: BundleView, member_key: str, language: str) -> list[applications.Page]:
    """List what a member would be sent with, page by page of its own form.

    :raises NotVisible: when the bundle has no such member.
    """
    plan = view.plan_for(member_key)
    if plan is None:
        raise NotVisible("bundle", view.bundle.uuid)
    return applications.summary(plan.procedure, plan.form, plan.answers, language)
