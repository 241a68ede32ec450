"""What was paid in a matter and what comes next, as the person reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from amt.capabilities.cases.queries import CaseStatus
from amt.capabilities.payments import queries
from amt.capabilities.payments.queries import AccountView, Mark, MonthView
from amt.contract.benefits import Benefit
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.kernel import clock
from amt.kernel.periods import first_of_month


@dataclass(frozen=True, slots=True)
class PaymentsShown:
    """The payments of a matter: rows of months, what hinders them, what is to be paid back."""

    columns: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    coming: list[dict[str, Any]]
    came_back: bool
    is_held: bool
    iban_ending: str
    demands: tuple[queries.DemandView, ...]
    open_from: date | None = None


def payments_shown(found: CaseStatus, known: Procedure | None) -> PaymentsShown | None:
    """Return the payments for a reader who may see everything of the matter, or None."""
    if known is None or known.benefit is None or not _sees_all(found, known):
        return None
    account = queries.account_of("case", found.case_uuid, by_month_only=True)
    if account is None:
        return None
    return replace(_shown(account, clock.today()), open_from=_open_from(found, known.benefit))


def _open_from(found: CaseStatus, benefit: Benefit) -> date | None:
    """Return the first granted month whose amount is still to be decided, or None."""
    if found.history is None or not found.history.rulings:
        return None
    plan = benefit.plan(found.history.chronicle, found.history.rulings)
    return min(plan.open_months, default=None)


def _sees_all(found: CaseStatus, known: Procedure) -> bool:
    return any(role.sees.facts is None for role in known.parties if role.key in found.my_roles)


def _shown(account: AccountView, today: date) -> PaymentsShown:
    this_month = first_of_month(today)
    months = [one for one in reversed(account.months) if one.planned or one.paid]
    is_past = {one.month: one.month <= this_month or one.paid > 0 for one in months}
    return PaymentsShown(
        columns=[
            {"key": "month", "label": _("Monat")},
            {"key": "planned", "label": _("Bewilligt"), "kind": "money"},
            {"key": "paid", "label": _("Überwiesen"), "kind": "money"},
            {"key": "state", "label": _("Stand")},
        ],
        rows=[_row(one) for one in months if is_past[one.month]],
        coming=[_row(one) for one in reversed(months) if not is_past[one.month]],
        came_back=account.hindrance is Mark.RETURNED,
        is_held=account.hindrance is Mark.HELD,
        iban_ending=account.iban_ending,
        demands=tuple(one for one in account.demands if one.open_cents),
    )


def _row(one: MonthView) -> dict[str, Any]:
    word, kind = _state(one)
    return {
        "month": {
            "text": formats.date_long(one.month).split(" ", 1)[1],
            "note": _("vorläufig") if one.provisional else "",
        },
        "planned": one.planned,
        # What waits for approval is not on its way yet.
        "paid": 0 if one.waiting else one.paid,
        "state": {"text": word, "badge": kind},
    }


def _state(one: MonthView) -> tuple[str, str]:
    if one.waiting:
        return _("wird vorbereitet"), "info"
    if one.difference < 0:
        return _("zu viel überwiesen"), "warning"
    if one.difference == 0:
        return _("überwiesen"), "success"
    if one.returned:
        return _("kam zurück"), "error"
    return (_("Rest kommt noch"), "info") if one.paid else (_("kommt noch"), "info")
