"""The same paper was scanned twice: one of the two is put away, with a reason, and can come back.

Nobody but a person can tell: who copies a blank form copies its codes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from amt.capabilities.applications.paper_models import PaperApplication, PaperPrint, PaperState
from amt.capabilities.applications.services.paper_entry import (
    LONGEST_NOTE,
    PaperIsDone,
    PaperNoteMissing,
    locked_paper,
)
from amt.capabilities.applications.services.paper_filing import (
    CASE,
    PAPER,
    attach_to_case,
    case_of_print,
    let_wait,
)
from amt.capabilities.cases import queries as cases
from amt.capabilities.documents import services as documents
from amt.capabilities.worklist import services as worklist
from amt.kernel.actors import Actor
from amt.kernel.audit import trail
from amt.kernel.errors import Refusal

DAYS_ENTRIES_KEPT = 30
"""How long what was entered of a paper that was put away is there when it comes back."""


class PaperHasCase(Refusal):
    """The paper has opened a case of its own, so it cannot vanish without a trace there."""

    code = "paper_has_case"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Mit diesem Papier ist schon ein Fall eröffnet. Verwerfen Sie das andere Exemplar, "
                "oder schließen Sie den Fall."
            )
        )


class PaperNotDiscarded(Refusal):
    """The paper was not put away, or is back already."""

    code = "paper_not_discarded"

    def __init__(self) -> None:
        super().__init__(_("Dieses Papier ist nicht verworfen."))


@transaction.atomic
def discard_paper(*, paper_uuid: UUID, note: str, actor: Actor, at: datetime) -> PaperApplication:
    """Put a paper away that was scanned twice; `note` says why.

    :raises NotVisible: when the paper is not of the actor's unit.
    :raises PaperIsDone: when it was filed, looked at or put away already.
    :raises PaperNoteMissing: when nobody says why.
    :raises PaperHasCase: when it opened a case of its own.
    """
    paper = locked_paper(actor, paper_uuid)
    if paper.state not in (PaperState.OPEN, PaperState.KNOWN) or paper.done_at is not None:
        raise PaperIsDone
    if not note.strip():
        raise PaperNoteMissing
    if has_own_case(paper):
        raise PaperHasCase
    if paper.case_uuid is not None:
        for sheet in paper.sheets.all():
            documents.detach_document(
                document_uuid=sheet.document_uuid,
                owner_kind=CASE,
                owner_uuid=paper.case_uuid,
                actor=actor,
                at=at,
            )
    paper.state, paper.note = PaperState.DOUBLED, note.strip()[:LONGEST_NOTE]
    paper.done_at, paper.done_by_id = at, actor.account_id
    paper.save()
    worklist.close_items(subject_kind=PAPER, subject_id=paper.uuid, at=at, actor=actor)
    _record("applications.paper_discarded", paper, actor, at)
    return paper


@transaction.atomic
def bring_paper_back(*, paper_uuid: UUID, actor: Actor, at: datetime) -> PaperApplication:
    """Take a paper up again that was put away; what was entered of it is still there.

    :raises NotVisible: when the paper is not of the actor's unit.
    :raises PaperNotDiscarded: when it was not put away.
    """
    paper = locked_paper(actor, paper_uuid)
    if paper.state != PaperState.DOUBLED:
        raise PaperNotDiscarded
    is_known = paper.case_uuid is not None and cases.case_without_form(paper.case_uuid) is None
    paper.state = PaperState.KNOWN if is_known else PaperState.OPEN
    paper.done_at, paper.done_by_id, paper.note = None, None, ""
    paper.save()
    for sheet in paper.sheets.order_by("position"):
        attach_to_case(paper, sheet, at)
    let_wait(paper, at)
    _record("applications.paper_brought_back", paper, actor, at)
    return paper


def forget_entries(*, at: datetime) -> int:
    """Empty what was entered of papers that were put away some time ago; return how many."""
    rows = PaperApplication.objects.filter(
        state=PaperState.DOUBLED, done_at__lte=at - timedelta(days=DAYS_ENTRIES_KEPT)
    ).exclude(answers={}, raw={})
    return int(rows.update(answers={}, raw={}))


def has_own_case(paper: PaperApplication) -> bool:
    """Tell whether a paper opened a case, rather than belonging to one that was there."""
    if paper.case_uuid is None:
        return False
    printed = PaperPrint.objects.select_related("draft").filter(serial=paper.serial).first()
    return printed is None or case_of_print(printed) != paper.case_uuid


def _record(action: str, paper: PaperApplication, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=PAPER,
        subject_id=paper.uuid,
        at=at,
        details={"reference": paper.reference, "note": paper.note},
    )
