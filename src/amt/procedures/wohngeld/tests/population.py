"""Invented households of known truth, and the little that registers and payments tell of them.

All shares are invented; they describe no real population. They are chosen so that every way in
which data mislead happens: income nobody reported, a rent that rose, a benefit not in the file,
students, owners, flats without known rent.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amt.contract.outreach import HouseholdRows, Row
from amt.procedures.wohngeld.outreach import OUTREACH
from amt.procedures.wohngeld.rules.einnahme import (
    Einnahme,
    EinnahmeArt,
    Unterhalt,
    UnterhaltArt,
)
from amt.procedures.wohngeld.rules.haushalt import (
    Haushalt,
    Leistung,
    LeistungArt,
    Mitglied,
    Verwandtschaft,
)
from amt.procedures.wohngeld.rules.wohnung import Mietzahlung, Wohnung, WohnungArt

ON = date(2026, 5, 1)
PLACES = ("040110000000", "040120000000")
DUE = {
    "wage": ("income_tax", "health_insurance", "pension_insurance"),
    "statutory_pension": ("health_insurance",),
    "unemployment_benefit": (),
}
IBAN = "DE02120300000000202051"


@dataclass(frozen=True, slots=True)
class Invented:
    """A household as it is, and as the files show it."""

    truth: Haushalt
    rows: HouseholdRows
    has_grant: bool


@dataclass(frozen=True, slots=True)
class _Someone:
    relation: str
    age: int
    kind: str = ""
    amount: Decimal = Decimal(0)
    hidden: Decimal = Decimal(0)
    student: bool = False


def invented(count: int, seed: int = 1) -> Iterator[Invented]:
    """Yield so many households, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - invented people, no secret
    for number in range(count):
        yield _household(chance, f"h{number:07}")


def _household(chance: random.Random, key: str) -> Invented:
    people = _people(chance)
    owner = chance.random() < 0.2
    rent, known_rent = _rents(chance, len(people))
    benefit = chance.random() < 0.1
    seen = benefit and chance.random() < 0.95
    grant = not benefit and chance.random() < 0.04
    maintenance = Decimal(300) if chance.random() < 0.03 else Decimal(0)
    area = 28 + 14 * len(people)
    place = chance.choice(PLACES)
    truth = Haushalt(
        applied_on=ON,
        place=place,
        wohnung=Wohnung(
            kind=WohnungArt.OWNERSHIP if owner else WohnungArt.RENT,
            area=Decimal(area),
            rent=None if owner else Mietzahlung(amount=rent),
        ),
        members=tuple(_member(p, i, benefit, maintenance) for i, p in enumerate(people)),
    )
    confirmed = chance.random() < 0.6
    payments = [row for i, p in enumerate(people) for row in _paid(chance, p, i, confirmed)]
    if seen:
        payments = [{"person": "0", "kind": "sgb2", "source": "Jobcenter"}]
    if grant:
        payments.append({"person": "0", "kind": "wohngeld", "source": "Auszahlung"})
    home = {
        "street": f"Musterweg {int(key[1:]) % 900 + 1}", "postcode": "28195", "town": "Musterort",
        "place": place, "moved_in_on": "2019-05-01", "main_residence": "yes",
        "dwelling": "ownership" if owner else "rent", "landlord": "Wohnbau Beispiel",
        "area": str(area) if known_rent else "", "source": "Melderegister",
        "rent_cold": str(known_rent or ""), "rent_source": "Bescheid 2023" if known_rent else "",
    }  # fmt: skip
    return Invented(truth, _rows(key, people, home, payments), grant)


def _people(chance: random.Random) -> list[_Someone]:
    draw = chance.random()
    if draw < 0.35:
        found = [_pensioner(chance, "applicant")]
        if chance.random() < 0.35:
            found.append(_pensioner(chance, "spouse"))
        return found
    if draw < 0.43:
        return [
            _Someone("applicant", chance.randint(19, 27), "wage", _money(chance, 300, 900),
                     student=chance.random() < 0.8)
        ]  # fmt: skip
    found = [_earner(chance, "applicant")]
    if draw > 0.6:
        found.append(_earner(chance, "spouse"))
    children = chance.choice((0, 0, 1, 1, 2, 2, 3, 4)) if draw > 0.5 else 0
    return found + [_Someone("child", chance.randint(0, 16)) for _ in range(children)]


