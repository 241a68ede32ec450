"""Large files in parts, by the tus protocol 1.0.0 (core, creation, expiration, termination).

Answers are for a script: a status, headers, and a sentence of plain text where it shows one.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amt.capabilities.applications import services as applications
from amt.capabilities.cases import queries as cases
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents import services
from amt.contract.deeds import Deed
from amt.contract.forms import Field, FieldKind, Upload, bare_path
from amt.contract.registry import procedures
from amt.front.frame.actors import actors_for, find_actor, opened_in
from amt.front.portal.access import looked
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible, Refusal

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
CHUNK = "application/offset+octet-stream"
LARGEST_METADATA = 4_000

_STATUS = {
    "wrong_offset": 409,
    "file_too_large": 413,
    "file_type_refused": 415,
    "too_many_uploads": 429,
}

View = Callable[..., HttpResponse]


def tus(view: View) -> View:
    """Speak the protocol around a view: version, refusals as sentences, no caches."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Tus-Version"], response["Tus-Extension"] = VERSION, EXTENSIONS
        elif request.headers.get("Tus-Resumable") != VERSION:
            response = HttpResponse(status=412)
            response["Tus-Version"] = VERSION
        else:
            try:
                response = view(request, *args, **kwargs)
            except Refusal as refusal:
                response = _said(str(refusal.message), _STATUS.get(refusal.code, 422))
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return spoken


@require_http_methods(["OPTIONS", "POST"])
@tus
def to_draft(request: HttpRequest, draft_uuid: UUID) -> HttpResponse:
    """Begin a file for a question of a draft."""
    if not actors_for(request, draft_uuid):
        return _signed_out()
    told = _metadata(request)
    actor, limits = looked(
        request,
        draft_uuid,
        lambda one: applications.file_limits(
            draft_uuid=draft_uuid, path=told["label"], actor=one, at=clock.now()
        ),
    )
    return _begin(request, told, limits, actor, ("draft", draft_uuid))


@require_http_methods(["OPTIONS", "POST"])
@tus
def to_deed(request: HttpRequest, case_uuid: UUID, deed_key: str) -> HttpResponse:
    """Begin a file for a deed that is open to a party of a case."""
    actors = actors_for(request, case_uuid)
    if not actors:
        return _signed_out()
    told = _metadata(request)
    for actor in actors:
        try:
            status = cases.status_of(actor, case_uuid)
        except NotVisible:
            continue
        deed = next((one for one in status.open_deeds if one.key == deed_key), None)
        party = next((one for one in status.mine if deed and one.role in deed.roles), None)
        limits = _limits_of_deed(status, deed, told["label"])
        if limits is not None and party is not None:
            owner = ("party", party.uuid)
            if len(documents.list_documents(*owner, labels=[told["label"]])) >= limits.max_files:
                return _said(_("Hier sind schon so viele Dateien, wie möglich sind."), 422)
            return _begin(request, told, limits, actor, owner)
    raise NotVisible("case", case_uuid)


@require_http_methods(["OPTIONS", "HEAD", "PATCH", "DELETE"])
@tus
def upload(request: HttpRequest, upload_uuid: UUID) -> HttpResponse:
    """Say how much has arrived, take in the next chunk, or throw the file away."""
    actor = _uploader(request, upload_uuid)
    if actor is None:
        return _signed_out()
    if request.method == "DELETE":
        services.cancel_upload(upload_uuid=upload_uuid, actor=actor, at=clock.now())
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return _append(request, upload_uuid, actor)
    found = documents.get_upload(actor, upload_uuid, at=clock.now())
    response = HttpResponse(status=200)
    response["Upload-Length"] = str(found.size)
    return _placed(response, found.received, found.expires_at.timestamp())


