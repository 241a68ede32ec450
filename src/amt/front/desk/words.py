"""Words of the desk for codes that capabilities store: states, outcomes, sources, problems."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.cases.services import assessing
from amt.contract.facts import FactSource
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.front.frame.values import label_of

if TYPE_CHECKING:
    from amt.capabilities.cases.models import CaseEvent, Proposal

_STATES = {
    "received": (gettext_lazy("Eingegangen"), "info"),
    "in_progress": (gettext_lazy("In Bearbeitung"), "info"),
    "decided": (gettext_lazy("Entschieden"), "success"),
    "closed": (gettext_lazy("Abgeschlossen"), "neutral"),
}
_OUTCOMES = {
    "grant": gettext_lazy("Bewilligung"),
    "partial": gettext_lazy("Teilweise Bewilligung"),
    "refusal": gettext_lazy("Ablehnung"),
    "undecided": gettext_lazy("Noch kein Ergebnis"),
}
_SOURCES = {
    FactSource.TYPED.value: gettext_lazy("Angabe im Antrag"),
    FactSource.REGISTER.value: gettext_lazy("Register"),
    FactSource.DOCUMENT.value: gettext_lazy("Nachweis"),
    FactSource.OFFICER.value: gettext_lazy("Eingetragen durch die Sachbearbeitung"),
}
_CHANNELS = {
    "mailbox": gettext_lazy("Postfach"),
    "federal_mailbox": gettext_lazy("Bundespostfach"),
    "letter": gettext_lazy("Brief"),
}
_EVENTS = {
    "received": gettext_lazy("Antrag eingegangen"),
    "complete": gettext_lazy("Formular eingegangen"),
    "assessed": gettext_lazy("Vorschlag berechnet"),
    "fact_corrected": gettext_lazy("Angabe berichtigt"),
    "decided": gettext_lazy("Entschieden"),
    "act_delivered": gettext_lazy("Bescheid bereitgestellt"),
    "act_retrieved": gettext_lazy("Bescheid geöffnet"),
    "party_joined": gettext_lazy("Eine beteiligte Person nimmt online teil"),
    "consulted": gettext_lazy("Andere Stelle beteiligt"),
    "opinion_given": gettext_lazy("Stellungnahme eingegangen"),
    "fact_added": gettext_lazy("Angabe einer anderen Behörde übernommen"),
    "register_differs": gettext_lazy("Ein Register hat später geantwortet und sagt etwas anderes"),
    "register_names": gettext_lazy("Ein Register nennt noch einen Eintrag"),
    "register_left": gettext_lazy("Eintrag eines Registers nicht übernommen"),
    "handed_over": gettext_lazy("An die zuständige Stelle übergeben"),
}
_ROLES = {
    "applicant": gettext_lazy("Antragstellende Person"),
    "representative": gettext_lazy("Vertretung"),
}
_REMEDIES = {
    "widerspruch": gettext_lazy("Widerspruch"),
    "einspruch": gettext_lazy("Einspruch"),
}


def state_of(state: str, procedure: Procedure | None, language: str) -> tuple[str, str]:
    """Return the name of a case's state and the kind of its badge."""
    if state in _STATES:
        label, kind = _STATES[state]
        return str(label), kind
    texts = procedure.texts if procedure else None
    own = texts and (
        texts.find(f"states_short.{state}", language) or texts.find(f"states.{state}", language)
    )
    is_final = procedure is not None and state in procedure.workflow.final
    return own or state, "neutral" if is_final else "info"


def outcome_of(outcome: str) -> str:
    """Return the name of a result."""
    return str(_OUTCOMES.get(outcome, outcome))


def source_of(source: str) -> str:
    """Return where a fact comes from."""
    return str(_SOURCES.get(source, source))


def channel_of(channel: str) -> str:
    """Return the name of a way of delivery."""
    return str(_CHANNELS.get(channel, channel))


def remedy_of(remedy: str) -> str:
    """Return the name of a remedy."""
    return str(_REMEDIES.get(remedy, remedy))


def role_of(role: str) -> str:
    """Return the name of a party's role."""
    return str(_ROLES.get(role, role))


def event_of(event: CaseEvent, procedure: Procedure | None, language: str) -> tuple[str, str]:
    """Return the title of something that happened, and who or what about it."""
    own = procedure.texts.find(f"deeds.{event.kind}.timeline", language) if procedure else None
    title = own or str(_EVENTS.get(event.kind, event.kind))
    who = event.account.full_name if event.account and event.actor_kind == "staff" else ""
    about = ""
    if "outcome" in event.values and event.kind in ("decided", "assessed"):
        about = outcome_of(event.values["outcome"])
    elif "path" in event.values:
        path = event.values["path"]
        about = label_of(procedure, path, language) if procedure else path
    return title, " · ".join(part for part in (about, who) if part)


def problem_of(proposal: Proposal, procedure: Procedure | None, language: str) -> str:
    """Say why there is no proposal, and what to do."""
    values = proposal.problem_values
    match proposal.problem:
        case assessing.MISSING_FACT:
            path = values.get("path", "")
            label = label_of(procedure, path, language) if procedure else path
            return _(
                "Es fehlt eine Angabe: %(label)s. Ergänzen Sie sie bei den Angaben; dann wird "
                "neu gerechnet."
            ) % {"label": label}
        case assessing.NOT_ENACTED:
            day = date.fromisoformat(values["day"])
            return _(
                "Für den %(day)s sind die Werte des Gesetzes noch nicht beschlossen oder hier "
                "nicht eingetragen."
            ) % {"day": formats.date_long(day)}
        case assessing.NO_PROCEDURE:
            return _(
                "Die Leistung ist hier nicht mehr eingerichtet. Der Fall lässt sich lesen, aber "
                "nicht entscheiden."
            )
        case assessing.NO_RULES:
            return _("Diese Leistung wird ohne Berechnung entschieden.")
    return _(
        "Die Berechnung ist gescheitert. Prüfen Sie den Fall von Hand und melden Sie es dem "
        "technischen Betrieb."
    )
