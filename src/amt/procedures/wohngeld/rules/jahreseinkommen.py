"""The yearly income of one member (§§ 14 to 16 WoGG).

1. Each income is taken as it is expected in the period and brought to a year (§ 15): months in
   which it comes, one-off income by twelfths, special payments of the year.
2. By the rule of its kind in `katalog`: lump sums or expenses, half, above an allowance. A loss is
   set off within the same kind of income only (§ 14 (1) sentence 4).
3. Ten percent each for tax, health and care insurance, pension insurance (§ 16).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from amt.kernel.periods import add_months, first_of_month
from amt.procedures.wohngeld.rules.einnahme import Einnahme, EinnahmeArt, Rhythmus, Unterhalt
from amt.procedures.wohngeld.rules.festkomma import product, quotient, total
from amt.procedures.wohngeld.rules.haushalt import Mitglied
from amt.procedures.wohngeld.rules.katalog import KATALOG, Eintrag, Regel
from amt.procedures.wohngeld.rules.mitglieder import schliesst_nicht_aus
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.zahlen import german

MONTHS = 12
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Zeit:
    """The period of which the income is expected, in months, and the day of the application."""

    start: date
    months: int
    applied_on: date

    @property
    def after(self) -> date:
        """The first day after the period."""
        return add_months(self.start, self.months)


@dataclass(frozen=True, slots=True)
class Quelle:
    """A kind of income of a member as it counts, EUR a year.

    `gross` is what comes in, `counted` what is left by the rule of the kind, negative for a loss;
    `deduction` stands between them. `sources` are the places where it was told.
    """

    key: str
    norm: str
    gross: Decimal
    deduction: Decimal
    counted: Decimal
    formula: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Jahreseinkommen:
    """The income of a member in a year (§ 14), EUR, with the sources it comes from.

    `earnings` are gross from work (§ 17 No. 4), `pensions` gross from pensions (§ 17a).
    """

    member: Mitglied
    sources: tuple[Quelle, ...]
    before_deductions: Decimal
    loss_not_set_off: Decimal
    deduction_percent: int
    amount: Decimal
    earnings: Decimal
    pensions: Decimal


def zeit_of(start: date, end: date, applied_on: date) -> Zeit:
    """Return the period from the first of a month to the last of another."""
    months = (end.year - start.year) * MONTHS + end.month - start.month + 1
    return Zeit(first_of_month(start), months, applied_on)


def im_jahr(income: Einnahme | Unterhalt, zeit: Zeit) -> tuple[Decimal, str]:
    """Return an income as EUR a year, and the formula (§ 15 WoGG).

    Twelve times the monthly average of the period, which for twelve months is what comes in it
    (§ 15 (1), (4)).
    """
    if income.per is Rhythmus.MONTH:
        return _regular(income, income.amount, zeit)
    if income.per is Rhythmus.YEAR:
        months = _months_within(income.since, income.until, zeit)
        if months == zeit.months:
            return income.amount, ""
        formula = f"{german(income.amount)} × {months} / {zeit.months}"
        return quotient(product(income.amount, Decimal(months)), zeit.months), formula
    if not isinstance(income, Einnahme):
        return NOTHING, ""
    return _special(income, zeit) if income.per is Rhythmus.SPECIAL else _once(income, zeit)


def _regular(income: Einnahme | Unterhalt, monthly: Decimal, zeit: Zeit) -> tuple[Decimal, str]:
    months = _months_within(income.since, income.until, zeit)
    if months == zeit.months:
        return monthly * MONTHS, f"{MONTHS} × {german(monthly)}"
    if zeit.months == MONTHS:
        return monthly * months, f"{months} × {german(monthly)}"
    yearly = quotient(product(monthly, Decimal(months * MONTHS)), zeit.months)
    return yearly, f"{MONTHS} × {months} × {german(monthly)} / {zeit.months}"


def _special(income: Einnahme, zeit: Zeit) -> tuple[Decimal, str]:
    """Count a special payment that comes in the year after the period begins (§ 15 (3))."""
    day = income.received_on
    if day is not None and not zeit.start <= day < add_months(zeit.start, MONTHS):
        return NOTHING, ""
    return income.amount, german(income.amount)


def _once(income: Einnahme, zeit: Zeit) -> tuple[Decimal, str]:
    """Spread one-off income over its time, else over the twelve months after it (§ 15 (2))."""
    received = income.received_on
    if received is None or received < add_months(zeit.applied_on, -MONTHS):
        return NOTHING, ""
    start, end = income.attributed_from, income.attributed_until
    if start is None or end is None:
        start = add_months(first_of_month(received), 1)
        end = add_months(start, MONTHS) - timedelta(days=1)
    spread = (end.year - start.year) * MONTHS + end.month - start.month + 1
    months = _months_within(start, end, zeit)
    yearly = quotient(product(income.amount, Decimal(months * MONTHS)), spread * zeit.months)
    return yearly, f"{german(income.amount)} / {spread} × {months} × {MONTHS} / {zeit.months}"


def _months_within(since: date | None, until: date | None, zeit: Zeit) -> int:
    """Count the months of the period of which a day lies between two days."""
    if since is None and until is None:
        return zeit.months
    start = zeit.start if since is None else max(zeit.start, first_of_month(since))
    last = add_months(zeit.start, zeit.months - 1)
    end = last if until is None else min(last, first_of_month(until))
    return max(0, (end.year - start.year) * MONTHS + end.month - start.month + 1)


def jahreseinkommen(
    member: Mitglied, zeit: Zeit, werte: Werte, extra: Quelle | None = None
) -> Jahreseinkommen:
    """Return the yearly income of a member; `extra` is one that was not told as such (No. 31)."""
    percent = werte.deduction_percent * (
        member.pays_income_tax + member.pays_health_insurance + member.pays_pension_insurance
    )
    if not member.incomes and extra is None:
        return Jahreseinkommen(member, (), NOTHING, NOTHING, percent, NOTHING, NOTHING, NOTHING)
    groups: dict[str, list[tuple[Einnahme, Decimal, str]]] = {}
    earnings = pensions = NOTHING
    for income in member.incomes:
        yearly, formula = im_jahr(income, zeit)
        entry = KATALOG[income.kind]
        if entry.rule is Regel.NOT or not yearly or _is_free_benefit(income.kind, member):
            continue
        groups.setdefault(_GROUPS[income.kind], []).append((income, yearly, formula))
        if income.kind in EARNINGS:
            earnings = total(earnings, max(NOTHING, yearly))
        if income.kind in RETIREMENT:
            pensions = total(pensions, yearly)
    sources = [_source(key, rows, zeit, werte) for key, rows in groups.items()]
    sources += [extra] if extra is not None else []
    before, loss = _positive(sources)
    return Jahreseinkommen(
        member=member,
        sources=tuple(sources),
        before_deductions=before,
        loss_not_set_off=loss,
        deduction_percent=percent,
        amount=before * (100 - percent) / 100,
        earnings=earnings,
        pensions=pensions,
    )


EARNINGS = frozenset(
    {
        EinnahmeArt.WAGE,
        EinnahmeArt.FLAT_TAXED_WAGE,
        EinnahmeArt.TAX_FREE_SUPPLEMENTS,
        EinnahmeArt.FARM,
        EinnahmeArt.TRADE,
        EinnahmeArt.SELF_EMPLOYED,
    }
)
"""Receipts from work (§ 17 No. 4 WoGG); of profits what was told of them."""

RETIREMENT = frozenset(
    {
        EinnahmeArt.STATUTORY_PENSION,
        EinnahmeArt.FARMERS_PENSION,
        EinnahmeArt.PROFESSIONAL_PENSION,
        EinnahmeArt.CIVIL_PENSION,
    }
)
"""The pension of § 17a (1) WoGG and those that stand in its place by § 17a (2)."""

_LUMP_SUMS = {
    Regel.WAGE: "employee_lump_sum",
    Regel.CIVIL_PENSION: "civil_pension_lump_sum",
    Regel.PENSION: "pension_lump_sum",
}


def einnahmen_aus_arbeit(member: Mitglied, zeit: Zeit) -> Decimal:
    """Return the gross receipts from work, EUR a year by the average of a time (§ 17 No. 4)."""
    found = (im_jahr(income, zeit)[0] for income in member.incomes if income.kind in EARNINGS)
    return total(NOTHING, *(max(NOTHING, yearly) for yearly in found))


def _is_free_benefit(kind: EinnahmeArt, member: Mitglied) -> bool:
    """Tell whether a benefit of § 7 (1) does not exclude and so is no income (No. 30 e)."""
    return kind is EinnahmeArt.BENEFIT_OF_SECTION_7 and any(
        schliesst_nicht_aus(benefit) for benefit in member.benefits
    )


def _group(kind: EinnahmeArt, entry: Eintrag) -> str:
    """Return under which name incomes are taken together: one lump sum, one allowance for all."""
    if entry.rule is Regel.ABOVE_MONTHLY_ALLOWANCE:
        return EinnahmeArt.ELTERNGELD.value
    return PENSIONS if entry.rule is Regel.PENSION else kind.value


PENSIONS = "pension"
_GROUPS = {kind: _group(kind, entry) for kind, entry in KATALOG.items()}
_ARTS = {kind.value: entry.art for kind, entry in KATALOG.items() if entry.art} | {PENSIONS: 7}
"""The kind of income of § 2 (1) EStG by the key of a source, where losses are set off in it."""


def _source(
    key: str, rows: list[tuple[Einnahme, Decimal, str]], zeit: Zeit, werte: Werte
) -> Quelle:
    entry = KATALOG[rows[0][0].kind]
    gross = rows[0][1] if len(rows) == 1 else total(*(yearly for _, yearly, _ in rows))
    formula = " + ".join([text or german(yearly) for _, yearly, text in rows])
    expenses = sum([income.expenses for income, _, _ in rows], NOTHING)
    deduction = NOTHING
    if entry.rule in _LUMP_SUMS:
        lump = werte.limits[_LUMP_SUMS[entry.rule]]
        # § 9a sentence 2 EStG: a lump sum never exceeds the income, proven expenses may.
        deduction = max(min(lump, gross), expenses)
    elif entry.rule is Regel.ACTUAL_EXPENSES:
        deduction = min(expenses, gross)
    elif entry.rule is Regel.ABOVE_ALLOWANCE:
        deduction = min(werte.limits[entry.allowance], gross)
    elif entry.rule is Regel.ABOVE_MONTHLY_ALLOWANCE:
        key = rows[0][0].kind.value
        deduction = _monthly_allowances([income for income, _, _ in rows], zeit, werte)
    if entry.rule is Regel.HALF:
        deduction = gross / 2
        formula = f"({formula}) / 2" if " " in formula else f"{formula} / 2"
    elif deduction:
        formula = f"{formula} − {german(deduction)}"
    sources = tuple([income.source for income, _, _ in rows if income.source])
    return Quelle(key, entry.norm, gross, deduction, gross - deduction, formula, sources)


def _monthly_allowances(incomes: list[Einnahme], zeit: Zeit, werte: Werte) -> Decimal:
    """Return what of Elterngeld does not count, EUR a year, never more than it.

    In a month there is one amount for all of it ("insgesamt", § 10 (1) BEEG): the highest.
    """
    free = NOTHING
    for number in range(zeit.months):
        month = Zeit(add_months(zeit.start, number), 1, zeit.applied_on)
        received = allowance = NOTHING
        for income in incomes:
            yearly, _ = im_jahr(income, zeit if income.per is Rhythmus.SPECIAL else month)
            if yearly:
                amount = werte.limits[KATALOG[income.kind].allowance] * income.children
                received, allowance = total(received, yearly), max(allowance, amount * MONTHS)
        free = total(free, min(received, allowance))
    return quotient(free, zeit.months)


def _positive(sources: Iterable[Quelle]) -> tuple[Decimal, Decimal]:
    """Add what counts, losses within their kind only; return the sum and the loss left out."""
    by_art: dict[str | int, Decimal] = {}
    for source in sources:
        art = _ARTS.get(source.key, source.key)
        by_art[art] = total(by_art.get(art, NOTHING), source.counted)
    gains = [amount for amount in by_art.values() if amount > 0]
    losses = [amount for amount in by_art.values() if amount < 0]
    return total(NOTHING, *gains), total(NOTHING, *losses)
