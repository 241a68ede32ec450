"""The page of a matter, kept for a short time for the one resident it was made for.

A page is shown from memory only while the stamp of the matter is the one it was made under: the
stamp covers every row that the page and the right to see it come from (`rows_of_matter`). What is
not in rows is in the key: the reader, the language, the day. See decision 0023.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from amt.capabilities.acts import queries as acts
from amt.capabilities.applications import queries as applications
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as cases
from amt.capabilities.documents import queries as documents
from amt.capabilities.payments import queries as payments
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.stamps import Rows, stamp_of

SECONDS_KEPT = 60
SUBJECT = "case"
FORM_TOKEN = secrets.token_urlsafe(24)
"""Stands in a page where each answer puts the token of its own forms."""


@dataclass(frozen=True, slots=True)
class MatterPage:
    """The page of a matter as HTML, with whom it shows it to; forms in it lack their token."""

    reader: Actor
    html: str


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: str
    page: MatterPage


@cache
def rows_of_matter() -> tuple[Rows, ...]:
    """Return all rows from which a resident's page of a matter is made, its access included.

    Left out are places and competences: they decide whose public holidays count, and come with
    the installation.
    """
    return (
        *cases.stamped_rows(),
        *acts.stamped_rows(),
        *documents.stamped_rows(),
        *payments.stamped_rows(),
        *applications.stamped_rows(),
        *authorities.stamped_rows(),
    )


def page_for(
    request: HttpRequest, actor: Actor, case_uuid: UUID, make: Callable[[], MatterPage]
) -> HttpResponse:
    """Answer with the page of a matter, from memory where that is the same.

    Kept is a page that a signed-in resident sees as a party alone, never by a code that the session
    opened, and without what an address says beside the matter.
    """
    is_kept = actor.kind is ActorKind.RESIDENT and not request.GET
    page = _kept_or_made(actor, case_uuid, make) if is_kept else make()
    if FORM_TOKEN not in page.html:
        return HttpResponse(page.html)
    return HttpResponse(page.html.replace(FORM_TOKEN, get_token(request)))


def _kept_or_made(actor: Actor, case_uuid: UUID, make: Callable[[], MatterPage]) -> MatterPage:
    key = f"matter:{case_uuid}:{actor.account_id}:{actor.trust}:{get_language()}:{clock.today()}"
    # Before the page is made: a change in between makes it too old, never too young.
    stamp = stamp_of(rows_of_matter(), kind=SUBJECT, subject=case_uuid)
    memory = caches["process"]
    kept = memory.get(key)
    if isinstance(kept, _Kept) and kept.stamp == stamp:
        return kept.page
    page = make()
    if page.reader == actor:
        memory.set(key, _Kept(stamp, page), SECONDS_KEPT)
    return page
