"""The calculation as steps that a person can follow, each with norm, numbers and exact value.

The order is that of the law: household, rent, income, minimum values, formula, rounding, result.
Formulas are written with German numbers and no words, so that they stand in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from amt.contract.assessment import Step, Unit
from amt.procedures.wohngeld.rules.angaben import TRIAL, person_number
from amt.procedures.wohngeld.rules.berechnung import Berechnung
from amt.procedures.wohngeld.rules.einkommen import (
    MONTHS,
    Gesamteinkommen,
    Jahreseinkommen,
)
from amt.procedures.wohngeld.rules.festkomma import quotient
from amt.procedures.wohngeld.rules.hoehe import Hoehe
from amt.procedures.wohngeld.rules.kurz import Haushalt
from amt.procedures.wohngeld.rules.miete import Miete
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.zahlen import ROMAN, german

_MONTH = Unit.EURO_PER_MONTH
_YEAR = Unit.EURO_PER_YEAR


def explain(calculation: Berechnung) -> tuple[Step, ...]:
    """Return the steps of a calculation."""
    return (
        household_step(calculation.haushalt),
        *_rent_steps(calculation.miete),
        *_income_steps(calculation),
        *_amount_steps(calculation.hoehe, calculation.werte),
    )


def household_step(haushalt: Haushalt) -> Step:
    """Return the step that counts the members."""
    formula = f"{haushalt.persons} − {haushalt.excluded}" if haushalt.excluded else ""
    return Step(
        "household",
        "§§ 5 bis 7 WoGG",
        Decimal(max(0, haushalt.counted)),
        Unit.PERSONS,
        formula,
        ("household.size", "household.excluded", "applicant.benefit", "members.benefit"),
        (("persons", str(haushalt.persons)), ("excluded", str(haushalt.excluded))),
    )


def _rent_steps(miete: Miete) -> list[Step]:
    share = [_rent_share_step(miete)] if miete.counted != miete.persons else []
    return [*_rent_limit_steps(miete), *_rent_result_steps(miete), *share]


def _rent_limit_steps(miete: Miete) -> list[Step]:
    """Return the rent that is paid and the highest that may count."""
    of_persons = ("persons", str(miete.persons))
    level = ("level", ROMAN[miete.mietenstufe])
    return [
        Step("gross_cold_rent", "§ 9 WoGG", miete.gross_cold_rent, _MONTH, inputs=("rent.cold",)),
        Step(
            "mietenstufe",
            "§ 12 Abs. 2 bis 5 WoGG, Anlage zu § 1 Abs. 3 WoGV",
            Decimal(miete.mietenstufe),
            Unit.LEVEL,
            inputs=("home.place",),
            values=(level,),
        ),
        Step(
            "hoechstbetrag",
            "§ 12 Abs. 1 WoGG, Anlage 1",
            miete.hoechstbetrag,
            _MONTH,
            values=(of_persons, level),
        ),
        Step(
            "klimakomponente",
            "§ 12 Abs. 7 WoGG",
            miete.klimakomponente,
            _MONTH,
            values=(of_persons,),
        ),
        Step(
            "rent_limit",
            "§ 11 Abs. 1 Satz 1 Nr. 1 WoGG",
            miete.limit,
            _MONTH,
            f"{german(miete.hoechstbetrag)} + {german(miete.klimakomponente)}",
        ),
    ]


def _rent_result_steps(miete: Miete) -> list[Step]:
    """Return the rent within the limit, and with heating."""
    return [
        Step(
            "rent_within_limit",
            "§ 11 Abs. 1 Satz 1 Nr. 1 WoGG",
            miete.within_limit,
            _MONTH,
            f"min({german(miete.gross_cold_rent)}; {german(miete.limit)})",
            ("rent.cold",),
        ),
        Step(
            "heizkosten",
            "§ 12 Abs. 6 WoGG",
            miete.heizkosten,
            _MONTH,
            values=(("persons", str(miete.persons)),),
        ),
        Step(
            "whole_rent",
            "§ 11 Abs. 1 Satz 1 WoGG",
            miete.whole,
            _MONTH,
            f"{german(miete.within_limit)} + {german(miete.heizkosten)}",
        ),
    ]


def _rent_share_step(miete: Miete) -> Step:
    return Step(
        "rent_share",
        "§ 11 Abs. 3 WoGG",
        miete.eligible,
        _MONTH,
        f"{german(miete.whole)} × {miete.counted} / {miete.persons}",
        values=(("counted", str(miete.counted)), ("persons", str(miete.persons))),
    )


def _person_steps(person: Jahreseinkommen, label: str, werte: Werte) -> list[Step]:
    path, whose = person.source.path, ("person", label)
    return [
        *_kinds_of_income(person, whose, werte),
        Step(
            "jahreseinkommen",
            "§§ 14, 16 WoGG",
            person.amount,
            _YEAR,
            f"{german(person.before_deductions)} − {person.deduction_percent} %",
            (
                f"{path}.pays_income_tax",
                f"{path}.pays_health_insurance",
                f"{path}.pays_pension_insurance",
            ),
            (whose, ("percent", str(person.deduction_percent))),
        ),
    ]


def _kinds_of_income(
    person: Jahreseinkommen, whose: tuple[str, str], werte: Werte
) -> Iterator[Step]:
    """Yield a step for each kind of income that the person has."""
    source = person.source
    earners = f" × {source.earners}" if source.earners > 1 else ""
    rows = (
        (
            "wage",
            "§ 14 Abs. 1 WoGG, § 9a Satz 1 Nr. 1 Buchst. a EStG",
            source.wage,
            person.wage,
            f" − {german(werte.employee_lump_sum_year)}{earners}",
        ),
        (
            "pension",
            "§ 14 Abs. 1, Abs. 2 Nr. 3 WoGG, § 9a Satz 1 Nr. 3 EStG",
            source.pension,
            person.pension,
            f" − {german(werte.pension_lump_sum_year)}",
        ),
        ("other_income", "§ 14 WoGG", source.other, person.other, ""),
    )
    for key, norm, monthly, yearly, lump_sum in rows:
        if monthly:
            formula = f"{MONTHS} × {german(monthly)}{lump_sum}"
            yield Step(key, norm, yearly, _YEAR, formula, (f"{source.path}.{key}",), (whose,))


def _income_steps(calculation: Berechnung) -> list[Step]:
    income, persons = calculation.einkommen, calculation.haushalt.persons
    steps: list[Step] = []
    with_income = [person for person in income.persons if person.before_deductions]
    for person in with_income:
        path = person.source.path
        everybody = path == TRIAL and persons > 1
        label = f"1–{persons}" if everybody else str(person_number(path))
        steps += _person_steps(person, label, calculation.werte)
    steps.append(
        Step(
            "income_before_deductions",
            "§ 14 Abs. 1 und 2, § 27 Abs. 3 Satz 1 Nr. 3 WoGG",
            quotient(income.before_deductions, MONTHS),
            _MONTH,
            f"{german(income.before_deductions)} / {MONTHS}",
        )
    )
    steps += _allowance_steps(income)
    parts = [german(person.amount) for person in with_income] or ["0,00"]
    formula = " + ".join(parts) + "".join(
        f" − {german(a)}"
        for a in (income.severely_disabled, income.single_parent, income.child_earnings)
        if a
    )
    steps.append(Step("gesamteinkommen", "§ 13 Abs. 1 WoGG", income.yearly, _YEAR, formula))
    steps.append(
        Step(
            "monthly_income",
            "§ 13 Abs. 2 WoGG",
            income.monthly,
            _MONTH,
            f"{german(income.yearly)} / {MONTHS}",
        )
    )
    return steps


def _allowance_steps(income: Gesamteinkommen) -> list[Step]:
    rows = (
        (
            "allowance_severely_disabled",
            "§ 17 Nr. 1 WoGG",
            income.severely_disabled,
            ("household.severely_disabled", "applicant.disability", "members.disability"),
        ),
        (
            "allowance_single_parent",
            "§ 17 Nr. 3 WoGG",
            income.single_parent,
            ("household.single_parent",),
        ),
        (
            "allowance_child_earnings",
            "§ 17 Nr. 4 WoGG",
            income.child_earnings,
            ("members.wage", "members.birth_date", "members.relation"),
        ),
    )
    return [
        Step(key, norm, amount, _YEAR, inputs=inputs)
        for key, norm, amount, inputs in rows
        if amount
    ]


def _amount_steps(hoehe: Hoehe, werte: Werte) -> list[Step]:
    further = [_further_members_step(hoehe)] if hoehe.further else []
    return [
        *_minimum_steps(hoehe),
        *_formula_steps(hoehe, werte),
        *further,
        _result_step(hoehe, werte),
    ]


def _minimum_steps(hoehe: Hoehe) -> list[Step]:
    """Return M and Y after the minimum values."""
    row = hoehe.coefficients
    rows = (
        ("rent_used", hoehe.rent_used, hoehe.rent, row.minimum_rent),
        ("income_used", hoehe.income_used, hoehe.income, row.minimum_income),
    )
    return [
        Step(
            key,
            "Anlage 3 Nr. 1 WoGG",
            used,
            _MONTH,
            f"max({german(given)}; {german(minimum)})",
            values=_members(hoehe),
        )
        for key, used, given, minimum in rows
    ]


def _formula_steps(hoehe: Hoehe, werte: Werte) -> list[Step]:
    """Return the formula in the order of Anlage 3, and its rounding."""
    row, norm = hoehe.coefficients, "§ 19 Abs. 1 WoGG, Anlage 3 Nr. 2"
    rent, income = german(hoehe.rent_used), german(hoehe.income_used)
    a, b, c = (german(number, 0) for number in (row.a, row.b, row.c))
    z1, z2, z3, z4 = (german(z, 0) for z in (hoehe.z1, hoehe.z2, hoehe.z3, hoehe.z4))
    return [
        Step(
            "z1",
            "§ 19 Abs. 1 WoGG, Anlagen 2 und 3 Nr. 2",
            hoehe.z1,
            Unit.FACTOR,
            f"{a} + {b} × {rent} + {c} × {income}",
            values=_members(hoehe),
        ),
        Step("z2", norm, hoehe.z2, Unit.FACTOR, f"{z1} × {income}"),
        Step("z3", norm, hoehe.z3, Unit.FACTOR, f"{rent} − {_operand(z2)}"),
        Step("z4", norm, hoehe.z4, Unit.FACTOR, f"{german(werte.factor)} × {_operand(z3)}"),
        Step(
            "rounded",
            "Anlage 3 Nr. 3 WoGG",
            Decimal(hoehe.rounded),
            _MONTH,
            f"{z4} → {german(hoehe.rounded, 0)}",
        ),
    ]


def _further_members_step(hoehe: Hoehe) -> Step:
    return Step(
        "further_members",
        "§ 19 Abs. 3 WoGG",
        Decimal(hoehe.computed),
        _MONTH,
        f"min({german(hoehe.rounded, 0)} + {hoehe.further}; {german(hoehe.rent)})",
        values=_members(hoehe),
    )


def _result_step(hoehe: Hoehe, werte: Werte) -> Step:
    compared = "≥" if hoehe.is_claim else "<"
    return Step(
        "wohngeld",
        "§ 19, § 21 Nr. 1 WoGG",
        Decimal(hoehe.amount),
        _MONTH,
        f"{german(hoehe.computed, 0)} {compared} {werte.minimum_wohngeld}",
        values=(("minimum", str(werte.minimum_wohngeld)),),
    )


def _members(hoehe: Hoehe) -> tuple[tuple[str, str], ...]:
    return (("members", str(hoehe.members)),)


def _operand(number: str) -> str:
    return f"({number})" if number.startswith("−") else number
