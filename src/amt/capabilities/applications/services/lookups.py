"""Asking registers for a draft, using what came or not, and telling what is wrong with it.

The person chooses between fetching and typing, sees what came before it is used, and need not use
it (EGovG section 5). What was typed is never overwritten unasked. A register that answers after the
application was sent tells the caseworker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import form_of
from amt.capabilities.applications.lookups import (
    DRAFT,
    Rows,
    entries_in,
    find_lookup,
    looked_up,
    may_look_up,
    placed,
)
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.services.carrying import source_of
from amt.capabilities.applications.services.drafts import DAYS_KEPT, locked_draft, require_open
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.cases import services as cases
from amt.capabilities.identity import queries as identity
from amt.capabilities.registers import queries as registers
from amt.capabilities.registers import services as register_services
from amt.contract.answers import COUNT_SUFFIX
from amt.contract.facts import Fact, FactSource
from amt.contract.forms import bare_path
from amt.contract.lookups import Lookup
from amt.contract.registry import procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.errors import NotVisible


@transaction.atomic
def choose_lookup(
    *, draft_uuid: UUID, lookup_key: str, fetch: bool, consents: bool, actor: Actor, at: datetime
) -> None:
    """Fetch by a job what a register knows, or note that the person types it.

    :raises NotVisible: when the draft is not the actor's own, or the service has no such lookup.
    :raises registers.services.ConsentMissing: when the lookup needs a yes and there is none.
    :raises registers.services.NoRegister: when no register of the place answers.
    """
    draft, lookup = _draft(draft_uuid, lookup_key, actor, at)
    if not fetch:
        _keep(draft, lookup, at, {"choice": "manual", "chosen_at": at.isoformat()})
        return
    found = procedure(draft.procedure_key)
    texts = found.texts
    answer = register_services.ask(
        lookup=lookup,
        procedure=found,
        person=_person(draft),
        purpose=texts.find(f"lookups.{lookup.key}.purpose", SOURCE_LANGUAGE)
        or found.title(SOURCE_LANGUAGE),
        subject_kind=DRAFT,
        subject_id=draft.uuid,
        actor=actor,
        at=at,
        consented_at=at if consents else None,
    )
    kept = {"choice": "fetch", "chosen_at": at.isoformat(), "inquiry": str(answer.inquiry_uuid)}
    _keep(draft, lookup, at, kept)


@transaction.atomic
def use_lookup(
    *, draft_uuid: UUID, lookup_key: str, replace: Collection[str], actor: Actor, at: datetime
) -> None:
    """Put what came into the draft; typed answers stay but for the paths in `replace`.

    Where they stay and say something else, both are told to the caseworker. Nothing happens where
    nothing came.

    :raises NotVisible: when the draft is not the actor's own, or the service has no such lookup.
    """
    draft, lookup = _draft(draft_uuid, lookup_key, actor, at)
    answer = registers.find_answer(DRAFT, draft.uuid, lookup.key)
    if answer is None or answer.state is not registers.AnswerState.FOUND:
        return
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    rows = placed(form, lookup, answer, draft.answers)
    taken = {}
    for path, (attribute, value) in rows.items():
        row = looked_up(draft, path, attribute, value)
        if not row.is_typed or (row.differs and path in replace):
            taken[path] = value
    obtained = (answer.obtained_at or at).isoformat()
    for path, (attribute, value) in rows.items():
        draft.carried[path] = {
            "value": value,
            "source": FactSource.REGISTER.value,
            "basis": answer.basis,
            "lookup": lookup.key,
            "register": answer.register_name,
            "attribute": attribute,
            "obtained_at": obtained,
        }
        draft.prefill.pop(path, None)
    draft.answers = {**draft.answers, **taken, **_counts(lookup, rows, draft.answers)}
    _forget_raw(draft, [path for path in rows if path in draft.answers])
    _keep(draft, lookup, at, {"used_at": at.isoformat()})


@transaction.atomic
def refuse_lookup(*, draft_uuid: UUID, lookup_key: str, actor: Actor, at: datetime) -> None:
    """Not use what came: the registers forget it, and typed answers are as they were.

    :raises NotVisible: when the draft is not the actor's own, or the service has no such lookup.
    """
    draft, lookup = _draft(draft_uuid, lookup_key, actor, at)
    inquiry = draft.lookups.get(lookup.key, {}).get("inquiry")
    if inquiry:
        register_services.withdraw(inquiry_uuid=UUID(inquiry), actor=actor, at=at)
    _keep(draft, lookup, at, {"refused_at": at.isoformat()})


@transaction.atomic
def report_lookup(
    *,
    draft_uuid: UUID,
    lookup_key: str,
    attributes: Collection[str],
    note: str,
    actor: Actor,
    at: datetime,
) -> str:
    """Tell the register's office what is wrong and return the reference; nothing else stops.

    :raises NotVisible: when the draft is not the actor's own, or the service has no such lookup.
    :raises registers.services.NobodyKeepsIt: when no unit here keeps the register.
    :raises registers.services.NothingNamed: when it is not said what is wrong.
    """
    draft, lookup = _draft(draft_uuid, lookup_key, actor, at)
    report = register_services.report_wrong(
        register=lookup.register,
        relation=lookup.relation,
        attributes=list(attributes),
        note=note,
        person=_person(draft),
        subject_kind=DRAFT,
        subject_id=draft.uuid,
        actor=actor,
        at=at,
    )
    kept = dict(draft.lookups.get(lookup.key, {}))
    _keep(draft, lookup, at, {**kept, "reported": report.reference}, anew=True)
    return str(report.reference)


def tell_case(draft: Draft, case_uuid: UUID | None, at: datetime) -> None:
    """Give the caseworker what registers said where the person says something else.

    To be called in the transaction that sends the draft, before it is emptied.
    """
    told = [
        cases.RegisterValue(_fact(path, row), is_same=False)
        for path, row in draft.carried.items()
        if "lookup" in row
        and path in draft.answers
        and source_of(draft, path, draft.answers[path]) is None
    ]
    if told and case_uuid is not None:
        cases.note_register_values(
            case_uuid=case_uuid, told=told, is_late=False, actor=SYSTEM, at=at
        )


@transaction.atomic
def take_late_answer(*, inquiry_uuid: UUID, draft_uuid: UUID, at: datetime) -> None:
    """Put an answer that came after sending beside the facts of the case.

    While the draft is open its pages show the answer, and the person decides. New entries of a
    group are proposed to the caseworker: they change who counts, so somebody has to say so.
    """
    application = Application.objects.filter(draft_uuid=draft_uuid).first()
    draft = Draft.objects.filter(uuid=draft_uuid).first()
    answer = registers.get_answer(inquiry_uuid)
    if draft is None or application is None or application.case_uuid is None:
        return
    kept = draft.lookups.get(answer.lookup_key, {})
    lookup = find_lookup(procedure(draft.procedure_key), answer.lookup_key)
    is_wanted = kept.get("inquiry") == str(inquiry_uuid) and not {"used_at", "refused_at"} & {*kept}
    if lookup is None or not is_wanted or answer.state is not registers.AnswerState.FOUND:
        return
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    held = case_queries.standing_of(application.case_uuid).facts
    told = []
    named: dict[int, list[Fact]] = defaultdict(list)
    known = entries_in(lookup.group, held) if lookup.group else 0
    for path, (attribute, value) in placed(form, lookup, answer, held).items():
        fact = Fact(path, value, FactSource.REGISTER, answer.obtained_at or at, answer.basis)
        if lookup.group and _number(lookup, path) >= known:
            named[_number(lookup, path)].append(fact)
            continue
        if lookup.group and path not in held:
            continue
        is_same = registers.is_same(attribute, held.get(path), value)
        told.append(cases.RegisterValue(fact, is_same=is_same))
    cases.note_register_values(
        case_uuid=application.case_uuid, told=told, is_late=True, actor=SYSTEM, at=at
    )
    if named:
        cases.propose_entries(
            case_uuid=application.case_uuid,
            group=lookup.group,
            entries=list(named.values()),
            actor=SYSTEM,
            at=at,
        )


def _draft(draft_uuid: UUID, lookup_key: str, actor: Actor, at: datetime) -> tuple[Draft, Lookup]:
    draft = locked_draft(actor, draft_uuid)
    require_open(draft, clock.day_of(at))
    lookup = find_lookup(procedure(draft.procedure_key), lookup_key)
    if lookup is None or not may_look_up(draft, actor):
        raise NotVisible("lookup", lookup_key)
    return draft, lookup


def _person(draft: Draft) -> identity.PersonData:
    if draft.account_id is None:
        raise NotVisible(DRAFT, draft.uuid)
    return identity.person_of(identity.get_account(draft.account_id))


def _keep(
    draft: Draft, lookup: Lookup, at: datetime, values: Mapping[str, Any], *, anew: bool = False
) -> None:
    """Keep what was chosen; choosing anew forgets what was used or refused."""
    known = {} if anew or "choice" in values else draft.lookups.get(lookup.key, {})
    draft.lookups = {**draft.lookups, lookup.key: {**known, **values}}
    draft.updated_at = at
    draft.expires_on = clock.day_of(at) + timedelta(days=DAYS_KEPT)
    draft.announced_at = None
    draft.save()


def _counts(lookup: Lookup, rows: Rows, answers: Mapping[str, Any]) -> dict[str, int]:
    """Return how many entries a group has with those that came."""
    if not lookup.group:
        return {}
    name = lookup.group + COUNT_SUFFIX
    numbers = [_number(lookup, path) for path in rows]
    return {name: max([int(answers.get(name, 0)), *(number + 1 for number in numbers)])}


def _number(lookup: Lookup, path: str) -> int:
    """Return the number of the entry that a path of the lookup's group belongs to."""
    return int(path.removeprefix(f"{lookup.group}.").partition(".")[0])


def _forget_raw(draft: Draft, known: Collection[str]) -> None:
    """What was typed and stands among the answers need not be kept as it was typed."""
    draft.raw = {
        step: {path: texts for path, texts in raw.items() if path not in known}
        for step, raw in draft.raw.items()
    }


def _fact(path: str, row: Mapping[str, Any]) -> Fact:
    obtained = datetime.fromisoformat(row["obtained_at"])
    return Fact(path, row["value"], FactSource.REGISTER, obtained, str(row["basis"]))


def attributes_of(lookup: Lookup, paths: Collection[str]) -> list[str]:
    """Return the attributes of a register that stand at paths of a draft."""
    by_path = {path: attribute for attribute, path in lookup.takes}
    return list(
        dict.fromkeys(by_path[bare] for path in paths if (bare := bare_path(path)) in by_path)
    )
