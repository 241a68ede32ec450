"""Which applications a machine may decide alone (§ 31a SGB X): where nothing asks for a person.

A list of what speaks against it, not of what speaks for it: a fact that nobody thought of goes to a
person. Everything that is told in own words, everything that needs a proof of its own and
everything that the proposal wants looked at is against it.
"""

from __future__ import annotations

from collections.abc import Iterator

from amt.contract.assessment import Assessment, Outcome
from amt.contract.facts import Facts

NORM = "§ 31a SGB X"
SAMPLED_PERCENT = 10
"""Of the cases that qualify a person decides this share, unless the operator says otherwise."""

HARMLESS_REMARKS = frozenset({"months_open", "rent_above_limit"})
"""Remarks that explain a result and ask nobody to check anything."""

SIMPLE_INCOMES = frozenset({"wage", "statutory_pension", "unemployment_benefit"})
"""Kinds of income whose amount stands in one paper."""

EXCLUDED_IF = (
    "remarks",
    "not_a_tenant",
    "shared_home",
    "foreign",
    "other_benefits",
    "circumstances",
    "household",
    "unusual_income",
    "no_proof",
    "several_periods",
)


def against(facts: Facts, assessment: Assessment) -> tuple[str, ...]:
    """Return all that speaks against a decision without a person, in the order of the list."""
    found = set(_against(facts, assessment))
    return tuple(key for key in EXCLUDED_IF if key in found)


def _against(facts: Facts, assessment: Assessment) -> Iterator[str]:
    if any(remark.key not in HARMLESS_REMARKS for remark in assessment.remarks):
        yield "remarks"
    # Months without figures are decided by everybody alike once there are any (§ 44 (1) WoGG).
    if sum(one.outcome is not Outcome.UNDECIDED for one in assessment.segments) != 1:
        yield "several_periods"
    if facts.get("home.kind") != "rent":
        yield "not_a_tenant"
    if facts.get("home.other_use") or facts.get("home.elsewhere") or facts.get("rent.includes"):
        yield "shared_home"
    if not facts.get("proofs.rent_contract") or not facts.get("proofs.income"):
        yield "no_proof"
    if facts.get("household.circumstances"):
        yield "household"
    yield from _of_people(facts)
    yield from _of_incomes(facts)


def _of_people(facts: Facts) -> Iterator[str]:
    for person in ("applicant", *(f"members.{i}" for i in range(facts.count("members")))):
        if facts.get(f"{person}.benefit") != "none":
            yield "other_benefits"
        told = facts.get(f"{person}.circumstances") or ()
        if "foreign" in told:
            yield "foreign"
        if set(told) - {"foreign"}:
            yield "circumstances"


def _of_incomes(facts: Facts) -> Iterator[str]:
    for index in range(facts.count("incomes")):
        income = facts.entry("incomes", index)
        if income.get("kind") not in SIMPLE_INCOMES or income.get("rhythm") != "month":
            yield "unusual_income"
        if any(income.get(path) for path in ("since", "until", "special", "expenses")):
            yield "unusual_income"
