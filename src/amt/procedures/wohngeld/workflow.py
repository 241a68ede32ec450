"""The life of a grant as data: states of a case and the steps between them.

From the call that keeps the month to the last payment. What the law makes a condition is a state
here: refusal for lack of cooperation is only reached after the warning and its term (§ 66 (3) SGB
I), withdrawal, misuse and recovery only after a hearing (§ 24 (1) SGB X).
"""

from __future__ import annotations

from amt.contract.procedure import Transition, Workflow

INFORMAL, INFORMAL_OVERDUE = "informal", "informal_overdue"
RECEIVED, IN_PROGRESS = "received", "in_progress"
WAITING, MISSING = "waiting_for_documents", "documents_missing"
PROVISIONAL, FINAL_REVIEW = "provisionally_granted", "final_review"
DECIDED, REFUSED, REFUSED_COOPERATION = "decided", "refused", "refused_for_cooperation"
CHANGE_REQUESTED, REOPENED = "change_requested", "reopened"
IN_HEARING, HEARD, REOPENED_HEARD, TO_RECOVER = (
    "in_hearing",
    "heard",
    "reopened_after_hearing",
    "to_recover",
)
CLOSED = "closed"

FIRST_DECISION = (IN_PROGRESS, WAITING, MISSING)
"""States in which the application itself is decided."""

REVIEWS = (CHANGE_REQUESTED, REOPENED, REOPENED_HEARD)
"""States in which a grant is decided once more."""

_RUNNING = (PROVISIONAL, FINAL_REVIEW, DECIDED, *REVIEWS, IN_HEARING, HEARD, TO_RECOVER)
"""States in which there may be a grant that is paid."""

_PAID = (PROVISIONAL, DECIDED, IN_HEARING, HEARD, TO_RECOVER)
"""States in which the payment can be stopped and taken up again."""


def _stays(deed: str, *states: str) -> tuple[Transition, ...]:
    return tuple(Transition(deed, state, state) for state in states)


def _leads(deed: str, target: str, *states: str) -> tuple[Transition, ...]:
    return tuple(Transition(deed, state, target) for state in states)


_APPLICATION = (
    # The month is kept by a call or a letter (§ 22 (1), § 25 (2) WoGG, § 16 SGB I).
    *_leads("complete", RECEIVED, INFORMAL, INFORMAL_OVERDUE, REFUSED_COOPERATION),
    *_leads("request_documents", INFORMAL, INFORMAL, INFORMAL_OVERDUE),
    Transition("documents_overdue", INFORMAL, INFORMAL_OVERDUE),
    Transition("assess", RECEIVED, IN_PROGRESS),
    *_stays("assess", *FIRST_DECISION),
    *_stays("set_period", *FIRST_DECISION, FINAL_REVIEW),
    *_leads("request_documents", WAITING, IN_PROGRESS, MISSING),
    *_leads("supply", IN_PROGRESS, *FIRST_DECISION),
    *_leads("documents_received", IN_PROGRESS, WAITING, MISSING),
    Transition("documents_overdue", WAITING, MISSING),
    *_leads("decide", DECIDED, *FIRST_DECISION),
    *_leads("refuse", REFUSED, *FIRST_DECISION),
    *_leads("decide_provisionally", PROVISIONAL, *FIRST_DECISION),
    *_leads("refuse_cooperation", REFUSED_COOPERATION, MISSING, INFORMAL_OVERDUE),
    # Made good afterwards (§ 67 SGB I).
    *_stays("supply", REFUSED_COOPERATION),
    Transition("take_up_again", REFUSED_COOPERATION, IN_PROGRESS),
    Transition("review_refusal", REFUSED, IN_PROGRESS),
)

_FINAL_DECISION = (
    *_stays("request_final", PROVISIONAL),
    Transition("finalise", PROVISIONAL, FINAL_REVIEW),
    Transition("deem_final", PROVISIONAL, DECIDED),
    *_stays("assess", FINAL_REVIEW),
    # What was paid provisionally may have to be paid back, also after a refusal (§ 26a (4)).
    *_leads("decide", DECIDED, FINAL_REVIEW),
    *_leads("refuse", DECIDED, FINAL_REVIEW),
)

_CHANGES = (
    *_stays("report_change", *_RUNNING, *FIRST_DECISION),
    *_stays("request_change", DECIDED, PROVISIONAL),
    Transition("reopen_on_request", DECIDED, CHANGE_REQUESTED),
    Transition("reopen", DECIDED, REOPENED),
    Transition("reopen", HEARD, REOPENED_HEARD),
    Transition("withdraw", HEARD, REOPENED_HEARD),
    *_stays("assess", *REVIEWS),
    *_leads("decide", DECIDED, CHANGE_REQUESTED, REOPENED),
    Transition("refuse", CHANGE_REQUESTED, DECIDED),
    Transition("decide", REOPENED_HEARD, TO_RECOVER),
    # New figures: decided at once, in bulk (§ 44 (1)).
    *_stays("redecide", DECIDED),
    *_leads("leave_unchanged", DECIDED, CHANGE_REQUESTED, REOPENED, HEARD, TO_RECOVER),
    Transition("leave_unchanged", REOPENED_HEARD, HEARD),
)

_LOSS_AND_RECOVERY = (
    *_stays("declare_void", PROVISIONAL, DECIDED),
    Transition("hear", DECIDED, IN_HEARING),
    *_leads("answer_hearing", HEARD, IN_HEARING, HEARD),
    Transition("hearing_over", IN_HEARING, HEARD),
    *_leads("declare_void", TO_RECOVER, HEARD),
    *_leads("misuse", TO_RECOVER, HEARD),
    *_leads("recover", DECIDED, HEARD, TO_RECOVER),
    *_stays("stop_payments", *_PAID),
    *_stays("resume_payments", *_PAID),
    *_stays("resume_by_law", *_RUNNING),
)

WORKFLOW = Workflow(
    initial=RECEIVED,
    final=(CLOSED,),
    informal=INFORMAL,
    transitions=(
        *_APPLICATION,
        *_FINAL_DECISION,
        *_CHANGES,
        *_LOSS_AND_RECOVERY,
        *_leads("close", CLOSED, DECIDED, REFUSED, REFUSED_COOPERATION),
    ),
)
