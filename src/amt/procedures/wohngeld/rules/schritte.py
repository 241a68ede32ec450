"""The calculation as steps that a person can follow, each with norm, numbers and exact value.

The order is that of the law: household, rent, income, allowances, minimum values, formula,
rounding, result. Formulas are written with German numbers and no words, so that they stand in every
language; `part` names the heading under which steps stand together.
"""

from __future__ import annotations

from decimal import Decimal

from amt.contract.assessment import Step, Unit
from amt.procedures.wohngeld.rules.berechnung import Berechnung
from amt.procedures.wohngeld.rules.mitglieder import Personen
from amt.procedures.wohngeld.rules.schritte_einkommen import income_steps
from amt.procedures.wohngeld.rules.schritte_hoehe import amount_steps
from amt.procedures.wohngeld.rules.schritte_miete import rent_steps

HOUSEHOLD = "household"


def explain(calculation: Berechnung) -> tuple[Step, ...]:
    """Return the steps of a calculation."""
    return (
        *household_steps(calculation.personen),
        *rent_steps(calculation),
        *income_steps(calculation.einkommen),
        *amount_steps(calculation.hoehe, calculation.werte),
    )


def household_steps(who: Personen) -> list[Step]:
    """Return the steps that count the members; the first has the number of those counted."""
    persons, excluded = len(who.members), len(who.excluded)
    inputs = [f"{m.source}.relation" for m in who.members if m.source.startswith("members.")]
    inputs += [f"{m.source}.benefit" for m, _ in who.excluded if m.source]
    steps = [
        Step(
            "household",
            "§§ 5 bis 8 WoGG",
            Decimal(len(who.counted)),
            Unit.PERSONS,
            f"{persons} − {excluded}" if excluded else "",
            tuple(inputs),
            (("persons", str(persons)), ("excluded", str(excluded))),
            HOUSEHOLD,
        )
    ]
    if who.dead:
        steps.append(
            Step(
                "counted_after_death",
                "§ 6 Abs. 2 WoGG",
                Decimal(len(who.dead)),
                Unit.PERSONS,
                values=(("persons", str(len(who.dead))),),
                part=HOUSEHOLD,
            )
        )
    return steps
