"""Words of the desk for grants and runs over many of them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.grants.queries import BulkItem, BulkRun, Grant, GrantState
from amt.contract.procedure import Procedure

_RUNS = {
    "trying": (gettext_lazy("Probelauf"), "info"),
    "sampling": (gettext_lazy("Stichprobe prüfen"), "warning"),
    "released": (gettext_lazy("Läuft"), "info"),
    "paused": (gettext_lazy("Angehalten"), "warning"),
    "done": (gettext_lazy("Abgeschlossen"), "success"),
    "stopped": (gettext_lazy("Abgebrochen"), "error"),
}
_ITEMS = {
    "waiting": (gettext_lazy("Noch nicht gerechnet"), "neutral"),
    "tried": (gettext_lazy("Gerechnet"), "info"),
    "decided": (gettext_lazy("Entschieden"), "success"),
    "same": (gettext_lazy("Bleibt gleich"), "neutral"),
    "manual": (gettext_lazy("Von Hand"), "warning"),
    "handed": (gettext_lazy("Von Hand"), "warning"),
}
_PROBLEMS = {
    "no_grant": gettext_lazy("Es bliebe kein Anspruch."),
    "no_act": gettext_lazy("Es bliebe kein Anspruch, oder es fehlt ein passender Bescheid."),
    "falls": gettext_lazy("Der Betrag würde sinken. Hören Sie die Person vorher an (§ 24 SGB X)."),
    "undecided": gettext_lazy("Es gibt kein Ergebnis."),
    "not_to_be_decided": gettext_lazy("Der Fall ist gerade in Bearbeitung."),
    "missing_fact": gettext_lazy("Es fehlt eine Angabe."),
    "not_enacted": gettext_lazy("Für diese Zeit sind die Werte des Gesetzes nicht eingetragen."),
    "rules_failed": gettext_lazy("Die Berechnung ist gescheitert."),
    "act_failed": gettext_lazy("Der Bescheid ließ sich nicht schreiben."),
    "failed": gettext_lazy("Die Entscheidung ist gescheitert."),
}
_STOPPED = {
    "sample_wrong": gettext_lazy("Ein Ergebnis der Stichprobe war falsch."),
    "by_hand": gettext_lazy("Von Hand abgebrochen."),
    "trouble": gettext_lazy("Ein technischer Fehler hat den Lauf angehalten."),
    "released_by_gone": gettext_lazy("Wer freigegeben hat, leitet die Stelle nicht mehr."),
}


def grant_state(grant: Grant, today: date) -> tuple[str, str]:
    """Return the name of a grant's state and the kind of its badge."""
    if grant.state == GrantState.HELD:
        return _("Zahlung angehalten"), "warning"
    if grant.starts_on > today:
        return _("Beginnt noch"), "info"
    return _("Läuft"), "success"


def run_state(run: BulkRun) -> tuple[str, str]:
    """Return the name of a run's state and the kind of its badge."""
    label, kind = _RUNS[run.state]
    return str(label), kind


def item_state(item: BulkItem) -> tuple[str, str]:
    """Return the name of what became of a grant and the kind of its badge."""
    label, kind = _ITEMS[item.state]
    return str(label), kind


def item_problem(problem: str) -> str:
    """Say why a grant is left to people."""
    return str(_PROBLEMS.get(problem, "")) or (_("Prüfen Sie den Fall.") if problem else "")


def stop_reason(run: BulkRun) -> str:
    """Say why a run stands still or was ended."""
    return str(_STOPPED.get(run.stop_reason, ""))


def norm_of(procedure: Procedure | None, norm: str, language: str) -> str:
    """Return the norm of a run as the service names it."""
    found = (
        procedure.texts.find(f"fields.review.norm.options.{norm}", language) if procedure else None
    )
    return found or norm
