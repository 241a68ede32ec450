"""The application as the Familienkasse receives it (section 67 EStG).

The message says what was asked for, by whom, and who confirmed. The official data set and its
interface, which section 67 (1) EStG prescribes, are not built; the README says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amt.contract.facts import Facts

_PERSON = ("given_name", "family_name", "birth_date", "street", "postcode", "city")
_CHILD = ("given_names", "family_name", "birth_date", "birth_place")


def compose(facts: Facts, parties: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the application: who is entitled, which child, which account.

    The entitled person is the one whom the parents determined (§ 64 (2) EStG), the first where
    nothing had to be determined. The sender adds the reference.
    """
    entitled = str(facts.get("account.holder", "first"))
    other = "second" if entitled == "first" else "first"
    applicant = _part(facts, entitled, _PERSON)
    if facts.get("account.tax_id"):
        applicant["tax_id"] = facts["account.tax_id"]
    content: dict[str, Any] = {
        "applicant": applicant,
        "child": _part(facts, "child", _CHILD) | _registration(facts),
        "account": {"iban": facts.get("account.iban", "")},
        "confirmed_by": sorted(name for names in parties.values() for name in names),
    }
    if other_parent := _part(facts, other, _PERSON[:3]):
        content["other_parent"] = other_parent
    return content


def _part(facts: Facts, group: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: facts[f"{group}.{name}"] for name in names if f"{group}.{name}" in facts}


def _registration(facts: Facts) -> dict[str, Any]:
    """Return what the Standesamt said about the registration, if it said it."""
    known = {"registration_number": "registration.number", "registered_on": "registration.on"}
    return {name: facts[path] for name, path in known.items() if path in facts}
