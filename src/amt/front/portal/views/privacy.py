"""What was handed on about somebody, from which office to which, why and by which norm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amt.capabilities.cases import queries as cases
from amt.capabilities.exchange import queries
from amt.contract import life_events, registry
from amt.contract.forms import bare_path
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.front.frame.actors import find_actor
from amt.front.portal.access import personal_page
from amt.front.portal.words import language_of
from amt.kernel.actors import ActorKind
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.exchange.models import Transfer


@require_safe
@personal_page
def transfers(request: HttpRequest) -> HttpResponse:
    """List every transfer about the signed-in person, newest first."""
    actor = find_actor(request)
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        raise NotVisible("transfers", "")
    language = language_of(request)
    context = {
        "rows": [_row(one, language) for one in queries.transfers_of(actor.account_id)],
        "columns": [
            {"key": "at", "label": _("Wann")},
            {"key": "way", "label": _("Von wem an wen")},
            {"key": "facts", "label": _("Welche Angaben")},
            {"key": "purpose", "label": _("Wozu")},
            {"key": "basis", "label": _("Grundlage")},
        ],
    }
    return render(request, "portal/transfers.html", context)


def _row(transfer: Transfer, language: str) -> dict[str, Any]:
    consent = _("ohne Einwilligung erlaubt")
    if transfer.consented_at is not None:
        consent = _("mit Einwilligung vom %(day)s") % {
            "day": formats.date_long(transfer.consented_at)
        }
    labels = dict.fromkeys(_labels(transfer, language))
    return {
        "at": {
            "text": formats.date_short(transfer.at),
            "note": formats.time_of_day(transfer.at),
        },
        "way": {
            "text": _("%(sender)s an %(receiver)s")
            % {"sender": transfer.from_name, "receiver": transfer.to_name},
            "note": _("über %(person)s") % {"person": transfer.person_name},
        },
        "facts": ", ".join(labels),
        "purpose": transfer.purpose,
        "basis": {"text": transfer.basis, "note": consent},
    }


def _labels(transfer: Transfer, language: str) -> Iterator[str]:
    """Name the facts as the conversation of an event or the form of the service asks them."""
    known = [told.texts for told in life_events.conversations()]
    procedure = _procedure_of(transfer)
    if procedure is not None:
        known.insert(0, procedure.texts)
    for path in transfer.paths:
        key = f"fields.{bare_path(path)}"
        names = (
            texts.find(f"{key}.{part}", language) for texts in known for part in ("short", "label")
        )
        yield next((name for name in names if name), _("Weitere Angabe"))


def _procedure_of(transfer: Transfer) -> Procedure | None:
    """Return the service of the case in which something was handed on, if it is still brought."""
    if transfer.subject_kind != "case":
        return None
    try:
        standing = cases.standing_of(UUID(transfer.subject_id))
    except (LookupError, ValueError):
        return None
    return registry.procedures().get(standing.procedure_key)
