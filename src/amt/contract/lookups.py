"""What a service may ask of a register in place of a proof, and for whom.

A lookup names register, person, legal basis and the questions of the form that receive the answer.
The person chooses between fetching and handing in a paper, sees what came before it is used, and
need not use it (EGovG section 5). Other adults are never looked up. Texts are
`lookups.<key>.title|purpose`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Register(StrEnum):
    """A register that answers."""

    RESIDENTS = "residents"
    """Melderegister (BMG section 3)."""
    CIVIL_STATUS = "civil_status"
    """Personenstandsregister: births, marriages (PStG section 3)."""


class Relation(StrEnum):
    """Whose data are asked, seen from the person who applies."""

    SELF = "self"
    SPOUSE = "spouse"
    MINOR_CHILDREN = "minor_children"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question to a register.

    `takes` pairs attributes of the register (`given_name`, `family_name`, `birth_name`,
    `birth_date`, `birth_place`, `sex`, `nationality`, `street`, `house_number`, `postcode`, `city`,
    `ars`, `moved_in_on`, `marital_status`, `married_on`) with the paths that receive them; for
    minor children the paths lie in the repeating group `group`. `step` is the page that offers the
    lookup, `manual` the file field of the paper that it replaces. With `consent` it is made only
    after an express yes.
    """

    key: str
    register: Register
    relation: Relation
    norm: str
    takes: tuple[tuple[str, str], ...]
    step: str
    consent: bool = False
    group: str = ""
    manual: str = ""
