"""What need not be typed because the Melderegister knows it: oneself, spouse, minor children.

The Wohngeldbehörde may ask for what it needs (§ 34 (1) BMG), where the person chose so
(§ 5 (3) EGovG). Who lives in the household decides § 5 WoGG, not the register: what came is a
proposal, and the relation is asked of each person.
"""

from __future__ import annotations

from amt.contract.lookups import Lookup, Register, Relation

_NORM = "§ 34 Abs. 1 BMG, § 5 Abs. 3 EGovG"
_MEMBER = (
    ("given_name", "members.given_name"),
    ("family_name", "members.family_name"),
    ("birth_date", "members.birth_date"),
    ("sex", "members.sex"),
)

LOOKUPS = (
    Lookup(
        key="applicant",
        register=Register.RESIDENTS,
        relation=Relation.SELF,
        norm=_NORM,
        takes=(
            ("given_name", "applicant.given_name"),
            ("family_name", "applicant.family_name"),
            ("birth_date", "applicant.birth_date"),
            ("sex", "applicant.sex"),
            ("street_line", "home.street"),
            ("postcode", "home.postcode"),
            ("ars", "home.place"),
        ),
        step="applicant",
    ),
    Lookup(
        key="spouse",
        register=Register.RESIDENTS,
        relation=Relation.SPOUSE,
        norm=_NORM,
        takes=_MEMBER,
        step="members",
        group="members",
    ),
    Lookup(
        key="children",
        register=Register.RESIDENTS,
        relation=Relation.MINOR_CHILDREN,
        norm=_NORM,
        takes=_MEMBER,
        step="members",
        group="members",
    ),
)
