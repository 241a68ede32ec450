"""How the machine is switched for each service, and what share of the cases it could decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from amt.capabilities.cases.automation import against, can_be_automatic, is_sampled, switch_of
from amt.capabilities.cases.choice import ASSESS
from amt.capabilities.cases.facts import facts_of
from amt.capabilities.cases.models import Case, Decision, FactRecord, Proposal
from amt.capabilities.worklist.queries import LEADING_ROLES
from amt.contract import registry
from amt.contract.assessment import Assessment
from amt.contract.procedure import Procedure
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the cases that were opened in a period: how many qualified, and what spoke against others.

    `against` counts cases by reason; one case may have several. `automatic` were decided by the
    machine, `sampled` of those that qualified go to people by the share of now.
    """

    cases: int
    qualified: int
    sampled: int
    automatic: int
    against: Mapping[str, int]

    @property
    def share_percent(self) -> float:
        """The share of the cases that qualified."""
        return 100 * self.qualified / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class AutomationState:
    """How the machine is switched for a service that allows it; `since` is None before that."""

    procedure: Procedure
    norm: str
    on: bool
    sampled_share_percent: int
    since: datetime | None


def list_automations(actor: Actor) -> tuple[AutomationState, ...]:
    """List the services of which the machine may decide cases, for those who lead a unit.

    :raises NotVisible: to everybody else.
    """
    if actor.kind is not ActorKind.STAFF or not actor.unit_ids(*LEADING_ROLES):
        raise NotVisible("page", "automation")
    found = []
    for procedure in registry.procedures().values():
        automation = procedure.automation
        if automation is None or not can_be_automatic(procedure):
            continue
        switch = switch_of(procedure.key)
        found.append(
            AutomationState(
                procedure=procedure,
                norm=automation.norm,
                on=switch is not None and switch.on,
                sampled_share_percent=switch.sampled_share_percent
                if switch
                else automation.sampled_share_percent,
                since=switch.at if switch else None,
            )
        )
    return tuple(found)


def measure_automation(procedure_key: str, *, since: date, until: date) -> Measured:
    """Say which cases of a period qualified for the machine, switched on or not, both days counted.

    Judged by the first proposal of each case and the facts of that moment.

    :raises amt.contract.registry.UnknownProcedure: when nobody brings the procedure.
    """
    procedure, switch = registry.procedure(procedure_key), switch_of(procedure_key)
    usual = procedure.automation.sampled_share_percent if procedure.automation else 100
    share = switch.sampled_share_percent if switch else usual
    cases = qualified = sampled = 0
    reasons: Counter[str] = Counter()
    for case, speaks_against in _judged(procedure, since, until):
        cases += 1
        reasons.update(set(speaks_against))
        if not speaks_against:
            qualified += 1
            sampled += is_sampled(procedure_key, case.uuid, share)
    automatic = Decision.objects.filter(
        automatic=True,
        number=1,
        case__procedure_key=procedure_key,
        case__opened_at__date__gte=since,
        case__opened_at__date__lte=until,
    ).count()
    return Measured(cases, qualified, sampled, automatic, dict(reasons.most_common()))


def _judged(
    procedure: Procedure, since: date, until: date
) -> Iterator[tuple[Case, tuple[str, ...]]]:
    found = Case.objects.filter(
        procedure_key=procedure.key, opened_at__date__gte=since, opened_at__date__lte=until
    ).order_by("id")
    last = 0
    while cases := list(found.filter(pk__gt=last)[:AT_ONCE]):
        last = cases[-1].pk
        yield from _judge(procedure, cases)


def _judge(procedure: Procedure, cases: Sequence[Case]) -> Iterator[tuple[Case, tuple[str, ...]]]:
    ids = [case.pk for case in cases]
    first: dict[int, Proposal] = {}
    for proposal in Proposal.objects.filter(case_id__in=ids).order_by("-id"):
        first[proposal.case_id] = proposal
    records = defaultdict[int, list[FactRecord]](list)
    for record in FactRecord.objects.filter(case_id__in=ids).order_by("path"):
        records[record.case_id].append(record)
    workflow = procedure.workflow
    assessed = workflow.target(workflow.initial, ASSESS) or workflow.initial
    for case in cases:
        computed = first.get(case.pk)
        if computed is None:
            continue
        then = [row for row in records[case.pk] if _held(row, computed.computed_at)]
        stored = computed.assessment
        assessment = Assessment.from_json(stored) if stored else None
        yield case, against(procedure, facts_of(then), assessment, state=assessed)


def _held(record: FactRecord, at: datetime) -> bool:
    return record.obtained_at <= at and (record.superseded_at is None or record.superseded_at > at)
