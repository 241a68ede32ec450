"""Cases in lists, by reference and by party, for rooms above, and the figures from all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from amt.capabilities.cases.facts import facts_of, records_in_force
from amt.capabilities.cases.models import Case, CaseEvent, Decision, Party
from amt.capabilities.cases.sight import sight_of, told_state
from amt.capabilities.cases.timeline import FOR_RESIDENTS
from amt.kernel import ids

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit

MEASURED_DAYS = 90
FEWEST_MEASURED = 10


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
class CaseStanding:
    """Where a case stands, for rooms above that have their own right to know.

    `decided` is the kind of the last decision or an empty text, `inputs` what was answered to the
    form of its act.
    """

    case_uuid: UUID
    reference: str
    procedure_key: str
    state: str
    unit: Unit
    facts: Mapping[str, Any]
    decided: str
    decided_at: datetime | None
    inputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Duration:
    """How long decisions took: the median in days over so many cases."""

    median_days: int
    case_count: int


def list_cases_of(account_id: int) -> list[CaseSummary]:
    """List the cases to which an account is a party, what changed last first."""
    newest = (
        CaseEvent.objects.filter(case=OuterRef("pk"))
        .filter(Q(kind__in=FOR_RESIDENTS) | Q(deed__isnull=False))
        .order_by("-at")
    )
    cases = (
        Case.objects.filter(parties__account_id=account_id)
        .distinct()
        .annotate(
            changed_at=Subquery(newest.values("at")[:1]),
            is_decided=Exists(Decision.objects.filter(case=OuterRef("pk"))),
        )
        .prefetch_related("parties")
        .order_by("-changed_at", "-id")
    )
    return [_summary(case, account_id) for case in cases]


def _summary(case: Case, account_id: int) -> CaseSummary:
    parties = list(case.parties.all())
    mine = [party for party in parties if party.account_id == account_id]
    sight = sight_of(case, mine, of_all=len(parties))
    state = told_state(case, sight, decided=getattr(case, "is_decided", None))
    return CaseSummary(
        case_uuid=case.uuid,
        reference=case.reference,
        procedure_key=case.procedure_key,
        state=state,
        applied_on=case.applied_on,
        changed_at=getattr(case, "changed_at", None) or case.opened_at,
        sentence=state,
    )


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


def case_of_party(party_uuid: UUID) -> UUID | None:
    """Return the case of a party, or None; the caller has proven who asks."""
    return Party.objects.filter(uuid=party_uuid).values_list("case__uuid", flat=True).first()


def standing_of(case_uuid: UUID) -> CaseStanding:
    """Return where a case stands; the caller asks who may see it.

    :raises LookupError: when there is no such case.
    """
    case = Case.objects.select_related("unit__authority").filter(uuid=case_uuid).first()
    if case is None:
        raise LookupError(case_uuid)
    last = case.decisions.order_by("-number").first()
    return CaseStanding(
        case_uuid=case.uuid,
        reference=case.reference,
        procedure_key=case.procedure_key,
        state=case.state,
        unit=case.unit,
        facts=facts_of(records_in_force(case)),
        decided=last.kind if last else "",
        decided_at=last.decided_at if last else None,
        inputs=last.inputs if last else {},
    )
