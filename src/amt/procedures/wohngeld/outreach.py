"""Finding households that probably have a claim to Wohngeld, from register and payment data.

What is known becomes an answer of the application, what is assumed does not: it only lowers the
confidence. Households with a benefit of § 7 WoGG or a running grant are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amt.contract.outreach import Confidence, Finding, HouseholdRows, LeftOut, Outreach
from amt.contract.parameters import NotEnacted
from amt.kernel.money import Money
from amt.procedures.wohngeld.forms.choices import (
    CARE_HOME,
    CHILDREN,
    INCOMES,
    PLACES,
    RECEIVED_BENEFITS,
    RELATIONS,
    RENTED,
)
from amt.procedures.wohngeld.outreach_answers import answers_of
from amt.procedures.wohngeld.outreach_rows import (
    ESTIMATE,
    KINDERGELD,
    NO_BENEFIT,
    PAYMENT_COLUMNS,
    PAYMENTS,
    REGISTER,
    REGISTER_COLUMNS,
    RUNNING,
    Payment,
    Person,
    Unreadable,
    amount_of,
    day_in,
    payments_of,
    people_of,
)
from amt.procedures.wohngeld.rules.berechnung import berechne
from amt.procedures.wohngeld.rules.einnahme import Einnahme, EinnahmeArt
from amt.procedures.wohngeld.rules.haushalt import Haushalt, Mitglied, Verwandtschaft
from amt.procedures.wohngeld.rules.hindernisse import hindernisse
from amt.procedures.wohngeld.rules.mitglieder import personen
from amt.procedures.wohngeld.rules.werte import Werte, werte_at
from amt.procedures.wohngeld.rules.wohnung import Mietzahlung, Wohnung, WohnungArt
from amt.procedures.wohngeld.rules.zeitraum import bewilligungszeitraum_of

ASSUMED_SHARE = Decimal("0.8")
CAUTIOUS_SHARE = Decimal("0.5")
"""Of the limit of § 12 (1) WoGG, as rent where none is known. Our own estimates, no law: whoever
has a claim even with the second is found with more confidence."""
ADULT, TRAINED = 18, 30
"""Below the second, somebody may be in training (§ 20 (2) WoGG)."""
_EARNED = ("wage", "flat_taxed_wage")

REASONS = {
    "section_7": "somebody receives a benefit of § 7 (1) WoGG",
    "running_grant": "somebody receives Wohngeld",
    "no_applicant": "the register names nobody, or several people, as applicant",
    "relation_unknown": "the register does not say how somebody is related",
    "stranger_paid": "a payment goes to a person whom the register does not name",
    "place_not_ours": "no figures or no form for this place",
    "second_home": "the dwelling is not the main residence (§ 5 (1) WoGG)",
    "dwelling_not_covered": "owners: what their home costs stands in no register",
    "no_income_known": "nothing is known of what the household lives on",
    "not_enacted": "no figures are enacted for this time",
    "no_claim": "probably no claim",
    "unreadable": "a cell cannot be read",
    "rent": "the rent is assumed",
    "rent_cautious": "the rent is assumed; half of the limit would bring a claim as well",
    "rent_estimated": "the rent is an estimate of the operator",
    "dwelling": "that the dwelling is rented is assumed",
    "benefits": "that nobody receives a benefit of § 7 (1) WoGG is not confirmed",
    "deductions": "what is due of an income (§ 16 WoGG) is assumed",
    "kindergeld": "that Kindergeld is paid for a child is assumed",
    "residence": "a right of residence (§ 3 (5) WoGG) is assumed",
    "adult_without_income": "nothing is known of what an adult has",
    "perhaps_in_training": "all adults are young and may be in training (§ 20 (2) WoGG)",
    "income_below_rent": "less income is known than the rent",
}
_WEAK = {"rent", "adult_without_income", "perhaps_in_training", "income_below_rent"}


@dataclass(frozen=True, slots=True)
class _Household:
    people: list[Person]
    payments: list[Payment]
    dwelling: str
    rent: Decimal | None
    area: Decimal | None


def find(households: Sequence[HouseholdRows], on: date) -> list[Finding | LeftOut]:
    """Return for each household the probable amount a month, or why it is left out."""
    return [_look_at(rows, on) for rows in households]


def _look_at(rows: HouseholdRows, on: date) -> Finding | LeftOut:
    try:
        known = _read(rows, on)
        reason = _left_out(known)
        if reason:
            return LeftOut(rows.household, reason)
        werte = werte_at(on)
        amount = _amount(known, werte, on)
    except Unreadable as cell:
        return LeftOut(rows.household, "unreadable", cell.file, cell.line, cell.column)
    except NotEnacted:
        return LeftOut(rows.household, "not_enacted")
    if not amount:
        return LeftOut(rows.household, "no_claim")
    cautious = known.rent is None and _amount(known, werte, on, CAUTIOUS_SHARE) > 0
    assumed = _assumed(known, on, cautious=cautious)
    answers, bases = answers_of(known.people, known.payments)
    applicant = known.people[0]
    cells = applicant.cells
    return Finding(
        household=rows.household,
        name=f"{applicant.given_name} {applicant.family_name}",
        address_lines=(cells["street"], f"{cells['postcode']} {cells['town']}"),
        amount=Money(amount * 100),
        confidence=_confidence(assumed),
        persons=tuple(
            (one.given_name, one.family_name, one.birth_date.isoformat()) for one in known.people
        ),
        answers=answers,
        bases=bases,
        assumed=assumed,
    )


def _read(rows: HouseholdRows, on: date) -> _Household:
    people = people_of(rows)
    first = next((r for r in rows.people if r.cells["relation"] == "applicant"), rows.people[0])
    for row in rows.people:
        day_in(row, "moved_in_on")
    return _Household(
        people=people,
        payments=payments_of(rows, on),
        dwelling=first.cells["dwelling"],
        rent=amount_of(first, "rent_cold"),
        area=amount_of(first, "area"),
    )


def _left_out(known: _Household) -> str:
    kinds = {payment.kind for payment in known.payments}
    cells = known.people[0].cells
    rules = (
        ("section_7", bool(kinds & set(RECEIVED_BENEFITS))),
        ("running_grant", RUNNING in kinds),
        ("no_applicant", [p.relation for p in known.people].count("applicant") != 1),
        ("relation_unknown", any(p.relation not in RELATIONS for p in known.people[1:])),
        ("stranger_paid", bool({p.person for p in known.payments} - {p.id for p in known.people})),
        ("place_not_ours", cells["place"] not in PLACES),
        ("second_home", cells["main_residence"] == "no"),
        ("dwelling_not_covered", known.dwelling not in (*RENTED, CARE_HOME, "")),
        ("no_income_known", not kinds & set(INCOMES)),
    )
    return next((key for key, holds in rules if holds), "")


def _amount(known: _Household, werte: Werte, on: date, share: Decimal = ASSUMED_SHARE) -> int:
    """Return the probable amount a month in whole EUR; 0 is no claim.

    `share` of the limit is the rent where none is known.
    """
    household = Haushalt(
        applied_on=on,
        place=known.people[0].cells["place"],
        wohnung=_dwelling(known, werte, share),
        members=tuple(_member(known, person) for person in known.people),
    )
    period = bewilligungszeitraum_of(household)
    who = personen(household, period.start)
    if hindernisse(household, who):
        return 0
    found = berechne(household, werte, period, who).hoehe
    return int(found.amount) if found.is_claim else 0


def _dwelling(known: _Household, werte: Werte, share: Decimal) -> Wohnung:
    if known.dwelling == CARE_HOME:
        return Wohnung(kind=WohnungArt.CARE_HOME)
    rent = known.rent
    if rent is None:
        level = werte.mietenstufen[known.people[0].cells["place"]]
        limit = werte.hoechstbetrag(len(known.people), level)
        rent = (limit * share).quantize(Decimal("0.01"))
    return Wohnung(kind=WohnungArt.RENT, area=known.area, rent=Mietzahlung(amount=rent))


def _member(known: _Household, person: Person) -> Mitglied:
    paid = [one for one in known.payments if one.person == person.id]
    incomes = [one for one in paid if one.kind in INCOMES]
    due = {what for one in incomes for what in _due(one)}
    return Mitglied(
        id=person.id,
        relation=Verwandtschaft(person.relation),
        birth_date=person.birth_date,
        incomes=tuple(
            Einnahme(
                kind=EinnahmeArt(one.kind), amount=one.amount, since=one.since, until=one.until
            )
            for one in incomes
        ),
        pays_income_tax="income_tax" in due,
        pays_health_insurance="health_insurance" in due,
        pays_pension_insurance="pension_insurance" in due,
        kindergeld=person.relation in CHILDREN,
    )


def _due(payment: Payment) -> tuple[str, ...]:
    """Return what is due of an income; where nobody said it, what usually is."""
    if payment.pays is not None:
        return payment.pays
    usual: dict[str, tuple[str, ...]] = {
        "wage": ("income_tax", "health_insurance", "pension_insurance"),
        "statutory_pension": ("health_insurance",),
    }
    return usual.get(payment.kind, ())


def _assumed(known: _Household, on: date, *, cautious: bool) -> tuple[str, ...]:
    by_kind: dict[str, set[str]] = {}
    for one in known.payments:
        by_kind.setdefault(one.kind, set()).add(one.person)
    incomes = [one for one in known.payments if one.kind in INCOMES]
    adults = [one for one in known.people if one.age(on) >= ADULT]
    children = {one.id for one in known.people if one.relation in CHILDREN}
    rented = known.dwelling != CARE_HOME
    estimated = known.people[0].cells["rent_source"] == ESTIMATE
    total = sum((one.amount for one in incomes), Decimal(0))
    told = {
        "rent": rented and known.rent is None and not cautious,
        "rent_cautious": rented and known.rent is None and cautious,
        "rent_estimated": rented and known.rent is not None and estimated,
        "dwelling": not known.dwelling,
        "benefits": bool({p.id for p in known.people} - by_kind.get(NO_BENEFIT, set())),
        "deductions": any(one.pays is None for one in incomes),
        "kindergeld": bool(children - by_kind.get(KINDERGELD, set())),
        "residence": not all(one.is_german for one in known.people),
        "adult_without_income": bool({p.id for p in adults} - {one.person for one in incomes}),
        "perhaps_in_training": all(one.age(on) < TRAINED for one in adults),
        "income_below_rent": known.rent is not None and total < known.rent,
    }
    return tuple(key for key, holds in told.items() if holds)


def _confidence(assumed: tuple[str, ...]) -> Confidence:
    if not assumed:
        return Confidence.HIGH
    return Confidence.LOW if _WEAK & set(assumed) else Confidence.MEDIUM


OUTREACH = Outreach(
    norms=("§ 13 SGB I", "§ 14 SGB I", "§ 15 SGB I"),
    register_columns=REGISTER_COLUMNS,
    payment_columns=PAYMENT_COLUMNS,
    recognised_by=("applicant.given_name", "applicant.family_name", "applicant.birth_date"),
    find=find,
    reasons=REASONS,
)

__all__ = ["OUTREACH", "PAYMENTS", "REGISTER", "find"]
