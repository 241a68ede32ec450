"""Entering what stands on a paper form, page by page, and filing it like any application.

What stands on paper becomes facts with the source "document"; the paper goes to the case with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.applications.forms import form_of, still_wrong
from amt.capabilities.applications.models import InformalApplication
from amt.capabilities.applications.paper_models import PaperApplication, PaperState
from amt.capabilities.applications.paper_person import on_paper
from amt.capabilities.applications.parties import parties_of
from amt.capabilities.applications.refusals import AddressMissing, NotComplete
from amt.capabilities.applications.services.filing import (
    Filing,
    Submitted,
    already_sent,
    file_application,
)
from amt.capabilities.applications.services.linking import person_of_answers
from amt.capabilities.applications.services.paper_filing import PAPER
from amt.capabilities.applications.services.paper_letter import tell_by_letter
from amt.capabilities.cases import queries as case_queries
from amt.capabilities.cases.services import AlreadyComplete
from amt.capabilities.worklist import services as worklist
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract.answers import (
    COUNT_SUFFIX,
    Problem,
    applies,
    asked_steps,
    facts_of,
    read_step,
)
from amt.contract.facts import Fact, FactSource
from amt.contract.forms import FieldKind, Form, FormStep
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.kernel.actors import SYSTEM, Actor
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal

LONGEST_RAW = 20_000
MOST_RAW_VALUES = 50
LONGEST_NOTE = 1_000


class PaperIsDone(Refusal):
    """The answers of the paper were entered, or there is nothing to enter."""

    code = "paper_is_done"

    def __init__(self) -> None:
        super().__init__(_("Dieses Formular ist schon erfasst."))


class PaperNoteMissing(Refusal):
    """Nobody said what became of a paper."""

    code = "paper_note_missing"

    def __init__(self) -> None:
        super().__init__(_("Schreiben Sie, was Sie getan haben."))


class SignatureMissing(Refusal):
    """The law wants somebody else to agree, and nobody has looked whether they signed."""

    code = "signature_missing"

    def __init__(self) -> None:
        super().__init__(
            _("Prüfen Sie, ob alle Personen unterschrieben haben, und bestätigen Sie es.")
        )


@dataclass(frozen=True, slots=True)
class PageSaved:
    """What saving a page gave; `next_step` is None after the last page."""

    paper: PaperApplication
    problems: tuple[Problem, ...]
    next_step: str | None


def form_of_paper(paper: PaperApplication) -> tuple[Procedure, Form]:
    """Return the service and the form of a paper, as they are on paper.

    :raises amt.contract.registry.UnknownProcedure: when nobody brings the service any more.
    """
    form = form_of(paper.procedure_key, paper.form_key, paper.form_version)
    return on_paper(procedure(paper.procedure_key), form)


def locked_paper(actor: Actor, paper_uuid: UUID) -> PaperApplication:
    """Return a paper of the actor's unit, locked. :raises NotVisible: when it is none of them."""
    paper = PaperApplication.objects.select_for_update().filter(uuid=paper_uuid).first()
    if paper is None or not actor.has_role(WORKING_ROLES, paper.unit_id):
        raise NotVisible("paper", paper_uuid)
    return paper


@transaction.atomic
def save_page(
    *, paper_uuid: UUID, step_key: str, raw: Mapping[str, Sequence[str]], actor: Actor
) -> PageSaved:
    """Save one page: what can be read becomes answers, what cannot is kept as it was typed.

    :raises NotVisible: when the paper is not of the actor's unit.
    :raises PaperIsDone: when it was entered already.
    :raises LookupError: when the form has no such page.
    """
    paper = locked_paper(actor, paper_uuid)
    if paper.state != PaperState.OPEN:
        raise PaperIsDone
    _found, form = form_of_paper(paper)
    step = form.step(step_key)
    answers, problems = read_step(form, step, raw, answers_of(paper))
    problems = [one for one in problems if not _is_proof(form, one)]
    paper.answers = answers
    others = {key: value for key, value in paper.raw.items() if key != step_key}
    paper.raw = {**others, step_key: _kept(step, raw)} if problems else others
    paper.save(update_fields=["answers", "raw"])
    keys = [one.key for one in asked_steps(form, answers)]
    later = keys[keys.index(step_key) + 1 :] if step_key in keys else []
    return PageSaved(paper, tuple(problems), later[0] if later else None)


def answers_of(paper: PaperApplication) -> dict[str, Any]:
    """Return the answers of a paper, with the sheets that are proofs at their fields."""
    proofs: dict[str, list[str]] = {}
    for sheet in paper.sheets.exclude(label="").order_by("position"):
        proofs.setdefault(sheet.label, []).append(str(sheet.document_uuid))
    return {**paper.answers, **proofs}


def gaps_of(paper: PaperApplication) -> list[Problem]:
    """Name what is missing or wrong; proofs that did not come with the paper are no gap."""
    _found, form = form_of_paper(paper)
    return still_wrong(form, answers_of(paper), _proof_paths(form))


def needs_signatures(paper: PaperApplication) -> bool:
    """Tell whether the law wants somebody beside the applicant to agree to what was entered."""
    answers = answers_of(paper)
    return any(
        one.unless is None or not applies(one.unless, answers)
        for one in procedure(paper.procedure_key).confirmations
    )


