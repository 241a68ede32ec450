"""Lookups of an invented form, and asking them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, person_of
from amt.contract.lookups import Lookup, Register, Relation
from amt.kernel.actors import TrustLevel
from tests.doubles.double_works.procedure import PROCEDURE

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)

OWN = Lookup(
    "own", Register.RESIDENTS, Relation.SELF, "§ 34 Absatz 1 BMG",
    (("family_name", "applicant.family_name"), ("street_line", "applicant.street")), "applicant",
)  # fmt: skip
SPOUSE = Lookup(
    "spouse", Register.RESIDENTS, Relation.SPOUSE, "§ 34 Absatz 1 BMG",
    (("given_name", "spouse.given_name"),), "family",
)  # fmt: skip
CHILDREN = Lookup(
    "children", Register.RESIDENTS, Relation.MINOR_CHILDREN, "§ 34 Absatz 1 BMG",
    (("given_name", "members.given_name"),), "family", group="members",
)  # fmt: skip

FOUND = {
    Relation.SELF: [
        {"family_name": "Yıldız-Behrens", "street": "Musterstraße", "house_number": "12"}
    ],
    Relation.SPOUSE: [{"given_name": "Arne"}],
    Relation.MINOR_CHILDREN: [
        {"given_name": "Mina", "birth_date": "2014-05-09"},
        {"given_name": "Emil", "birth_date": "2018-11-27"},
        {"given_name": "Deniz", "birth_date": "2006-01-20"},
        {"given_name": "Ohne Datum"},
    ],
}


def question(account: Account, lookup: Lookup = OWN, **changes: Any) -> dict[str, Any]:
    """Return the arguments of `look_up` and `ask` for an account."""
    return {
        "lookup": lookup,
        "procedure": PROCEDURE,
        "person": person_of(account),
        "purpose": "Antrag prüfen",
        "subject_kind": "draft",
        "subject_id": "d-1",
        "actor": actor_of(account, trust=TrustLevel.SUBSTANTIAL),
        "at": AT,
        **changes,
    }
