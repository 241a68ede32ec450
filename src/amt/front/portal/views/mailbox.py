"""The mailbox: threads, one message, and the documents that came with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amt.capabilities.acts import queries as acts
from amt.capabilities.applications import queries as applications
from amt.capabilities.cases import queries as cases
from amt.capabilities.documents import queries as documents
from amt.capabilities.mailbox import queries, services
from amt.front.frame.actors import find_actor, invited_actors
from amt.front.portal.access import personal_page, to_sign_in
from amt.front.portal.acts import ActShown, acts_shown
from amt.front.portal.downloads import as_download
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.documents.models import Document
    from amt.capabilities.mailbox.models import Message

CASE = "case"


@require_safe
@personal_page
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the matters with messages, newest first, each with its messages."""
    actor = find_actor(request)
    if actor.kind is not ActorKind.RESIDENT:
        raise NotVisible("mailbox", "")
    messages = queries.list_messages(actor, limit=100)
    only = request.GET.get("vorgang", "")
    threads = [
        {
            "thread": thread,
            "messages": [
                m
                for m in messages
                if (m.thread_kind, m.thread_id) == (thread.thread_kind, thread.thread_id)
            ],
            "is_case": thread.thread_kind == CASE,
        }
        for thread in queries.list_threads(actor)
        if only in ("", thread.thread_id)
    ]
    return render(request, "portal/mailbox.html", {"threads": threads, "only": only})


@require_safe
@personal_page
def message(request: HttpRequest, message_uuid: UUID) -> HttpResponse:
    """Show a message; the first look by its owner is its retrieval."""
    actor = find_actor(request)
    if _is_real_look(request):
        services.open_message(message_uuid=message_uuid, actor=actor, at=clock.now())
    found = queries.get_message(actor, message_uuid)
    attached = [documents.get_document(uuid) for uuid in found.document_uuids]
    context: dict[str, Any] = {
        "message": found,
        "attached": attached,
        "acts": _acts(found, actor),
        "is_case": found.thread_kind == CASE,
    }
    return render(request, "portal/message.html", context)


@require_safe
def document(request: HttpRequest, document_uuid: UUID) -> HttpResponseBase:
    """Give a document to who it was sent to, who sent it in, or whose role in a matter sees it."""
    signed_in = find_actor(request)
    actors = [*([signed_in] if signed_in.kind is not ActorKind.ANONYMOUS else [])]
    actors += invited_actors(request)
    if not actors:
        return to_sign_in(request)
    found = _document(actors, document_uuid)
    return as_download(found)


def _document(actors: list[Actor], document_uuid: UUID) -> Document:
    """:raises NotVisible: when none of them may open it."""
    for actor in actors:
        for look in (queries.get_attachment, applications.own_document):
            try:
                return look(actor, document_uuid)
            except NotVisible:
                continue
        # Staff read the papers of a case at the desk, where it is written down.
        is_staff = actor.kind is ActorKind.STAFF
        if not is_staff and cases.may_open_document(actor, document_uuid):
            return documents.get_document(document_uuid)
    raise NotVisible("document", document_uuid)


def _is_real_look(request: HttpRequest) -> bool:
    """Tell a look from a browser that only fetches ahead."""
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and "prefetch" not in ahead


def _acts(found: Message, actor: Actor) -> list[ActShown]:
    views = []
    for uuid in found.document_uuids:
        act = acts.find_act_of_document(uuid)
        if act is not None:
            views.append(acts.view_of(act, on=clock.today()))
    return acts_shown(views, actor, by_code=False)
