"""Reading cases: for those who work on them, for the parties, for holders of a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import OuterRef, Subquery

from amt.capabilities.acts import queries as acts
from amt.capabilities.authorities.queries import offices_of
from amt.capabilities.cases.facts import digest_of, facts_of
from amt.capabilities.cases.models import Case, CaseEvent, Decision, FactRecord, Party, Proposal
from amt.capabilities.cases.services.assessing import procedure_of, workflow_of
from amt.capabilities.cases.services.deciding import act_of
from amt.capabilities.cases.timeline import FOR_RESIDENTS
from amt.capabilities.cases.visibility import SUBJECT_KIND, require_working, visible_case
from amt.contract.acts import ActSpec
from amt.contract.assessment import Assessment
from amt.contract.facts import Facts
from amt.contract.law import Channel
from amt.contract.procedure import Procedure
from amt.kernel import ids
from amt.kernel.actors import Actor

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Office, Unit

__all__ = [
    "FEWEST_MEASURED",
    "FOR_RESIDENTS",
    "MEASURED_DAYS",
    "CaseStatus",
    "CaseSummary",
    "CaseView",
    "Duration",
    "FactView",
    "ProposalView",
    "TimelineEntry",
    "case_by_reference",
    "get_case",
    "list_cases_of",
    "measured_duration",
    "party_names",
    "status_of",
]

MEASURED_DAYS = 90
FEWEST_MEASURED = 10


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact that holds, with those that it superseded, newest first."""

    record: FactRecord
    earlier: tuple[FactRecord, ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with its assessment read, and whether it fits the facts of now."""

    proposal: Proposal
    assessment: Assessment | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as its unit sees it; `procedure` is None when nobody brings it any more."""

    case: Case
    procedure: Procedure | None
    parties: tuple[Party, ...]
    facts: tuple[FactView, ...]
    proposal: ProposalView | None
    decisions: tuple[Decision, ...]
    events: tuple[CaseEvent, ...]

    @property
    def may_be_decided(self) -> bool:
        """Whether the workflow allows a decision now."""
        return workflow_of(self.case).target(self.case.state, "decide") is not None

    @property
    def may_be_corrected(self) -> bool:
        """Whether facts may still be corrected."""
        return (
            self.procedure is not None
            and workflow_of(self.case).target(self.case.state, "assess") is not None
        )

    @property
    def current_facts(self) -> Facts:
        """The facts that hold, as rules read them."""
        return facts_of(fact.record for fact in self.facts)

    def act_for(self, kind: str) -> ActSpec | None:
        """Return the act by which a decision of a kind is declared."""
        return act_of(self.procedure, kind) if self.procedure else None


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case in a list of a party's own; `sentence` is the key of its state in words."""

    case_uuid: UUID
    reference: str
    procedure_key: str
    state: str
    applied_on: date
    changed_at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened, as a party sees it."""

    kind: str
    at: datetime
    by_office: bool
    outcome: str = ""
    path: str = ""
    act_uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """The state of a case as a party or the holder of its code sees it.

    `sentence` is one of `received`, `in_progress`, `decided`, `closed` or the workflow's own state;
    `next_step` is `wait`, `read_act` or `none`.
    """

    case_uuid: UUID
    reference: str
    procedure_key: str
    state: str
    sentence: str
    applied_on: date
    unit: Unit
    office: Office | None
    timeline: tuple[TimelineEntry, ...]
    acts: tuple[acts.ActView, ...]
    next_step: str


@dataclass(frozen=True, slots=True)
class Duration:
    """How long decisions took: the median in days over so many cases."""

    median_days: int
    case_count: int


def get_case(actor: Actor, case_uuid: UUID) -> CaseView:
    """Return a case with all that a decision needs.

    :raises NotVisible: when the actor does not work on it.
    """
    found = Case.objects.select_related("unit__authority").filter(uuid=case_uuid).first()
    case = require_working(actor, found, case_uuid)
    facts = _facts(case)
    return CaseView(
        case=case,
        procedure=procedure_of(case),
        parties=tuple(case.parties.order_by("id")),
        facts=facts,
        proposal=_proposal(case, facts),
        decisions=tuple(case.decisions.select_related("decided_by", "proposal").order_by("number")),
        events=tuple(case.events.select_related("account").order_by("at", "id")),
    )


def status_of(actor: Actor, case_uuid: UUID) -> CaseStatus:
    """Return the state of a case for a party, a code holder or its unit.

    :raises NotVisible: when the actor may not know of it.
    """
    case = visible_case(actor, case_uuid)
    shown_acts = tuple(acts.list_acts(SUBJECT_KIND, str(case.uuid)))
    events = case.events.filter(kind__in=FOR_RESIDENTS).order_by("at", "id")
    entries = tuple(_entry(event) for event in events)
    return CaseStatus(
        case_uuid=case.uuid,
        reference=case.reference,
        procedure_key=case.procedure_key,
        state=case.state,
        sentence=case.state,
        applied_on=case.applied_on,
        unit=case.unit,
        office=next(iter(offices_of(case.unit)), None),
        timeline=entries,
        acts=shown_acts,
        next_step=_next_step(case, shown_acts, actor),
    )


def list_cases_of(account_id: int) -> list[CaseSummary]:
    """List the cases to which an account is a party, what changed last first."""
    newest = CaseEvent.objects.filter(case=OuterRef("pk"), kind__in=FOR_RESIDENTS).order_by("-at")
    cases = (
        Case.objects.filter(parties__account_id=account_id)
        .distinct()
        .annotate(changed_at=Subquery(newest.values("at")[:1]))
        .order_by("-changed_at", "-id")
    )
    return [
        CaseSummary(
            case_uuid=case.uuid,
            reference=case.reference,
            procedure_key=case.procedure_key,
            state=case.state,
            applied_on=case.applied_on,
            changed_at=case.changed_at or case.opened_at,
            sentence=case.state,
        )
        for case in cases
    ]


def case_by_reference(reference: str) -> Case | None:
    """Return the case of a typed reference, or None; the caller asks who may see it."""
    return Case.objects.filter(reference=ids.normalise_reference(reference)).first()


def party_names(case_uuids: list[UUID]) -> dict[UUID, str]:
    """Return the name of the first party of each case, for a list of those who work on them."""
    rows = Party.objects.filter(case__uuid__in=case_uuids).order_by("-id")
    return dict(rows.values_list("case__uuid", "name"))


def measured_duration(procedure_key: str, on: date) -> Duration | None:
    """Return how long the decisions of the last 90 days took, or None for fewer than ten."""
    since = on - timedelta(days=MEASURED_DAYS)
    rows = Decision.objects.filter(
        case__procedure_key=procedure_key,
        number=1,
        decided_at__date__gt=since,
        decided_at__date__lte=on,
    ).values_list("case__opened_at", "decided_at")
    days = [(decided - opened).days for opened, decided in rows]
    if len(days) < FEWEST_MEASURED:
        return None
    return Duration(median_days=max(1, round(median(days))), case_count=len(days))


def _facts(case: Case) -> tuple[FactView, ...]:
    earlier: dict[str, list[FactRecord]] = {}
    holding: list[FactRecord] = []
    for record in case.fact_records.select_related("recorded_by").order_by("-id"):
        if record.superseded_at is None:
            holding.append(record)
        else:
            earlier.setdefault(record.path, []).append(record)
    holding.sort(key=lambda record: record.id)
    return tuple(FactView(record, tuple(earlier.get(record.path, ()))) for record in holding)


def _proposal(case: Case, facts: tuple[FactView, ...]) -> ProposalView | None:
    proposal = case.proposals.order_by("-id").first()
    if proposal is None:
        return None
    digest = digest_of(facts_of(fact.record for fact in facts), case.applied_on)
    return ProposalView(
        proposal=proposal,
        assessment=Assessment.from_json(proposal.assessment) if proposal.assessment else None,
        is_current=proposal.facts_digest == digest,
    )


def _entry(event: CaseEvent) -> TimelineEntry:
    act = event.values.get("act")
    return TimelineEntry(
        kind=event.kind,
        at=event.at,
        by_office=event.actor_kind in ("staff", "system"),
        outcome=event.values.get("outcome", ""),
        path=event.values.get("path", ""),
        act_uuid=UUID(act) if act else None,
    )


def _next_step(case: Case, shown_acts: tuple[acts.ActView, ...], actor: Actor) -> str:
    waiting = [
        shown
        for act in shown_acts
        for shown in act.addressees
        if shown.addressee.channel == Channel.MAILBOX
        and shown.addressee.provided_at is not None
        and shown.addressee.retrieved_at is None
        and actor.account_id in (None, shown.addressee.account_id)
    ]
    if waiting:
        return "read_act"
    return "wait" if workflow_of(case).target(case.state, "assess") else "none"
