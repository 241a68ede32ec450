"""The stream of one topic, and the health of the live process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TypeVar

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from amt.front.live.hub import Hub
from amt.kernel import installation
from amt.kernel.live import topic_of

# Seconds. Proxies cut a silent connection after 60.
HEARTBEAT = 20
# Milliseconds that a browser waits before it connects again.
RETRY = 3_000

Response = TypeVar("Response", HttpResponse, JsonResponse, StreamingHttpResponse)

hub = Hub()


@require_safe
async def events(request: HttpRequest, token: str) -> HttpResponse | StreamingHttpResponse:
    """Stream the notices of the topic that the token opens; a bad or old token is a 404."""
    try:
        topic = topic_of(token)
    except BadSignature:
        return _for_the_site(JsonResponse({"error": "not found"}, status=404))
    response = StreamingHttpResponse(_stream(topic), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache, no-transform"
    response["X-Accel-Buffering"] = "no"
    return _for_the_site(response)


async def alive(request: HttpRequest) -> JsonResponse:
    """Say that the process answers, and how many streams are open."""
    return JsonResponse({"status": "ok", "streams": hub.count()})


async def _stream(topic: str) -> AsyncIterator[str]:
    async with hub.watch(topic) as queue:
        yield f"retry: {RETRY}\n\n"
        while True:
            try:
                kind = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"
            else:
                yield f"event: change\ndata: {json.dumps({'kind': kind})}\n\n"


def _for_the_site(response: Response) -> Response:
    response["Access-Control-Allow-Origin"] = installation.base_url()
    response["Vary"] = "Origin"
    return response
