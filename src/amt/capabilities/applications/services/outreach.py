"""A run over register and payment data that invites households which probably have a claim.

Off unless the operator names the provision that allows it, in words that stand in the audit trail
and in the letter. Nothing of the files is stored but the offers. Each invitation is a transaction
of its own, so that a run which was stopped or killed goes on where it ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from amt.capabilities.applications.forms import application_form
from amt.capabilities.applications.models import Outreached
from amt.capabilities.applications.refusals import (
    BasisNotNamed,
    NobodyDecidesThere,
    NoOutreach,
)
from amt.capabilities.applications.services.offering import offer_application
from amt.capabilities.applications.tables import households_of
from amt.capabilities.cases import queries as cases
from amt.contract.facts import FactSource
from amt.contract.outreach import Confidence, Finding, HouseholdRows, LeftOut, Outreach
from amt.contract.registry import procedure
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.money import Money
from amt.kernel.periods import Period, add_months, period_end

AT_ONCE = 200
MOST_LETTERS = 500
QUIET = Period(months=12)
"""How long a household is not written to again: our own time, no period of a statute."""
APPLIED_MONTHS = 12
"""Who applied in this time is not written to, even if the case is closed."""
_SHORTEST, _LONGEST = 10, 200
_SAMPLE = 10
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:amt:outreach")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does: whom it writes to, at most how many; without `invite` to nobody."""

    procedure_key: str
    basis: str
    invite: bool = False
    most: int = MOST_LETTERS
    confidence: Confidence = Confidence.MEDIUM
    least: Money = Money(0)


@dataclass(slots=True)
class Tally:
    """What a run counted. `sample` are the first findings: household, amount, confidence, assumed.

    `complete` is False when it ended before the files did.
    """

    households: int = 0
    found: int = 0
    cents: int = 0
    invited: int = 0
    invited_before: int = 0
    applied: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    confidence: Counter[Confidence] = field(default_factory=Counter)
    sample: list[tuple[str, Money, Confidence, tuple[str, ...]]] = field(default_factory=list)
    complete: bool = True


