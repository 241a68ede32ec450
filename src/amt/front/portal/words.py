"""What the portal says about drafts, states, ways and deeds, in the active language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amt.capabilities.cases.queries import CaseSummary, TimelineEntry
from amt.contract import registry
from amt.contract.life_events import LifeEvent, conversation
from amt.contract.registry import UnknownProcedure
from amt.design import formats

if TYPE_CHECKING:
    from amt.capabilities.applications.models import Draft
    from amt.capabilities.bundles.models import Bundle

WAYS = {
    "online": (gettext_lazy("Online"), "success"),
    "trial": (gettext_lazy("Rechner"), "info"),
    "phone": (gettext_lazy("Telefon"), "neutral"),
    "paper": (gettext_lazy("Post oder vor Ort"), "neutral"),
}
_STATES = {
    "received": gettext_lazy("Ihr Antrag ist angekommen."),
    "in_progress": gettext_lazy("Wir bearbeiten Ihren Antrag."),
    "decided": gettext_lazy("Über Ihren Antrag ist entschieden."),
    "closed": gettext_lazy("Ihr Antrag ist abgeschlossen."),
    "handed_over": gettext_lazy("Wir haben Ihren Antrag an die zuständige Behörde weitergegeben."),
    "accepted": gettext_lazy("Ihr Antrag liegt bei der zuständigen Behörde."),
    "handover_failed": gettext_lazy(
        "Die Übergabe an die zuständige Behörde hat noch nicht geklappt. Wir kümmern uns darum."
    ),
    "decided_elsewhere": gettext_lazy("Die zuständige Behörde hat entschieden."),
}
_STATES_OF_OTHERS = {
    "in_progress": gettext_lazy("Die Stelle bearbeitet den Antrag."),
    "decided": gettext_lazy("Über den Antrag ist entschieden."),
    "closed": gettext_lazy("Der Antrag ist abgeschlossen."),
}
_SHORT_STATES = {
    "received": (gettext_lazy("Angekommen"), "info"),
    "in_progress": (gettext_lazy("In Bearbeitung"), "info"),
    "decided": (gettext_lazy("Entschieden"), "success"),
    "closed": (gettext_lazy("Abgeschlossen"), "neutral"),
    "handed_over": (gettext_lazy("Weitergegeben"), "info"),
    "accepted": (gettext_lazy("Liegt bei der Behörde"), "info"),
    "handover_failed": (gettext_lazy("Übergabe hakt"), "warning"),
    "decided_elsewhere": (gettext_lazy("Entschieden"), "success"),
}
_HAPPENED = {
    "received": gettext_lazy("Ihr Antrag ist angekommen"),
    "complete": gettext_lazy("Das Formular ist angekommen"),
    "fact_corrected": gettext_lazy("Die Stelle hat eine Angabe berichtigt"),
    "decided": gettext_lazy("Die Stelle hat entschieden"),
    "act_delivered": gettext_lazy("Der Bescheid liegt in Ihrem Postfach"),
    "act_retrieved": gettext_lazy("Sie haben den Bescheid geöffnet"),
    "party_joined": gettext_lazy("Jemand ist dazugekommen"),
    "consulted": gettext_lazy("Andere Stellen sind gefragt"),
    "opinion_given": gettext_lazy("Eine andere Stelle hat geantwortet"),
    "handed_over": gettext_lazy("Der Antrag ist an die zuständige Behörde weitergegeben"),
}
_POSTED = gettext_lazy("Der Bescheid ist mit der Post unterwegs")
KINDS_SEEN = frozenset(_HAPPENED)
"""What can happen in a matter that its page would show."""


def language_of(request: HttpRequest) -> str:
    """Return the language of the page as texts are named by it."""
    return get_language() or "de"


def service_name(procedure_key: str, language: str) -> str:
    """Return a service's name, also when nobody brings it any more."""
    try:
        return registry.procedure(procedure_key).title(language)
    except UnknownProcedure:
        return _("Eine frühere Leistung")


def state_sentence(
    procedure_key: str, sentence: str, language: str, *, is_theirs: bool = True
) -> str:
    """Say a state in one sentence; a procedure may have its own under `states.<state>`.

    To somebody whose application it is not, such as a neighbour, it is nobody's "your".
    """
    if not is_theirs and sentence in _STATES_OF_OTHERS:
        return str(_STATES_OF_OTHERS[sentence])
    own = _text(procedure_key, f"states.{sentence}", language)
    return own or str(_STATES.get(sentence, _STATES["in_progress"]))


