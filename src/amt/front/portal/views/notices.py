"""Privacy, accessibility, imprint and help: what every public site owes its readers."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity.queries import DemoAdapter, adapter
from amt.contract import registry
from amt.front.frame.page_cache import public_page
from amt.kernel import clock

PRODUCT_PREFIX = "amt."


@require_safe
@public_page
def privacy_notice(request: HttpRequest) -> HttpResponse:
    """Say what is stored, why and how long; the list comes from the tables themselves."""
    return render(request, "portal/privacy_notice.html", {"rooms": stored_data()})


@require_safe
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the site is and whom to tell about barriers."""
    return render(request, "portal/accessibility.html")


@require_safe
@public_page
def imprint(request: HttpRequest) -> HttpResponse:
    """Say who answers for the site."""
    context = {"is_demo": is_demo(), "bodies": _bodies()}
    return render(request, "portal/imprint.html", context)


@require_safe
@public_page
def help_page(request: HttpRequest) -> HttpResponse:
    """Say where people get help."""
    return render(request, "portal/help.html")


def _bodies() -> list[dict[str, Any]]:
    """List the public bodies that decide here, each with its offices."""
    bodies: dict[str, dict[str, Any]] = {}
    for key in registry.procedures():
        for competent in authorities.competent_offices(key, clock.today()):
            name = competent.unit.authority.name
            body = bodies.setdefault(name, {"name": name, "offices": []})
            if competent.office is not None and competent.office not in body["offices"]:
                body["offices"].append(competent.office)
    return list(bodies.values())


def is_demo() -> bool:
    """Tell whether this installation shows invented people only."""
    return isinstance(adapter(), DemoAdapter)


def stored_data() -> list[dict[str, Any]]:
    """List, by room, which tables hold data of persons and when these end."""
    rooms = []
    for config in apps.get_app_configs():
        if not config.name.startswith(PRODUCT_PREFIX):
            continue
        tables = [
            {
                "name": model.__name__,
                "fields": ", ".join(getattr(model, "personal_data", ())),
                "retention": getattr(model, "retention", ""),
            }
            for model in config.get_models()
            if getattr(model, "personal_data", ())
        ]
        if tables:
            rooms.append({"name": config.verbose_name, "tables": tables})
    return rooms
