"""What a member has and pays: incomes by kind and time, maintenance (§§ 14, 15, 18 WoGG).

Part of the input of the calculation; `katalog` says by which rule a kind counts, `einkommen`
applies it. Every text of a field stands in the exported JSON Schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

NOTHING = Decimal(0)


class EinnahmeArt(StrEnum):
    """A kind of income. The first ones are those of § 14 (1), then § 14 (2) by its numbers."""

    WAGE = "wage"
    FLAT_TAXED_WAGE = "flat_taxed_wage"
    FLAT_TAXED_BENEFIT = "flat_taxed_benefit"
    CIVIL_PENSION = "civil_pension"
    FARM = "farm"
    TRADE = "trade"
    SELF_EMPLOYED = "self_employed"
    CAPITAL = "capital"
    LETTING = "letting"
    STATUTORY_PENSION = "statutory_pension"
    FARMERS_PENSION = "farmers_pension"
    PROFESSIONAL_PENSION = "professional_pension"
    ANNUITY = "annuity"
    OTHER_TAXABLE = "other_taxable"
    WAR_VICTIM_PENSION = "war_victim_pension"
    PENSION_SETTLEMENT = "pension_settlement"
    ACCIDENT_PENSION = "accident_pension"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    SHORT_TIME_BENEFIT = "short_time_benefit"
    INSOLVENCY_BENEFIT = "insolvency_benefit"
    SICKNESS_BENEFIT = "sickness_benefit"
    MATERNITY_BENEFIT = "maternity_benefit"
    INJURY_BENEFIT = "injury_benefit"
    TRANSITIONAL_BENEFIT = "transitional_benefit"
    ELTERNGELD = "elterngeld"
    ELTERNGELD_PLUS = "elterngeld_plus"
    OTHER_WAGE_REPLACEMENT = "other_wage_replacement"
    FOREIGN_INCOME = "foreign_income"
    EQUALISATION_OF_BURDENS = "equalisation_of_burdens"
    DAILY_SICKNESS_ALLOWANCE = "daily_sickness_allowance"
    ANTI_D_PENSION = "anti_d_pension"
    TAX_FREE_SUPPLEMENTS = "tax_free_supplements"
    WAGE_AFTER_RETIREMENT_AGE = "wage_after_retirement_age"
    EMPLOYER_PENSION_CONTRIBUTION = "employer_pension_contribution"
    EXTRA_DEPRECIATION = "extra_depreciation"
    FARM_EXIT_PENSION = "farm_exit_pension"
    MINING_AND_STEEL_ADJUSTMENT = "mining_and_steel_adjustment"
    MAINTENANCE_RECEIVED = "maintenance_received"
    SUPPORT_NOT_OWED = "support_not_owed"
    SUPPORT_FOR_CARER = "support_for_carer"
    SPOUSE_MAINTENANCE = "spouse_maintenance"
    SPOUSE_SUPPORT_FOR_CARER = "spouse_support_for_carer"
    PENSION_EQUALISATION = "pension_equalisation"
    UNTERHALTSVORSCHUSS = "unterhaltsvorschuss"
    HELP_WITH_RENT = "help_with_rent"
    FOSTER_CHILD_ALLOWANCE = "foster_child_allowance"
    FOSTER_UPBRINGING = "foster_upbringing"
    CARE_OF_OUTSIDER = "care_of_outsider"
    BAFOEG_GRANT = "bafoeg_grant"
    GIFTED_GRANT = "gifted_grant"
    SCHOLARSHIP = "scholarship"
    TRAINING_ALLOWANCE = "training_allowance"
    UPGRADING_TRAINING = "upgrading_training"
    MOBILITY_PROGRAMME = "mobility_programme"
    GRADUATE_GRANT = "graduate_grant"
    FULBRIGHT_GRANT = "fulbright_grant"
    BENEFIT_OF_SECTION_7 = "benefit_of_section_7"
    OTHER = "other"
    KINDERGELD = "kindergeld"
    CARE_ALLOWANCE = "care_allowance"
    LETTING_OF_THE_HOME = "letting_of_the_home"
    FEE_OF_CO_RESIDENT = "fee_of_co_resident"
    SPONSOR_FOR_HOUSING = "sponsor_for_housing"
    NOT_COUNTED = "not_counted"


class Rhythmus(StrEnum):
    """How income comes (§ 15)."""

    MONTH = "month"
    YEAR = "year"
    SPECIAL = "special"
    ONCE = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Einnahme:
    """One income of one member, EUR gross; of profit and letting what is left, also negative."""

    kind: Annotated[EinnahmeArt, "Kind of income (§ 14 WoGG)"]
    amount: Annotated[
        Decimal,
        "EUR gross in the rhythm of `per`. For farm, trade, self_employed and letting the surplus,"
        " which may be negative (no offset against other kinds, § 14 (1) sentence 4). For kinds of"
        " which half counts: the whole amount (§ 14 WoGG)",
    ]
    per: Annotated[
        Rhythmus,
        "month: each month from `since` to `until`; year: for a year, a twelfth in each of these"
        " months; special: a special payment of the year after the period begins, counted when"
        " `received_on` is empty or within these twelve months (§ 15 (3)); once: one-off income,"
        " received on `received_on` (§ 15 (2))",
    ] = Rhythmus.MONTH
    since: Annotated[
        date | None,
        "First day; empty: since before the period. Every month counts of which at least one day"
        " lies between `since` and `until` (§ 15 (1))",
    ] = None
    until: Annotated[date | None, "Last day; empty: no end known (§ 15 (1))"] = None
    received_on: Annotated[date | None, "Day of inflow of special and one-off income (§ 15)"] = None
    attributed_from: Annotated[
        date | None, "First day of the time for which one-off income is drawn (§ 15 (2) sentence 1)"
    ] = None
    attributed_until: Annotated[date | None, "Last day of that time (§ 15 (2) sentence 1)"] = None
    expenses: Annotated[
        Decimal,
        "Expenses to earn it, EUR a year, for wage, flat_taxed_wage, flat_taxed_benefit,"
        " civil_pension and pensions. Lump sums of § 9a EStG are used instead when higher; flat"
        " taxed wage has no lump sum (§ 14 (1) sentence 3)",
    ] = NOTHING
    children: Annotated[
        int, "elterngeld, elterngeld_plus: children born together (§ 10 (4) BEEG)"
    ] = 1
    description: Annotated[str, "In the person's own words, for the caseworker"] = ""
    source: Annotated[str, "Where it was told, such as `incomes.2`; only for the explanation"] = ""


class UnterhaltArt(StrEnum):
    """To whom maintenance is paid (§ 18 sentence 1 No. 1 to 4)."""

    TRAINING_AWAY = "training_away"
    SHARED_CHILD = "shared_child"
    FORMER_SPOUSE = "former_spouse"
    OTHER_PERSON = "other_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unterhalt:
    """Maintenance that a member pays to one person because the law demands it (§ 18 WoGG)."""

    kind: Annotated[
        UnterhaltArt,
        "training_away: counted member who lives elsewhere for training (No. 1); shared_child:"
        " child of § 5 (4), paid to it in the other household (No. 2); former_spouse (No. 3);"
        " other_person who is no member (No. 4)",
    ]
    amount: Annotated[Decimal, "EUR expected, in the rhythm of `per` (§ 18 sentence 1)"]
    per: Annotated[Rhythmus, "month or year"] = Rhythmus.MONTH
    since: Annotated[date | None, "First day; empty: since before the period"] = None
    until: Annotated[date | None, "Last day; empty: no end known"] = None
    source: Annotated[
        str, "Where it was told, such as `maintenance.0`; only for the explanation"
    ] = ""
    titled: Annotated[
        Decimal | None,
        "Amount fixed by a notarised agreement, a title or a decision, in the rhythm of `per`;"
        " it takes the place of the limits (§ 18 sentence 2)",
    ] = None
