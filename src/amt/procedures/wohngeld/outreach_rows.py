"""Columns of register and payment data, and how their cells are read for Wohngeld.

One row of the register is a person, one row of the payments is a payment a month to a person.
Cells about the dwelling stand in the row of the applicant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amt.contract.outreach import HouseholdRows, Row
from amt.procedures.wohngeld.forms.choices import (
    DEDUCTIONS,
    INCOMES,
    NOTHING_PAID,
    RECEIVED_BENEFITS,
)

REGISTER, PAYMENTS = "register", "payments"
REGISTER_COLUMNS = (
    "household", "person", "given_name", "family_name", "birth_date", "sex", "relation",
    "nationality", "street", "postcode", "town", "place", "moved_in_on", "main_residence",
    "dwelling", "landlord", "area", "rent_cold", "rent_source", "source",
)  # fmt: skip
"""`rent_cold` is the rent without heating a month; `rent_source` says where it is known from."""
PAYMENT_COLUMNS = (
    "household", "person", "kind", "amount", "since", "until", "pays", "iban", "source",
)  # fmt: skip

RUNNING, KINDERGELD, NO_BENEFIT = "wohngeld", "kindergeld", "no_section_7"
"""Kinds beside income: a running grant, Kindergeld, and that no benefit of § 7 is received."""
KINDS = frozenset({*INCOMES, *RECEIVED_BENEFITS, RUNNING, KINDERGELD, NO_BENEFIT})
ESTIMATE = "estimate"
"""As `rent_source`: a rent that is good for an estimate, not for an answer."""
GERMAN = "german"

_AMOUNT = re.compile(r"\d{1,7}([.,]\d{1,2})?", re.ASCII)


class Unreadable(ValueError):
    """A cell cannot be read."""

    def __init__(self, file: str, line: int, column: str) -> None:
        super().__init__(f"{file} line {line}: {column}")
        self.file, self.line, self.column = file, line, column


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register."""

    id: str
    given_name: str
    family_name: str
    birth_date: date
    sex: str
    relation: str
    is_german: bool
    cells: Mapping[str, str]

    def age(self, on: date) -> int:
        """Return the age in whole years."""
        born = self.birth_date
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class Payment:
    """What a person is paid a month, EUR; `pays` is None where nobody said what is due of it."""

    person: str
    kind: str
    amount: Decimal
    since: date | None
    until: date | None
    pays: tuple[str, ...] | None
    iban: str
    source: str


def people_of(rows: HouseholdRows) -> list[Person]:
    """Return the people, the applicant first. :raises Unreadable: for a cell that is none."""
    found = [_person(row) for row in rows.people]
    return sorted(found, key=lambda one: one.relation != "applicant")


def payments_of(rows: HouseholdRows, on: date) -> list[Payment]:
    """Return the payments that have not ended. :raises Unreadable: for a cell that is none."""
    found = [_payment(row) for row in rows.payments]
    return [one for one in found if one.until is None or one.until >= on]


def amount_of(row: Row, column: str, file: str = REGISTER) -> Decimal | None:
    """Return an amount or None. :raises Unreadable: when the cell is none."""
    text = row.cells.get(column, "")
    if not text:
        return None
    if not _AMOUNT.fullmatch(text):
        raise Unreadable(file, row.line, column)
    return Decimal(text.replace(",", "."))


def day_in(row: Row, column: str, file: str = REGISTER) -> date | None:
    """Return a day or None. :raises Unreadable: when the cell is none."""
    text = row.cells.get(column, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Unreadable(file, row.line, column) from None


def _person(row: Row) -> Person:
    cells = row.cells
    born = day_in(row, "birth_date")
    for column in ("person", "given_name", "family_name"):
        if not cells[column]:
            raise Unreadable(REGISTER, row.line, column)
    if born is None:
        raise Unreadable(REGISTER, row.line, "birth_date")
    return Person(
        id=cells["person"],
        given_name=cells["given_name"],
        family_name=cells["family_name"],
        birth_date=born,
        sex=cells["sex"],
        relation=cells["relation"],
        is_german=cells["nationality"] == GERMAN,
        cells=cells,
    )


def _payment(row: Row) -> Payment:
    cells = row.cells
    if cells["kind"] not in KINDS:
        raise Unreadable(PAYMENTS, row.line, "kind")
    amount = amount_of(row, "amount", PAYMENTS)
    if amount is None and cells["kind"] in INCOMES:
        raise Unreadable(PAYMENTS, row.line, "amount")
    pays = tuple(cells["pays"].split())
    if set(pays) - set(DEDUCTIONS) or (NOTHING_PAID in pays and len(pays) > 1):
        raise Unreadable(PAYMENTS, row.line, "pays")
    return Payment(
        person=cells["person"],
        kind=cells["kind"],
        amount=amount or Decimal(0),
        since=day_in(row, "since", PAYMENTS),
        until=day_in(row, "until", PAYMENTS),
        pays=pays or None,
        iban=cells["iban"],
        source=cells["source"],
    )
