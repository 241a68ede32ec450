"""What need not be typed because the Melderegister knows it: oneself, spouse, minor children.

The Wohngeldbehörde may call up what it needs of a named person (§ 34a (1), (2) BMG). For the own
data the applicant chooses so (§ 5 (3) EGovG, which speaks of the proof of the applicant alone).
Data of spouse and children are social data taken from another body, which § 67a (2) s. 3 no. 2 a
SGB X allows where a law does. Who lives in the household decides § 5 WoGG, not the register: what
came is a proposal, and the relation is asked of each person.
"""

from __future__ import annotations

from amt.contract.lookups import Lookup, Register, Relation

_OWN = "§ 67a Abs. 1 SGB X, § 5 Abs. 1 Satz 1 Nr. 1, Abs. 3 EGovG, § 34a Abs. 2 BMG"
_OTHERS = "§ 67a Abs. 2 Satz 3 Nr. 2 Buchst. a SGB X, § 34a Abs. 2, § 34 Abs. 1 Satz 1"
_SPOUSE = f"{_OTHERS} Nr. 13 BMG"
_CHILDREN = f"{_OTHERS} Nr. 14 BMG"
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
        norm=_OWN,
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
        norm=_SPOUSE,
        takes=_MEMBER,
        step="members",
        group="members",
    ),
    Lookup(
        key="children",
        register=Register.RESIDENTS,
        relation=Relation.MINOR_CHILDREN,
        norm=_CHILDREN,
        takes=_MEMBER,
        step="members",
        group="members",
    ),
)
