"""What the pages of a bundle say and where they lead, in the active language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.capabilities.bundles import queries
from amt.capabilities.bundles.queries import BundleView, ProgressRow, TransferRow
from amt.capabilities.bundles.services import Confirming
from amt.contract.answers import Problem, asked_steps, check_form, step_of
from amt.contract.registry import UnknownProcedure, procedure
from amt.front.frame.forms import field_id
from amt.front.frame.values import label_of
from amt.front.portal.words import service_name, state_badge
from amt.kernel import clock, installation, live

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
_NEXT = {
    "wait": gettext_lazy("Sie müssen gerade nichts tun."),
    "complete": gettext_lazy("Ergänzen Sie die Angaben. Alles andere ist schon ausgefüllt."),
    "retry": gettext_lazy(
        "Versuchen Sie es noch einmal, oder füllen Sie diesen Antrag einzeln aus."
    ),
    "choose": gettext_lazy("Sie können ihn noch auswählen."),
    "read": gettext_lazy("Lesen Sie den Bescheid."),
}
_BY_SIGN_IN = {"sign_in_needed": "", "trust_too_low": "&stufe=hoch"}
NEEDS_YOU = frozenset({"complete", "retry"})
_TO_CONFIRM = frozenset({"confirm", "complete", "retry"})
_PROBLEMS = {
    "sign_in_needed": gettext_lazy("Dafür müssen Sie sich anmelden. Der Code genügt nicht."),
    "trust_too_low": gettext_lazy(
        "Das Gesetz verlangt hier eine sicherere Anmeldung, zum Beispiel mit dem Online-Ausweis."
    ),
    "answers_missing": gettext_lazy("Es fehlen noch Angaben:"),
    "not_needed": gettext_lazy("Ihre Bestätigung ist hier nicht nötig."),
    "declined": gettext_lazy("Diese Leistung haben Sie nicht ausgewählt."),
    "continued_alone": gettext_lazy("Diesen Antrag füllen Sie schon einzeln aus."),
}


def title(view: BundleView, language: str) -> str:
    """Return what the event is called."""
    return view.conversation.texts.get("title", language)


def bundle_url(view: BundleView) -> str:
    """Return the page of the bundle."""
    return reverse("portal:bundle", args=[view.bundle.uuid])


def live_url(view: BundleView) -> str:
    """Return where the page listens for news, or an empty text."""
    address = installation.live_url()
    return f"{address}/events/{live.token_for(f'bundle:{view.bundle.uuid}')}" if address else ""


def sign_in_url(view: BundleView) -> str:
    """Return where somebody who came with a code signs in and takes the invitation for good."""
    following = bundle_url(view) if view.me.account_id else reverse("portal:invitation_opened")
    return f"{reverse('portal:sign_in')}?next={following}"


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
    if queries.transfers_planned(view, language, clock.today()):
        return reverse("portal:bundle_consents", args=[view.bundle.uuid])
    return _check_url(view)


def tasks(view: BundleView, rows: Iterable[ProgressRow], language: str) -> list[dict[str, Any]]:
    """Return what the reader has to do before everything is sent; nothing once that is done."""
    to_confirm = [row for row in rows if row.next_step == "confirm"]
    if chosen(view) and not to_confirm:
        return []
    if not chosen(view) and sent_keys(view):
        return []
    transfers_shown = queries.transfers_planned(view, language, clock.today())
    asked = [row for row in transfers_shown if row.needs_consent and row.consents is None]
    planned = [
        (_("Leistungen wählen"), _choose_url(view), bool(chosen(view))),
        (_("Fragen beantworten"), first_question_url(view), not _missing(view)),
        (_("Weitergabe ansehen"), consents_url(view, language), not asked),
        (_("Prüfen und bestätigen"), _check_url(view), False),
    ]
    if not transfers_shown:
        planned.pop(2)
    words = {
        "done": (_("Erledigt"), "success"),
        "current": (_("Jetzt dran"), "info"),
        "open": (_("Kommt noch"), "neutral"),
    }
    shown, is_current = [], True
    for name, url, done in planned:
        state = "done" if done and is_current else "current" if is_current else "open"
        word, kind = words[state]
        shown.append({"title": name, "url": url, "state": state, "badge": word, "kind": kind})
        is_current = is_current and done
    return shown


def progress_row(row: ProgressRow, language: str) -> dict[str, Any]:
    """Return one office's state with what somebody can do about it."""
    member = row.member
    word, kind = _STATES.get(member.state, _STATES["open"])
    if row.case_uuid is not None:
        badge, kind = state_badge(row.state, member.procedure_key, language)
    else:
        badge = str(word)
    is_begun = member.draft_uuid is not None and member.state == "needs_more"
    return {
        "row": row,
        "key": member.procedure_key,
        "badge": badge,
        "kind": kind,
        "next_text": str(_NEXT.get(row.next_step, "")),
        "may_retry": row.next_step == "retry",
        "may_go_alone": row.next_step in ("retry", "complete"),
        "draft_url": reverse("portal:form_check", args=[member.draft_uuid]) if is_begun else "",
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


def sent_keys(view: BundleView) -> list[str]:
    """Return the services that were sent already."""
    return [member.procedure_key for member in view.members if member.state in _SENT]


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
        {"key": "to", "label": _("Wer bekommt es")},
        {"key": "facts", "label": _("Was")},
        {"key": "from", "label": _("Von wem")},
        {"key": "purpose", "label": _("Wozu")},
        {"key": "basis", "label": _("Grundlage")},
    ]
    table = [
        {
            "facts": ", ".join(row.facts),
            "to": row.to_name,
            "from": row.from_name or _("Zuständiges Amt"),
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


def to_confirm(view: BundleView, language: str) -> dict[str, Any]:
    """Return what is sent, member by member, and who confirmed it."""
    rows = [
        row
        for row in queries.progress(view, language, clock.today())
        if row.member.state not in (*_SENT, _DECLINED)
    ]
    mine = view.me.name
    return {
        "waiting": [
            {
                "row": row,
                "key": row.member.procedure_key,
                "pages": queries.summary_of(view, row.member.procedure_key, language),
            }
            for row in rows
            if view.plan_for(row.member.procedure_key) is not None
        ],
        "options": [
            (row.member.procedure_key, row.title, row.office)
            for row in rows
            if mine not in row.confirmed_by and row.next_step in _TO_CONFIRM
        ],
        "missing": [
            {"label": label_of(view.conversation, one.path, language), "url": url}
            for one, url in _missing_with_urls(view)
        ],
    }


def confirm_problems(
    confirmed: Iterable[Confirming], view: BundleView, language: str
) -> list[dict[str, str]]:
    """Say what hindered confirming, service by service; nothing where all went well."""
    told = []
    for one in confirmed:
        if not one.problem:
            continue
        text = str(_PROBLEMS.get(one.problem, _PROBLEMS["declined"]))
        labels = [label_of(view.conversation, p.path, language) for p in one.missing]
        if labels:
            text = f"{text} {', '.join(dict.fromkeys(labels))}"
        told.append(
            {
                "title": service_name(one.member_key, language),
                "text": text,
                "url": f"{sign_in_url(view)}{_BY_SIGN_IN[one.problem]}"
                if one.problem in _BY_SIGN_IN
                else "",
            }
        )
    return told


def _missing(view: BundleView) -> list[Problem]:
    asked = queries.conversation_for(view)
    return check_form(asked.form, asked.answers)


def _missing_with_urls(view: BundleView) -> list[tuple[Problem, str]]:
    asked = queries.conversation_for(view)
    missing = _missing(view)
    page = {one.path: step_of(asked.form, one.path, asked.answers).key for one in missing}
    return [(one, f"{_step_url(view, [page[one.path]])}#{field_id(one.path)}") for one in missing]


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
