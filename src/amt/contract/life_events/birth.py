"""What parents tell about a birth, once: shared names, kinds and order.

What the notice of the hospital brings (section 20 PStG: the institution notifies) is shown, not
asked. The registration of the birth is said by the Standesamt alone (section 21 PStG). The first
parent is the one who gave birth (section 1591 BGB).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group, Rule
from amt.contract.identifiers import Scheme
from amt.contract.life_events.vocabulary import Conversation, LifeEvent
from amt.contract.texts import Texts

EVENT = "event"
MONTHS = tuple(str(month) for month in range(1, 15))

_CHILD = Group(
    "child",
    (
        Field("child.birth_date", FieldKind.DATE, EVENT),
        Field("child.birth_time", FieldKind.TEXT, EVENT, max_length=20),
        Field("child.birth_ars", FieldKind.CHOICE, EVENT, options=()),
        Field("child.birth_place", FieldKind.TEXT, EVENT),
        Field("child.sex", FieldKind.CHOICE, EVENT, options=("female", "male", "diverse", "none")),
        Field("child.given_names", FieldKind.TEXT, EVENT),
        Field("child.family_name", FieldKind.TEXT, EVENT),
    ),
)
_PARENTS = Group(
    "parents",
    (
        Field("parents.given_name", FieldKind.TEXT, EVENT, person="given_name"),
        Field("parents.family_name", FieldKind.TEXT, EVENT, person="family_name"),
        Field("parents.birth_date", FieldKind.DATE, EVENT, person="birth_date"),
        Field("parents.street", FieldKind.TEXT, EVENT, person="street"),
        Field("parents.postcode", FieldKind.POSTCODE, EVENT, person="postcode"),
        Field("parents.city", FieldKind.TEXT, EVENT, person="city"),
        Field("parents.ars", FieldKind.CHOICE, EVENT, person="ars", options=()),
    ),
    repeats=True,
    minimum_entries=1,
    maximum_entries=2,
)
_CUSTODY = Group("custody", (Field("custody", FieldKind.CHOICE, EVENT, options=("joint", "sole")),))
_JOINT = Condition("custody", ("joint",))
_ACCOUNT = Group(
    "account",
    (
        Field("account.iban", FieldKind.IBAN, EVENT),
        # Alone in custody is the one who gave birth (section 1626a (3) BGB): nothing to choose.
        Field(
            "account.holder",
            FieldKind.CHOICE,
            EVENT,
            options=("first", "second"),
            condition=_JOINT,
        ),
        Field(
            "account.tax_id",
            FieldKind.IDENTIFIER,
            EVENT,
            required=False,
            scheme=Scheme.TAX_ID.value,
        ),
    ),
)
_MONTHS = Group(
    "months",
    (
        Field("months.first", FieldKind.CHOICES, EVENT, required=False, options=MONTHS),
        Field(
            "months.second",
            FieldKind.CHOICES,
            EVENT,
            required=False,
            options=MONTHS,
            condition=_JOINT,
        ),
    ),
)
_WORK = Group(
    "work",
    (
        Field("months.works", FieldKind.YES_NO, EVENT),
        Field("months.maternity", FieldKind.CHOICE, EVENT, options=("none", "first", "second")),
        Field("income.above_limit", FieldKind.YES_NO, EVENT),
    ),
)


def _some_month(answers: Mapping[str, Any]) -> bool:
    return bool(answers.get("months.first") or answers.get("months.second"))


BIRTH = Conversation(
    event=LifeEvent.BIRTH,
    form=Form(
        "birth",
        1,
        (
            FormStep("child", (_CHILD, _PARENTS)),
            FormStep("family", (_CUSTODY,)),
            FormStep("account", (_ACCOUNT,)),
            FormStep("months", (_MONTHS, _WORK)),
        ),
        rules=(Rule("months_chosen", "months.first", (), _some_month),),
    ),
    texts=Texts.load(Path(__file__).parent / "texts" / "birth"),
    noticed=(
        "child.birth_date",
        "child.birth_time",
        "child.birth_ars",
        "child.birth_place",
        "child.sex",
        "parents.given_name",
        "parents.family_name",
        "parents.birth_date",
        "parents.street",
        "parents.postcode",
        "parents.city",
        "parents.ars",
    ),
    produced=("child.registration_number", "child.registered_on"),
    people="parents",
    notice="birth_notice",
    notice_from="hospital",
)
