"""A household as one row of a table, for the calculation in bulk.

Persons, rent and incomes are found by the rules; limits, deductions of § 16, the formula and its
rounding are left to the table.
"""

from __future__ import annotations

from decimal import Decimal

from amt.kernel.periods import Span
from amt.procedures.wohngeld.bulk_row import CARE_HOME, CLASSES, INPUT_COLUMNS, MORE_COLUMNS, plain
from amt.procedures.wohngeld.rules.gesamteinkommen import Gesamteinkommen, gesamteinkommen
from amt.procedures.wohngeld.rules.haushalt import Haushalt
from amt.procedures.wohngeld.rules.jahreseinkommen import zeit_of
from amt.procedures.wohngeld.rules.mietermittlung import ermittle
from amt.procedures.wohngeld.rules.mitglieder import personen
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.zeitraum import zeitpunkt_der_antragstellung

MOST_PLACES = 10


def row_of(haushalt: Haushalt, werte: Werte, period: Span, name: str = "") -> dict[str, str]:
    """Return the row of a household of which somebody is counted, every column as text.

    `period` is the time for which income is expected, whole months; the date of the row is the
    first day on which the figures hold in it. Income stands by classes of deductions; where a class
    has more than ten places, the finished income of a month stands instead.

    :raises NotEnacted: when the standard need of § 17a is not known for the period.
    """
    zeit = zeit_of(period.start, period.end or period.start, zeitpunkt_der_antragstellung(haushalt))
    who = personen(haushalt, zeit.start)
    found = ermittle(haushalt.wohnung, who, werte)
    income = gesamteinkommen(who, haushalt.wohnung, found, zeit, werte)
    row = dict.fromkeys((*INPUT_COLUMNS, *MORE_COLUMNS), "")
    row["id"] = name
    row["date"] = max(period.start, werte.valid_from).isoformat()
    row["members"] = str(len(who.members))
    row["counted"] = str(len(who.counted))
    if haushalt.mietenstufe is None:
        row["place"] = haushalt.place
    else:
        row["mietenstufe"] = str(haushalt.mietenstufe)
    if found.is_home:
        row["dwelling"] = CARE_HOME
    else:
        row["gross_cold_rent"] = plain(found.left)
    return row | _incomes(income, werte)


def _incomes(income: Gesamteinkommen, werte: Werte) -> dict[str, str]:
    amounts = dict.fromkeys((*CLASSES, "yearly_allowances"), Decimal(0))
    for person in income.persons:
        amounts[CLASSES[person.deduction_percent // werte.deduction_percent]] += (
            person.before_deductions
        )
    for deduction in income.deductions:
        amounts["yearly_allowances"] += deduction.amount
    texts = {name: plain(amount) for name, amount in amounts.items()}
    if any(len(text.partition(".")[2]) > MOST_PLACES for text in texts.values()):
        return {"monthly_income": plain(income.monthly)}
    return texts
