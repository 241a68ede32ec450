"""What the worklist writes into the audit trail, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "worklist.item_opened": _("Eine Aufgabe wurde angelegt"),
    "worklist.item_assigned": _("Eine Aufgabe wurde einer Person zugewiesen"),
    "worklist.item_given_back": _("Eine Aufgabe wurde an das Team zurückgegeben"),
    "worklist.item_closed": _("Eine Aufgabe wurde erledigt"),
}
