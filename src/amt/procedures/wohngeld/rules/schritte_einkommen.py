"""The steps of the income: each kind of each person, deductions, allowances (§§ 13 to 18 WoGG)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from amt.contract.assessment import Step, Unit
from amt.procedures.wohngeld.rules.festkomma import quotient
from amt.procedures.wohngeld.rules.freibetraege import Freibetrag
from amt.procedures.wohngeld.rules.gesamteinkommen import Gesamteinkommen
from amt.procedures.wohngeld.rules.haushalt import Mitglied
from amt.procedures.wohngeld.rules.jahreseinkommen import MONTHS, Jahreseinkommen
from amt.procedures.wohngeld.rules.zahlen import german

INCOME, ALLOWANCES = "income", "allowances"

_MONTH = Unit.EURO_PER_MONTH
_YEAR = Unit.EURO_PER_YEAR

_TOLD_AT = {
    "allowance_severely_disabled": "disability",
    "allowance_persecuted": "circumstances",
    "allowance_child_earnings": "birth_date",
    "allowance_basic_pension": "circumstances",
}


def income_steps(income: Gesamteinkommen) -> list[Step]:
    """Return the steps from what each person has to the monthly total income."""
    steps: list[Step] = []
    with_income = [person for person in income.persons if person.sources]
    for person in with_income:
        steps += _person_steps(person)
    steps.append(
        Step(
            "income_before_deductions",
            "§ 14 Abs. 1 und 2, § 27 Abs. 3 Satz 1 Nr. 3 WoGG",
            quotient(income.before_deductions, MONTHS),
            _MONTH,
            f"{german(income.before_deductions)} / {MONTHS}",
            part=INCOME,
        )
    )
    steps += [_allowance_step(deduction) for deduction in income.deductions]
    formula = " + ".join(german(person.amount) for person in with_income) or "0,00"
    formula += "".join(f" − {german(deduction.amount)}" for deduction in income.deductions)
    if income.balance < 0:
        formula = f"max(0; {formula})"
    steps.append(
        Step("gesamteinkommen", "§ 13 Abs. 1 WoGG", income.yearly, _YEAR, formula, part=ALLOWANCES)
    )
    steps.append(
        Step(
            "monthly_income",
            "§ 13 Abs. 2 WoGG",
            income.monthly,
            _MONTH,
            f"{german(income.yearly)} / {MONTHS}",
            part=ALLOWANCES,
        )
    )
    return steps


def name_of(member: Mitglied) -> str:
    """Return how the explanation calls a person."""
    return member.name or member.id


def _person_steps(person: Jahreseinkommen) -> Iterator[Step]:
    whose = ("person", name_of(person.member))
    for source in person.sources:
        inputs = tuple(_at(path, "amount") for path in source.sources)
        yield Step(
            source.key,
            source.norm,
            source.counted,
            _YEAR,
            source.formula,
            inputs,
            (whose,),
            INCOME,
        )
    if person.loss_not_set_off:
        yield Step(
            "loss_not_set_off",
            "§ 14 Abs. 1 Satz 4 WoGG",
            person.loss_not_set_off,
            _YEAR,
            values=(whose,),
            part=INCOME,
        )
    told = dict.fromkeys(path for source in person.sources for path in source.sources)
    yield Step(
        "jahreseinkommen",
        "§§ 14, 16 WoGG",
        person.amount,
        _YEAR,
        f"{german(person.before_deductions)} − {person.deduction_percent} %",
        tuple(_at(path, "pays") for path in told if path.rpartition(".")[2].isdigit()),
        (whose, ("percent", str(person.deduction_percent))),
        INCOME,
    )


def _allowance_step(deduction: Freibetrag) -> Step:
    inputs = tuple(_at(path, "amount") for path in deduction.sources)
    told = _TOLD_AT.get(deduction.key)
    if told is not None:
        inputs = tuple(f"{m.source}.{told}" for m in deduction.members if m.source)
    names = ", ".join(name_of(member) for member in deduction.members)
    return Step(
        deduction.key,
        deduction.norm,
        Decimal(deduction.amount),
        _YEAR,
        deduction.formula,
        inputs,
        (("person", names),),
        ALLOWANCES,
    )


def _at(path: str, field: str) -> str:
    """Return the path of a field of an entry; other places are paths already."""
    return f"{path}.{field}" if path.rpartition(".")[2].isdigit() else path
