"""The tour is walked: what `docs/tour.md` says happens, happens, in that order."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from django.core import mail

from amt.capabilities.acts import queries as acts
from amt.capabilities.authorities.models import Unit
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.mailbox import queries as mailbox
from amt.capabilities.mailbox import services as opening
from amt.kernel import clock as time
from amt.kernel.models import AuditEntry
from conftest import Clock
from tests.journeys import deeds

TOUR = Path(__file__).resolve().parents[2] / "docs" / "tour.md"
ROW = re.compile(r"^\| \d+ \| [^|]+ \| `(?P<door>[^`]+)` \| (?P<audit>[^|]*) \|$", re.MULTILINE)


def rows() -> list[re.Match[str]]:
    return list(ROW.finditer(TOUR.read_text(encoding="utf-8")))


def test_every_door_of_the_tour_exists() -> None:
    assert len(rows()) >= 10
    for row in rows():
        module, _, name = row["door"].rpartition(".")
        assert hasattr(importlib.import_module(module), name), row["door"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_way_of_an_application_is_the_one_of_the_tour(
    run_jobs: RunJobs, citizen: Account, caseworker: Account, clock: Clock
) -> None:
    clock.set("2026-11-20T08:00:00")
    first = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    applied = deeds.apply(citizen, "wohngeld")
    run_jobs()
    deeds.decide_as_proposed(caseworker, applied.case_uuid)
    run_jobs()
    resident = actor_of(citizen)
    message = mailbox.list_messages(resident, limit=10)[0]
    opening.open_message(message_uuid=message.uuid, actor=resident, at=time.now())
    run_jobs()

    told = re.findall(r"`([a-z_]+\.[a-z_]+)`", "".join(row["audit"] for row in rows()))
    happened = list(
        AuditEntry.objects.filter(id__gt=first).order_by("id").values_list("action", flat=True)
    )
    assert list(dict.fromkeys(a for a in happened if a in told)) == told
    act = acts.list_acts("case", applied.case_uuid)[0]
    delivered = act.addressees[0]
    assert delivered.delivery is not None
    assert delivered.delivery.norm == "§ 37 Abs. 2a SGB X"
    assert str(delivered.delivery.on) == "2026-11-24"
    assert delivered.remedy is not None
    assert str(delivered.remedy.ends_on) == "2026-12-24"
    assert len(mail.outbox) == 2
    assert Unit.objects.get(key="wohnen-bremen").id == act.act.unit_id
