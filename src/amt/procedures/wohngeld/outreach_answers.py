"""What register and payment data answer in the application, each answer with where it is from.

Only what stands in a cell becomes an answer; what a person alone can say stays a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from amt.procedures.wohngeld.forms.choices import (
    CHILDREN,
    FOREIGN,
    INCOMES,
    LARGEST_AREA,
    NO_BENEFIT,
    RENTED,
    SEXES,
)
from amt.procedures.wohngeld.outreach_rows import (
    ESTIMATE,
    KINDERGELD,
    Payment,
    Person,
)
from amt.procedures.wohngeld.outreach_rows import NO_BENEFIT as CONFIRMED

Answer = tuple[str, Any, str]
"""Path, value, where it is from."""


def answers_of(
    people: Sequence[Person], payments: Sequence[Payment]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers by path and where each is from; the applicant is the first person."""
    found = [*_home(people[0]), *_money(people, payments)]
    for number, person in enumerate(people):
        found += _person(person, "applicant" if number == 0 else f"members.{number - 1}", payments)
    found = [one for one in found if one[1] not in ("", None)]
    return {path: value for path, value, _ in found}, {path: basis for path, _, basis in found}


def _person(person: Person, at: str, payments: Sequence[Payment]) -> Iterator[Answer]:
    source = person.cells["source"]
    yield f"{at}.given_name", person.given_name, source
    yield f"{at}.family_name", person.family_name, source
    yield f"{at}.birth_date", person.birth_date.isoformat(), source
    yield f"{at}.sex", person.sex if person.sex in SEXES else "", source
    if at != "applicant":
        yield f"{at}.relation", person.relation, source
    if not person.is_german and person.cells["nationality"]:
        # It brings up the question by which right somebody stays, which no cell answers.
        yield f"{at}.circumstances", [FOREIGN], source
    for one in payments:
        if one.person == person.id and one.kind == CONFIRMED:
            yield f"{at}.benefit", NO_BENEFIT, one.source
        if one.person == person.id and one.kind == KINDERGELD and person.relation in CHILDREN:
            yield f"{at}.kindergeld", True, one.source


def _home(applicant: Person) -> Iterator[Answer]:
    cells, source = applicant.cells, applicant.cells["source"]
    yield "home.street", cells["street"], source
    yield "home.postcode", cells["postcode"], source
    yield "home.place", cells["place"], source
    yield "home.kind", cells["dwelling"], cells["rent_source"] or source
    if cells["main_residence"] == "yes":
        yield "home.elsewhere", False, source
    if cells["dwelling"] in RENTED:
        yield "rent.moved_in_on", cells["moved_in_on"], source
        yield "rent.landlord", cells["landlord"], source
    if cells["rent_source"] and cells["rent_source"] != ESTIMATE:
        basis = cells["rent_source"]
        yield "rent.cold", _cents(cells["rent_cold"]), basis
        area = cells["area"].replace(",", ".")
        if area:
            yield "home.area", min(round(float(area)), LARGEST_AREA), basis


def _money(people: Sequence[Person], payments: Sequence[Payment]) -> Iterator[Answer]:
    numbers = {person.id: str(number) for number, person in enumerate(people)}
    incomes = [one for one in payments if one.kind in INCOMES]
    if incomes:
        yield "household.has_income", True, incomes[0].source
    for number, one in enumerate(incomes):
        at = f"incomes.{number}"
        yield f"{at}.person", numbers[one.person], one.source
        yield f"{at}.kind", one.kind, one.source
        yield f"{at}.amount", int(one.amount * 100), one.source
        yield f"{at}.rhythm", "month", one.source
        if one.pays is not None:
            yield f"{at}.pays", list(one.pays), one.source
        yield f"{at}.since", one.since.isoformat() if one.since else "", one.source
        yield f"{at}.until", one.until.isoformat() if one.until else "", one.source
    paid_to = next((p for p in payments if p.person == people[0].id and p.iban), None)
    if paid_to is not None:
        name = f"{people[0].given_name} {people[0].family_name}"
        yield "payment.iban", paid_to.iban.replace(" ", ""), paid_to.source
        yield "payment.account_holder", name, paid_to.source


def _cents(text: str) -> int | None:
    """Return cents of an amount that was read before."""
    if not text:
        return None
    euros, _, rest = text.replace(",", ".").partition(".")
    return int(euros) * 100 + int(rest.ljust(2, "0") or 0)
