"""What a register may hand on about whom, and the words for it.

Residents: BMG section 34 (1) sentence 1, numbers 1 to 3, 6 to 10 and 12 (the person asked for), 13
(spouse), 14 (minor children). Civil status: PStG section 65 (1), of what sections 15 and 21 have
entered. Other adults are in neither list, so nobody can ask for them.

Of a spouse or child the register is asked for two marks as well, which no form receives: the day
of death, and a block or conditional note (BMG section 34 (1) numbers 13 h, i and 14 f, g). Section
52 does not keep an office from the data, but section 11 (2) number 3 keeps them from the applicant,
who sees what came before it is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amt.contract.lookups import Lookup, Register, Relation

_NAMES = frozenset({"family_name", "given_name", "given_names"})
_ADDRESS = frozenset({"street", "house_number", "street_line", "postcode", "city", "ars"})

PERMITTED: dict[tuple[Register, Relation], frozenset[str]] = {
    (Register.RESIDENTS, Relation.SELF): _NAMES
    | _ADDRESS
    | {
        "birth_name", "birth_date", "birth_place", "sex", "nationality", "moved_in_on",
        "marital_status", "married_on",
    },
    (Register.RESIDENTS, Relation.SPOUSE): _NAMES | _ADDRESS | {"birth_name", "birth_date", "sex"},
    (Register.RESIDENTS, Relation.MINOR_CHILDREN): _NAMES | _ADDRESS | {"birth_date", "sex"},
    (Register.CIVIL_STATUS, Relation.SELF): _NAMES
    | {"birth_name", "birth_date", "birth_place", "sex", "marital_status", "married_on"},
    (Register.CIVIL_STATUS, Relation.SPOUSE): _NAMES | {"birth_name", "birth_date", "married_on"},
    (Register.CIVIL_STATUS, Relation.MINOR_CHILDREN): _NAMES
    | {"birth_date", "birth_place", "sex"},
}  # fmt: skip

FAMILY_MARKS = ("died_on", "protection_note")
"""What the register of residents is asked for of a spouse or child, and nobody is shown."""

LABELS: dict[str, str | Promise] = {
    "family_name": _("Familienname"),
    "given_name": _("Vorname"),
    "given_names": _("alle Vornamen"),
    "birth_name": _("Geburtsname"),
    "birth_date": _("Geburtsdatum"),
    "birth_place": _("Geburtsort"),
    "sex": _("Geschlecht"),
    "nationality": _("Staatsangehörigkeit"),
    "street": _("Straße"),
    "house_number": _("Hausnummer"),
    "street_line": _("Straße und Hausnummer"),
    "postcode": _("Postleitzahl"),
    "city": _("Wohnort"),
    "ars": _("Regionalschlüssel des Wohnorts"),
    "moved_in_on": _("Einzug am"),
    "marital_status": _("Familienstand"),
    "married_on": _("Heirat am"),
    "died_on": _("Sterbedatum"),
    "protection_note": _("Sperrvermerk"),
}

_OF_AGE = 18


class NotPermitted(ValueError):
    """A lookup takes what its register may not hand on about this person."""


def require_permitted(lookup: Lookup) -> None:
    """Refuse a lookup that takes too much. :raises NotPermitted: with what that is."""
    allowed = PERMITTED[lookup.register, lookup.relation]
    surplus = sorted({attribute for attribute, _path in lookup.takes} - allowed)
    if surplus:
        raise NotPermitted(f"{lookup.key}: {', '.join(surplus)} of {lookup.relation}")


def is_minor(born_on: date, on: date) -> bool:
    """Tell whether somebody is younger than 18 (BGB section 2)."""
    return (on.year - born_on.year) - ((on.month, on.day) < (born_on.month, born_on.day)) < _OF_AGE


def words_for(attributes: Iterable[str]) -> list[str]:
    """Return attributes in German words, for records that people read."""
    return [str(LABELS.get(attribute, attribute)) for attribute in attributes]
