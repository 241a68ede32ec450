"""The words for what is recorded about registers; details hold no data of people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "registers.asked": _("Register abgefragt"),
    "registers.answered": _("Antwort eines Registers eingegangen"),
    "registers.did_not_answer": _("Register war nicht erreichbar"),
    "registers.gave_up": _("Abfrage eines Registers aufgegeben"),
    "registers.withdrawn": _("Angaben aus einem Register nicht gewünscht"),
    "registers.reported": _("Fehler in einem Register gemeldet"),
    "registers.report_settled": _("Meldung über einen Fehler im Register erledigt"),
}
