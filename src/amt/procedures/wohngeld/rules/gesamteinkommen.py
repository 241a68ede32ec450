"""The total income of the household (§ 13 WoGG): yearly incomes less allowances and maintenance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from amt.procedures.wohngeld.rules.festkomma import quotient, total
from amt.procedures.wohngeld.rules.freibetraege import Freibetrag, freibetraege
from amt.procedures.wohngeld.rules.jahreseinkommen import (
    MONTHS,
    NOTHING,
    Jahreseinkommen,
    Quelle,
    Zeit,
    jahreseinkommen,
)
from amt.procedures.wohngeld.rules.mietermittlung import Mietermittlung
from amt.procedures.wohngeld.rules.mitglieder import Personen
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.wohnung import Wohnung, WohnungArt
from amt.procedures.wohngeld.rules.zahlen import german

OWN_FLAT = "own_flat_value"


@dataclass(frozen=True, slots=True)
class Gesamteinkommen:
    """The total income (§ 13), EUR a year; `monthly` EUR a month with ten places.

    `balance` is what is left, also below nought; `yearly` is never below it.
    """

    persons: tuple[Jahreseinkommen, ...]
    deductions: tuple[Freibetrag, ...]
    before_deductions: Decimal
    sum: Decimal
    balance: Decimal
    yearly: Decimal
    monthly: Decimal


def gesamteinkommen(
    personen: Personen, wohnung: Wohnung, miete: Mietermittlung, zeit: Zeit, werte: Werte
) -> Gesamteinkommen:
    """Return the total income of the counted members who are alive.

    :raises NotEnacted: when the standard need of § 17a is not known for the period.
    """
    persons = []
    for member in personen.earning:
        extra = None
        if wohnung.kind is WohnungArt.OWN_BUILDING and member.relation == "applicant":
            extra = _own_flat(miete)
        persons.append(jahreseinkommen(member, zeit, werte, extra))
    deductions = freibetraege(personen, wohnung, persons, zeit, werte)
    amount = total(NOTHING, *[person.amount for person in persons])
    balance = total(amount, *[-deduction.amount for deduction in deductions])
    yearly = max(NOTHING, balance)
    return Gesamteinkommen(
        persons=tuple(persons),
        deductions=deductions,
        before_deductions=total(NOTHING, *[person.before_deductions for person in persons]),
        sum=amount,
        balance=balance,
        yearly=yearly,
        monthly=quotient(yearly, MONTHS),
    )


def _own_flat(miete: Mietermittlung) -> Quelle:
    """Return the rental value of the flat used by oneself as income (§ 14 (2) No. 31 WoGG)."""
    yearly = miete.self_used * MONTHS
    return Quelle(
        OWN_FLAT,
        "§ 14 Abs. 2 Nr. 31 WoGG",
        yearly,
        NOTHING,
        yearly,
        f"{MONTHS} × {german(miete.self_used)}",
    )
