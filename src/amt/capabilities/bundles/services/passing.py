"""Passing on what one office decided to the offices that would else ask for paper.

A proof flows once a member, when the member has a case, the facts exist, and the law or the persons
allow it. Every flow is noted for each person whom the event concerns.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.bundles.events import FactsProduced
from amt.capabilities.bundles.filling import shared_paths
from amt.capabilities.bundles.models import (
    Bundle,
    BundleConsent,
    BundleFact,
    BundleMember,
    BundleTransfer,
    FactOrigin,
)
from amt.capabilities.bundles.offices import body_of
from amt.capabilities.bundles.plans import Plan, facts_of, norm_of_notice, plan_of, values_of
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.cases import services as cases
from amt.capabilities.exchange import queries as exchange_queries
from amt.capabilities.exchange import services as exchange
from amt.contract import registry
from amt.contract.facts import Fact, FactSource
from amt.contract.procedure import Evidence, Handling
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import events
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail

NOTICED = "noticed"
EVIDENCE_MESSAGE = "evidence"
REFUSAL = "refusal"


@transaction.atomic
def note_decided(*, case_uuid: UUID, at: datetime) -> None:
    """Take from a member's decision what others may know by it; a refusal says nothing."""
    member = BundleMember.objects.select_related("bundle").filter(case_uuid=case_uuid).first()
    if member is None:
        return
    found = registry.procedures().get(member.procedure_key)
    standing = case_queries.standing_of(case_uuid)
    if found is None or standing.decided in ("", REFUSAL):
        return
    bundle = Bundle.objects.select_for_update().get(id=member.bundle_id)
    known = facts_of(bundle)
    basis = f"{standing.unit.name}, {standing.reference}"
    produced = False
    for provision in found.provides:
        value = standing.inputs.get(provision.path, standing.facts.get(provision.path))
        if value in (None, "", []):
            continue
        produced = True
        if provision.shared in known and known[provision.shared].value == value:
            continue
        _supersede(bundle, provision.shared, value, basis, at)
    if produced:
        events.publish(FactsProduced(bundle_uuid=bundle.uuid, at=at))


def _supersede(bundle: Bundle, path: str, value: Any, basis: str, at: datetime) -> None:
    bundle.facts.filter(path=path, superseded_at=None).update(superseded_at=at)
    BundleFact.objects.create(
        bundle=bundle,
        path=path,
        value=value,
        origin=FactOrigin.PRODUCED,
        basis=basis,
        recorded_at=at,
    )


@transaction.atomic
def pass_on(*, member_uuid: UUID, at: datetime) -> None:
    """Pass on to a member whatever may flow and has not; note where its answers came from."""
    rows = BundleMember.objects.select_for_update(of=("self",)).select_related("bundle")
    member = rows.get(uuid=member_uuid)
    if member.case_uuid is None or member.procedure_key not in registry.procedures():
        return
    plan = plan_of(member)
    _note_notice(plan, at)
    for evidence in ready(plan):
        if not note_passed(plan, evidence, at):
            continue
        if plan.procedure.handling is Handling.HANDED_OVER:
            _send(plan, evidence, at)
        else:
            cases.add_facts(
                case_uuid=_case(plan), facts=facts_by(plan, evidence, at), actor=SYSTEM, at=at
            )


def ready(plan: Plan) -> list[Evidence]:
    """List the proofs that may flow to a member and are there."""
    return [
        evidence
        for evidence in plan.procedure.evidence
        if evidence.key in plan.consented
        and all(shared in plan.facts for shared, _path in evidence.facts)
    ]


def facts_by(plan: Plan, evidence: Evidence, at: datetime) -> list[Fact]:
    """Return a proof as facts of the member's case, with the office and norm it rests on."""
    return [
        Fact(
            path,
            plan.facts[shared].value,
            FactSource.REGISTER,
            at,
            f"{plan.facts[shared].basis} ({evidence.norm})",
        )
        for shared, path in evidence.facts
    ]


