"""Reading payments: the account of a subject, runs, and what a run would pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from amt.capabilities.payments import due, ibans, ledger
from amt.capabilities.payments.due import Collected, Due, Mark, hindrance_of
from amt.capabilities.payments.models import (
    BankEntry,
    Demand,
    Entry,
    Ledger,
    Payment,
    PaymentState,
    Run,
    RunState,
)
from amt.capabilities.payments.services.access import account_of as _account_in
from amt.capabilities.payments.services.access import leads, ledger_for, run_for
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.kernel.actors import Actor
from amt.kernel.stamps import Rows, table

__all__ = [
    "AccountView",
    "BankEntry",
    "Collected",
    "DemandView",
    "Due",
    "Ledger",
    "Mark",
    "MonthView",
    "Payment",
    "PaymentState",
    "Run",
    "RunRow",
    "RunState",
    "RunView",
    "account_of",
    "count_waiting",
    "find_account",
    "get_run",
    "hindrance_of",
    "last_approved",
    "list_returns",
    "list_runs",
    "open_run",
    "preview_run",
    "stamped_rows",
    "units_with_payments",
]

LISTED_RUNS = 50
UNFINISHED = (RunState.COLLECTING, RunState.PROPOSED)


@dataclass(frozen=True, slots=True)
class MonthView:
    """What stands for a month, in cents; `difference` is what is still due, negative: too much."""

    month: date
    planned: int
    paid: int
    returned: int
    difference: int
    provisional: bool
    waiting: bool
    """Whether a run holds it that is not approved yet."""


@dataclass(frozen=True, slots=True)
class DemandView:
    """What is demanded, in cents, and what is still open of it."""

    uuid: UUID
    key: str
    reference: str
    cents: int
    received: int
    norm: str
    due_on: date
    cancelled_at: datetime | None

    @property
    def open_cents(self) -> int:
        """What is still to be paid."""
        return 0 if self.cancelled_at else max(0, self.cents - self.received)


@dataclass(frozen=True, slots=True)
class AccountView:
    """All payments of one subject."""

    ledger_uuid: UUID
    subject_kind: str
    subject_id: str
    unit_id: int
    reference: str
    payee_name: str
    iban_ending: str
    held_since: date | None
    hindrance: Mark | None
    months: tuple[MonthView, ...]
    demands: tuple[DemandView, ...]
    payments: tuple[Payment, ...]

    @property
    def overpaid(self) -> int:
        """Cents that were paid above the plan and did not come back, month by month."""
        return sum(-one.difference for one in self.months if one.difference < 0)

    @property
    def demanded(self) -> int:
        """Cents of demands that are still open."""
        return sum(one.open_cents for one in self.demands)

    @property
    def paid(self) -> int:
        """Cents that went out and did not come back."""
        return sum(one.paid for one in self.months)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in the list, with what it pays now."""

    run: Run
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with its payments and what the actor may do."""

    run: Run
    payments: tuple[Payment, ...]
    count: int
    cents: int
    released_count: int
    returned_count: int
    may_approve: bool
    may_withdraw: bool
    may_void: bool
    is_own: bool
    message_id: str


def account_of(
    subject_kind: str, subject_id: object, *, by_month_only: bool = False
) -> AccountView | None:
    """Return the payments of a subject, or None where none was ever planned.

    Who may see them is for the room of the subject. `by_month_only` leaves the single payments out.
    """
    known = Ledger.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).first()
    return None if known is None else _view_of(known, by_month_only=by_month_only)


def stamped_rows() -> tuple[Rows, ...]:
    """Return the rows that tell what was planned for a subject, paid to it and demanded of it."""
    of_subject = "subject_kind = $1 AND subject_id = $2"
    its_ledger = f"SELECT id FROM {table(Ledger)} WHERE {of_subject}"  # noqa: S608 - own names
    of_ledger = f"ledger_id = ({its_ledger})"
    demands = f"SELECT id FROM {table(Demand)} WHERE {of_ledger}"  # noqa: S608 - own names
    return (
        Rows(Ledger, of_subject),
        *(Rows(model, of_ledger) for model in (Entry, Payment, Demand)),
        Rows(BankEntry, f"demand_id IN ({demands})"),
    )


def _view_of(known: Ledger, *, by_month_only: bool = False) -> AccountView:
    waiting = set(
        Entry.objects.filter(
            ledger=known, kind=Entry.Kind.ORDERED, payment__state=PaymentState.PROPOSED
        ).values_list("month", flat=True)
    )
    balances = ledger.balances([known.id]).get(known.id, {})
    return AccountView(
        ledger_uuid=known.uuid,
        subject_kind=known.subject_kind,
        subject_id=known.subject_id,
        unit_id=known.unit_id,
        reference=known.reference,
        payee_name=known.payee_name,
        iban_ending=ibans.ending(known.iban),
        held_since=known.held_since,
        hindrance=hindrance_of(known),
        months=tuple(
            MonthView(
                month=month,
                planned=one.planned,
                paid=one.paid,
                returned=one.returned,
                difference=one.due,
                provisional=one.provisional,
                waiting=month in waiting,
            )
            for month, one in sorted(balances.items())
        ),
        demands=_demands(known),
        payments=() if by_month_only else _payments(known),
    )


def _payments(known: Ledger) -> tuple[Payment, ...]:
    rows = known.payments.exclude(state=PaymentState.RELEASED).select_related("run")
    return tuple(rows.order_by("-id"))


def preview_run(actor: Actor, unit_id: int, month: date) -> Collected:
    """Return what a run would pay. :raises NotVisible: when the actor does not work there."""
    _account_in(actor, unit_id)
    return due.collect(unit_id, month)


def list_runs(actor: Actor) -> list[RunRow]:
    """List the newest runs of the actor's units."""
    counts = ~Q(payments__state=PaymentState.RELEASED) | Q(state=RunState.VOIDED)
    rows = (
        _visible_runs(actor)
        .annotate(
            payment_count=Count("payments", filter=counts),
            payment_cents=Sum("payments__cents", filter=counts, default=0),
        )
        .order_by("-id")[:LISTED_RUNS]
    )
    return [RunRow(run, run.payment_count, run.payment_cents) for run in rows]


