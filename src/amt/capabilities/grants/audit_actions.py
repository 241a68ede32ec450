"""What the audit trail may say of grants."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "grants.plan_changed": _("Zahlungen für eine Bewilligung neu geplant"),
    "grants.renewal_invited": _("Zum Weiterleistungsantrag eingeladen"),
    "grants.run_started": _("Neuberechnung vieler Bewilligungen begonnen"),
    "grants.run_tried": _("Probelauf der Neuberechnung abgeschlossen"),
    "grants.item_viewed": _("Ergebnis der Neuberechnung angesehen"),
    "grants.item_checked": _("Ergebnis der Neuberechnung geprüft"),
    "grants.run_released": _("Neuberechnung freigegeben"),
    "grants.run_paused": _("Neuberechnung angehalten"),
    "grants.run_continued": _("Neuberechnung fortgesetzt"),
    "grants.run_stopped": _("Neuberechnung abgebrochen"),
    "grants.run_done": _("Neuberechnung abgeschlossen"),
}
