"""Reading what registers answered, and which can be asked."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.registers.adapters import HttpAdapter, RegisterAdapter, Reply
from amt.capabilities.registers.answers import Answer, answer_of
from amt.capabilities.registers.models import AnswerState, Inquiry, Report, ReportState
from amt.capabilities.registers.normal_form import is_same
from amt.capabilities.registers.permitted import LABELS, PERMITTED, NotPermitted, words_for
from amt.capabilities.registers.reports import REPORT, get_report, report_for, reports_of
from amt.capabilities.registers.sources import find_source
from amt.contract.lookups import Register

__all__ = [
    "LABELS",
    "PERMITTED",
    "REPORT",
    "Answer",
    "AnswerState",
    "HttpAdapter",
    "Inquiry",
    "NotPermitted",
    "RegisterAdapter",
    "Reply",
    "Report",
    "ReportState",
    "find_answer",
    "get_answer",
    "get_report",
    "is_available",
    "is_same",
    "list_answers",
    "register_name",
    "report_for",
    "reports_of",
    "words_for",
]


def is_available(register: Register, ars: str) -> bool:
    """Tell whether this installation can ask a register for a place."""
    return find_source(register, ars) is not None


def register_name(register: Register, ars: str) -> str:
    """Return what the register of a place is called, or an empty text without one."""
    source = find_source(register, ars)
    return source.name if source else ""


def get_answer(inquiry_uuid: UUID | str) -> Answer:
    """Return an answer. :raises Inquiry.DoesNotExist: when there is none."""
    return answer_of(Inquiry.objects.get(uuid=inquiry_uuid))


def find_answer(subject_kind: str, subject_id: object, lookup_key: str) -> Answer | None:
    """Return the newest answer to a lookup of a subject, or None when nobody asked."""
    rows = Inquiry.objects.filter(
        subject_kind=subject_kind, subject_id=str(subject_id), lookup_key=lookup_key
    )
    newest = rows.order_by("-asked_at", "-id").first()
    return answer_of(newest) if newest else None


def list_answers(subject_kind: str, subject_id: object) -> dict[str, Answer]:
    """Return the newest answer to each lookup of a subject, by key, in one query."""
    rows = Inquiry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return {row.lookup_key: answer_of(row) for row in rows.order_by("asked_at", "id")}
