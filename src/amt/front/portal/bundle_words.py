"""What the pages of a bundle say and where they lead, in the active language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.bundles import queries
from amt.capabilities.bundles.queries import BundleView, ProgressRow, TransferRow
from amt.contract.answers import asked_steps, check_form
from amt.contract.registry import UnknownProcedure, procedure
from amt.front.portal.words import service_name
from amt.kernel import installation, live
from amt.kernel.actors import Actor, ActorKind

if TYPE_CHECKING:
    from amt.capabilities.bundles.models import BundleMember

LIVE_KINDS = "progress"
_CONSENT = "einwilligung"
_SENT = frozenset({"submitted"})
_DECLINED = "declined"
_STATES = {
    "open": (gettext_lazy("Noch nicht gesendet"), "neutral"),
    "declined": (gettext_lazy("Nicht gewünscht"), "neutral"),
    "waiting_for_confirmation": (gettext_lazy("Wartet auf Bestätigung"), "info"),
    "confirmed": (gettext_lazy("Wird gesendet"), "info"),
    "needs_more": (gettext_lazy("Braucht noch etwas von Ihnen"), "warning"),
    "failed": (gettext_lazy("Hat nicht geklappt"), "error"),
    "submitted": (gettext_lazy("Gesendet"), "success"),
}


def title(view: BundleView, language: str) -> str:
    """Return what the event is called."""
    return queries.conversation_for(view).conversation.texts.get("title", language)


def bundle_url(view: BundleView) -> str:
    """Return the page of the bundle."""
    return reverse("portal:bundle", args=[view.bundle.uuid])


def live_url(view: BundleView) -> str:
    """Return where the page listens for news, or an empty text."""
    address = installation.live_url()
    return f"{address}/events/{live.token_for(f'bundle:{view.bundle.uuid}')}" if address else ""


def first_question_url(view: BundleView) -> str:
    """Return the first page with questions, or the consents where nothing is left to ask."""
    return _step_url(view, _keys(view)[:1]) or consents_url(view, "de")


def last_question_url(view: BundleView) -> str:
    """Return the last page with questions, or the choice of services."""
    return _step_url(view, _keys(view)[-1:]) or _choose_url(view)


def url_before(view: BundleView, step_key: str) -> str:
    """Return the page before a page with questions."""
    keys = _keys(view)
    here = keys.index(step_key) if step_key in keys else 0
    return _step_url(view, keys[here - 1 : here]) or _choose_url(view)


def url_after(view: BundleView, step_key: str) -> str:
    """Return the page after a page with questions."""
    keys = _keys(view)
    here = keys.index(step_key) if step_key in keys else len(keys)
    return _step_url(view, keys[here + 1 : here + 2]) or consents_url(view, "de")


def consents_url(view: BundleView, language: str) -> str:
    """Return the page of transfers, or the check where nothing is passed on."""
    if queries.transfers_planned(view, language):
        return reverse("portal:bundle_consents", args=[view.bundle.uuid])
    return _check_url(view)


def go_on_url(view: BundleView, language: str) -> str:
    """Return the page where somebody goes on; empty when everything is sent."""
    return next((task["url"] for task in tasks(view, language) if task["state"] == "current"), "")


def tasks(view: BundleView, language: str) -> list[dict[str, Any]]:
    """Return what is to be done before sending, in order, with what is done marked."""
    if all(member.state in (*_SENT, _DECLINED) for member in view.members):
        return []
    asked = queries.conversation_for(view)
    missing = check_form(asked.form, asked.answers)
    rows = queries.transfers_planned(view, language)
    open_consents = [row for row in rows if row.needs_consent and row.consents is None]
    planned = [
        (_("Leistungen wählen"), _choose_url(view), bool(view.members)),
        (_("Fragen beantworten"), first_question_url(view), not missing),
        (_("Weitergabe ansehen"), consents_url(view, language), not open_consents),
        (_("Prüfen und bestätigen"), _check_url(view), False),
    ]
    if not rows:
        planned.pop(2)
    shown, is_current = [], True
    for name, url, done in planned:
        state = "done" if done and is_current else "current" if is_current else "open"
        shown.append({"title": name, "url": url, "url_label": name, "state": state})
        is_current = is_current and done
    return shown


def progress_row(row: ProgressRow, view: BundleView) -> dict[str, Any]:
    """Return one office's state with what somebody can do about it."""
    member = row.member
    word, kind = _STATES.get(member.state, _STATES["open"])
    return {
        "row": row,
        "key": member.procedure_key,
        "badge": str(word),
        "kind": kind,
        "may_retry": member.state == "failed",
        "may_go_alone": member.state in {"failed", "needs_more"},
        "draft_url": reverse("portal:form_check", args=[member.draft_uuid])
        if member.draft_uuid and member.state == "needs_more"
        else "",
        "url": reverse("portal:matter", args=[row.case_uuid]) if row.case_uuid else "",
    }