def _begin(
    request: HttpRequest,
    told: dict[str, str],
    limits: Upload,
    actor: Actor,
    owner: tuple[str, UUID],
) -> HttpResponse:
    size = _number(request, "Upload-Length")
    if size is None:
        return HttpResponse(status=400)
    begun = services.begin_upload(
        owner_kind=owner[0],
        owner_uuid=owner[1],
        label=told["label"],
        size=size,
        file_name=told["filename"],
        media_type=told["filetype"],
        actor=actor,
        at=clock.now(),
        largest_size=limits.max_bytes,
        accepted=limits.media_types,
    )
    response = HttpResponse(status=201)
    response["Location"] = reverse("portal:upload", args=[begun.uuid])
    return _placed(response, 0, begun.expires_at.timestamp())


def _append(request: HttpRequest, upload_uuid: UUID, actor: Actor) -> HttpResponse:
    if request.content_type != CHUNK:
        return HttpResponse(status=415)
    offset = _number(request, "Upload-Offset")
    if offset is None:
        return HttpResponse(status=400)
    found = services.append_chunk(
        upload_uuid=upload_uuid, offset=offset, content=request, actor=actor, at=clock.now()
    )
    if found.is_complete:
        _finish(upload_uuid, actor)
    return _placed(HttpResponse(status=204), found.received, found.expires_at.timestamp())


def _finish(upload_uuid: UUID, actor: Actor) -> None:
    at = clock.now()
    document = services.finish_upload(upload_uuid=upload_uuid, actor=actor, at=at)
    found = documents.get_upload(actor, upload_uuid, at=at)
    if found.owner_kind != "draft":
        return
    try:
        applications.add_upload(
            draft_uuid=UUID(found.owner_id),
            path=found.label,
            upload_uuid=upload_uuid,
            actor=actor,
            at=at,
        )
    except Refusal:
        # The question took other files meanwhile; what nobody asks for is not kept.
        services.detach_document(
            document_uuid=document.uuid,
            owner_kind="draft",
            owner_uuid=found.owner_id,
            actor=actor,
            at=at,
        )
        raise


def _uploader(request: HttpRequest, upload_uuid: UUID) -> Actor | None:
    """Return as whom this session began an upload, or who is here when it is nobody's."""
    signed_in = find_actor(request)
    known = [signed_in] if signed_in.kind is not ActorKind.ANONYMOUS else []
    known += [Actor(ActorKind.CODE, subject=subject) for subject, _target in opened_in(request)]
    for one in known:
        try:
            documents.get_upload(one, upload_uuid, at=clock.now())
        except NotVisible:
            continue
        return one
    if not known:
        return None
    raise NotVisible("upload", upload_uuid)


def _limits_of_deed(status: cases.CaseStatus, deed: Deed | None, label: str) -> Upload | None:
    """Return what a deed takes as a paper, or None when it takes none of this label."""
    found = procedures().get(status.procedure_key)
    if deed is None or found is None:
        return None
    asked = list(deed.form.fields()) if deed.form else []
    if deed.new_documents:
        asked += [field for form in found.forms.values() for field in form.fields()]
    field: Field | None = next(
        (
            one
            for one in asked
            if one.kind is FieldKind.FILE and one.path in (label, bare_path(label))
        ),
        None,
    )
    return (field.upload or Upload()) if field else None


def _metadata(request: HttpRequest) -> dict[str, str]:
    """Read `Upload-Metadata`: names and values in base64; what cannot be read counts as empty."""
    told = {"filename": "", "filetype": "", "label": ""}
    for pair in request.headers.get("Upload-Metadata", "")[:LARGEST_METADATA].split(","):
        name, _blank, value = pair.strip().partition(" ")
        if name in told:
            try:
                told[name] = base64.b64decode(value, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                continue
    return {**told, "label": told["label"][:200].replace("\x00", "")}


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.headers.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def _placed(response: HttpResponse, received: int, expires_at: float) -> HttpResponse:
    response["Upload-Offset"] = str(received)
    response["Upload-Expires"] = http_date(expires_at)
    return response


def _signed_out() -> HttpResponse:
    return _said(_("Sie sind nicht mehr angemeldet. Melden Sie sich in einem neuen Tab an."), 401)


def _said(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
