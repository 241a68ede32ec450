"""What a household must have so that it can be calculated, beyond the type of each field.

Yields the place as a JSON pointer and an English sentence. Nothing here is law; it only keeps
contradictions and gaps out of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from amt.kernel.periods import first_of_month, last_of_month
from amt.procedures.wohngeld.rules.einnahme import Einnahme, EinnahmeArt, Rhythmus, Unterhalt
from amt.procedures.wohngeld.rules.haushalt import Haushalt, Mitglied, Verwandtschaft
from amt.procedures.wohngeld.rules.wohnung import (
    OWNED,
    Darlehen,
    Enthalten,
    EnthaltenArt,
    Wohnung,
    WohnungArt,
)

Found = Iterator[tuple[str, str]]

RENTED = frozenset({WohnungArt.RENT, WohnungArt.RENT_LIKE, WohnungArt.OWN_BUILDING})

MAY_BE_NEGATIVE = frozenset(
    {
        EinnahmeArt.FARM,
        EinnahmeArt.TRADE,
        EinnahmeArt.SELF_EMPLOYED,
        EinnahmeArt.LETTING,
        EinnahmeArt.OTHER_TAXABLE,
        EinnahmeArt.FOREIGN_INCOME,
    }
)


def pruefe(haushalt: Haushalt) -> Found:
    """Yield what stands against calculating: place and sentence."""
    if bool(haushalt.place) == (haushalt.mietenstufe is not None):
        yield "/place", "give either place or mietenstufe"
    if haushalt.mietenstufe is not None and not 1 <= haushalt.mietenstufe <= 7:
        yield "/mietenstufe", "must be 1 to 7"
    yield from _period(haushalt)
    yield from _dwelling(haushalt.wohnung)
    yield from _members(haushalt)
    if haushalt.wealth is not None and haushalt.wealth < 0:
        yield "/wealth", "must not be negative"


def _period(haushalt: Haushalt) -> Found:
    period = haushalt.period
    if period is None:
        return
    if period.end < period.start:
        yield "/period", "must not end before it begins"
    if period.start != first_of_month(period.start) or period.end != last_of_month(period.end):
        yield "/period", "must begin with the first and end with the last day of a month"


def _dwelling(wohnung: Wohnung) -> Found:
    if wohnung.kind in RENTED:
        if wohnung.rent is None:
            yield "/wohnung/rent", "is missing for this kind of dwelling"
        else:
            for name in ("amount", "to_third_parties", "prepaid", "loan_set_off"):
                yield from _not_negative(wohnung.rent, name, "/wohnung/rent")
            yield from _not_negative(wohnung.rent, "expected_charges", "/wohnung/rent")
            yield from _included(wohnung.rent.includes, "/wohnung/rent/includes", wohnung)
    if wohnung.kind in OWNED:
        yield from _burden(wohnung)
    yield from _areas(wohnung)
    for name in ("business_area", "public_subsidy", "sponsor_payment"):
        yield from _not_negative(wohnung, name, "/wohnung")
    for index, person in enumerate(wohnung.co_residents):
        yield from _not_negative(person, "fee", f"/wohnung/co_residents/{index}")
    for index, part in enumerate(wohnung.let_parts):
        yield from _not_negative(part, "fee", f"/wohnung/let_parts/{index}")
        yield from _included(part.includes, f"/wohnung/let_parts/{index}/includes", wohnung)


def _included(includes: tuple[Enthalten, ...], pointer: str, wohnung: Wohnung) -> Found:
    for index, part in enumerate(includes):
        if part.amount is not None and part.amount < 0:
            yield f"{pointer}/{index}/amount", "must not be negative"
        if part.amount is None and part.kind is EnthaltenArt.SERVICES:
            yield f"{pointer}/{index}/amount", "is missing; services have no lump sum"
        if part.amount is None and part.kind is EnthaltenArt.HEATING and wohnung.area is None:
            yield "/wohnung/area", "is missing for the lump sum for heating"


def _areas(wohnung: Wohnung) -> Found:
    used = sum((part.area for part in wohnung.let_parts), wohnung.business_area)
    if any(part.area <= 0 for part in wohnung.let_parts):
        yield "/wohnung/let_parts", "areas must be larger than nought"
    if wohnung.area is None:
        if used:
            yield "/wohnung/area", "is missing for business or let parts"
    elif wohnung.area <= 0:
        yield "/wohnung/area", "must be larger than nought"
    elif used >= wohnung.area:
        yield "/wohnung/area", "must be larger than business and let parts together"


def _burden(wohnung: Wohnung) -> Found:
    if wohnung.area is None:
        yield "/wohnung/area", "is missing for the burden"
    burden = wohnung.burden
    if burden is None:
        yield "/wohnung/burden", "is missing for this kind of dwelling"
        return
    for name in ("ground_rent", "property_tax", "administration", "usage_fee", "garage_fees"):
        yield from _not_negative(burden, name, "/wohnung/burden")
    for index, loan in enumerate(burden.loans):
        yield from _loan(loan, f"/wohnung/burden/loans/{index}")


def _loan(loan: Darlehen, pointer: str) -> Found:
    for name in ("interest", "fees", "principal", "guarantee", "agreed", "nominal", "replaced"):
        yield from _not_negative(loan, name, pointer)
    if not loan.nominal and (loan.endowment or loan.replaced is not None):
        yield f"{pointer}/nominal", "is missing"


def _not_negative(record: object, name: str, pointer: str) -> Found:
    value = getattr(record, name)
    if isinstance(value, Decimal) and value < 0:
        yield f"{pointer}/{name}", "must not be negative"


def _members(haushalt: Haushalt) -> Found:
    members = haushalt.members
    if not members or members[0].relation is not Verwandtschaft.APPLICANT:
        yield "/members/0", "must be the applicant"
    if sum(member.relation is Verwandtschaft.APPLICANT for member in members) > 1:
        yield "/members", "must have one applicant only"
    if len({member.id for member in members}) < len(members):
        yield "/members", "must have ids that differ"
    for index, member in enumerate(members):
        yield from _member(member, f"/members/{index}")


def _member(member: Mitglied, pointer: str) -> Found:
    if not member.id:
        yield f"{pointer}/id", "must not be empty"
    if member.disability_degree > 100:
        yield f"{pointer}/disability_degree", "must not be more than 100"
    care = member.shared_care
    if care is not None and care.days_here + care.days_there < 1:
        yield f"{pointer}/shared_care", "must have days"
    if care is not None and member.birth_date is None:
        yield f"{pointer}/birth_date", "is missing for shared care"
    yield from _stay(member, pointer)
    for index, income in enumerate(member.incomes):
        yield from _income(income, f"{pointer}/incomes/{index}")
    for index, paid in enumerate(member.maintenance_paid):
        yield from _maintenance(paid, f"{pointer}/maintenance_paid/{index}")
    for index, benefit in enumerate(member.benefits):
        if benefit.since and benefit.until and benefit.until < benefit.since:
            yield f"{pointer}/benefits/{index}/until", "must not be before since"


def _stay(member: Mitglied, pointer: str) -> Found:
    if member.relation is Verwandtschaft.APPLICANT and member.died_on is not None:
        yield f"{pointer}/died_on", "the applicant must be alive"
    if member.joined_on and member.left_on and member.left_on < member.joined_on:
        yield f"{pointer}/left_on", "must not be before joined_on"


def _income(income: Einnahme, pointer: str) -> Found:
    if income.amount < 0 and income.kind not in MAY_BE_NEGATIVE:
        yield f"{pointer}/amount", "must not be negative for this kind"
    if income.expenses < 0:
        yield f"{pointer}/expenses", "must not be negative"
    if income.since and income.until and income.until < income.since:
        yield f"{pointer}/until", "must not be before since"
    if income.per is Rhythmus.ONCE and income.received_on is None:
        yield f"{pointer}/received_on", "is missing for one-off income"
    start, end = income.attributed_from, income.attributed_until
    if (start is None) != (end is None):
        yield f"{pointer}/attributed_until", "give both days of the attributed time or none"
    elif start and end and end < start:
        yield f"{pointer}/attributed_until", "must not be before attributed_from"
    if income.children < 1:
        yield f"{pointer}/children", "must be at least 1"


def _maintenance(paid: Unterhalt, pointer: str) -> Found:
    if paid.amount < 0 or (paid.titled is not None and paid.titled < 0):
        yield f"{pointer}/amount", "must not be negative"
    if paid.per not in (Rhythmus.MONTH, Rhythmus.YEAR):
        yield f"{pointer}/per", "must be month or year"
    if paid.since and paid.until and paid.until < paid.since:
        yield f"{pointer}/until", "must not be before since"
