"""What the caseworker or the person should know beside the result; no rule of law among it.

Wealth and minimum own means are thresholds of administrative practice: they ask for a look and
never change a result (§ 21 No. 3, § 24 (2) WoGG).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from amt.contract.assessment import Assessment, Reason
from amt.contract.parameters import NotEnacted
from amt.procedures.wohngeld.rules.berechnung import Berechnung
from amt.procedures.wohngeld.rules.einnahme import EinnahmeArt
from amt.procedures.wohngeld.rules.freibetraege import age
from amt.procedures.wohngeld.rules.haushalt import Aufenthalt, Haushalt, Mitglied, Verwandtschaft
from amt.procedures.wohngeld.rules.jahreseinkommen import MONTHS, NOTHING
from amt.procedures.wohngeld.rules.mitglieder import Personen
from amt.procedures.wohngeld.rules.werte import HINWEISE, regelbedarf
from amt.procedures.wohngeld.rules.zahlen import german, german_date, german_euros

MONTHS_OPEN = "months_open"
NOT_ENACTED = "not_enacted"
_PARTNERS = (Verwandtschaft.SPOUSE, Verwandtschaft.PARTNER)
_SCHOOL, _YOUTH, _ADULT = 6, 14, 18
"""Ages of the stages of need (Anlage zu § 28 SGB XII)."""


def remarks(
    haushalt: Haushalt, found: Assessment, who: Personen, calculation: Berechnung | None
) -> tuple[Reason, ...]:
    """Return the remarks on a whole proposal; `calculation` is the first one, if any."""
    return (
        *_on_open_months(found),
        *_on_persons(haushalt, who),
        *(_on_calculation(calculation) if calculation is not None else ()),
        *_on_wealth(haushalt, len(who.counted), found.segments[0].span.start),
        *(_on_own_means(calculation) if calculation is not None else ()),
    )


def _on_open_months(found: Assessment) -> Iterator[Reason]:
    """Yield that later months are granted too and decided ex officio, where it is so."""
    last = found.segments[-1]
    waits = any(reason.key == NOT_ENACTED for reason in last.reasons)
    if found.open_from is not None and waits:
        end = last.span.end or found.open_from
        values = (("start", german_date(found.open_from)), ("end", german_date(end)))
        yield Reason(MONTHS_OPEN, "§ 25 Abs. 1 Satz 1, § 44 Abs. 1 WoGG", values)


def _on_persons(haushalt: Haushalt, who: Personen) -> Iterator[Reason]:
    if who.excluded:
        values = (("excluded", str(len(who.excluded))), ("persons", str(len(who.members))))
        yield Reason("some_excluded", "§§ 7, 8, § 11 Abs. 3 WoGG", values)
    if who.others:
        number = str(len(who.others))
        yield Reason("no_members_without_residence", "§ 5 Abs. 3 WoGG", (("persons", number),))
    if any(m.residence is Aufenthalt.SEARCH_OR_SERVICE_TITLE for m in haushalt.members):
        yield Reason("residence_as_a_rule_not", "§ 3 Abs. 5 Satz 3 WoGG")
    kinds = {income.kind for member in who.earning for income in member.incomes}
    if EinnahmeArt.OTHER in kinds:
        yield Reason("other_income_to_sort", "§ 14 Abs. 2 WoGG")
    if EinnahmeArt.BENEFIT_OF_SECTION_7 in kinds:
        yield Reason("benefit_exceptions_to_check", "§ 14 Abs. 2 Nr. 30 Buchst. a bis e WoGG")


def _on_calculation(calculation: Berechnung) -> Iterator[Reason]:
    rent, amount = calculation.miete, calculation.hoehe
    if calculation.ermittlung.left > rent.limit:
        yield Reason("rent_above_limit", "§ 11 Abs. 1 WoGG", (("limit", german(rent.limit)),))
    minimum = amount.coefficients.minimum_income
    if amount.income < minimum:
        values = (("minimum", german(minimum)),)
        yield Reason("income_below_minimum", "§ 15 Abs. 1, Anlage 3 Nr. 1 WoGG", values)


def _on_wealth(haushalt: Haushalt, counted: int, on: date) -> Iterator[Reason]:
    if haushalt.wealth is None or not counted:
        return
    try:
        figures = HINWEISE.at(on)
    except NotEnacted:
        return
    limit = figures.decimal("wealth_first") + figures.decimal("wealth_further") * (counted - 1)
    if haushalt.wealth > limit:
        values = (("wealth", german_euros(haushalt.wealth)), ("limit", german_euros(limit)))
        yield Reason("wealth_to_check", "§ 21 Nr. 3 WoGG", values)


def _on_own_means(calculation: Berechnung) -> Iterator[Reason]:
    """Yield a hint where income and Wohngeld stay below a share of the need.

    The income is that of § 14 less the lump deductions of § 16, which stand for what is not there
    to live on. A household of which somebody is excluded has other means and is not looked at.
    """
    who = calculation.personen
    start = calculation.zeit.start
    try:
        percent = HINWEISE.at(start).decimal("need_percent")
        need = sum((_need(member, who, start) for member in who.earning), NOTHING)
    except NotEnacted:
        return
    wohnung = calculation.haushalt.wohnung
    if who.excluded or calculation.ermittlung.is_home:
        return
    need += calculation.ermittlung.left + (wohnung.heating_costs or NOTHING)
    means = calculation.einkommen.sum / MONTHS + calculation.hoehe.amount
    means += sum((_kindergeld(member) for member in who.earning), NOTHING)
    if means < need * percent / 100:
        values = (
            ("means", german_euros(means.quantize(Decimal("0.01")))),
            ("need", german_euros(need.quantize(Decimal("0.01")))),
            ("percent", german(percent, 0)),
        )
        yield Reason("own_means_to_check", "§ 15 Abs. 1, § 21 Nr. 3, § 23 Abs. 1 WoGG", values)


def _kindergeld(member: Mitglied) -> Decimal:
    return sum((i.amount for i in member.incomes if i.kind is EinnahmeArt.KINDERGELD), NOTHING)


def _need(member: Mitglied, who: Personen, on: date) -> Decimal:
    years = age(member, on)
    if years is None or years >= _ADULT:
        pair = any(each.relation in _PARTNERS for each in who.living)
        of_pair = member.relation in (*_PARTNERS, Verwandtschaft.APPLICANT)
        return regelbedarf(on, 2 if pair and of_pair else 1)
    if years >= _YOUTH:
        return regelbedarf(on, 4)
    return regelbedarf(on, 5 if years >= _SCHOOL else 6)
