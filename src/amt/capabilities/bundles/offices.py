"""Which office decides a member, as people call it."""

from __future__ import annotations

from datetime import date

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.bundles.plans import Plan
from amt.contract.answers import facts_of
from amt.contract.procedure import Handling


def office_of(plan: Plan, language: str, on: date) -> str:
    """Return the body that decides, or an empty text while no place is known."""
    place = plan.procedure.place_of(facts_of(plan.form, plan.answers))
    try:
        unit = authorities.competent_unit(plan.procedure.key, place, on).name
    except authorities.NobodyCompetent:
        unit = ""
    return body_of(plan, unit, language)


def body_of(plan: Plan, unit_name: str, language: str) -> str:
    """Return the body that the service's texts name, for a matter of our own the unit."""
    if plan.procedure.handling is Handling.OWN:
        return unit_name
    return plan.procedure.texts.find("handling.body", language) or unit_name