def _pensioner(chance: random.Random, relation: str) -> _Someone:
    # Some have a company pension, rents or interest that no payment data show.
    hidden = _money(chance, 100, 900) if chance.random() < 0.2 else Decimal(0)
    return _Someone(
        relation, chance.randint(66, 90), "statutory_pension", _money(chance, 500, 2_000), hidden
    )


def _earner(chance: random.Random, relation: str) -> _Someone:
    age, draw = chance.randint(25, 63), chance.random()
    hidden = _money(chance, 200, 1_500) if chance.random() < 0.12 else Decimal(0)
    if draw < 0.12:
        return _Someone(relation, age, "", Decimal(0), hidden)
    if draw < 0.2:
        return _Someone(relation, age, "unemployment_benefit", _money(chance, 600, 1_800), hidden)
    return _Someone(relation, age, "wage", _money(chance, 900, 4_800), hidden)


def _rents(chance: random.Random, size: int) -> tuple[Decimal, Decimal | None]:
    rent = _money(chance, 250 + 110 * size, 420 + 190 * size)
    if chance.random() < 0.55:
        return rent, None
    # What is known is of an earlier year; since then it rose, or they moved.
    known = rent * Decimal(str(round(chance.choice((1.0, 1.0, 0.96, 0.92, 0.85, 1.15)), 2)))
    return rent, known.quantize(Decimal("0.01"))


def _member(person: _Someone, number: int, benefit: bool, maintenance: Decimal) -> Mitglied:
    due = DUE.get(person.kind, ())
    incomes = [Einnahme(kind=EinnahmeArt(person.kind), amount=person.amount)] if person.kind else []
    if person.hidden:
        incomes.append(Einnahme(kind=EinnahmeArt.OTHER_TAXABLE, amount=person.hidden))
    return Mitglied(
        id=str(number),
        relation=Verwandtschaft(person.relation),
        birth_date=date(ON.year - person.age, 1, 15),
        incomes=tuple(incomes),
        benefits=(Leistung(kind=LeistungArt.SGB2),) if benefit else (),
        pays_income_tax="income_tax" in due,
        pays_health_insurance="health_insurance" in due,
        pays_pension_insurance="pension_insurance" in due,
        kindergeld=person.relation == "child",
        training_support=person.student,
        maintenance_paid=(
            (Unterhalt(kind=UnterhaltArt.OTHER_PERSON, amount=maintenance),)
            if maintenance and number == 0
            else ()
        ),
    )


def _paid(
    chance: random.Random, person: _Someone, number: int, confirmed: bool
) -> Iterator[dict[str, str]]:
    who = str(number)
    if confirmed:
        yield {"person": who, "kind": "no_section_7", "source": "Abgleich"}
    if person.relation == "child":
        yield {"person": who, "kind": "kindergeld", "amount": "259", "source": "Familienkasse"}
    # Not every payment reaches the file.
    if person.kind and chance.random() < 0.93:
        yield {
            "person": who, "kind": person.kind, "amount": str(person.amount), "iban": IBAN,
            "pays": " ".join(DUE[person.kind]) or "nothing", "source": "Zahlungsmitteilung",
        }  # fmt: skip


def _rows(
    key: str, people: list[_Someone], home: dict[str, str], payments: list[dict[str, str]]
) -> HouseholdRows:
    register = dict.fromkeys(OUTREACH.register_columns, "") | {"household": key}
    paid = dict.fromkeys(OUTREACH.payment_columns, "") | {"household": key}
    return HouseholdRows(
        key,
        tuple(
            Row(
                2,
                register
                | home
                | {
                    "person": str(number),
                    "given_name": f"Kim{number}",
                    "family_name": key,
                    "birth_date": date(ON.year - one.age, 1, 15).isoformat(),
                    "sex": "none",
                    "relation": one.relation,
                    "nationality": "german",
                },
            )
            for number, one in enumerate(people)
        ),
        tuple(Row(2, paid | one) for one in payments),
    )


def _money(chance: random.Random, least: int, most: int) -> Decimal:
    return Decimal(chance.randint(least * 100, most * 100)) / 100
