"""The page of components: what a person sees before building a page.

Mounted by `config.urls`; shows invented values only, so it needs no sign-in.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

_DAY = dt.date(2026, 11, 21)
_MOMENT = dt.datetime(2026, 11, 21, 13, 30, tzinfo=dt.UTC)


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "key": _("Name"),
            "value": "Ayşe Müller-Łukasiewicz",
            "source": _("Melderegister"),
            "source_on": _DAY,
            "source_basis": "§ 3 Musterordnung",
            "change_url": "#name",
        },
        {
            "key": _("Kaltmiete im Monat"),
            "value": "512,30 €",
            "source": _("Antrag vom Vorjahr"),
            "source_state": "corrected",
            "change_url": "#miete",
        },
        {"key": _("Einkommen im Monat"), "missing": True, "change_url": "#einkommen"},
    ]


def _table() -> dict[str, Any]:
    return {
        "columns": [
            {"key": "step", "label": _("Schritt")},
            {"key": "norm", "label": _("Vorschrift")},
            {"key": "amount", "label": _("Betrag"), "kind": "money"},
        ],
        "rows": [
            {"step": _("Miete, die zählt"), "norm": "§ 4 Musterordnung", "amount": 51230},
            {
                "step": _("Einkommen, das zählt"),
                "norm": "§ 5 Musterordnung",
                "amount": {"text": 145000, "note": _("nach Abzügen")},
            },
            {
                "step": _("Entlastung bei den Heizkosten"),
                "norm": "§ 6 Absatz 2 Musterordnung",
                "amount": 0,
            },
        ],
        "footer": {"step": _("Ergebnis im Monat"), "norm": "", "amount": 21700},
    }


def _cases() -> dict[str, Any]:
    return {
        "columns": [
            {"key": "reference", "label": _("Aktenzeichen")},
            {"key": "service", "label": _("Leistung"), "sort_url": "?o=service"},
            {
                "key": "received",
                "label": _("Eingang"),
                "sort_url": "?o=received",
                "sorted": "descending",
            },
            {"key": "state", "label": _("Stand")},
        ],
        "rows": [
            {
                "reference": "MZ-2026-00017",
                "url": "#akte-17",
                "service": _("Zuschuss zur Miete"),
                "received": _DAY,
                "state": {"text": _("Neu"), "badge": "info"},
                "current": True,
            },
            {
                "reference": "MZ-2026-00012",
                "url": "#akte-12",
                "service": _("Zuschuss zur Miete (Musterzuschuss), Weiterleistung"),
                "received": _DAY - dt.timedelta(days=9),
                "state": {"text": _("Frist läuft ab"), "badge": "warning"},
            },
        ],
    }


def _timeline() -> list[dict[str, Any]]:
    return [
        {"title": _("Antrag ist angekommen"), "at": _MOMENT, "state": "done"},
        {
            "title": _("Wir prüfen Ihren Antrag"),
            "at": _DAY,
            "state": "current",
            "text": _("Das dauert meistens drei Wochen. Sie müssen nichts tun."),
        },
        {"title": _("Bescheid in Ihrem Postfach"), "state": "open"},
    ]


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once, with values that test them."""
    values = {
        "errors": [
            ("miete", _("Geben Sie die Kaltmiete in Euro an, zum Beispiel 512,30.")),
            ("stadt", _("Wählen Sie Ihre Stadt.")),
        ],
        "day": _DAY,
        "moment": _MOMENT,
        "cities": [
            ("nordstadt", "Nordstadt"),
            ("hafenstadt", "Hafenstadt", _("Zuständig ist das Amt am Hafen.")),
        ],
        "incomes": [
            ("lohn", _("Lohn oder Gehalt")),
            ("rente", _("Rente")),
            ("unterhalt", _("Unterhalt")),
        ],
        "chosen": ["rente"],
        "needed": [
            (_("Mietvertrag"), _("alle Seiten, als Foto oder PDF")),
            _("Nachweise über das Einkommen der letzten zwölf Monate"),
        ],
        "facts": _rows(),
        "table": _table(),
        "cases": _cases(),
        "entries": _timeline(),
        "trail": [(_("Start"), "/"), (_("Wohnen"), "#wohnen"), (_("Alle Bausteine"), "")],
        "hostile": "<script>alert(1)</script>",
    }
    return render(request, "design/gallery.html", values)
