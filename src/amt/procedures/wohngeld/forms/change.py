"""The short form by which a change is told (§ 27 (1), (3), § 28 (1), (4) WoGG)."""

from __future__ import annotations

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group
from amt.procedures.wohngeld.forms.choices import (
    CASE,
    LARGEST_YEAR,
    RECEIVED_BENEFITS,
    RHYTHMS,
)
from amt.procedures.wohngeld.forms.fields import choice, day, money, text

FEWER, MORE = "fewer_members", "more_members"
RENT = ("lower_rent", "higher_rent")
INCOME = ("more_income", "less_income")
BENEFIT, MOVED_OUT, ACCOUNT, OTHER = "benefit", "moved_out", "account", "other"
CHANGES = (FEWER, MORE, *RENT, *INCOME, BENEFIT, MOVED_OUT, ACCOUNT, OTHER)
REASONS = ("moved_out", "died", "other")


def _of(*changes: str) -> Condition:
    return Condition("change.what", changes)


CHANGE_FORM = Form(
    key="change",
    version=1,
    steps=(
        FormStep(
            "change",
            (
                Group(
                    "change",
                    (
                        choice("change.what", CHANGES),
                        day("change.since"),
                        text("change.who", _of(FEWER, MORE, *INCOME, BENEFIT)),
                        choice("change.reason", REASONS, _of(FEWER)),
                        day("change.birth_date", _of(MORE)),
                        money("change.rent", required=True, condition=_of(*RENT)),
                        text("change.income_kind", _of(*INCOME)),
                        money(
                            "change.amount",
                            required=True,
                            maximum=LARGEST_YEAR,
                            condition=_of(*INCOME),
                        ),
                        choice("change.rhythm", RHYTHMS, _of(*INCOME)),
                        choice("change.benefit", RECEIVED_BENEFITS, _of(BENEFIT)),
                        Field(
                            "change.iban",
                            FieldKind.IBAN,
                            CASE,
                            max_length=34,
                            condition=_of(ACCOUNT),
                        ),
                        text("change.account_holder", _of(ACCOUNT)),
                        Field(
                            "change.text",
                            FieldKind.LONG_TEXT,
                            CASE,
                            required=False,
                            max_length=2000,
                        ),
                    ),
                ),
            ),
        ),
    ),
)
