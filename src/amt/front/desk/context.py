"""What every page of the desk knows: where one is, how much waits, who is signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amt.capabilities.dispatch import queries as dispatch
from amt.capabilities.identity import queries as identity
from amt.capabilities.worklist import queries as worklist
from amt.capabilities.worklist.queries import LEADING_ROLES
from amt.front.desk.access import actor_of
from amt.kernel import clock, installation, live
from amt.kernel.actors import Actor


def desk_page(request: HttpRequest, *, area: str = "", **more: Any) -> dict[str, Any]:
    """Return the context of a page of the desk; `area` is the entry of the navigation."""
    actor = actor_of(request)
    counts = worklist.count_items(actor)
    return {
        "desk_navigation": [
            {
                "label": _("Aufgaben"),
                "url": reverse("desk:worklist"),
                "current": area == "worklist",
                "count": counts.unit,
            },
            {
                "label": _("Post"),
                "url": reverse("desk:post"),
                "current": area == "post",
                "count": dispatch.count_letters_to_print(actor),
            },
            {
                "label": _("Antrag aufnehmen"),
                "url": reverse("desk:take_application"),
                "current": area == "intake",
            },
            {
                "label": _("Papier"),
                "url": reverse("desk:scans"),
                "current": area == "paper",
            },
            {
                "label": _("Bewilligungen"),
                "url": reverse("desk:grants"),
                "current": area == "grants",
            },
            {
                "label": _("Auszahlungen"),
                "url": reverse("desk:payment_runs"),
                "current": area == "payments",
            },
            *_of_leaders(actor, area),
            *_of_agents(actor, area),
        ],
        "item_counts": counts,
        "today": clock.today(),
        **more,
    }


def _of_leaders(actor: Actor, area: str) -> list[dict[str, Any]]:
    if not actor.unit_ids(*LEADING_ROLES):
        return []
    url = reverse("desk:automation")
    return [{"label": _("Automatik"), "url": url, "current": area == "automation"}]


def _of_agents(actor: Actor, area: str) -> list[dict[str, Any]]:
    if not identity.is_agent(actor):
        return []
    url = reverse("agent:start")
    return [{"label": _("Gespräch"), "url": url, "current": area == "agent"}]


def live_url(case_uuid: UUID) -> str:
    """Return where an open page hears that its case changed, or nothing without live process."""
    base = installation.live_url()
    return f"{base}/events/{live.token_for(f'case:{case_uuid}')}" if base else ""
