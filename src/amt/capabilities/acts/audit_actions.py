"""What acts write into the audit trail, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "acts.act_declared": _("Bescheid erlassen"),
    "acts.act_rendered": _("Bescheid geschrieben"),
    "acts.act_sealed": _("Bescheid gesiegelt"),
    "acts.act_filed": _("Bescheid zur Akte genommen"),
    "acts.act_delivered": _("Bescheid bereitgestellt"),
    "acts.act_notified": _("Über den Bescheid benachrichtigt"),
    "acts.addressee_notified": _("Empfängerin oder Empfänger benachrichtigt"),
    "acts.addressee_undeliverable": _("Bescheid elektronisch nicht zustellbar"),
    "acts.notice_written": _("Brief geschrieben"),
    "acts.receipt_disputed": _("Zugang des Bescheids bestritten"),
}
