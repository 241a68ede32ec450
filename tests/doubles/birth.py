"""What the three doubles of a birth ask alike: the star's name, the two parents, custody."""

from __future__ import annotations

from typing import Any

from amt.contract.forms import Condition, Field, FieldKind, Group
from amt.contract.procedure import Retention
from amt.kernel.periods import Period
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN

KEEP = "case"
JOINT = Condition("custody", ("joint",))
SOLE = Condition("custody", ("sole",))
NUMBER, ON = "child.registration_number", "child.registered_on"
RETENTION = (Retention(KEEP, Period(years=2), "§ 5 Sternenordnung"),)


def same(path: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Field:
    """Return a field that the conversation of the birth knows under its own path."""
    return Field(path, kind, KEEP, shared=path, **more)


CUSTODY = Group("custody", (same("custody", FieldKind.CHOICE, options=("joint", "sole")),))
CHILD = Group("child", (same("child.given_names"), same("child.birth_date", FieldKind.DATE)))


def parent(key: str, position: int, party: str, condition: Condition | None = None) -> Group:
    """Return the questions about one parent, tied to a role."""

    def of(name: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Field:
        shared = f"parents.{position}.{name}"
        return Field(f"{key}.{name}", kind, KEEP, person=name, shared=shared, **more)

    place = (of("ars", FieldKind.CHOICE, options=(BREMEN, BREMERHAVEN)),) if position == 0 else ()
    return Group(
        key,
        (
            of("given_name"),
            of("family_name"),
            of("street"),
            of("postcode", FieldKind.POSTCODE),
            of("city"),
            *place,
        ),
        condition=condition,
        party=party,
    )
