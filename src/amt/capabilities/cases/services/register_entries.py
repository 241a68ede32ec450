"""Entries of a group that a register named after the application: proposed, taken over or left.

A late answer may know a child that nobody has named. It changes who counts, so it stands beside the
case until a caseworker decides; nothing is computed with it before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases import timeline
from amt.capabilities.cases.chronicle import form_of, workflow_of
from amt.capabilities.cases.facts import facts_of, records_in_force
from amt.capabilities.cases.models import Case, FactRecord
from amt.capabilities.cases.register_entries import number_of, proposed_records
from amt.capabilities.cases.services.assessing import CannotBeAssessed, assess_locked
from amt.capabilities.cases.services.correcting import let_follow
from amt.capabilities.cases.visibility import SUBJECT_KIND, require_working
from amt.contract.facts import Fact
from amt.contract.forms import Group
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal


class EntryGone(Refusal):
    """Somebody has decided about the entry meanwhile."""

    code = "entry_gone"


class GroupFull(Refusal):
    """The form takes no more entries of this kind."""

    code = "group_full"


@transaction.atomic
def propose_entries(
    *, case_uuid: UUID, group: str, entries: Sequence[Sequence[Fact]], actor: Actor, at: datetime
) -> int:
    """Put entries that a register knows beside a case; return how many are new to it.

    The facts of an entry have the paths `<group>.<any number>.<leaf>`; a number that is free is
    given to it. The same entry again changes nothing.

    :raises NotVisible: when there is no such case, or a person acts.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    if case is None or actor.kind is not ActorKind.SYSTEM:
        raise NotVisible(SUBJECT_KIND, case_uuid)
    waiting = [_by_leaf(rows) for rows in proposed_records(case, group).values()]
    number, added = _free_number(case, group), 0
    for entry in entries:
        told = {_leaf(fact.path): fact.value for fact in entry}
        if not told or told in waiting:
            continue
        FactRecord.objects.bulk_create(
            FactRecord(
                case=case,
                path=f"{group}.{number}.{_leaf(fact.path)}",
                value=fact.value,
                source=fact.source.value,
                obtained_at=fact.obtained_at,
                basis=fact.basis,
                superseded_at=at,
            )
            for fact in entry
        )
        timeline.add(case, timeline.REGISTER_NAMES, actor=actor, at=at, path=f"{group}.{number}")
        _record(case, "cases.entry_proposed", f"{group}.{number}", actor, at)
        waiting.append(told)
        number, added = number + 1, added + 1
    return added


@transaction.atomic
def take_register_entry(
    *, case_uuid: UUID, group: str, number: int, actor: Actor, at: datetime
) -> None:
    """Let what a register named be an entry of the case, and assess the case anew.

    :raises NotVisible: when the actor does not work on the case.
    :raises CannotBeAssessed: when the case is already decided.
    :raises EntryGone: when there is no such entry to decide about.
    :raises GroupFull: when the form takes no more.
    """
    case, rows = _proposed(case_uuid, group, number, actor)
    held = facts_of(records_in_force(case))
    free = held.count(group)
    asked = _group_of(case, group)
    if asked is not None and free >= asked.maximum_entries:
        raise GroupFull(_("Das Formular nimmt nicht mehr Einträge auf."))
    for row in rows:
        path = f"{group}.{free}.{_leaf(row.path)}"
        taken = FactRecord.objects.create(
            case=case,
            path=path,
            value=row.value,
            source=row.source,
            obtained_at=row.obtained_at,
            basis=row.basis,
            recorded_by_id=actor.account_id,
        )
        row.superseded_by = taken
        row.save(update_fields=["superseded_by"])
        timeline.add(case, timeline.FACT_ADDED, actor=actor, at=at, path=path)
    let_follow(case, actor, at)
    _record(case, "cases.entry_taken", f"{group}.{free}", actor, at)
    assess_locked(case, actor=actor, at=at)


@transaction.atomic
def leave_register_entry(
    *, case_uuid: UUID, group: str, number: int, actor: Actor, at: datetime
) -> None:
    """Not use what a register named: it is forgotten, and the timeline says so.

    :raises NotVisible: when the actor does not work on the case.
    :raises CannotBeAssessed: when the case is already decided.
    :raises EntryGone: when there is no such entry to decide about.
    """
    case, rows = _proposed(case_uuid, group, number, actor)
    FactRecord.objects.filter(pk__in=[row.pk for row in rows]).delete()
    timeline.add(case, timeline.REGISTER_LEFT, actor=actor, at=at, path=f"{group}.{number}")
    _record(case, "cases.entry_left", f"{group}.{number}", actor, at)


def _proposed(
    case_uuid: UUID, group: str, number: int, actor: Actor
) -> tuple[Case, list[FactRecord]]:
    found = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    case = require_working(actor, found, case_uuid)
    if workflow_of(case).target(case.state, "assess") is None:
        raise CannotBeAssessed(_("Über diesen Fall ist schon entschieden."))
    rows = proposed_records(case, group).get(number)
    if not rows:
        raise EntryGone(_("Über diesen Eintrag ist schon entschieden."))
    return case, rows


def _group_of(case: Case, key: str) -> Group | None:
    form = form_of(case)
    groups = (group for step in form.steps for group in step.groups) if form else ()
    return next((group for group in groups if group.key == key), None)


def _free_number(case: Case, group: str) -> int:
    """Return a number behind all entries that the case has, ever had or was told of."""
    paths = FactRecord.objects.filter(case=case, path__startswith=f"{group}.")
    numbers = (number_of(path, group) for path in paths.values_list("path", flat=True))
    return max((one for one in numbers if one is not None), default=-1) + 1


def _by_leaf(rows: Sequence[FactRecord]) -> Mapping[str, Any]:
    return {_leaf(row.path): row.value for row in rows}


def _leaf(path: str) -> str:
    return path.split(".", 2)[2]


def _record(case: Case, action: str, entry: str, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=SUBJECT_KIND,
        subject_id=case.uuid,
        at=at,
        details={"entry": entry},
    )
