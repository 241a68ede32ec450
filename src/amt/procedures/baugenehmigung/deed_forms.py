"""What is asked of who does a deed or decides: one page each, paths begin with the deed or act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, Rule
from amt.procedures.baugenehmigung.forms import CASE
from amt.procedures.baugenehmigung.rules.fristen import SHORTEST_REQUEST

LONGEST_TEXT = 8000
LONGEST_PERIOD = 26
"""Weeks; a sanity limit of ours, the law says `angemessen`."""


def _page(key: str, *fields: Field, rules: tuple[Rule, ...] = ()) -> Form:
    return Form(key, 1, (FormStep("page", (Group(key, fields),)),), rules)


def _words(path: str, *, required: bool = True) -> Field:
    return Field(path, FieldKind.LONG_TEXT, CASE, required=required, max_length=LONGEST_TEXT)


def _weeks(path: str, minimum: int) -> Field:
    return Field(path, FieldKind.INTEGER, CASE, minimum=minimum, maximum=LONGEST_PERIOD)


def _text(path: str, person: str = "") -> Field:
    return Field(path, FieldKind.TEXT, CASE, person=person)


def _reasoned(act: str) -> Rule:
    """A condition burdens, so it needs reasons (§ 36 and § 39 VwVfG)."""

    def holds(answers: Mapping[str, Any]) -> bool:
        return bool(answers.get(f"{act}.conditions_reason"))

    return Rule(
        f"{act}_conditions_reasoned", f"{act}.conditions_reason", (f"{act}.conditions",), holds
    )


REQUEST_DOCUMENTS = _page(
    "request_documents",
    _words("request_documents.items"),
    _weeks("request_documents.weeks", SHORTEST_REQUEST),
)
SUPPLY_DOCUMENTS = _page("supply_documents", _words("supply_documents.note", required=False))
REPLACE_DOCUMENTS = _page("replace_documents", _words("replace_documents.note"))
CONFIRM_COMPLETENESS = _page(
    "confirm_completeness", Field("confirm_completeness.complete_on", FieldKind.DATE, CASE)
)
EXTEND = _page("extend", _weeks("extend.weeks", 1), _words("extend.reason"))
WAIVE = _page("waive", Field("waive.understood", FieldKind.DECLARATION, CASE))
WITHDRAW = _page("withdraw", Field("withdraw.understood", FieldKind.DECLARATION, CASE))
HEAR_NEIGHBOUR = _page(
    "hear_neighbour",
    # An organisation has no first name; its name stands where the last name does.
    Field("hear_neighbour.given_name", FieldKind.TEXT, CASE, required=False, person="given_name"),
    _text("hear_neighbour.family_name", "family_name"),
    _text("hear_neighbour.street", "street"),
    Field("hear_neighbour.postcode", FieldKind.POSTCODE, CASE, person="postcode"),
    _text("hear_neighbour.city", "city"),
    _words("hear_neighbour.concern"),
)
STATE = _page("state", _words("state.text"))
OBJECT = _page("object", _words("object.text"))
AGREE = _page("agree", Field("agree.understood", FieldKind.DECLARATION, CASE))
CHARGE_FEE = _page(
    "charge_fee",
    _text("charge_fee.tariff"),
    _words("charge_fee.basis"),
    Field("charge_fee.amount", FieldKind.MONEY, CASE, minimum=1, maximum=10**10),
    Field("charge_fee.due_on", FieldKind.DATE, CASE),
)

PERMIT = _page(
    "permit",
    _words("permit.conditions", required=False),
    _words("permit.conditions_reason", required=False),
    _words("permit.objections", required=False),
    rules=(_reasoned("permit"),),
)
PARTIAL = _page(
    "partial",
    _words("partial.granted"),
    _words("partial.refused"),
    _words("partial.refused_reason"),
    _words("partial.conditions", required=False),
    _words("partial.conditions_reason", required=False),
    _words("partial.objections", required=False),
    rules=(_reasoned("partial"),),
)
