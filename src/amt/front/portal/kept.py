"""What somebody typed when their session had ended: kept until they have signed in again.

Bound to the browser's session, small, and saved only into a draft of the person who signs in.
"""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest

KEPT_KEY = "kept_page"
LARGEST = 200_000


def keep(request: HttpRequest, draft_uuid: UUID, step_key: str, raw: dict[str, list[str]]) -> None:
    """Keep a page that came without a session."""
    without_token = {name: values for name, values in raw.items() if name != "csrfmiddlewaretoken"}
    if len(json.dumps(without_token)) <= LARGEST:
        request.session[KEPT_KEY] = {
            "draft": str(draft_uuid),
            "step": step_key,
            "raw": without_token,
        }


def take(request: HttpRequest, draft_uuid: UUID, step_key: str) -> dict[str, list[str]] | None:
    """Return what was kept for a page, once."""
    kept = request.session.get(KEPT_KEY)
    if not isinstance(kept, dict):
        return None
    if (kept.get("draft"), kept.get("step")) != (str(draft_uuid), step_key):
        return None
    del request.session[KEPT_KEY]
    raw: dict[str, list[str]] = kept["raw"]
    return raw
