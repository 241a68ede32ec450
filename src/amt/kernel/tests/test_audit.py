"""The audit trail is append-only, and a changed row is found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.audit import actions, trail
from amt.kernel.models import AuditEntry, AuditSeal, Pseudonym

pytestmark = pytest.mark.django_db

actions.register({"kernel.tested": "Geprüft"})


def record(subject: str = "one", actor: Actor = SYSTEM) -> None:
    trail.record(
        actor=actor,
        action="kernel.tested",
        subject_kind="test",
        subject_id=subject,
        details={"n": [1, None, "ä"]},
    )


@contextmanager
def behind_the_trigger(table: str = "kernel_auditentry") -> Iterator[None]:
    """Do what only somebody with the rights of the database's owner could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_a_whole_trail_is_proven() -> None:
    for n in range(5):
        record(str(n))
    assert trail.seal() == 5
    record("later")
    assert trail.seal() == 1
    verdict = trail.verify()
    assert verdict.faults == ()
    assert (verdict.entry_count, verdict.seal_count) == (6, 2)


def test_an_entry_cannot_be_changed_or_deleted() -> None:
    record()
    entry = AuditEntry.objects.get()
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(id=entry.id).update(action="kernel.other")
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        entry.delete()


@pytest.mark.parametrize("sealed", [True, False])
def test_a_changed_entry_is_found(sealed: bool) -> None:
    record()
    if sealed:
        trail.seal()
    with behind_the_trigger():
        AuditEntry.objects.update(subject_id="another")
    assert [fault.what for fault in trail.verify().faults] == ["the entry was changed"]


def test_a_deleted_entry_of_a_sealed_batch_is_found() -> None:
    record("one")
    record("two")
    trail.seal()
    with behind_the_trigger():
        AuditEntry.objects.filter(subject_id="two").delete()
    assert "2 entries were sealed, 1 are there" in trail.verify().faults[0].what


def test_a_removed_seal_breaks_the_chain() -> None:
    for name in ("one", "two", "three"):
        record(name)
        trail.seal()
    middle = AuditSeal.objects.order_by("id")[1]
    with behind_the_trigger(), behind_the_trigger("kernel_auditseal"):
        AuditEntry.objects.filter(seal=middle).delete()
        middle.delete()
    assert any("chain" in fault.what for fault in trail.verify().faults)


def test_the_command_names_the_changed_entry() -> None:
    record()
    call_command("audit", "seal")
    call_command("audit", "verify")
    with behind_the_trigger():
        AuditEntry.objects.update(actor_kind="staff")
    with pytest.raises(CommandError, match="was changed"):
        call_command("audit", "verify")


def test_an_unknown_action_is_a_defect() -> None:
    with pytest.raises(LookupError):
        trail.record(actor=SYSTEM, action="nobody.knows", subject_kind="x", subject_id=1)
    with pytest.raises(ValueError, match="twice"):
        actions.register({"kernel.tested": "Anders"})
    assert actions.text_of("kernel.tested") == "Geprüft"


def test_a_person_becomes_unknown_and_the_trail_stays_whole() -> None:
    person = uuid4()
    record(actor=Actor(kind=ActorKind.RESIDENT, account_uuid=person))
    record(actor=Actor(kind=ActorKind.RESIDENT, account_uuid=person))
    assert len({entry.actor for entry in trail.entries_about("test", "one")}) == 1
    trail.seal()
    trail.destroy_pseudonym(person)
    assert not Pseudonym.objects.exists()
    assert trail.verify().faults == ()
