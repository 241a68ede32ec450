"""What the pages of a draft share: whether it still lives, where it is shown once it was sent."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from amt.capabilities.applications.queries import DraftView
from amt.capabilities.applications.services import DraftExpired
from amt.kernel import clock


def require_in_time(view: DraftView) -> None:
    """Go on with a draft. :raises DraftExpired: when its time is over."""
    if view.draft.expires_on < clock.today():
        raise DraftExpired


def sent_url(draft_uuid: UUID, *, again: bool) -> str:
    """Return the page that says what has happened; `again` when it had been sent before."""
    url = reverse("portal:form_sent", args=[draft_uuid])
    return f"{url}?schon=1" if again else url