def state_badge(sentence: str, procedure_key: str, language: str) -> tuple[str, str]:
    """Return a state in a word, with its kind; a procedure may have its own word.

    The word is empty for a state of a procedure that brings a sentence alone.
    """
    word, kind = _SHORT_STATES.get(sentence, ("", "neutral"))
    own = _text(procedure_key, f"states_short.{sentence}", language)
    return own or str(word), kind


def happened(
    entries: Iterable[TimelineEntry], procedure_key: str, language: str, *, by_post: bool
) -> list[Any]:
    """Return what happened as entries of a timeline, the oldest first."""
    shown: list[Any] = []
    for entry in entries:
        text = ""
        if entry.path:
            text = _label(procedure_key, entry.path, language)
        title = str(_HAPPENED.get(entry.kind, _("Etwas hat sich geändert")))
        if entry.deed:
            title = _text(procedure_key, f"deeds.{entry.deed}.timeline", language) or title
            text = entry.text
        if by_post and entry.kind == "act_delivered":
            title = str(_POSTED)
        row = {"title": title, "at": entry.at, "text": text, "state": "done"}
        # Several bodies are asked in the same moment; that is one thing for the reader.
        if row not in shown[-1:]:
            shown.append(row)
    return shown


def to_come(sentence: str, next_step: str, *, by_code: bool, is_theirs: bool = True) -> list[Any]:
    """Return what is going on and what comes, to stand below what happened."""
    if next_step == "wait" and sentence in ("received", "in_progress"):
        return [
            {
                "title": _("Die Stelle prüft Ihren Antrag")
                if is_theirs
                else _("Die Stelle prüft den Antrag"),
                "state": "current",
            },
            {"title": _("Bescheid"), "state": "open"},
        ]
    if next_step == "read_act":
        title = _("Der Bescheid liegt im Postfach") if by_code else _("Lesen Sie den Bescheid")
        return [{"title": title, "state": "current"}]
    if next_step == "wait" and sentence == "decided":
        return [{"title": _("Der Bescheid wird geschrieben und zugestellt"), "state": "current"}]
    return []


def going_on(
    drafts: Iterable[Draft], matters: Iterable[CaseSummary], language: str
) -> list[dict[str, object]]:
    """Return what somebody can go on with: drafts, then running matters."""
    shown: list[dict[str, object]] = [
        {
            "title": service_name(draft.procedure_key, language),
            "url": draft_url(draft),
            "badge": _("Entwurf, noch nicht gesendet"),
            "kind": "warning",
            "text": _("Begonnen am %(begun)s. Wird am %(day)s gelöscht, wenn Sie nichts ändern.")
            % {
                "begun": formats.date_long(draft.started_at),
                "day": formats.date_long(draft.expires_on),
            },
        }
        for draft in drafts
    ]
    for matter in matters:
        word, kind = state_badge(matter.sentence, matter.procedure_key, language)
        shown.append(
            {
                "title": service_name(matter.procedure_key, language),
                "url": reverse("portal:matter", args=[matter.case_uuid]),
                "badge": word,
                "kind": kind,
                "text": matter.reference,
                "sentence": state_sentence(matter.procedure_key, matter.sentence, language),
            }
        )
    return shown


def events_going_on(bundles: Iterable[Bundle], language: str) -> list[dict[str, object]]:
    """Return the events with which somebody can go on, each with all its offices on one page."""
    shown: list[dict[str, object]] = []
    for bundle in bundles:
        told = conversation(LifeEvent(bundle.event))
        if told is None:
            continue
        shown.append(
            {
                "title": told.texts.get("title", language),
                "url": reverse("portal:bundle", args=[bundle.uuid]),
                "badge": _("Weitermachen"),
                "kind": "info",
                "text": _("Alle Ämter auf einer Seite, bis %(day)s.")
                % {"day": formats.date_long(bundle.expires_on)},
            }
        )
    return shown


def draft_url(draft: Draft) -> str:
    """Return the address where somebody goes on with a draft."""
    return reverse("portal:form_step", args=[draft.uuid, draft.current_step])


def _label(procedure_key: str, path: str, language: str) -> str:
    return _text(procedure_key, f"fields.{path}.label", language)


def _text(procedure_key: str, key: str, language: str) -> str:
    found = registry.procedures().get(procedure_key)
    return (found.texts.find(key, language) if found else None) or ""
