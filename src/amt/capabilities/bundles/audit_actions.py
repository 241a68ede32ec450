"""What the audit trail may say of bundles."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "bundles.bundle_started": _("Gemeinsames Gespräch begonnen"),
    "bundles.person_claimed": _("Person dem gemeinsamen Gespräch zugeordnet"),
    "bundles.answers_saved": _("Angaben im gemeinsamen Gespräch gespeichert"),
    "bundles.members_chosen": _("Leistungen im gemeinsamen Gespräch ausgewählt"),
    "bundles.consent_given": _("Einwilligung in eine Weitergabe gegeben"),
    "bundles.consent_refused": _("Einwilligung in eine Weitergabe nicht gegeben"),
    "bundles.member_confirmed": _("Antrag im gemeinsamen Gespräch bestätigt"),
    "bundles.member_submitted": _("Antrag aus dem gemeinsamen Gespräch gesendet"),
    "bundles.member_continued": _("Antrag aus dem gemeinsamen Gespräch allein fortgesetzt"),
    "bundles.member_failed": _("Antrag aus dem gemeinsamen Gespräch nicht gesendet"),
    "bundles.facts_passed_on": _("Angaben an eine andere Stelle weitergegeben"),
    "bundles.bundles_expired": _("Abgelaufene gemeinsame Gespräche gelöscht"),
}
