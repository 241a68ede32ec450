"""What is done and measured inside an opened office, once Django is set up.

`prepare` makes a unit competent for the invented service, `watch` prints each receipt as it comes
(draft and moment), `one_page` times a long page and the saving of one answer.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client

from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.authorities.models import Competence, Unit
from bench.rows import percentile

ROUNDS = 60
PAUSE_SECONDS = 0.2
NEWEST = 200
ENTRIES = 3


def prepare() -> dict[str, float]:
    """Let a unit decide on stands."""
    for ars, unit in (("04011", "wohnen-bremen"), ("04012", "wohnen-bremerhaven")):
        Competence.objects.get_or_create(
            procedure_key="double_open",
            ars_prefix=ars,
            defaults={"unit": Unit.objects.get(key=unit), "valid_from": date(2020, 1, 1)},
        )
    return {}


def watch() -> None:
    """Print receipts as they come, until somebody ends this."""
    seen: set[Any] = set()
    rows = Application.objects.filter(receipt_document_uuid__isnull=False).order_by("-id")
    print("watching", flush=True)
    while True:
        for draft in rows.values_list("draft_uuid", flat=True)[:NEWEST]:
            if draft not in seen:
                seen.add(draft)
                print(draft, time.time(), flush=True)
        time.sleep(PAUSE_SECONDS)


def one_page() -> dict[str, float]:
    """Time a page with many fields and the saving of one answer, through all of the server."""
    client = Client(headers={"Host": "localhost"})
    client.post("/leistungen/wohngeld/antrag/")
    draft = Draft.objects.order_by("-id").first()
    if draft is None:
        raise LookupError("no draft was begun")
    draft.answers = {"household.alone": False, "members.count": ENTRIES}
    draft.answers |= {f"members.{n}.circumstances": ["disability"] for n in range(ENTRIES)}
    draft.save()
    path = f"/antrag/{draft.uuid}/members/"
    page = client.get(path)
    told = json.dumps({"page": "members", "field": "members.0.given_name", "values": ["Ada"]})

    def save() -> Any:
        return client.post(f"/antrag/{draft.uuid}/feld/", told, content_type="application/json")

    if page.status_code != 200 or save().status_code != 200:
        raise LookupError(f"{page.status_code}, {save().content!r}")
    shown = page.content.decode()
    return {
        "fields": len(set(re.findall(r'name="(members\.\d[^"]*)"', shown))),
        **measured("page", lambda: client.get(path)),
        **measured("field", save),
    }


def measured(name: str, deed: Callable[[], Any]) -> dict[str, float]:
    """Return the times of a deed in milliseconds and its queries."""
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    deed()
    with connection.execute_wrapper(count):
        deed()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        deed()
        times.append((time.perf_counter() - begun) * 1000)
    return {
        name: percentile(times, 0.5),
        f"{name}_p90": percentile(times, 0.9),
        f"{name}_queries": len(asked),
    }


DEEDS: dict[str, Callable[[], dict[str, float] | None]] = {
    "prepare": prepare,
    "watch": watch,
    "one_page": one_page,
}
