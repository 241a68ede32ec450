"""The trial for machines: a household or whatever a service asks for goes in, a calculation out.

No sign-in, no session, no cookie, no row and no line of log with what was sent. A procedure takes
part by `Procedure.trial_api`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from amt.contract import registry
from amt.contract.parameters import NotEnacted
from amt.contract.procedure import Procedure
from amt.contract.trials import DocumentRefused, TrialApi, answer_of, answer_schema
from amt.design import formats
from amt.front.api.openapi import description
from amt.front.api.problems import problem, wrong_method

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/json"
SCHEMA_TYPE = "application/schema+json"


class NotReadable(ValueError):
    """A body is no JSON object."""


# Nothing is changed and nobody is known here, so no other site could abuse a session.
@csrf_exempt
def trial(request: HttpRequest, key: str) -> HttpResponse:
    """Calculate for a document; the language is that of `Accept-Language` or `?language=`."""
    with override(_language_of(request)):
        answer = _trial(request, key)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Vary"] = "Accept-Language"
    return answer


def _trial(request: HttpRequest, key: str) -> HttpResponse:
    found = _find(key)
    if found is None:
        return problem(404, "unknown_trial", _("Für diese Leistung lässt sich hier nicht rechnen."))
    procedure, api = found
    if request.method != "POST":
        return wrong_method("POST", _("Senden Sie die Angaben mit POST."))
    if request.content_type != MEDIA_TYPE:
        told = _("Die Angaben haben hier die Art %(type)s.") % {"type": MEDIA_TYPE}
        return problem(415, "media_type", told)
    raw = request.read(api.largest_bytes + 1)
    if len(raw) > api.largest_bytes:
        told = _("Die Angaben dürfen höchstens %(number)s Bytes lang sein.")
        return problem(413, "too_large", told % {"number": formats.number(api.largest_bytes)})
    try:
        document = _document(raw)
    except NotReadable:
        return problem(400, "no_json", _("Das ist kein JSON-Objekt in UTF-8."))
    return _calculated(procedure, api, document, _language_of(request))


def _calculated(
    procedure: Procedure, api: TrialApi, document: dict[str, Any], language: str
) -> HttpResponse:
    try:
        assessment = api.assess(document)
    except DocumentRefused as refused:
        faults = [{"pointer": one.pointer, "detail": one.detail} for one in refused.faults]
        title = _("Die Angaben passen nicht zum Schema.")
        return problem(422, "document_refused", title, faults)
    except NotEnacted as gap:
        day = formats.date_long(gap.day)
        told = _("Für den %(day)s sind keine Werte beschlossen oder hinterlegt.") % {"day": day}
        return problem(422, "not_enacted", told)
    except Exception as fault:  # noqa: BLE001 - a trace could carry what was sent into the log
        log.error("api.trial_failed", procedure=procedure.key, fault=type(fault).__name__)
        return problem(500, "rules_failed", _("Die Rechnung hat nicht geklappt."))
    answer = JsonResponse(answer_of(assessment, procedure.texts, language))
    answer.headers["Content-Language"] = language
    return answer


def schema(request: HttpRequest, key: str) -> HttpResponse:
    """Return the JSON Schema of the documents of a trial."""
    found = _find(key)
    if found is None:
        return problem(404, "unknown_trial", _("Für diese Leistung lässt sich hier nicht rechnen."))
    return _read_only(request, found[1].schema(), SCHEMA_TYPE)


def schema_of_answer(request: HttpRequest) -> HttpResponse:
    """Return the JSON Schema of the answer, which is the same for all services."""
    return _read_only(request, answer_schema(), SCHEMA_TYPE)


def openapi(request: HttpRequest) -> HttpResponse:
    """Return the description of all trials (OpenAPI 3.1)."""
    return _read_only(request, description(request.build_absolute_uri("/")), MEDIA_TYPE)


def _read_only(request: HttpRequest, content: dict[str, Any], media_type: str) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return wrong_method("GET, HEAD", _("Das lässt sich hier nur lesen."))
    return JsonResponse(content, content_type=media_type, json_dumps_params={"indent": 1})


def _find(key: str) -> tuple[Procedure, TrialApi] | None:
    procedure = registry.procedures().get(key)
    if procedure is None or procedure.trial_api is None:
        return None
    return procedure, procedure.trial_api


def _language_of(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    known = dict(settings.LANGUAGES)
    return asked if asked in known else get_language_from_request(request).split("-")[0]


def _document(raw: bytes) -> dict[str, Any]:
    """Read a JSON object exactly: amounts stay decimal.

    :raises NotReadable: when it is none.
    """
    try:
        found = json.loads(raw.decode("utf-8"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotReadable from None
    if not isinstance(found, dict):
        raise NotReadable
    return found


def _no_number(name: str) -> None:
    raise ValueError(name)
