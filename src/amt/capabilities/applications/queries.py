"""Reading drafts and applications; everybody sees only their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import dropwhile
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count

from amt.capabilities.applications import codes, paper
from amt.capabilities.applications.arrival import Arrival, Awaited, arrival_of_case
from amt.capabilities.applications.block_words import block_example, block_hint, block_label
from amt.capabilities.applications.calls import (
    CallDraft,
    ToldMatter,
    drafts_of_call,
    matters_of_caller,
)
from amt.capabilities.applications.confirmations import (
    AskedPerson,
    ConfirmationView,
    asked_persons,
    confirmation_of,
    may_join_by_link,
)
from amt.capabilities.applications.forms import asks_for_files, form_of, still_wrong
from amt.capabilities.applications.informal import InformalView, informal_of_case
from amt.capabilities.applications.lookups import (
    LookedUp,
    LookupState,
    LookupView,
    lookups_of,
)
from amt.capabilities.applications.mandated import (
    begun_by_mandate,
    is_of_mandate,
    sent_by_mandate,
)
from amt.capabilities.applications.models import Application, Draft, InformalApplication
from amt.capabilities.applications.own import applied, applied_by, must_sign_in, owned_by, owns
from amt.capabilities.applications.parties import (
    NamedPerson,
    named_persons,
    parties_of,
    party_entries,
)
from amt.capabilities.applications.receipt import next_steps
from amt.capabilities.applications.services.carrying import is_unchanged
from amt.capabilities.applications.services.confirming import PersonToAsk, persons_to_ask
from amt.capabilities.applications.services.declaring import declarations_of, proofs_to_come
from amt.capabilities.applications.services.offering import carried_by, visible_offer
from amt.capabilities.applications.services.renewing import (
    Renewal,
    granted_until,
    may_renew_on,
    renewal_of,
)
from amt.capabilities.applications.summary import (
    Line,
    Page,
    Part,
    answer_text,
    group_title,
    in_group,
    label_of,
    nothing_named,
    option_text,
    step_title,
    summary,
)
from amt.capabilities.applications.topics import Topic, topics
from amt.capabilities.cases.queries import applied_on_of, case_without_form
from amt.capabilities.documents import queries as documents
from amt.contract.answers import Problem, applies, asked_steps
from amt.contract.forms import Condition, Form
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.kernel import clock
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.errors import NotVisible
from amt.kernel.one_row import find_row
from amt.kernel.stamps import Rows

if TYPE_CHECKING:
    from amt.capabilities.documents.models import Document

__all__ = [
    "Arrival",
    "AskedPerson",
    "Awaited",
    "CallDraft",
    "ConfirmationView",
    "DraftView",
    "InformalView",
    "Line",
    "LookedUp",
    "LookupState",
    "LookupView",
    "NamedPerson",
    "Page",
    "Part",
    "PersonToAsk",
    "Renewal",
    "ToldMatter",
    "Topic",
    "answer_text",
    "application_of_case",
    "application_of_draft",
    "applied_on",
    "arrival_of_case",
    "asked_persons",
    "begun_by_mandate",
    "block_example",
    "block_hint",
    "block_label",
    "carried_by",
    "code_of",
    "code_of_draft",
    "code_suffices",
    "confirmation_of",
    "day_that_counts",
    "declarations_of",
    "documents_of_case",
    "drafts_of_call",
    "files_of",
    "find_draft",
    "find_sent_unsigned",
    "find_unsigned",
    "get_application",
    "get_draft",
    "granted_until",
    "group_title",
    "in_group",
    "informal_of_case",
    "is_of_mandate",
    "is_renewed",
    "is_unchanged",
    "label_of",
    "list_drafts",
    "lookups_of",
    "matters_of_caller",
    "may_join_by_link",
    "may_renew_on",
    "most_applied",
    "must_sign_in",
    "named_persons",
    "next_steps",
    "nothing_named",
    "option_text",
    "own_document",
    "paper",
    "parties_of",
    "party_entries",
    "persons_to_ask",
    "position",
    "problems_of",
    "proofs_to_come",
    "renewal_of",
    "sent_by_mandate",
    "source_of",
    "stamped_rows",
    "step_title",
    "summary",
    "summary_of",
    "topics_of",
    "visible_offer",
]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with the form it began with."""

    draft: Draft
    form: Form


