"""The steps of the formula: minimum values, z1 to z4, rounding, 13th member, smallest amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from amt.contract.assessment import Step, Unit
from amt.procedures.wohngeld.rules.hoehe import Hoehe
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.zahlen import german

AMOUNT = "amount"

_MONTH = Unit.EURO_PER_MONTH


def amount_steps(hoehe: Hoehe, werte: Werte) -> list[Step]:
    """Return the steps from M and Y to the amount (§ 19, § 21 No. 1 WoGG, Anlage 3)."""
    steps = [*_minimum_steps(hoehe), *_formula_steps(hoehe, werte)]
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


def _formula_steps(hoehe: Hoehe, werte: Werte) -> Iterator[Step]:
    """Yield the formula in the order of Anlage 3, and its rounding."""
    row, norm = hoehe.coefficients, "§ 19 Abs. 1 WoGG, Anlage 3 Nr. 2"
    rent, income = german(hoehe.rent_used), german(hoehe.income_used)
    a, b, c = (german(number, 0) for number in (row.a, row.b, row.c))
    z1, z2, z3, z4 = (german(z, 0) for z in (hoehe.z1, hoehe.z2, hoehe.z3, hoehe.z4))
    yield Step(
        "z1",
        "§ 19 Abs. 1 WoGG, Anlagen 2 und 3 Nr. 2",
        hoehe.z1,
        Unit.FACTOR,
        f"{a} + {b} × {rent} + {c} × {income}",
        (),
        _members(hoehe),
        AMOUNT,
    )
    rows = (
        ("z2", norm, hoehe.z2, Unit.FACTOR, f"{z1} × {income}"),
        ("z3", norm, hoehe.z3, Unit.FACTOR, f"{rent} − {_operand(z2)}"),
        ("z4", norm, hoehe.z4, Unit.FACTOR, f"{german(werte.factor)} × {_operand(z3)}"),
        (
            "rounded",
            "Anlage 3 Nr. 3 WoGG",
            Decimal(hoehe.rounded),
            _MONTH,
            f"{z4} → {german(hoehe.rounded, 0)}",
        ),
    )
    for key, norm_of, value, unit, formula in rows:
        yield Step(key, norm_of, value, unit, formula, part=AMOUNT)


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