def run_outreach(
    plan: Plan,
    *,
    register: Iterable[str],
    payments: Iterable[str],
    actor: Actor,
    at: datetime,
    report: Callable[[LeftOut], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Tally:
    """Look at all households and, with `plan.invite`, write to those that it finds.

    `report` is told of each row that cannot be read. `stopped` is asked between two households.

    :raises NotVisible: when a person acts. :raises NoOutreach: when the service brings none.
    :raises BasisNotNamed: without the words that allow it.
    :raises NoOnlineForm: when the service cannot be applied for online.
    :raises TableRefused: when a file cannot be used; what was sent before stays sent.
    """
    outreach = _allowed(plan, actor)
    plan = _tidy(plan)
    told = {"basis": plan.basis, "invite": plan.invite, "most": plan.most}
    _record("applications.outreach_begun", plan, actor, at, told)
    tally = Tally()
    rows = households_of(register, payments, outreach.register_columns, outreach.payment_columns)
    try:
        _go_through(rows, outreach, plan, tally, actor, at, report, stopped)
    except BaseException:
        tally.complete = False
        raise
    finally:
        counts = {"households": tally.households, "found": tally.found, "invited": tally.invited}
        ended = {**told, **counts, "complete": tally.complete}
        _record("applications.outreach_ended", plan, actor, at, ended)
    return tally


def source_of_household(procedure_key: str, household: str) -> UUID:
    """Return the id under which a household is invited to a service, always the same."""
    return uuid5(_NAMESPACE, f"{procedure_key}:{household}")


@transaction.atomic
def forget_outreached(*, on: date, at: datetime) -> int:
    """Delete the notes about households that may be written to again; return how many."""
    ids = list(Outreached.objects.filter(forget_on__lt=on).values_list("id", flat=True)[:500])
    Outreached.objects.filter(id__in=ids).delete()
    if ids:
        trail.record(
            actor=SYSTEM,
            action="applications.outreach_forgotten",
            subject_kind="procedure",
            subject_id="",
            at=at,
            details={"count": len(ids)},
        )
    return len(ids)


def _allowed(plan: Plan, actor: Actor) -> Outreach:
    if actor.kind is not ActorKind.SYSTEM:
        raise NotVisible("procedure", plan.procedure_key)
    found = procedure(plan.procedure_key)
    if found.outreach is None:
        raise NoOutreach
    application_form(found)
    return found.outreach


def _tidy(plan: Plan) -> Plan:
    basis = " ".join(plan.basis.split())
    if not _SHORTEST <= len(basis) <= _LONGEST or not basis.isprintable():
        raise BasisNotNamed
    return Plan(plan.procedure_key, basis, plan.invite, plan.most, plan.confidence, plan.least)


def _go_through(
    rows: Iterator[HouseholdRows | LeftOut],
    outreach: Outreach,
    plan: Plan,
    tally: Tally,
    actor: Actor,
    at: datetime,
    report: Callable[[LeftOut], None],
    stopped: Callable[[], bool],
) -> None:
    while some := list(islice(rows, AT_ONCE)):
        whole = [one for one in some if isinstance(one, HouseholdRows)]
        results = [one for one in some if isinstance(one, LeftOut)]
        tally.households += len(whole)
        findings = []
        for one in (*results, *outreach.find(whole, clock.day_of(at))):
            if isinstance(one, Finding):
                findings.append(one)
                continue
            tally.left_out[one.reason] += 1
            if one.line:
                report(one)
        for finding in _not_known(findings, outreach, plan, tally, clock.day_of(at)):
            if stopped() or (plan.invite and tally.invited >= plan.most):
                tally.complete = False
                return
            _take(finding, plan, tally, actor, at)


def _not_known(
    findings: Sequence[Finding], outreach: Outreach, plan: Plan, tally: Tally, on: date
) -> list[Finding]:
    """Return those sure enough, of whom nobody has applied or was invited."""
    sure = []
    for one in findings:
        tally.confidence[one.confidence] += 1
        if one.confidence < plan.confidence or one.amount.cents < plan.least.cents:
            tally.left_out["not_sure_enough"] += 1
        else:
            sure.append(one)
    key, since = plan.procedure_key, add_months(on, -APPLIED_MONTHS)
    persons = {person for one in sure for person in one.persons}
    by_facts = cases.applied_by_facts(key, outreach.recognised_by, persons, since)
    living = {(one.name, one.address_lines[0]) for one in sure}
    by_address = cases.applied_by_address(key, living, since)
    sources = {source_of_household(key, one.household): one for one in sure}
    before = set(
        Outreached.objects.filter(source_uuid__in=sources).values_list("source_uuid", flat=True)
    )
    kept = []
    for source, one in sources.items():
        if by_facts.intersection(one.persons) or (one.name, one.address_lines[0]) in by_address:
            tally.applied += 1
        elif source in before:
            tally.invited_before += 1
        else:
            kept.append(one)
    return kept


def _take(finding: Finding, plan: Plan, tally: Tally, actor: Actor, at: datetime) -> None:
    if plan.invite:
        try:
            if not _invite(finding, plan, actor, at):
                tally.invited_before += 1
                return
        except NobodyDecidesThere:
            tally.left_out["nobody_decides_there"] += 1
            return
        tally.invited += 1
    tally.found += 1
    tally.cents += finding.amount.cents
    if len(tally.sample) < _SAMPLE:
        tally.sample.append(
            (finding.household, finding.amount, finding.confidence, finding.assumed)
        )


@transaction.atomic
def _invite(finding: Finding, plan: Plan, actor: Actor, at: datetime) -> bool:
    """Write to a household; tell whether this run did, not one beside or before it."""
    today = clock.day_of(at)
    source = source_of_household(plan.procedure_key, finding.household)
    _noted, is_new = Outreached.objects.get_or_create(
        source_uuid=source,
        defaults={
            "procedure_key": plan.procedure_key,
            "invited_on": today,
            "forget_on": period_end(today, QUIET),
        },
    )
    if not is_new:
        return False
    offer_application(
        procedure_key=plan.procedure_key,
        name=finding.name,
        address_lines=finding.address_lines,
        email=finding.email,
        answers=finding.answers,
        sources={
            path: (FactSource.REGISTER, f"{basis} ({plan.basis})" if basis else plan.basis)
            for path, basis in finding.bases.items()
        },
        norm=plan.basis,
        source_uuid=source,
        actor=actor,
        at=at,
    )
    return True


def _record(action: str, plan: Plan, actor: Actor, at: datetime, details: dict[str, Any]) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="procedure",
        subject_id=plan.procedure_key,
        at=at,
        details=details,
    )
