"""A case as its unit sees it: with all that working on it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amt.capabilities.cases import choice
from amt.capabilities.cases.chronicle import (
    chronicle_of,
    form_of,
    procedure_of,
    terms_of,
    workflow_of,
)
from amt.capabilities.cases.fact_views import FactView, read_facts
from amt.capabilities.cases.facts import digest_of, facts_of
from amt.capabilities.cases.models import (
    Case,
    CaseEvent,
    Decision,
    DeedRecord,
    Party,
    Proposal,
)
from amt.capabilities.cases.queries.consultations import ConsultationView, consultations_of
from amt.capabilities.cases.register_entries import RegisterEntry
from amt.capabilities.cases.services.deeds import deeds_open_to
from amt.capabilities.cases.services.handing_over import HAND_OVER
from amt.capabilities.cases.services.wording import fees_of
from amt.capabilities.cases.visibility import require_working
from amt.contract.acts import ActSpec
from amt.contract.assessment import Assessment, FeeItem
from amt.contract.deeds import Chronicle, Deed, Term
from amt.contract.facts import Facts
from amt.contract.forms import Form
from amt.contract.procedure import Procedure
from amt.kernel import clock
from amt.kernel.actors import Actor


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
    chronicle: Chronicle
    deed_records: tuple[DeedRecord, ...]
    terms: tuple[Term, ...]
    open_deeds: tuple[Deed, ...]
    consultations: tuple[ConsultationView, ...]
    fees: tuple[FeeItem, ...]
    register_entries: tuple[RegisterEntry, ...] = ()
    """What registers named after the application; it counts once somebody takes it over."""

    @property
    def proposes(self) -> bool:
        """Whether rules propose a decision; else the caseworker decides freely."""
        return self.procedure is not None and self.procedure.assess is not None

    @property
    def may_be_decided(self) -> bool:
        """Whether the workflow allows a decision now."""
        return choice.may_be_decided(
            self.procedure,
            workflow_of(self.case),
            self.case.state,
            decided=bool(self.decisions),
        )

    @property
    def may_be_handed_over(self) -> bool:
        """Whether the matter waits to be sent (again) to the body that decides it."""
        return (
            self.procedure is not None
            and self.procedure.handover is not None
            and workflow_of(self.case).target(self.case.state, HAND_OVER) is not None
        )

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

    @property
    def form(self) -> Form | None:
        """The form that the case was opened with, or None when nobody brings it any more."""
        return form_of(self.case)

    def acts_for(self, kind: str) -> tuple[ActSpec, ...]:
        """Return the acts by which an outcome can be declared now, the usual one first."""
        if self.procedure is None:
            return ()
        assessment = self.proposal.assessment if self.proposal else None
        declared = choice.declared_as(kind, assessment)
        return tuple(one.spec for one in choice.choices(self.procedure, self.case.state, declared))

    def act_for(self, kind: str, act: str = "") -> ActSpec | None:
        """Return the act of this key, or the usual one, by which an outcome is declared now."""
        return next((spec for spec in self.acts_for(kind) if act in ("", spec.key)), None)


def get_case(actor: Actor, case_uuid: UUID, *, on: date | None = None) -> CaseView:
    """Return a case with all that working on it needs, its terms as they stand on a day.

    :raises NotVisible: when the actor does not work on it.
    """
    found = Case.objects.select_related("unit__authority").filter(uuid=case_uuid).first()
    case = require_working(actor, found, case_uuid)
    facts, entries = read_facts(case)
    procedure, day = procedure_of(case), on or clock.today()
    known = facts_of(fact.record for fact in facts)
    deeds = tuple(case.deeds.select_related("actor", "party").order_by("on", "id"))
    decided = case.decisions.select_related("decided_by", "proposal").order_by("number")
    decisions = tuple(decided)
    chronicle = chronicle_of(case, deeds=deeds, decisions=decisions)
    return CaseView(
        case=case,
        procedure=procedure,
        parties=tuple(case.parties.order_by("id")),
        facts=facts,
        proposal=_proposal(case, facts),
        decisions=decisions,
        events=tuple(case.events.select_related("account", "deed").order_by("at", "id")),
        chronicle=chronicle,
        deed_records=deeds,
        terms=terms_of(case, on=day, chronicle=chronicle),
        open_deeds=deeds_open_to(actor, case),
        consultations=consultations_of(case, on=day, facts=known),
        fees=fees_of(procedure, known, day) if procedure else (),
        register_entries=entries,
    )


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
