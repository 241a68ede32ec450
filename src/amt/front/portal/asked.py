"""Who else confirms an application: who is asked, who declined, and what can be done then."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amt.capabilities.applications import queries
from amt.capabilities.applications.queries import DraftView
from amt.contract.answers import asked_steps
from amt.contract.procedure import Procedure
from amt.front.portal.changing import change_url

EMAIL = "email"
LONGEST_EMAIL = 254


def asked_shown(view: DraftView, found: Procedure, language: str) -> list[dict[str, Any]]:
    """List who was asked to confirm; who declined, with the ways on that the form allows."""
    if not found.confirmations and view.draft.call_uuid is None:
        return []
    return [
        {"person": one, "ways": _ways(view, found, one.role, language) if one.declined_at else []}
        for one in queries.asked_persons(view.draft, view.form)
    ]


def emails_asked(view: DraftView, found: Procedure, request: HttpRequest) -> list[dict[str, str]]:
    """List who will be asked with sending, with the address that was typed; none without account.

    A letter goes out in any case.
    """
    if view.draft.account_id is None:
        return []
    return [
        {
            "field": field_of(one.role),
            "name": one.name,
            "typed": request.POST.get(field_of(one.role), one.email)[:LONGEST_EMAIL],
        }
        for one in queries.persons_to_ask(view.draft, view.form)
        if one.role != found.submitting_role
    ]


def emails_typed(
    view: DraftView, found: Procedure, request: HttpRequest
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the addresses by role, and by field what is wrong with one."""
    emails: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for one in emails_asked(view, found, request):
        typed = one["typed"].strip()
        if not typed:
            continue
        try:
            validate_email(typed)
        except ValidationError:
            wrong[one["field"]] = _(
                "Geben Sie eine E-Mail-Adresse an, zum Beispiel person@example.org. Oder lassen "
                "Sie das Feld leer."
            )
        else:
            emails[one["field"].removeprefix(f"{EMAIL}-")] = typed
    return emails, wrong


def field_of(role: str) -> str:
    """Return the name of the field for the address of who stands in a role."""
    return f"{EMAIL}-{role}"


def _ways(view: DraftView, found: Procedure, role: str, language: str) -> list[dict[str, str]]:
    """List where the answers are changed: the person themselves, or whether they are needed."""
    ways = []
    of_person = next((path for path, party in _asked_paths(view) if party == role), "")
    if of_person:
        ways.append({"url": _url(view, of_person), "label": _("Eine andere Person angeben")})
    for one in found.confirmations:
        if one.role == role and one.unless is not None:
            told = {"label": queries.label_of(found, one.unless.path, language)}
            ways.append(
                {
                    "url": _url(view, one.unless.path),
                    "label": _("Ohne diese Person beantragen, wenn es geht: %(label)s") % told,
                }
            )
    return [one for one in ways if one["url"]]


def _asked_paths(view: DraftView) -> list[tuple[str, str]]:
    """List the paths that are asked, each with the role of the person that it describes."""
    return [
        (field.path, group.party)
        for step in asked_steps(view.form, view.draft.answers)
        for group in step.groups
        for field in group.fields
    ]


def _url(view: DraftView, path: str) -> str:
    """Return the address of a question, empty where it is not asked."""
    for step in asked_steps(view.form, view.draft.answers):
        if any(field.path == path for group in step.groups for field in group.fields):
            page = reverse("portal:form_step", args=[view.draft.uuid, step.key])
            return change_url(page, path)
    return ""