def get_run(actor: Actor, run_uuid: UUID) -> RunView:
    """Return a run. :raises NotVisible: when the actor does not work in its unit."""
    run_for(actor, run_uuid)
    run = Run.objects.select_related("unit", "proposed_by", "approved_by", "ended_by", "file").get(
        uuid=run_uuid
    )
    payments = tuple(run.payments.select_related("ledger").order_by("id"))
    paid = [one for one in payments if one.state != PaymentState.RELEASED]
    open_now, is_own = run.state == RunState.PROPOSED, run.proposed_by_id == actor.account_id
    heads, file = leads(actor, run.unit_id), getattr(run, "file", None)
    return RunView(
        run=run,
        payments=payments,
        count=len(paid),
        cents=sum(one.cents for one in paid),
        released_count=len(payments) - len(paid),
        returned_count=sum(one.state == PaymentState.RETURNED for one in paid),
        may_approve=open_now and heads and not is_own and bool(paid),
        may_withdraw=open_now or run.state == RunState.COLLECTING,
        may_void=run.state == RunState.APPROVED and run.sent_at is None and heads,
        is_own=is_own,
        message_id=file.message_id if file else "",
    )


def last_approved(actor: Actor, unit_id: int) -> Run | None:
    """Return the newest approved run of a unit, to compare with. :raises NotVisible: as above."""
    _account_in(actor, unit_id)
    rows = Run.objects.filter(unit_id=unit_id, state=RunState.APPROVED)
    return rows.order_by("-month", "-id").first()


def open_run(actor: Actor, unit_id: int) -> Run | None:
    """Return the run of a unit that is collected or waits for approval. :raises NotVisible: too."""
    _account_in(actor, unit_id)
    return Run.objects.filter(unit_id=unit_id, state__in=UNFINISHED).first()


def find_account(actor: Actor, ledger_uuid: UUID) -> AccountView:
    """Return the payments behind a ledger.

    :raises NotVisible: when the actor does not work in its unit.
    """
    known = ledger_for(actor, ledger_uuid)
    return _view_of(known)


def list_returns(actor: Actor) -> list[Payment]:
    """List payments that came back in the actor's units, newest first."""
    return list(
        Payment.objects.filter(
            run__unit_id__in=actor.unit_ids(*WORKING_ROLES), state=PaymentState.RETURNED
        )
        .select_related("ledger", "run")
        .order_by("-returned_on", "-id")[:LISTED_RUNS]
    )


def units_with_payments(actor: Actor) -> list[tuple[int, str, str]]:
    """List id, key and name of the actor's units in which something was ever planned."""
    rows = Ledger.objects.filter(unit_id__in=actor.unit_ids(*WORKING_ROLES))
    named = rows.values_list("unit_id", "unit__key", "unit__name")
    return list(named.distinct().order_by("unit__name"))


def count_waiting(actor: Actor) -> int:
    """Count the runs that wait for approval in the actor's units."""
    return _visible_runs(actor).filter(state=RunState.PROPOSED).count()


def _visible_runs(actor: Actor) -> QuerySet[Run]:
    return Run.objects.filter(unit_id__in=actor.unit_ids(*WORKING_ROLES)).select_related("unit")


def _demands(known: Ledger) -> tuple[DemandView, ...]:
    rows = Demand.objects.filter(ledger=known).annotate(received=Sum("receipts__cents", default=0))
    return tuple(
        DemandView(
            row.uuid,
            row.key,
            row.reference,
            row.cents,
            row.received,
            row.norm,
            row.due_on,
            row.cancelled_at,
        )
        for row in rows.order_by("due_on", "id")
    )
