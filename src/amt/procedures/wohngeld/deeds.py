"""What is done in a case beside assessing and deciding, each with its norm, form and act."""

from __future__ import annotations

from amt.contract.deeds import Deed, DeedBy
from amt.procedures.wohngeld import deed_forms
from amt.procedures.wohngeld.forms import CHANGE_FORM

_COMPLETING = (
    Deed(
        "request_documents",
        DeedBy.OFFICE,
        "§ 60 Abs. 1, § 66 Abs. 3 SGB I",
        form=deed_forms.REQUEST_DOCUMENTS,
        act="request",
    ),
    Deed(
        "supply",
        DeedBy.PARTY,
        "§ 60 Abs. 1 SGB I",
        form=deed_forms.SUPPLY,
        new_documents=True,
    ),
    Deed(
        "documents_received",
        DeedBy.OFFICE,
        "§ 60 Abs. 1 SGB I",
        form=deed_forms.DOCUMENTS_RECEIVED,
    ),
    Deed(
        "set_period",
        DeedBy.OFFICE,
        "§ 25 Abs. 1 Satz 2 WoGG",
        form=deed_forms.SET_PERIOD,
        records_facts=True,
    ),
    Deed("documents_overdue", DeedBy.TIME, "§ 66 Abs. 3 SGB I", due_at="documents"),
    Deed("take_up_again", DeedBy.OFFICE, "§ 67 SGB I", form=deed_forms.TAKE_UP_AGAIN),
    Deed(
        "review_refusal",
        DeedBy.OFFICE,
        "§ 44 SGB X, § 31 WoGG",
        form=deed_forms.REVIEW_REFUSAL,
    ),
)

_CHANGING = (
    Deed(
        "report_change",
        DeedBy.PARTY,
        "§ 27 Abs. 3 und 4, § 28 Abs. 1 Satz 2 und Abs. 4 WoGG",
        form=CHANGE_FORM,
        new_documents=True,
        documents=("proofs.income", "proofs.benefit"),
    ),
    Deed(
        "request_change",
        DeedBy.PARTY,
        "§ 27 Abs. 1 WoGG",
        form=deed_forms.REQUEST_CHANGE,
        new_documents=True,
    ),
    Deed(
        "reopen_on_request",
        DeedBy.OFFICE,
        "§ 27 Abs. 1 WoGG",
        form=deed_forms.REOPEN_ON_REQUEST,
        records_facts=True,
    ),
    Deed(
        "reopen",
        DeedBy.OFFICE,
        "§ 27 Abs. 2, § 44 Abs. 1, § 17a Abs. 3 WoGG, § 44 SGB X",
        form=deed_forms.REOPEN,
        records_facts=True,
    ),
    Deed(
        "leave_unchanged",
        DeedBy.OFFICE,
        "§ 28 Abs. 6 WoGG",
        form=deed_forms.LEAVE_UNCHANGED,
    ),
    Deed("finalise", DeedBy.OFFICE, "§ 26a Abs. 3 WoGG"),
    Deed(
        "request_final",
        DeedBy.PARTY,
        "§ 26a Abs. 3 Satz 5 WoGG",
        form=deed_forms.REQUEST_FINAL,
    ),
    Deed("deem_final", DeedBy.TIME, "§ 26a Abs. 3 Satz 4 WoGG", due_at="final_decision"),
)

_ENDING = (
    Deed(
        "declare_void",
        DeedBy.OFFICE,
        "§ 28 Abs. 1, 3 und 5 WoGG",
        form=deed_forms.DECLARE_VOID,
        act="void",
        records_facts=True,
    ),
    Deed("hear", DeedBy.OFFICE, "§ 24 Abs. 1 SGB X", form=deed_forms.HEAR, act="hearing"),
    Deed(
        "answer_hearing",
        DeedBy.PARTY,
        "§ 24 Abs. 1 SGB X",
        form=deed_forms.ANSWER_HEARING,
        new_documents=True,
    ),
    Deed("hearing_over", DeedBy.TIME, "§ 24 Abs. 1 SGB X", due_at="hearing"),
    Deed(
        "withdraw",
        DeedBy.OFFICE,
        "§ 45 SGB X",
        form=deed_forms.WITHDRAW,
        records_facts=True,
    ),
    Deed("misuse", DeedBy.OFFICE, "§ 28 Abs. 2 WoGG", form=deed_forms.MISUSE, act="misuse"),
    Deed(
        "recover",
        DeedBy.OFFICE,
        "§ 50 SGB X, § 29 Abs. 1, § 26a Abs. 4 WoGG",
        form=deed_forms.RECOVER,
        act="recovery",
    ),
    Deed(
        "stop_payments",
        DeedBy.OFFICE,
        "§ 29 Abs. 4 WoGG",
        form=deed_forms.STOP_PAYMENTS,
        act="payment_stop",
    ),
    Deed(
        "resume_payments",
        DeedBy.OFFICE,
        "§ 29 Abs. 4 Satz 3 WoGG",
        form=deed_forms.RESUME_PAYMENTS,
    ),
    Deed("resume_by_law", DeedBy.TIME, "§ 29 Abs. 4 Satz 3 WoGG", due_at="stop"),
    Deed("close", DeedBy.OFFICE, "§ 39 Abs. 2 SGB X"),
)

DEEDS = (*_COMPLETING, *_CHANGING, *_ENDING)
