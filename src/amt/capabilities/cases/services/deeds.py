"""Doing a deed: who may do it, whether the case is ready for it, whether its form is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.cases.chronicle import form_of, procedure_of, workflow_of
from amt.capabilities.cases.models import Case, DeedRecord, Party
from amt.capabilities.cases.services import papers, wording
from amt.capabilities.cases.services.doing import Doing, carry_out, plan
from amt.capabilities.cases.services.papers import NewDocument
from amt.capabilities.cases.services.timing import catch_up
from amt.capabilities.cases.visibility import SUBJECT_KIND, acting_parties, can_work_on
from amt.contract.answers import Problem, check_form, facts_of
from amt.contract.deeds import Deed, DeedBy
from amt.contract.forms import FieldKind, Form, bare_path
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible, Refusal

_TYPES: dict[FieldKind, type] = {
    FieldKind.INTEGER: int,
    FieldKind.MONEY: int,
    FieldKind.YES_NO: bool,
    FieldKind.DECLARATION: bool,
    FieldKind.CHOICES: list,
    FieldKind.FILE: list,
}
"""What answers are in JSON; all others are texts."""


class DeedNotPossible(Refusal):
    """The case is not ready for the deed, or not ready any more."""

    code = "deed_not_possible"


class AnswersWrong(Refusal):
    """The form is not answered as it must be; `problems` say where."""

    code = "answers_wrong"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Es fehlen Angaben, oder eine Angabe stimmt nicht."))
        self.problems = tuple(problems)


class NothingToPreview(Refusal):
    """The deed declares no act."""

    code = "nothing_to_preview"


@transaction.atomic
def do_deed(
    *,
    case_uuid: UUID,
    deed_key: str,
    answers: Mapping[str, Any],
    documents: Sequence[NewDocument] = (),
    actor: Actor,
    at: datetime,
) -> DeedRecord:
    """Do a deed of the office or of a party, with the act, the parties and papers it brings.

    `answers` are JSON values by path. Documents must have been stored for the owner `party` with
    the party's uuid, by the office for the owner `case_work` with the case's uuid.

    :raises NotVisible: when the deed is not the actor's, or a document is not.
    :raises DeedNotPossible: when the workflow does not allow it in the case's state.
    :raises AnswersWrong: when the form is not answered as it must be.
    :raises PartiesFull: when the procedure allows no further party of the role.
    :raises NoUnitCompetent: when nobody is competent to be consulted.
    :raises ActCannotBeComposed: when the procedure cannot word the act.
    """
    case = Case.objects.select_for_update().filter(uuid=case_uuid).first()
    if case is None:
        raise NotVisible(SUBJECT_KIND, case_uuid)
    catch_up(case, on=clock.day_of(at), at=at)
    return carry_out(_doing(case, deed_key, answers, documents, actor, at))


def preview_deed(
    *,
    case_uuid: UUID,
    deed_key: str,
    answers: Mapping[str, Any],
    role: str = "",
    actor: Actor,
    at: datetime,
) -> bytes:
    """Return the letter that a deed would send as a PDF marked as draft; nothing is stored.

    `role` chooses among the addressees. Raises what `do_deed` raises.

    :raises NothingToPreview: when the deed declares no act.
    """
    case = Case.objects.select_related("unit").filter(uuid=case_uuid).first()
    if case is None:
        raise NotVisible(SUBJECT_KIND, case_uuid)
    planned = plan(_doing(case, deed_key, answers, (), actor, at))
    if planned.act is None:
        raise NothingToPreview(_("Zu diesem Schritt gibt es kein Schreiben."))
    return wording.preview(planned.act, actor=actor, role=role)


def deeds_open_to(
    actor: Actor, case: Case, *, mine: tuple[Party, ...] | None = None
) -> tuple[Deed, ...]:
    """List the deeds of a case, whose visibility was asked, that the actor may do now.

    `mine` are the parties as whom the actor sees it, where they are known.
    """
    procedure = procedure_of(case)
    if procedure is None:
        return ()
    possible = [
        deed
        for deed in procedure.deeds
        if deed.by in (DeedBy.OFFICE, DeedBy.PARTY)
        and procedure.workflow.target(case.state, deed.key) is not None
    ]
    if not possible:
        return ()
    works, acting = can_work_on(actor, case), acting_parties(actor, case, mine=mine)
    return tuple(deed for deed in possible if _is_open(deed, works=works, mine=acting))


def _is_open(deed: Deed, *, works: bool, mine: Sequence[Party]) -> bool:
    if deed.by is DeedBy.OFFICE:
        return works
    return any(party.role in deed.roles for party in mine)


def _doing(
    case: Case,
    deed_key: str,
    answers: Mapping[str, Any],
    documents: Sequence[NewDocument],
    actor: Actor,
    at: datetime,
) -> Doing:
    procedure = procedure_of(case)
    deed = (
        next((one for one in procedure.deeds if one.key == deed_key), None) if procedure else None
    )
    if procedure is None or deed is None:
        raise NotVisible(SUBJECT_KIND, case.uuid)
    party = _doer(deed, case, actor)
    target = workflow_of(case).target(case.state, deed.key)
    if target is None:
        raise DeedNotPossible(
            _("Das ist in diesem Fall nicht mehr oder noch nicht möglich. Laden Sie die Seite neu.")
        )
    values = checked(deed.form, answers)
    new = (*documents, *_answered_files(deed.form, values))
    papers.require_own(new, papers.owner_before(case, party))
    _require_fitting(case, deed, documents)
    return Doing(
        case=case,
        procedure=procedure,
        deed=deed,
        target=target,
        actor=actor,
        on=clock.day_of(at),
        at=at,
        party=party,
        values=values,
        documents=new,
    )


def checked(form: Form | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that a form asks. :raises AnswersWrong: when one is missing or wrong."""
    if form is None:
        return {}
    problems = _of_wrong_type(form, answers) or check_form(form, answers)
    if problems:
        raise AnswersWrong(problems)
    return facts_of(form, answers)