def choices(view: BundleView, language: str) -> list[tuple[str, str, str]]:
    """Return the services that can still be chosen, each with what it is."""
    return [
        (one.procedure_key, service_name(one.procedure_key, language), _summary(one, language))
        for one in view.members
        if one.state not in _SENT
    ]


def chosen(view: BundleView) -> list[str]:
    """Return the services that are chosen now."""
    return [m.procedure_key for m in view.members if m.state not in (*_SENT, _DECLINED)]


def sent(view: BundleView, language: str) -> list[str]:
    """Name the services that were sent already."""
    return [service_name(m.procedure_key, language) for m in view.members if m.state in _SENT]


def consent_names(rows: Iterable[TransferRow]) -> list[str]:
    """Return the names of the questions for consent on the page."""
    return [_name(row) for row in rows if row.needs_consent]


def consent_key(name: str) -> tuple[str, str]:
    """Return service and proof of a question for consent."""
    _prefix, member, evidence = name.split(":", 2)
    return member, evidence


def transfers(
    rows: Sequence[TransferRow], posted: Mapping[str, str], missing: Sequence[str], told: str
) -> dict[str, Any]:
    """Return the table of transfers and the questions for consent."""
    columns = [
        {"key": "facts", "label": _("Was")},
        {"key": "way", "label": _("Von wem an wen")},
        {"key": "purpose", "label": _("Wozu")},
        {"key": "basis", "label": _("Grundlage")},
    ]
    table = [
        {
            "facts": ", ".join(row.facts),
            "way": _("%(sender)s an %(receiver)s")
            % {"sender": row.from_name, "receiver": row.to_name},
            "purpose": row.purpose,
            "basis": {
                "text": row.norm,
                "note": _("nur mit Ihrer Einwilligung")
                if row.needs_consent
                else _("auch ohne Einwilligung"),
            },
        }
        for row in rows
    ]
    questions = [
        {
            "name": _name(row),
            "label": _("%(facts)s an %(receiver)s weitergeben?")
            % {"facts": ", ".join(row.facts), "receiver": row.to_name},
            "value": posted.get(_name(row)) or _given(row),
            "error": told if _name(row) in missing else "",
        }
        for row in rows
        if row.needs_consent
    ]
    return {
        "columns": columns,
        "table": table,
        "questions": questions,
        "answers": [
            ("ja", _("Ja, weitergeben"), _("Sie müssen keinen Nachweis einreichen.")),
            ("nein", _("Nein"), _("Sie reichen den Nachweis später selbst ein.")),
        ],
    }


def to_confirm(view: BundleView, actor: Actor, language: str) -> dict[str, Any]:
    """Return what is sent, member by member, and who confirmed it."""
    rows = [row for row in queries.progress(view, language) if row.member.state != _DECLINED]
    waiting = [row for row in rows if row.member.state not in _SENT]
    mine = view.me.name if view.me else ""
    return {
        "members": [
            {
                "row": row,
                "key": row.member.procedure_key,
                "pages": queries.summary_of(view, row.member.procedure_key, language),
                "confirmed_by_me": mine in row.confirmed_by,
            }
            for row in waiting
        ],
        "options": [
            (row.member.procedure_key, row.title, row.office)
            for row in waiting
            if mine not in row.confirmed_by
        ],
        "me": mine,
        "needs_sign_in": actor.kind is ActorKind.CODE,
        "sign_in_url": f"{reverse('portal:sign_in')}?next={bundle_url(view)}",
    }


def _name(row: TransferRow) -> str:
    return f"{_CONSENT}:{row.member_key}:{row.evidence_key}"


def _given(row: TransferRow) -> str:
    return "" if row.consents is None else "ja" if row.consents else "nein"


def _keys(view: BundleView) -> list[str]:
    asked = queries.conversation_for(view)
    return [step.key for step in asked_steps(asked.form, asked.answers)]


def _step_url(view: BundleView, keys: Sequence[str]) -> str:
    return reverse("portal:bundle_step", args=[view.bundle.uuid, keys[0]]) if keys else ""


def _choose_url(view: BundleView) -> str:
    return reverse("portal:bundle_choose", args=[view.bundle.uuid])


def _check_url(view: BundleView) -> str:
    return reverse("portal:bundle_check", args=[view.bundle.uuid])


def _summary(member: BundleMember, language: str) -> str:
    try:
        return procedure(member.procedure_key).texts.find("summary", language) or ""
    except UnknownProcedure:
        return ""
