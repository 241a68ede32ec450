"""Payments as rows of pages: what would be paid, what was paid, and what stands out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amt.capabilities.payments import queries
from amt.capabilities.payments.queries import Due, Mark, Payment, PaymentState, Run, RunState
from amt.design import formats

_MARKS = {
    Mark.HELD: gettext_lazy("Zahlung angehalten"),
    Mark.NO_ACCOUNT: gettext_lazy("Konto fehlt oder ist falsch"),
    Mark.RETURNED: gettext_lazy("Letzte Zahlung kam zurück"),
    Mark.OVERPAID: gettext_lazy("Früher zu viel gezahlt"),
    Mark.FIRST: gettext_lazy("Erste Zahlung"),
    Mark.NEW_ACCOUNT: gettext_lazy("Anderes Konto als zuletzt"),
    Mark.MANY_MONTHS: gettext_lazy("Viele Monate auf einmal"),
    Mark.BIG_STEP: gettext_lazy("Betrag weicht stark ab"),
    Mark.SHARED_ACCOUNT: gettext_lazy("Konto auch in einem anderen Fall"),
    Mark.PROVISIONAL: gettext_lazy("Vorläufig bewilligt"),
}
# What is usual is quiet.
_USUAL = frozenset({Mark.FIRST, Mark.PROVISIONAL})
_RUN_STATES = {
    RunState.COLLECTING: (gettext_lazy("Wird zusammengestellt"), "info"),
    RunState.PROPOSED: (gettext_lazy("Wartet auf Freigabe"), "warning"),
    RunState.APPROVED: (gettext_lazy("Freigegeben"), "success"),
    RunState.WITHDRAWN: (gettext_lazy("Zurückgezogen"), "neutral"),
    RunState.VOIDED: (gettext_lazy("Datei ungültig"), "error"),
}
_PAYMENT_STATES = {
    PaymentState.PROPOSED: (gettext_lazy("Vorgeschlagen"), "info"),
    PaymentState.ORDERED: (gettext_lazy("Angewiesen"), "success"),
    PaymentState.RELEASED: (gettext_lazy("Herausgenommen"), "neutral"),
    PaymentState.RETURNED: (gettext_lazy("Zurückgekommen"), "error"),
}
# Why a run has no proposal: a title, and what to do.
_FAILURES = {
    "nothing_due": (
        gettext_lazy("Nichts auszuzahlen"),
        gettext_lazy("Bis zu diesem Monat ist nichts offen, das jetzt gezahlt werden kann."),
    ),
    "proposer_gone": (
        gettext_lazy("Nicht zusammengestellt"),
        gettext_lazy("Wer den Vorschlag begonnen hat, arbeitet nicht mehr in der Stelle."),
    ),
    "gave_up": (
        gettext_lazy("Der Vorschlag ließ sich nicht zusammenstellen"),
        gettext_lazy(
            "Es ist nichts gezahlt. Versuchen Sie es noch einmal, oder ziehen Sie ihn zurück."
        ),
    ),
}
# External code set ExternalReturnReason1Code of ISO 20022; others are shown as they are.
_REASONS = {
    "AC01": gettext_lazy("Kontonummer falsch"),
    "AC04": gettext_lazy("Konto aufgelöst"),
    "AC06": gettext_lazy("Konto gesperrt"),
    "MD07": gettext_lazy("Person verstorben"),
}


def mark_label(mark: str) -> str:
    """Return the words of a mark."""
    known = next((label for one, label in _MARKS.items() if one.value == mark), mark)
    return str(known)


def reason_label(code: str) -> str:
    """Return why the bank gave a payment back."""
    label = _REASONS.get(code)
    return f"{label} ({code})" if label else code


def run_state(run: Run) -> tuple[str, str]:
    """Return the name of a run's state and the kind of its badge."""
    told = failure(run)
    if told is not None:
        return told[0], "error" if run.state == RunState.COLLECTING else "neutral"
    if run.state == RunState.APPROVED and run.taken_at:
        return _("Bei der Bank"), "success"
    if run.state == RunState.APPROVED and run.hand_over_failure:
        return _("Bank hat nicht angenommen"), "error"
    label, kind = _RUN_STATES[RunState(run.state)]
    return str(label), kind


def is_moving(run: Run) -> bool:
    """Tell whether a run is being collected."""
    return run.state == RunState.COLLECTING and not run.collect_failure


def failure(run: Run) -> tuple[str, str] | None:
    """Return why a run has no proposal and what to do, or None; a person may have ended it."""
    known = None if run.ended_by_id else _FAILURES.get(run.collect_failure)
    return (str(known[0]), str(known[1])) if known else None


def month_label(month: date) -> str:
    """Write a month with its year."""
    return formats.date_long(month).split(" ", 1)[1]