def stamped_rows() -> tuple[Rows, ...]:
    """Return the rows that tell whether a case waits for its form and whether it is renewed."""
    return (
        Rows(InformalApplication, "case_uuid = $2::uuid"),
        Rows(Application, "renews_case_uuid = $2::uuid"),
    )


def list_drafts(actor: Actor) -> list[Draft]:
    """List the actor's open drafts, the last changed first."""
    return list(
        Draft.objects.filter(
            owned_by(actor), submitted_at=None, expires_on__gte=clock.today()
        ).order_by("-updated_at")[:20]
    )


def find_draft(actor: Actor, procedure_key: str) -> Draft | None:
    """Return the actor's open draft of a service, if there is one."""
    return Draft.objects.filter(
        owned_by(actor),
        procedure_key=procedure_key,
        submitted_at=None,
        expires_on__gte=clock.today(),
    ).first()


def find_unsigned(draft_uuid: UUID) -> Draft | None:
    """Return an open draft without account; the caller has shown that somebody opened it."""
    return Draft.objects.filter(
        uuid=draft_uuid, account=None, submitted_at=None, expires_on__gte=clock.today()
    ).first()


def find_sent_unsigned(draft_uuid: UUID) -> Application | None:
    """Return what was sent without account and is in none yet, as `find_unsigned`."""
    return Application.objects.filter(
        draft_uuid=draft_uuid, account=None, call_uuid=None, case_uuid__isnull=False
    ).first()


def get_draft(actor: Actor, draft_uuid: UUID) -> DraftView:
    """Return the actor's own draft, sent or not.

    :raises NotVisible: when it is somebody else's or does not exist.
    """
    draft = find_row(Draft, "uuid", draft_uuid)
    if draft is None or not owns(actor, draft):
        raise NotVisible("draft", draft_uuid)
    return DraftView(draft, form_of(draft.procedure_key, draft.form_key, draft.form_version))


def get_application(actor: Actor, application_uuid: UUID) -> Application:
    """Return the actor's own application. :raises NotVisible: when it is not theirs."""
    return _own(actor, "application", "uuid", application_uuid)


def application_of_draft(actor: Actor, draft_uuid: UUID) -> Application:
    """Return what a draft became. :raises NotVisible: when it is not theirs or not sent."""
    return _own(actor, "draft", "draft_uuid", draft_uuid)


def application_of_case(actor: Actor, case_uuid: UUID) -> Application | None:
    """Return the actor's application that opened a case, if it was theirs."""
    return Application.objects.filter(applied_by(actor), case_uuid=case_uuid).first()


def source_of(application_uuid: UUID) -> UUID | None:
    """Return what an application was made from; the caller asks who may know."""
    rows = Application.objects.filter(uuid=application_uuid)
    return rows.values_list("draft_uuid", flat=True).first()


def code_of(application: Application) -> str | None:
    """Return the code of an application, or None when the key it came from is gone."""
    return codes.recover(application.code_seed, application.code_digest)


def code_of_draft(draft: Draft) -> str | None:
    """Return the code that opens a draft without account, or None where it has none."""
    if not draft.code_digest:
        return None
    return codes.recover(draft.code_seed, draft.code_digest)


def code_suffices(found: Procedure) -> bool:
    """Tell whether the code of a letter is enough to fill in the form of a service."""
    return found.access.apply_at <= TrustLevel.BASIC and not found.confirmations


def day_that_counts(draft: Draft) -> date | None:
    """Return the day on which somebody applied whose form a draft is, or None: the day it is sent.

    The caller has shown that the draft is the actor's.
    """
    if draft.completes_case_uuid is None:
        return None
    case = case_without_form(draft.completes_case_uuid)
    return case.applied_on if case else None


