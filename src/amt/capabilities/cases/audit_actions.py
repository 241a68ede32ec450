"""What cases write into the audit trail, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "cases.case_opened": _("Ein Antrag wurde als Fall angelegt"),
    "cases.case_antedated": _("Ein früherer Tag gilt als Tag des Antrags"),
    "cases.case_completed": _("Das Formular zu einem formlosen Antrag ist gekommen"),
    "cases.case_assessed": _("Ein Vorschlag wurde berechnet"),
    "cases.register_compared": _("Angaben mit einem Register verglichen"),
    "cases.entry_proposed": _("Ein Register nennt einen weiteren Eintrag"),
    "cases.entry_taken": _("Ein Eintrag eines Registers wurde übernommen"),
    "cases.entry_left": _("Ein Eintrag eines Registers wurde nicht übernommen"),
    "cases.case_viewed": _("Eine Fallakte wurde angesehen"),
    "cases.fact_corrected": _("Eine Angabe wurde berichtigt"),
    "cases.party_joined": _("Eine beteiligte Person hat ihr Konto verbunden"),
    "cases.deed_done": _("Ein Verfahrensschritt wurde getan"),
    "cases.body_consulted": _("Eine andere Stelle wurde um Stellungnahme gebeten"),
    "cases.opinion_given": _("Eine andere Stelle hat Stellung genommen"),
    "cases.facts_added": _("Angaben einer anderen Stelle wurden übernommen"),
    "cases.automation_switched": _("Entscheidungen durch das Programm wurden ein- oder umgestellt"),
    "cases.case_sampled": _("Ein Fall wurde für die Entscheidung durch einen Menschen ausgelost"),
    "cases.case_decided": _("Über einen Antrag wurde entschieden"),
}
