"""What is asked of who does a deed or decides: one page each.

Paths `review.*` become facts of the case: the rules read from them by which norm and from when a
grant is decided once more (`rules.aenderung`). All other paths begin with the deed or act.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Rule
from amt.procedures.wohngeld.forms import CASE
from amt.procedures.wohngeld.rules import dauer
from amt.procedures.wohngeld.rules.erstattung import overpaid_months

LONGEST_TEXT = 4000
SHORTEST_REQUEST, LONGEST_REQUEST = 2, 12
"""Weeks. The law says `angemessen` (§ 66 (3) SGB I); less than two are not offered."""

EX_OFFICIO = ("wogg_27_2", "wogg_44_1", "wogg_17a_3", "sgbx_44")
ON_REQUEST = ("wogg_27_1", "wogg_27_1_rent")
REACH = ("running", "expired", "concealed")
TRUST = ("deceived", "false_statements", "knew", "none")
LOSS = ("moved_out", "excluded")
DEBTS = ("annulled", "void", "provisional")
STOP_GROUNDS = ("unlawful", "changed", "void")
TOLD_BY = ("person", "others")


def _page(key: str, *fields: Field, rules: tuple[Rule, ...] = ()) -> Form:
    return Form(key, 1, (FormStep("page", (Group(key, fields),)),), rules)


def _words(path: str, *, required: bool = True, condition: Condition | None = None) -> Field:
    return Field(
        path,
        FieldKind.LONG_TEXT,
        CASE,
        required=required,
        max_length=LONGEST_TEXT,
        condition=condition,
    )


def _day(path: str, condition: Condition | None = None, *, required: bool = True) -> Field:
    return Field(path, FieldKind.DATE, CASE, required=required, condition=condition)


def _choice(path: str, *options: str) -> Field:
    return Field(path, FieldKind.CHOICE, CASE, options=options)


def _is_demanded_once(answers: Mapping[str, Any]) -> bool:
    try:
        return bool(overpaid_months(answers))
    except ValueError:
        return False


def _monthly(path: str, condition: Condition | None = None) -> Field:
    return Field(path, FieldKind.MONEY, CASE, minimum=1, maximum=1_000_000, condition=condition)


def _in_order(first: str, last: str) -> Rule:
    def holds(answers: Mapping[str, Any]) -> bool:
        return date.fromisoformat(str(answers[first])) <= date.fromisoformat(str(answers[last]))

    return Rule(f"{last.replace('.', '_')}_in_order", last, (first, last), holds)


REQUEST_DOCUMENTS = _page(
    "request_documents",
    _words("request_documents.items"),
    Field(
        "request_documents.weeks",
        FieldKind.INTEGER,
        CASE,
        minimum=SHORTEST_REQUEST,
        maximum=LONGEST_REQUEST,
    ),
)
SUPPLY = _page("supply", _words("supply.note", required=False))
DOCUMENTS_RECEIVED = _page("documents_received", _words("documents_received.note", required=False))
REQUEST_CHANGE = _page(
    "request_change",
    Field(
        "request_change.what",
        FieldKind.CHOICE,
        CASE,
        options=("more_members", "higher_rent", "lower_income"),
    ),
    _day("request_change.since"),
    _words("request_change.description"),
)
REOPEN_ON_REQUEST = _page(
    "reopen_on_request",
    _choice("review.norm", *ON_REQUEST),
    _day("review.known_on"),
    _day("review.from"),
    _day("review.rent_known_on", Condition("review.norm", ("wogg_27_1_rent",))),
    _words("review.what"),
)
REOPEN = _page(
    "reopen",
    _choice("review.norm", *EX_OFFICIO),
    _day("review.known_on"),
    _day("review.from"),
    _choice("review.reach", *REACH),
    _day("review.person_knew_on", Condition("review.reach", ("expired",))),
    _words("review.what"),
)
WITHDRAW = _page(
    "withdraw",
    _choice("review.norm", "sgbx_45"),
    _day("review.known_on"),
    _day("review.from"),
    _choice("review.trust", *TRUST),
    _words("review.what"),
    _words("review.discretion"),
)
LEAVE_UNCHANGED = _page("leave_unchanged", _words("leave_unchanged.note"))
REVIEW_REFUSAL = _page(
    "review_refusal", _words("review_refusal.reason"), _day("review_refusal.requested_on")
)
TAKE_UP_AGAIN = _page("take_up_again", _words("take_up_again.note", required=False))
DECLARE_VOID = _page(
    "declare_void",
    _choice("void.ground", *LOSS),
    _day("void.on"),
    _words("void.what"),
)
MISUSE = _page(
    "misuse",
    _day("misuse.first_month"),
    _day("misuse.last_month"),
    _day("misuse.known_on"),
    _words("misuse.what"),
    rules=(_in_order("misuse.first_month", "misuse.last_month"),),
)
HEAR = _page(
    "hear",
    _choice("hear.intended", "withdraw", "change", "void", "misuse", "recover"),
    _day("hear.from"),
    _day("hear.known_on"),
    _words("hear.facts"),
    Field("hear.amount", FieldKind.MONEY, CASE, required=False, minimum=1, maximum=10_000_000),
)
ANSWER_HEARING = _page("answer_hearing", _words("answer_hearing.text"))
_SECOND = Condition("recover.more", (True,))
RECOVER = _page(
    "recover",
    _choice("recover.ground", *DEBTS),
    _day("recover.from"),
    _day("recover.until"),
    _monthly("recover.monthly"),
    Field("recover.more", FieldKind.YES_NO, CASE),
    _day("recover.second.from", _SECOND),
    _day("recover.second.until", _SECOND),
    _monthly("recover.second.monthly", _SECOND),
    _words("recover.reason"),
    _words("recover.discretion", condition=Condition("recover.ground", ("void",))),
    _day("recover.due_on"),
    rules=(
        Rule(
            "recover_months_once",
            "recover.until",
            ("recover.from", "recover.until", "recover.monthly"),
            _is_demanded_once,
        ),
    ),
)
SET_PERIOD = _page(
    "set_period",
    Field(dauer.MONTHS, FieldKind.INTEGER, CASE, minimum=dauer.SHORTEST, maximum=dauer.LONGEST),
    _words(dauer.REASON),
)
STOP_PAYMENTS = _page(
    "stop_payments",
    _choice("stop_payments.ground", *STOP_GROUNDS),
    _choice("stop_payments.told_by", *TOLD_BY),
    _words("stop_payments.facts"),
)
RESUME_PAYMENTS = _page("resume_payments", _words("resume_payments.note", required=False))
REQUEST_FINAL = _page(
    "request_final", Field("request_final.understood", FieldKind.DECLARATION, CASE)
)

PROVISIONAL = _page("provisional", _words("provisional.why"))
NO_COOPERATION = _page("no_cooperation", _words("no_cooperation.discretion"))
