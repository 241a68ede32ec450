"""The steps of the formula: minimum values, z1 to z4, rounding, 13th member, smallest amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from amt.contract.assessment import Step, Unit
from amt.procedures.wohngeld.rules.hoehe import Hoehe
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.zahlen import german

AMOUNT = "amount"

_MONTH, _FACTOR = Unit.EURO_PER_MONTH, Unit.FACTOR


def amount_steps(hoehe: Hoehe, werte: Werte) -> list[Step]:
    """Return the steps from M and Y to the amount (§ 19, § 21 No. 1 WoGG, Anlage 3)."""
    steps = [*_minimum_steps(hoehe), *_formula_steps(hoehe, werte), _rounding_step(hoehe)]
    if hoehe.further:
        steps.append(_further_members_step(hoehe))
    steps.append(_result_step(hoehe, werte))
    return steps


def _minimum_steps(hoehe: Hoehe) -> Iterator[Step]:
    """Yield M and Y after the minimum values."""
    row = hoehe.coefficients
    rows = (
        ("rent_used", hoehe.rent_used, hoehe.rent, row.minimum_rent),
        ("income_used", hoehe.income_used, hoehe.income, row.minimum_income),
    )
    for key, used, given, minimum in rows:
        formula = f"max({german(given)}; {german(minimum)})"
        yield Step(key, "Anlage 3 Nr. 1 WoGG", used, _MONTH, formula, (), _members(hoehe), AMOUNT)


def _formula_steps(hoehe: Hoehe, werte: Werte) -> tuple[Step, ...]:
    """Return the formula in the order of Anlage 3."""
    row, norm = hoehe.coefficients, "§ 19 Abs. 1 WoGG, Anlage 3 Nr. 2"
    rent, income = german(hoehe.rent_used), german(hoehe.income_used)
    a, b, c = german(row.a, 0), german(row.b, 0), german(row.c, 0)
    z1, z2, z3 = german(hoehe.z1, 0), german(hoehe.z2, 0), german(hoehe.z3, 0)
    of_z1, of_z2 = f"{a} + {b} × {rent} + {c} × {income}", f"{z1} × {income}"
    of_z3, of_z4 = f"{rent} − {_operand(z2)}", f"{german(werte.factor)} × {_operand(z3)}"
    tables, members = "§ 19 Abs. 1 WoGG, Anlagen 2 und 3 Nr. 2", _members(hoehe)
    return (
        Step("z1", tables, hoehe.z1, _FACTOR, of_z1, (), members, AMOUNT),
        Step("z2", norm, hoehe.z2, _FACTOR, of_z2, (), (), AMOUNT),
        Step("z3", norm, hoehe.z3, _FACTOR, of_z3, (), (), AMOUNT),
        Step("z4", norm, hoehe.z4, _FACTOR, of_z4, (), (), AMOUNT),
    )


def _rounding_step(hoehe: Hoehe) -> Step:
    formula = f"{german(hoehe.z4, 0)} → {german(hoehe.rounded, 0)}"
    return Step(
        "rounded", "Anlage 3 Nr. 3 WoGG", Decimal(hoehe.rounded), _MONTH, formula, (), (), AMOUNT
    )


def _further_members_step(hoehe: Hoehe) -> Step:
    return Step(
        "further_members",
        "§ 19 Abs. 3 WoGG",
        Decimal(hoehe.computed),
        _MONTH,
        f"min({german(hoehe.rounded, 0)} + {hoehe.further}; {german(hoehe.rent)})",
        values=_members(hoehe),
        part=AMOUNT,
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
        part=AMOUNT,
    )


def _members(hoehe: Hoehe) -> tuple[tuple[str, str], ...]:
    return (("members", str(hoehe.members)),)


def _operand(number: str) -> str:
    return f"({number})" if number.startswith("−") else number
