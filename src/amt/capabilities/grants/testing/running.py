"""Many running grants at once, written in bulk as if each had been applied for and decided.

For tests and measurements alone: no event, no job, no act behind them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from amt.capabilities.cases.facts import digest_of
from amt.capabilities.cases.models import Case, Decision, FactRecord, Party, Proposal
from amt.capabilities.grants.models import Grant
from amt.capabilities.grants.planning import in_short
from amt.contract.assessment import Assessment
from amt.contract.benefits import Ruling
from amt.contract.deeds import DECIDED, RECEIVED, Chronicle, Entry
from amt.contract.facts import Facts, FactSource
from amt.contract.procedure import Procedure
from amt.kernel import clock

ROWS_AT_ONCE = 2_000


def make_grants(
    procedure: Procedure,
    decided: Sequence[tuple[Mapping[str, Any], Assessment]],
    *,
    unit_id: int,
    applied_on: date,
    account_id: int | None = None,
    decided_by: int,
    at: datetime,
    act_key: str = "grant",
    state: str = "decided",
) -> list[UUID]:
    """Write a decided case and its grant for each pair of facts and assessment; return the cases.

    The person is the account's, or somebody without account who gets letters.
    """
    made: list[UUID] = []
    for first in range(0, len(decided), ROWS_AT_ONCE):
        rows = decided[first : first + ROWS_AT_ONCE]
        cases = Case.objects.bulk_create(
            _case(procedure, unit_id, applied_on, at, state) for _ in rows
        )
        _write_facts(cases, rows, at)
        Party.objects.bulk_create(
            Party(
                case=case,
                role=procedure.parties[0].key,
                account_id=account_id,
                name=f"Person {first + number}",
                address_lines=["Musterstraße 1", "28195 Bremen"],
            )
            for number, case in enumerate(cases)
        )
        _write_decisions(cases, rows, applied_on, (decided_by, act_key), at)
        _write_grants(procedure, cases, rows, at)
        made += [case.uuid for case in cases]
    return made


def _case(procedure: Procedure, unit_id: int, applied_on: date, at: datetime, state: str) -> Case:
    uuid = uuid4()
    return Case(
        uuid=uuid,
        reference=f"{procedure.reference.prefix}-{str(uuid)[:13].upper()}",
        procedure_key=procedure.key,
        unit_id=unit_id,
        state=state,
        form_key="application",
        form_version=procedure.form("application").version,
        applied_on=applied_on,
        opened_at=at,
        source_uuid=uuid4(),
    )


def _write_facts(
    cases: Sequence[Case], rows: Sequence[tuple[Mapping[str, Any], Assessment]], at: datetime
) -> None:
    FactRecord.objects.bulk_create(
        (
            FactRecord(
                case=case, path=path, value=value, source=FactSource.TYPED.value, obtained_at=at
            )
            for case, (facts, _assessment) in zip(cases, rows, strict=True)
            for path, value in facts.items()
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _write_decisions(
    cases: Sequence[Case],
    rows: Sequence[tuple[Mapping[str, Any], Assessment]],
    applied_on: date,
    by: tuple[int, str],
    at: datetime,
) -> None:
    decided_by, act_key = by
    proposals = Proposal.objects.bulk_create(
        Proposal(
            case=case,
            assessment=assessment.to_json(),
            outcome=assessment.outcome.value,
            facts_digest=digest_of(Facts(facts), applied_on),
            computed_at=at,
        )
        for case, (facts, assessment) in zip(cases, rows, strict=True)
    )
    Decision.objects.bulk_create(
        Decision(
            case=case,
            number=1,
            kind=assessment.outcome.value,
            proposal=proposal,
            decided_by_id=decided_by,
            decided_at=at,
            act_uuid=uuid4(),
            act_key=act_key,
        )
        for case, proposal, (_facts, assessment) in zip(cases, proposals, rows, strict=True)
    )


def _write_grants(
    procedure: Procedure,
    cases: Sequence[Case],
    rows: Sequence[tuple[Mapping[str, Any], Assessment]],
    at: datetime,
) -> None:
    benefit, on, grants = procedure.benefit, clock.day_of(at), []
    if benefit is None:
        raise ValueError(f"{procedure.key} is not paid monthly")
    for case, (_facts, assessment) in zip(cases, rows, strict=True):
        ruling = Ruling(on, assessment.outcome.value, "grant", assessment)
        told = Chronicle(
            (Entry(RECEIVED, case.applied_on), Entry(DECIDED, on, {"kind": ruling.kind}))
        )
        short = in_short(benefit.plan(told, (ruling,)))
        if short is None:
            continue
        grants.append(
            Grant(
                case_uuid=case.uuid,
                procedure_key=case.procedure_key,
                unit_id=case.unit_id,
                reference=case.reference,
                starts_on=short.starts_on,
                ends_on=short.ends_on,
                state=short.state,
                amounts=short.amounts,
                changed_at=at,
            )
        )
    Grant.objects.bulk_create(grants)


def until(start: date, months: int) -> date:
    """Return the last day of so many months from a first day of a month on."""
    index = start.year * 12 + start.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