def is_renewed(case_uuid: UUID) -> bool:
    """Tell whether the time after a case's grant was applied for."""
    return Application.objects.filter(renews_case_uuid=case_uuid).exists()


def applied_on(application: Application) -> date:
    """Return the day that counts as the day of an application."""
    if application.case_uuid is None:
        return clock.day_of(application.submitted_at)
    return applied_on_of(application.case_uuid)


def own_document(actor: Actor, document_uuid: UUID) -> Document:
    """Return a document that the actor handed in, or the receipt for it.

    :raises NotVisible: when it is neither.
    """
    sent = Application.objects.filter(applied_by(actor))
    if sent.filter(receipt_document_uuid=document_uuid).exists():
        return documents.get_document(document_uuid)
    drafts = sent.values_list("draft_uuid", flat=True)
    begun = Draft.objects.filter(owned_by(actor)).values_list("uuid", flat=True)
    for draft_uuid in {*drafts, *begun}:
        if documents.is_owned_by(document_uuid, "draft", draft_uuid):
            return documents.get_document(document_uuid)
    raise NotVisible("document", document_uuid)


def documents_of_case(case_uuid: UUID) -> list[Document]:
    """List what was handed in for a case, with the receipt; the caller asks who may see it."""
    held = documents.list_documents("case", case_uuid)
    return [document for document in held if document.kind in {"upload", "receipt"}]


def most_applied(since: datetime) -> dict[str, int]:
    """Count the applications of each service since a moment."""
    rows = (
        Application.objects.filter(submitted_at__gte=since)
        .values_list("procedure_key")
        .annotate(n=Count("id"))
    )
    return dict(rows)


def position(view: DraftView, step_key: str) -> tuple[int, int]:
    """Return which page this is and how many there are; the check page comes on top.

    A page that hangs on a question still ahead counts, so that the number never grows on the way.
    """
    answers = view.draft.answers
    keys = [step.key for step in asked_steps(view.form, answers)]
    current = keys.index(step_key) + 1
    ahead = list(dropwhile(lambda step: step.key != step_key, view.form.steps))
    open_paths: set[str] = set()
    total = current - 1
    for step in ahead:
        if _may_come(step.condition, answers, open_paths):
            total += 1
            open_paths |= {field.path for group in step.groups for field in group.fields}
            unknown = {path for path in open_paths if path not in answers}
            open_paths |= {one.path for one in view.form.derived if unknown & {*one.needs}}
    return current, total + 1


def topics_of(view: DraftView, step_key: str, language: str) -> tuple[Topic, ...]:
    """List the topics of a draft's form, seen from one of its pages."""
    draft = view.draft
    found = procedure(draft.procedure_key)
    return topics(found, view.form, draft.answers, step_key, language, draft.waived)


def _may_come(
    condition: Condition | None, answers: Mapping[str, Any], open_paths: set[str]
) -> bool:
    """Tell whether something is asked, or may be once an open question is answered."""
    if applies(condition, answers):
        return True
    return condition is not None and condition.path not in answers and condition.path in open_paths


def _own(actor: Actor, kind: str, column: str, number: UUID) -> Application:
    found = find_row(Application, column, number)
    if found is None or not applied(actor, found):
        raise NotVisible(kind, number)
    return found


def problems_of(view: DraftView) -> list[Problem]:
    """Name what a draft still lacks, without what nobody has to answer in it."""
    return still_wrong(view.form, view.draft.answers, view.draft.waived)


def summary_of(view: DraftView, language: str) -> list[Page]:
    """List a draft's answers as the person reads them, with the names of its files."""
    names = {uuid: document.file_name for uuid, document in files_of(view).items()}
    found = procedure(view.draft.procedure_key)
    return summary(found, view.form, view.draft.answers, language, names)


def files_of(view: DraftView) -> dict[str, Document]:
    """Return the files of a draft by their uuid as text."""
    if not asks_for_files(view.form):
        return {}
    return {str(d.uuid): d for d in documents.list_documents("draft", view.draft.uuid)}