@transaction.atomic
def submit_paper(
    *,
    paper_uuid: UUID,
    with_gaps: bool = False,
    is_signed: bool = False,
    actor: Actor,
    at: datetime,
) -> Submitted:
    """File an application that was entered from paper; it counts from the day it came.

    `with_gaps`: what stands nowhere on the paper is asked for later; `is_signed`: whoever must
    agree has signed. The same paper is filed once.

    :raises NotVisible: when the paper is not of the actor's unit.
    :raises NotComplete: when something is wrong, or missing without `with_gaps`.
    :raises SignatureMissing: when somebody else must agree and has not signed.
    :raises AddressMissing: when nobody is named who applies.
    :raises amt.capabilities.cases.services.AlreadyComplete: when its case got a form meanwhile.
    :raises NobodyDecidesThere: when no unit is competent for its place.
    """
    paper = locked_paper(actor, paper_uuid)
    sent = already_sent(paper.uuid)
    if sent is not None:
        return sent
    if paper.state != PaperState.OPEN:
        raise PaperIsDone
    case = case_queries.case_without_form(paper.case_uuid) if paper.case_uuid else None
    if paper.case_uuid and case is None:
        raise AlreadyComplete
    left = [one for one in gaps_of(paper) if not (with_gaps and one.code == "required")]
    if left:
        raise NotComplete(left)
    if needs_signatures(paper) and not is_signed:
        raise SignatureMissing
    submitted = file_application(_filing(paper, at), SYSTEM, at)
    if case is None or not InformalApplication.objects.filter(case_uuid=case.case_uuid):
        # Who called before has a letter with a code already.
        tell_by_letter(paper, submitted.application, actor, at)
    _finish(paper, submitted, actor, at)
    return submitted


@transaction.atomic
def settle_paper(*, paper_uuid: UUID, note: str, actor: Actor, at: datetime) -> None:
    """Note that a paper whose case has a form already was looked at.

    :raises NotVisible: when the paper is not of the actor's unit.
    :raises PaperNoteMissing: when nobody says what was done.
    """
    paper = locked_paper(actor, paper_uuid)
    if not note.strip():
        raise PaperNoteMissing
    if paper.case_uuid is None or case_queries.case_without_form(paper.case_uuid) is not None:
        raise PaperIsDone
    paper.state, paper.done_at, paper.done_by_id = PaperState.KNOWN, at, actor.account_id
    paper.answers, paper.raw = {}, {}
    paper.save()
    worklist.close_items(subject_kind=PAPER, subject_id=paper.uuid, at=at, actor=actor)
    trail.record(
        actor=actor,
        action="applications.paper_settled",
        subject_kind=PAPER,
        subject_id=paper.uuid,
        at=at,
        details={"case": str(paper.case_uuid), "note": note.strip()[:LONGEST_NOTE]},
    )


def _filing(paper: PaperApplication, at: datetime) -> Filing:
    plain = procedure(paper.procedure_key)
    form = form_of(paper.procedure_key, paper.form_key, paper.form_version)
    found, longer = on_paper(plain, form)
    answers = answers_of(paper)
    person = person_of_answers(found, longer, answers)
    if not person.family_name:
        raise AddressMissing
    sheets = list(paper.sheets.order_by("position"))
    return Filing(
        procedure=plain,
        form=form,
        answers=answers,
        facts=[
            Fact(path, value, FactSource.DOCUMENT, at)
            for path, value in facts_of(form, answers).items()
        ],
        parties=parties_of(found, longer, answers, account_id=None, person=person),
        account_id=None,
        source_uuid=paper.uuid,
        consents_electronic=False,
        labels={sheet.document_uuid: sheet.label for sheet in sheets},
        applied_on=paper.received_on,
        completes_case_uuid=paper.case_uuid,
    )


def _finish(paper: PaperApplication, submitted: Submitted, actor: Actor, at: datetime) -> None:
    paper.state, paper.done_at, paper.done_by_id = PaperState.SENT, at, actor.account_id
    paper.case_uuid = submitted.application.case_uuid
    paper.answers, paper.raw = {}, {}
    paper.save()
    worklist.close_items(subject_kind=PAPER, subject_id=paper.uuid, at=at, actor=actor)
    trail.record(
        actor=actor,
        action="applications.paper_entered",
        subject_kind=PAPER,
        subject_id=paper.uuid,
        at=at,
        details={"case": str(paper.case_uuid)},
    )


def _proof_paths(form: Form) -> set[str]:
    return {one.path for one in form.fields() if one.kind is FieldKind.FILE}


def _is_proof(form: Form, problem: Problem) -> bool:
    return problem.code == "required" and problem.path in _proof_paths(form)


def _kept(step: FormStep, raw: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Keep what was typed on a page, in a size and with characters that the database takes."""
    heads = {one.path.partition(".")[0] for one in step.fields}
    heads |= {group.key for group in step.groups}
    return {
        name: [one[:LONGEST_RAW].replace("\x00", "") for one in list(values)[:MOST_RAW_VALUES]]
        for name, values in raw.items()
        if name.partition(".")[0] in heads or name.removesuffix(COUNT_SUFFIX) in heads
    }
