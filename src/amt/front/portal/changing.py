"""Going from the check page to one question and back, and from page to page by topic."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from amt.capabilities.applications import queries
from amt.capabilities.applications.queries import DraftView
from amt.contract.answers import asked_steps
from amt.front.frame import forms

FROM, CHECK = "von", "pruefen"
PAGE = "seite"


def change_url(page_url: str, path: str) -> str:
    """Return the address of one question, from which "go on" leads back to the check page."""
    return f"{page_url}?{FROM}={CHECK}#{forms.field_id(path)}"


def comes_from_check(request: HttpRequest) -> bool:
    """Tell whether somebody came from the check page to change something."""
    return CHECK in (request.GET.get(FROM), request.POST.get(FROM))


def topics_shown(view: DraftView, step_key: str, language: str) -> list[dict[str, Any]]:
    """Return all topics of a form with the button that saves this page and goes there."""
    return [
        {
            "title": topic.title,
            "state": topic.state,
            "name": forms.ACTION,
            "value": f"{PAGE}:{topic.key}",
        }
        for topic in queries.topics_of(view, step_key, language)
    ]


def page_wanted(view: DraftView, action: str) -> str:
    """Return the address of the page whose button was pressed, empty when it was another."""
    deed, _colon, key = action.partition(":")
    if deed != PAGE or key not in {s.key for s in asked_steps(view.form, view.draft.answers)}:
        return ""
    return reverse("portal:form_step", args=[view.draft.uuid, key])