def note_passed(plan: Plan, evidence: Evidence, at: datetime) -> bool:
    """Note, once, that a proof flows to a member's case; tell whether this is the first time."""
    shared = [one for one, _path in evidence.facts]
    _row, is_new = BundleTransfer.objects.get_or_create(
        member=plan.member,
        evidence_key=evidence.key,
        defaults={"paths": shared, "transferred_at": at},
    )
    if is_new:
        trail.record(
            actor=SYSTEM,
            action="bundles.facts_passed_on",
            subject_kind="bundle_member",
            subject_id=plan.member.uuid,
            at=at,
            details={"evidence": evidence.key, "paths": shared},
        )
        from_name = plan.facts[shared[0]].basis.rpartition(", ")[0]
        _record_transfers(plan, evidence.key, (from_name, evidence.norm), shared, at)
    return is_new


def _send(plan: Plan, evidence: Evidence, at: datetime) -> None:
    if plan.procedure.handover is None:
        raise ValueError(f"{plan.procedure.key} is handed over to nobody")
    exchange.send_message(
        partner=plan.procedure.handover.partner,
        kind=EVIDENCE_MESSAGE,
        subject_kind="case",
        subject_id=_case(plan),
        payload={
            "reference": case_queries.standing_of(_case(plan)).reference,
            "evidence": evidence.key,
            "basis": evidence.norm,
            "from": plan.facts[evidence.facts[0][0]].basis,
            "facts": _tree({one: plan.facts[one].value for one, _path in evidence.facts}),
            **_application_of(plan),
        },
        correlation=f"evidence:{plan.member.uuid}:{evidence.key}",
        actor=SYSTEM,
        at=at,
    )


def _application_of(plan: Plan) -> dict[str, str]:
    """Name the message by which the application went, where it has gone already."""
    sent = [
        message
        for message in exchange_queries.list_messages("case", _case(plan))
        if message.direction == exchange_queries.Direction.OUT and message.kind != EVIDENCE_MESSAGE
    ]
    return {"application": sent[0].correlation} if sent else {}


def _tree(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write dotted names as objects in objects, as messages have them."""
    tree: dict[str, Any] = {}
    for path, value in values.items():
        *parents, name = path.split(".")
        at = tree
        for parent in parents:
            at = at.setdefault(parent, {})
        at[name] = value
    return tree


def _note_notice(plan: Plan, at: datetime) -> None:
    """Note for each person that what was noticed reached this office too."""
    used = shared_paths(plan.form, values_of(plan.facts)).values()
    noticed = sorted({one for one in used if plan.facts[one].origin == FactOrigin.NOTICED})
    if noticed:
        origin = plan.member.bundle.notice_from
        basis = norm_of_notice(plan, SOURCE_LANGUAGE)
        _record_transfers(plan, NOTICED, (origin, basis), noticed, at)


def _record_transfers(
    plan: Plan, key: str, origin: tuple[str, str], paths: list[str], at: datetime
) -> None:
    from_name, basis = origin
    office = case_queries.standing_of(_case(plan)).unit.name
    for person in plan.persons:
        said = BundleConsent.objects.filter(
            person=person, member=plan.member, evidence_key=key, consents=True
        )
        last = said.order_by("-id").first()
        exchange.record_transfer(
            person_account_id=person.account_id,
            person_name=person.name,
            from_name=from_name,
            to_name=body_of(plan, office, SOURCE_LANGUAGE),
            purpose=plan.procedure.title(SOURCE_LANGUAGE),
            basis=basis[:200],
            consented_at=last.declared_at if last else None,
            paths=paths,
            subject_kind="case",
            subject_id=_case(plan),
            correlation=f"bundle:{plan.member.uuid}:{key}:{person.position}",
            at=at,
        )


def _case(plan: Plan) -> UUID:
    if plan.member.case_uuid is None:
        raise ValueError("a proof flows to a case")
    return plan.member.case_uuid
