"""The words for what is recorded about payments; details hold no account numbers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "payments.plan_set": _("Zahlungsplan festgelegt"),
    "payments.plans_set": _("Zahlungspläne festgelegt"),
    "payments.run_started": _("Vorschlag einer Auszahlung begonnen"),
    "payments.run_not_collected": _("Vorschlag einer Auszahlung nicht zustande gekommen"),
    "payments.run_proposed": _("Auszahlung vorgeschlagen"),
    "payments.run_approved": _("Auszahlung freigegeben"),
    "payments.run_withdrawn": _("Vorschlag einer Auszahlung zurückgezogen"),
    "payments.run_voided": _("Datei einer Auszahlung für ungültig erklärt"),
    "payments.run_viewed": _("Auszahlung angesehen"),
    "payments.file_made": _("Datei für die Bank erstellt"),
    "payments.file_fetched": _("Datei für die Bank heruntergeladen"),
    "payments.file_taken": _("Datei von der Bank angenommen"),
    "payments.payment_released": _("Zahlung aus einem Vorschlag genommen"),
    "payments.payment_returned": _("Zahlung zurückgekommen"),
    "payments.account_confirmed": _("Konto nach einer Rückgabe bestätigt"),
    "payments.demand_raised": _("Forderung festgelegt"),
    "payments.demand_cancelled": _("Forderung aufgehoben"),
    "payments.receipt_noted": _("Zahlungseingang zu einer Forderung vermerkt"),
    "payments.bank_entry_unclear": _("Ungeklärter Zahlungseingang vermerkt"),
}
