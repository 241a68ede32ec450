"""A member as it would be sent now: its form filled from the bundle, who must confirm, who has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amt.capabilities.bundles.conversing import asked_form
from amt.capabilities.bundles.filling import (
    APPLICATION,
    answers_from,
    digest_of,
    shared_names,
    waived_paths,
)
from amt.capabilities.bundles.models import (
    Bundle,
    BundleConfirmation,
    BundleConsent,
    BundleFact,
    BundleMember,
    BundlePerson,
    MemberState,
)
from amt.capabilities.bundles.requirements import Requirement, assigned, requirements_of
from amt.contract import registry
from amt.contract.answers import Problem, check_form
from amt.contract.forms import Form
from amt.contract.life_events import Conversation, LifeEvent, conversation
from amt.contract.procedure import Evidence, Procedure

UNCHANGEABLE = (MemberState.SUBMITTED,)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a member is made of now; `consented` are the keys of evidence that may flow."""

    member: BundleMember
    procedure: Procedure
    form: Form
    conversation: Conversation
    facts: Mapping[str, BundleFact]
    persons: tuple[BundlePerson, ...]
    answers: Mapping[str, Any]
    required: tuple[Requirement, ...]
    confirmed: tuple[BundleConfirmation, ...]
    consented: frozenset[str]

    @property
    def digest(self) -> str:
        """The digest of the answers, by which confirmations name them."""
        return digest_of(self.answers)

    @property
    def waived(self) -> frozenset[str]:
        """What nobody has to prove, because another office does."""
        return waived_paths(self.procedure, self.consented)

    @property
    def unproved(self) -> tuple[str, ...]:
        """The file fields of proofs that nobody may fetch and nobody handed in."""
        return tuple(
            evidence.manual
            for evidence in self.procedure.evidence
            if evidence.manual
            and evidence.key not in self.consented
            and not self.answers.get(evidence.manual)
        )

    def assignment(self) -> dict[int, Requirement] | None:
        """Give each requirement somebody who confirmed these answers, or None."""
        surely = self.procedure.access.apply_at
        signed_in = [
            one.person.position
            for one in self.confirmed
            if one.person.account_id is not None and one.trust >= surely
        ]
        return assigned(self.required, [one.person.position for one in self.confirmed], signed_in)

    def questions_left(self) -> list[Problem]:
        """Name what the conversation asks for this member and nobody has answered."""
        asked = asked_form(self.conversation, shared_names(self.form))
        return check_form(asked, values_of(self.facts))


def conversation_of(bundle: Bundle) -> Conversation:
    """Return the conversation of a bundle's event. :raises LookupError: when it has none."""
    found = conversation(LifeEvent(bundle.event))
    if found is None:
        raise LookupError(f"nothing is told about {bundle.event}")
    return found


def facts_of(bundle: Bundle) -> dict[str, BundleFact]:
    """Return what holds now, by shared name."""
    return {fact.path: fact for fact in bundle.facts.filter(superseded_at=None)}


def values_of(facts: Mapping[str, BundleFact]) -> dict[str, Any]:
    """Return the values alone."""
    return {path: fact.value for path, fact in facts.items()}


def plans_of(bundle: Bundle) -> list[Plan]:
    """Return the plans of all members whose service is still brought, in a stable order."""
    facts = facts_of(bundle)
    persons = tuple(bundle.persons.order_by("position"))
    known = registry.procedures()
    return [
        _plan(bundle, member, facts, persons)
        for member in bundle.members.order_by("id")
        if member.procedure_key in known
    ]


def plan_of(member: BundleMember) -> Plan:
    """Return the plan of one member. :raises UnknownProcedure: when nobody brings its service."""
    bundle = member.bundle
    persons = tuple(bundle.persons.order_by("position"))
    return _plan(bundle, member, facts_of(bundle), persons)


def norm_of_notice(plan: Plan, language: str) -> str:
    """Return by which norm an office has what the notice said.

    The notice is for the office that others take proofs from; to any other the persons tell it
    themselves, with their application.
    """
    told = plan.conversation.texts.find("notice.norm", language)
    return told if told and plan.procedure.provides else plan.procedure.norms[0].citation


def _plan(
    bundle: Bundle,
    member: BundleMember,
    facts: Mapping[str, BundleFact],
    persons: tuple[BundlePerson, ...],
) -> Plan:
    procedure = registry.procedure(member.procedure_key)
    form = procedure.form(APPLICATION)
    told = conversation_of(bundle)
    answers = answers_from(form, values_of(facts))
    rows = member.confirmations.filter(answers_digest=digest_of(answers))
    return Plan(
        member=member,
        procedure=procedure,
        form=form,
        conversation=told,
        facts=facts,
        persons=persons,
        answers=answers,
        required=requirements_of(
            procedure,
            form,
            answers,
            people=told.people,
            positions=[person.position for person in persons],
        ),
        confirmed=tuple(rows.select_related("person").order_by("id")),
        consented=_consented(procedure, member),
    )


def _consented(procedure: Procedure, member: BundleMember) -> frozenset[str]:
    """Return the evidence that may flow: by law alone, or because somebody said yes and none no."""
    said: dict[str, dict[int, bool]] = {}
    for row in BundleConsent.objects.filter(member=member).order_by("id"):
        said.setdefault(row.evidence_key, {})[row.person_id] = row.consents
    return frozenset(evidence.key for evidence in procedure.evidence if _may_flow(evidence, said))


def _may_flow(evidence: Evidence, said: Mapping[str, Mapping[int, bool]]) -> bool:
    if not evidence.consent:
        return True
    words = said.get(evidence.key, {}).values()
    return bool(words) and all(words)