def _of_wrong_type(form: Form, answers: Mapping[str, Any]) -> list[Problem]:
    """Find values that no reader of the form yields: what is stored once is read for ever."""
    problems = []
    for field in form.fields():
        value = answers.get(field.path)
        if value is not None and not _is_readable(field.kind, value):
            problems.append(
                Problem(
                    field.path, "not_a_date" if field.kind is FieldKind.DATE else "not_an_option"
                )
            )
    return problems


def _is_readable(kind: FieldKind, value: Any) -> bool:
    # type() and not isinstance: True is no number here.
    if type(value) is not _TYPES.get(kind, str):
        return False
    if kind is not FieldKind.DATE:
        return True
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _doer(deed: Deed, case: Case, actor: Actor) -> Party | None:
    """Return the party who does a deed, None for the office.

    :raises NotVisible: when the deed is not the actor's; time and partners have their own doors.
    """
    if deed.by is DeedBy.OFFICE and can_work_on(actor, case):
        return None
    if deed.by is DeedBy.PARTY:
        for party in acting_parties(actor, case):
            if party.role in deed.roles:
                return party
    raise NotVisible(SUBJECT_KIND, case.uuid)


def _answered_files(form: Form | None, values: Mapping[str, Any]) -> list[NewDocument]:
    return [
        NewDocument(path, UUID(str(one)))
        for path, value in values.items()
        if form is not None and form.field_at(path).kind is FieldKind.FILE
        for one in value
    ]


def _require_fitting(case: Case, deed: Deed, documents: Sequence[NewDocument]) -> None:
    """Let new versions answer only file fields of the application, and only where asked for."""
    form = form_of(case)
    known = {field.path for field in form.fields() if field.kind is FieldKind.FILE} if form else ()
    for paper in documents:
        if not deed.new_documents or bare_path(paper.label) not in known:
            raise AnswersWrong((Problem(paper.label, "not_an_option"),))
