"""What a person asks about an access to their data, and the answer of the unit."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amt.capabilities.cases import queries as cases
from amt.capabilities.identity import queries, services
from amt.capabilities.worklist import queries as worklist
from amt.front.desk.access import actor_of, staff_only
from amt.front.desk.context import desk_page
from amt.front.desk.items import item_rows
from amt.front.frame.accesses import asked_about
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal

ITEM_KIND = "access_question"


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, question_uuid: UUID) -> HttpResponse:
    """Show a question with the access it is about, and send the answer."""
    question = queries.question_for(actor_of(request), question_uuid)
    if request.method != "POST":
        return _page(request, question_uuid, "", "")
    answer = request.POST.get("antwort", "")
    try:
        services.answer_access_question(
            question_uuid=question_uuid, answer=answer, actor=actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        return _page(request, question_uuid, answer, str(refusal.message))
    told = _("Die Antwort auf %(reference)s liegt im Postfach der Person.")
    messages.success(request, told % {"reference": question.reference})
    return HttpResponseRedirect(reverse("desk:worklist"))


def _page(request: HttpRequest, question_uuid: UUID, answer: str, error: str) -> HttpResponse:
    actor = actor_of(request)
    question = queries.question_for(actor, question_uuid)
    items = worklist.items_about(ITEM_KIND, question.uuid)
    about = asked_about(question)
    context = desk_page(
        request,
        area="item",
        question=question,
        about=about,
        case_url=_case_url(actor, about.subject_kind, about.subject_id) if about else "",
        row=item_rows(items, actor)[0] if items else None,
        answer=answer,
        longest_answer=services.LONGEST_ANSWER,
        errors=[("antwort", error)] if error else [],
        page_errors=bool(error),
        answer_error=error,
        here=request.get_full_path(),
    )
    return render(request, "desk/access_question.html", context, status=422 if error else 200)


def _case_url(actor: Actor, kind: str, subject_id: str) -> str:
    """Return where the case is that was looked at, if the actor works on it."""
    if kind != "case":
        return ""
    try:
        view = cases.get_case(actor, UUID(subject_id))
    except (NotVisible, ValueError):
        return ""
    return reverse("desk:case", args=[view.case.uuid])
