"""A party's deed in a matter: what it is about, its form and papers, a look at it, done once."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications.services import TooManyFiles
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases import services
from amt.capabilities.cases.queries import CaseStatus
from amt.capabilities.documents import services as documents
from amt.contract import registry
from amt.contract.deeds import DeedBy
from amt.contract.forms import Upload
from amt.front.frame import forms, uploads
from amt.front.frame.problems import sentences
from amt.front.portal import deed_form, file_changes
from amt.front.portal.access import looked, opened_page, unshared
from amt.front.portal.deed_form import DeedForm, Typed
from amt.front.portal.matter_parts import deed_shown
from amt.front.portal.words import language_of, service_name
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal

CHECK, SEND, CHANGE = "pruefen", "senden", "aendern"
ONCE, ONCE_KEY = "einmal", "deeds_to_send"
_MOST_WAITING = 20


@require_http_methods(["GET", "HEAD", "POST"])
@opened_page
def deed(request: HttpRequest, case_uuid: UUID, deed_key: str) -> HttpResponse:
    """Show the page of a deed; take in papers; let it be looked at; do it once."""
    actor, found = looked(request, case_uuid, lambda actor: cases.status_of(actor, case_uuid))
    page = _open_page(found, deed_key)
    if page is None:
        return _no_longer(found, deed_key)
    if request.method != "POST":
        return _page(request, actor, found, page, Typed())
    action = request.POST.get(forms.ACTION, CHECK)
    refused = _change_files(request, page, actor, action)
    page = _open_page(found, deed_key) or page
    typed = deed_form.read(page, request.POST, action)
    if action == SEND and not typed.problems and not refused:
        return _do(request, actor, found, page, typed)
    if action in (CHECK, SEND) and not refused:
        if typed.problems:
            return _page(request, actor, found, page, typed)
        return _check_page(request, found, page, typed)
    return _page(request, actor, found, page, Typed(typed.answers, typed.raw), refused)


def _open_page(found: CaseStatus, deed_key: str) -> DeedForm | None:
    known = registry.procedures().get(found.procedure_key)
    open_now = next((one for one in found.open_deeds if one.key == deed_key), None)
    if known is None or open_now is None or open_now.by is not DeedBy.PARTY:
        return None
    return deed_form.deed_form(found, known, open_now)


def _no_longer(found: CaseStatus, deed_key: str) -> HttpResponse:
    """Lead back to the matter where a deed of the reader's is not open; hide what never was."""
    known = registry.procedures().get(found.procedure_key)
    mine = {
        one.key
        for one in (known.deeds if known else ())
        if one.by is DeedBy.PARTY and set(one.roles) & set(found.my_roles)
    }
    if deed_key not in mine:
        raise NotVisible("deed", deed_key)
    return HttpResponseRedirect(f"{_matter_url(found)}?zuspaet=1")


def _do(
    request: HttpRequest, actor: Actor, found: CaseStatus, page: DeedForm, typed: Typed
) -> HttpResponse:
    waiting = request.session.get(ONCE_KEY, [])
    once = request.POST.get(ONCE, "")
    if once not in waiting:
        # Sent before, by a second press or by going back: nothing is done again.
        return HttpResponseRedirect(f"{_matter_url(found)}?zuspaet=1")
    try:
        services.do_deed(
            case_uuid=found.case_uuid,
            deed_key=page.deed.key,
            answers=deed_form.answers_of(page, typed),
            documents=page.new_documents(),
            actor=actor,
            at=clock.now(),
        )
    except services.AnswersWrong as wrong:
        wrongly = Typed(typed.answers, typed.raw, wrong.problems)
        return _page(request, actor, found, page, wrongly)
    except services.DeedNotPossible:
        return HttpResponseRedirect(f"{_matter_url(found)}?zuspaet=1")
    except Refusal as refusal:
        return _page(request, actor, found, page, typed, refusal=str(refusal.message))
    request.session[ONCE_KEY] = [one for one in waiting if one != once]
    return HttpResponseRedirect(f"{_matter_url(found)}?getan={page.deed.key}")


def _change_files(
    request: HttpRequest, page: DeedForm, actor: Actor, action: str
) -> dict[str, str]:
    """Take in what was uploaded, let go what was taken away; return refusals by path."""
    now = clock.now()
    owner: dict[str, Any] = {"owner_kind": deed_form.OWNER, "owner_uuid": page.party_uuid}
    count: Counter[str] = Counter()

    def keep(one: file_changes.SentFile) -> None:
        asked = page.field_at(one.path)
        if asked is None:
            return
        limits = asked.upload or Upload()
        count[one.path] += 1
        if len(page.files_of(one.path)) + count[one.path] > limits.max_files:
            raise TooManyFiles(limits.max_files)
        documents.store_document(
            content=one.content,
            media_type=one.media_type,
            file_name=one.name,
            kind="upload",
            label=one.path,
            largest_size=limits.max_bytes,
            accepted=limits.media_types,
            actor=actor,
            at=now,
            **owner,
        )

    refused = file_changes.take_in(request, keep)
    wanted = file_changes.deed_of(action)
    if wanted is not None and page.field_at(wanted[1]) is not None:
        deed, path, document_uuid = wanted
        is_removal = deed == file_changes.REMOVE
        change = documents.set_document_aside if is_removal else documents.bring_document_back
        try:
            change(document_uuid=document_uuid, actor=actor, at=now, **owner)
        except Refusal as refusal:
            refused[path] = str(refusal.message)
    return refused


def _page(
    request: HttpRequest,
    actor: Actor,
    found: CaseStatus,
    page: DeedForm,
    typed: Typed,
    refused: dict[str, str] | None = None,
    *,
    refusal: str = "",
) -> HttpResponse:
    language = language_of(request)
    if not page.asks:
        return _check_page(request, found, page, typed, refusal=refusal)
    steps = deed_form.shown(page, typed, refused or {}, language)
    told = sentences(typed.problems, page.procedure, page.form, language)
    errors = [error for step in steps for error in step.errors]
    context = {
        **_frame(found, page, language),
        **uploads.deed_parts(
            found.case_uuid, page.deed.key, actor, (deed_form.OWNER, page.party_uuid)
        ),
        "steps": steps,
        "errors": errors,
        "refusal": refusal,
        "page_errors": bool(told or refused or refusal),
    }
    return unshared(render(request, "portal/deed.html", context))


def _check_page(
    request: HttpRequest, found: CaseStatus, page: DeedForm, typed: Typed, *, refusal: str = ""
) -> HttpResponse:
    once = str(uuid4())
    waiting = request.session.get(ONCE_KEY, [])
    request.session[ONCE_KEY] = [*waiting, once][-_MOST_WAITING:]
    language = language_of(request)
    context: dict[str, Any] = {
        **_frame(found, page, language),
        "rows": deed_form.summary(page, typed, language),
        "hidden": [*deed_form.hidden(typed), (ONCE, once)],
        "asks": page.asks,
        "refusal": refusal,
        "page_errors": bool(refusal),
    }
    return unshared(render(request, "portal/deed_check.html", context))


def _frame(found: CaseStatus, page: DeedForm, language: str) -> dict[str, Any]:
    return {
        "matter": found,
        "title": service_name(found.procedure_key, language),
        "deed": deed_shown(page.deed, page.procedure, found.case_uuid, language),
        "norm": page.deed.norm,
        "matter_url": _matter_url(found),
    }


def _matter_url(found: CaseStatus) -> str:
    return reverse("portal:matter", args=[found.case_uuid])