def run_columns() -> list[dict[str, Any]]:
    """Return the columns of the list of runs."""
    return [
        {"key": "reference", "label": _("Auszahlung")},
        {"key": "month", "label": _("Monat")},
        {"key": "count", "label": _("Zahlungen"), "kind": "number"},
        {"key": "cents", "label": _("Summe"), "kind": "money"},
        {"key": "execution", "label": _("Ausführung am")},
        {"key": "state", "label": _("Stand")},
    ]


def run_rows(rows: Iterable[queries.RunRow]) -> list[dict[str, Any]]:
    """Return runs as rows."""
    shown = []
    for row in rows:
        state, kind = run_state(row.run)
        shown.append(
            {
                "reference": {
                    "text": row.run.reference,
                    "url": reverse("desk:payment_run", args=[row.run.uuid]),
                    "note": row.run.unit.name,
                },
                "month": month_label(row.run.month),
                "count": row.count,
                "cents": row.cents,
                "execution": row.run.execution_on,
                "state": {"text": state, "badge": kind},
            }
        )
    return shown


def due_columns() -> list[dict[str, Any]]:
    """Return the columns of what would be paid."""
    return [
        {"key": "reference", "label": _("Fall")},
        {"key": "payee", "label": _("Empfänger")},
        {"key": "months", "label": _("Für")},
        {"key": "cents", "label": _("Betrag"), "kind": "money"},
        {"key": "last", "label": _("Zuletzt"), "kind": "money"},
        {"key": "marks", "label": _("Auffällig")},
    ]


def due_rows(rows: Sequence[Due]) -> list[dict[str, Any]]:
    """Return what would be paid, the conspicuous first."""
    return [
        {
            "reference": {
                "text": one.ledger.reference,
                "url": reverse("desk:payment_account", args=[one.ledger.uuid]),
            },
            "payee": _payee(one.ledger.payee_name, one.ledger.iban),
            "months": months_label([month for month, _cents in one.months]),
            "cents": one.cents,
            "last": "" if one.last_cents is None else one.last_cents,
            "marks": marks_text([mark.value for mark in one.marks]),
        }
        for one in sorted(rows, key=lambda one: not is_conspicuous(m.value for m in one.marks))
    ]


def payment_columns() -> list[dict[str, Any]]:
    """Return the columns of the payments of a run."""
    columns = [one for one in due_columns() if one["key"] != "months"]
    return [*columns, {"key": "state", "label": _("Stand")}]


def payment_rows(rows: Iterable[Payment]) -> list[dict[str, Any]]:
    """Return payments as rows."""
    shown = []
    for one in rows:
        state, kind = _PAYMENT_STATES[PaymentState(one.state)]
        shown.append(
            {
                "reference": {
                    "text": one.ledger.reference,
                    "url": reverse("desk:payment_account", args=[one.ledger.uuid]),
                },
                "payee": _payee(one.payee_name, one.iban),
                "cents": one.cents,
                "last": "" if one.last_cents is None else one.last_cents,
                "marks": marks_text(one.marks),
                "state": {
                    "text": str(state),
                    "badge": kind,
                    "note": reason_label(one.return_reason) if one.return_reason else "",
                },
            }
        )
    return shown


def is_conspicuous(marks: Iterable[str]) -> bool:
    """Tell whether a person should look at it."""
    return any(mark not in {one.value for one in _USUAL} for mark in marks)


def marks_text(marks: Iterable[str]) -> str:
    """Write the marks beside each other."""
    return ", ".join(mark_label(mark) for mark in marks)


def months_label(months: Sequence[date]) -> str:
    """Say which months are paid."""
    if len(months) == 1:
        return month_label(months[0])
    told = ngettext("%(count)s Monat", "%(count)s Monate", len(months)) % {"count": len(months)}
    return f"{month_label(months[0])} – {month_label(months[-1])} ({told})"


def account_months(account: queries.AccountView) -> list[dict[str, Any]]:
    """Return the months of an account as rows, newest first."""
    return [
        {
            "month": {
                "text": month_label(one.month),
                "note": _("vorläufig") if one.provisional else "",
            },
            "planned": one.planned,
            "paid": one.paid,
            "returned": one.returned,
            "difference": one.difference,
            "state": _("in einem Vorschlag") if one.waiting else "",
        }
        for one in reversed(account.months)
    ]


def month_columns() -> list[dict[str, Any]]:
    """Return the columns of the months of an account."""
    return [
        {"key": "month", "label": _("Monat")},
        {"key": "planned", "label": _("Bewilligt"), "kind": "money"},
        {"key": "paid", "label": _("Gezahlt"), "kind": "money"},
        {"key": "returned", "label": _("Zurückgekommen"), "kind": "money"},
        {"key": "difference", "label": _("Offen (minus: zu viel)"), "kind": "money"},
        {"key": "state", "label": _("Stand")},
    ]


def _payee(name: str, iban: str) -> dict[str, str]:
    ending = _("IBAN endet auf %(ending)s") % {"ending": iban[-4:]} if iban else ""
    return {"text": name or _("Name fehlt"), "note": ending}
