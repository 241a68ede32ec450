"""Telling the rooms of the subjects that somebody saw what is paid to them.

Those rooms note it for the people (Regulation 2016/679, article 15); a list shows many at once, so
that happens by jobs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amt.capabilities.payments.events import PaymentsViewed
from amt.capabilities.payments.models import Ledger
from amt.capabilities.payments.services.access import account_of
from amt.kernel import events
from amt.kernel.actors import Actor


@transaction.atomic
def note_accounts_viewed(*, ledger_uuids: Collection[UUID], actor: Actor, at: datetime) -> None:
    """Announce whose payments somebody saw.

    :raises NotVisible: when the actor does not work in the unit of one of them.
    """
    seen: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Ledger.objects.filter(uuid__in=set(ledger_uuids)).order_by("id")
    for unit_id, kind, subject_id in rows.values_list("unit_id", "subject_kind", "subject_id"):
        seen[unit_id].append((kind, subject_id))
    for unit_id, subjects in seen.items():
        account_id = account_of(actor, unit_id)
        events.publish(PaymentsViewed(tuple(subjects), unit_id, account_id, at))
