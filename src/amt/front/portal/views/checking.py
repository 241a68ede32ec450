"""The last page of an application: all answers, the consent, sending it once."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.queries import DraftView
from amt.capabilities.applications.services import DraftExpired, NotComplete, NotConfirmed
from amt.capabilities.identity import services as identity
from amt.contract.answers import asked_steps
from amt.contract.forms import FieldKind, Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.front.frame.actors import is_resident
from amt.front.portal import known
from amt.front.portal.access import opened_page
from amt.front.portal.asked import asked_shown, emails_asked, emails_typed
from amt.front.portal.delivery import NO, YES, consent_options
from amt.front.portal.drafts import later_url, own_draft, require_in_time, sent_url
from amt.front.portal.missing import missing_rows
from amt.front.portal.views.sign_in import LEVEL, SURELY
from amt.front.portal.words import language_of
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import Refusal

CONSENT, DECLARATION = "zustellung", "erklaerung"
AGAIN, ROLE, ASKED = "nochmal", "rolle", "gefragt"


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def check(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Show all answers, ask for consent and declaration, and send."""
    actor, view = own_draft(request, draft_uuid)
    if request.method == "POST" and request.POST.get("aktion") == AGAIN:
        return _ask_again(request, actor, view)
    if request.method != "POST":
        if view.draft.submitted_at is not None:
            return HttpResponseRedirect(sent_url(draft_uuid, again=True))
        require_in_time(view)
        told = _("Der Brief ist unterwegs.") if ASKED in request.GET else ""
        return _check_page((request, actor), view, _told(request), "", told)
    if queries.must_sign_in(actor, procedure(view.draft.procedure_key)):
        # The button is not there; whoever comes by another way gets the page that says why.
        return HttpResponseRedirect(request.path)
    unanswered = _unanswered(request, view, actor)
    if unanswered:
        # Sent back by address, so that going back later does not ask to send again.
        given = request.POST.get(CONSENT, "")
        kept_choice = {CONSENT: given} if given in (YES, NO) else {}
        query = urlencode({"fehlt": " ".join(unanswered), **kept_choice})
        return HttpResponseRedirect(f"{request.path}?{query}")
    return _send(request, actor, view)


def _send(request: HttpRequest, actor: Actor, view: DraftView) -> HttpResponse:
    """Send what was checked, and say what became of it."""
    emails, wrong = emails_typed(view, procedure(view.draft.procedure_key), request)
    if wrong:
        return _check_page((request, actor), view, wrong, "")
    if actor.account_id is not None and actor.acting_for is None:
        # The confirmation and later notices come in the language in which somebody applies.
        identity.set_language(
            account_id=actor.account_id,
            language=language_of(request),
            actor=actor,
            at=clock.now(),
        )
    try:
        submitted = services.submit_application(
            draft_uuid=view.draft.uuid,
            consent_electronic=request.POST.get(CONSENT) == YES,
            emails=emails,
            actor=actor,
            at=clock.now(),
        )
    except NotComplete:
        return HttpResponseRedirect(reverse("portal:form_check", args=[view.draft.uuid]))
    except DraftExpired:
        raise
    except NotConfirmed as waiting:
        return _check_page((request, actor), view, {}, "", str(waiting.message))
    except Refusal as refusal:
        return _check_page((request, actor), view, {}, str(refusal.message))
    return HttpResponseRedirect(sent_url(view.draft.uuid, again=not submitted.is_new))


def _ask_again(request: HttpRequest, actor: Actor, view: DraftView) -> HttpResponse:
    """Write once more to who declined, and come back to the page."""
    try:
        services.ask_again(
            draft_uuid=view.draft.uuid,
            role=request.POST.get(ROLE, "")[:40],
            actor=actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _check_page((request, actor), view, {}, str(refusal.message))
    return HttpResponseRedirect(f"{request.path}?{ASKED}=1#bestaetigt")


def _check_page(
    asked: tuple[HttpRequest, Actor],
    view: DraftView,
    errors: dict[str, str],
    refusal: str,
    waiting: str = "",
) -> HttpResponse:
    request, actor = asked
    found = procedure(view.draft.procedure_key)
    language = language_of(request)
    missing = missing_rows(view, language)
    context = {
        "draft": view.draft,
        "service": found.title(language),
        "pages": queries.summary_of(view, language),
        "missing": missing,
        "asked": asked_shown(view, found, language),
        "emails": [
            {**one, "error": errors.get(one["field"], "")}
            for one in emails_asked(view, found, request)
        ],
        "by_principal": actor.acting_for is not None and view.draft.account_id is not None,
        "missing_paths": {row["path"] for row in missing},
        "marks": known.marks(view.draft),
        "applied_on": queries.day_that_counts(view.draft),
        "asks_declaration": _asks_declaration(view.form),
        "next_steps": queries.next_steps(found, language),
        "errors": list(errors.items()),
        "error": errors,
        "page_errors": bool(errors),
        "refusal": refusal,
        "waiting": waiting,
        "consent": request.POST.get(CONSENT) or request.GET.get(CONSENT, ""),
        "declared": bool(request.POST.get(DECLARATION)),
        "consent_options": consent_options(found.law),
        "letter_norm": found.letter_only,
        "by_letter": found.letter_only or not _has_choice(view, actor),
        "later_url": later_url(view.draft),
        "sign_in_url": _sign_in_url(request, actor, found),
        "is_signed_in": is_resident(request),
        "total": len(asked_steps(view.form, view.draft.answers)) + 1,
        "back_url": _last_url(view),
    }
    return render(request, "portal/check.html", context)


def _sign_in_url(request: HttpRequest, actor: Actor, found: Procedure) -> str:
    """Return where somebody signs in who must before sending, empty where nobody must."""
    if not queries.must_sign_in(actor, found):
        return ""
    query = {"next": request.path}
    if actor.kind is ActorKind.RESIDENT:
        query[LEVEL] = SURELY
    return f"{reverse('portal:sign_in')}?{urlencode(query)}"


def _has_choice(view: DraftView, actor: Actor) -> bool:
    """Tell whether who sends may say how letters come: with an own account, not as a helper."""
    return view.draft.account_id is not None and actor.acting_for is None


def _unanswered(request: HttpRequest, view: DraftView, actor: Actor) -> list[str]:
    """Name what must be answered on the check page itself; nothing once it was sent."""
    if view.draft.submitted_at is not None:
        return []
    names = []
    by_letter = procedure(view.draft.procedure_key).letter_only or not _has_choice(view, actor)
    if not by_letter and request.POST.get(CONSENT) not in (YES, NO):
        names.append(CONSENT)
    if _asks_declaration(view.form) and not request.POST.get(DECLARATION):
        names.append(DECLARATION)
    return names


def _told(request: HttpRequest) -> dict[str, str]:
    """Return the sentences for what was not answered when the page was sent."""
    sentences = {
        CONSENT: _("Wählen Sie, wie der Bescheid zu Ihnen kommen soll."),
        DECLARATION: _("Bestätigen Sie, dass Ihre Angaben stimmen."),
    }
    asked = request.GET.get("fehlt", "").split()
    return {name: sentences[name] for name in asked if name in sentences}


def _asks_declaration(form: Form) -> bool:
    """Ask for the general declaration only where the form has none of its own."""
    return not any(field.kind is FieldKind.DECLARATION for field in form.fields())


def _last_url(view: DraftView) -> str:
    last = asked_steps(view.form, view.draft.answers)[-1]
    return reverse("portal:form_step", args=[view.draft.uuid, last.key])
