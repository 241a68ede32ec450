"""What can be chosen in the forms of Wohngeld.

Most keys are those of the input of the calculation (`rules.haushalt`, `rules.wohnung`,
`rules.einnahme`), so that a choice and what is calculated from it are the same word.
"""

from __future__ import annotations

from amt.contract.forms import Condition

CASE = "case"
TRIAL = "trial"

PLACES = ("040110000000", "040120000000")
"""ARS of Bremen and Bremerhaven; every one has a Mietenstufe in `parameters/mietenstufen.yaml`."""

LARGEST_HOUSEHOLD = 20
LARGEST_AMOUNT = 5_000_000
"""50,000 EUR a month, in cents: above it a comma was forgotten."""
LARGEST_YEAR = 100_000_000
"""1,000,000 EUR a year or once, in cents."""
LARGEST_AREA = 1_000

SEXES = ("female", "male", "diverse", "none")
"""As in the register of births (§ 22 (3) PStG); asked by § 23 (1) sentence 2 WoGG."""

# The dwelling.
RENTED = ("rent", "rent_like")
OWNED = ("ownership", "ownership_like")
CARE_HOME, OWN_BUILDING = "care_home", "own_building"
HOMES = (*RENTED, CARE_HOME, *OWNED, OWN_BUILDING, "none")
"""§ 3 (1), (2) WoGG."""
HEATING, SERVICES = "heating", "services"
INCLUDED = (HEATING, "hot_water", "energy", "garage", "parking", SERVICES)
"""§ 9 (2) WoGG."""
OTHER_USES = ("coresidents", "let", "business", "subsidy", "guarantor")
"""§ 11 (2) No. 1 to 5 WoGG, the most common first."""

# People.
CHILD = "child"
CHILDREN = (CHILD, "foster_child", "grandchild")
RELATIONS = ("spouse", "partner", *CHILDREN, "parent", "foster_parent", "sibling", "relative")
"""Members by § 5 (1) WoGG."""

NO_BENEFIT = "none"
COUNTED_FOR_OTHER = "counted_for_other"
WITH_HOUSING_COSTS = ("injury_benefit", "sgb8")
"""These exclude only where housing costs are inside (§ 7 (1) sentence 1 No. 9, sentence 2)."""
RECEIVED_BENEFITS = (
    "sgb2",
    "basic_security",
    "subsistence",
    "asylum_seekers",
    "sgb2_trainee_grant",
    "sgb14_subsistence",
    "sgb14_institution",
    *WITH_HOUSING_COSTS,
)
BENEFITS = (NO_BENEFIT, *RECEIVED_BENEFITS, COUNTED_FOR_OTHER)
"""§ 7 (1) WoGG; the last one stands for § 7 (2)."""
BENEFIT_STATES = (
    "received",
    "applied_for",
    "refused",
    "withdrawn",
    "waived",
    "only_loan",
    "need_avoided",
)
"""§ 7 (1) sentence 3, § 8 WoGG."""

FOREIGN, DISABILITY, TRAINING = "foreign", "disability", "training"
PERSECUTED, SHARED_CARE, JOINS, LEAVES = "persecuted", "shared_care", "joins", "leaves"
OWN_CIRCUMSTANCES = (FOREIGN, DISABILITY, TRAINING, PERSECUTED)
CIRCUMSTANCES = (FOREIGN, DISABILITY, TRAINING, SHARED_CARE, JOINS, LEAVES, PERSECUTED)
RESIDENCES = (
    "eu_free_movement",
    "title_or_toleration",
    "search_or_service_title",
    "asylum_permission",
    "treaty",
    "homeless_foreigner",
    "exempt_by_ordinance",
    "exempt_from_social_law",
    "none",
)
"""§ 3 (5) WoGG."""
ALLOWED_DISABILITIES = ("degree_100", "below_100_with_care")
DISABILITIES = (*ALLOWED_DISABILITIES, "other")
"""The first two are those of § 17 (1) No. 1 a and b WoGG; other degrees bring no allowance."""
CARE_DAYS = 14
"""Days of the stretch in which the days with a child of two homes are counted (§ 5 (4) WoGG)."""

# The household.
MAINTENANCE, WEALTH, DEATH = "maintenance", "wealth", "death"
HOUSEHOLD_CIRCUMSTANCES = (MAINTENANCE, WEALTH, DEATH)

# Incomes.
WAGE, OTHER_INCOME = "wage", "other"
ELTERNGELD = ("elterngeld", "elterngeld_plus")
INCOMES = (
    WAGE,
    "flat_taxed_wage",
    "tax_free_supplements",
    "employer_pension_contribution",
    "self_employed",
    "trade",
    "farm",
    "statutory_pension",
    "annuity",
    "civil_pension",
    "professional_pension",
    "farmers_pension",
    "accident_pension",
    "unemployment_benefit",
    "short_time_benefit",
    "sickness_benefit",
    "injury_benefit",
    "transitional_benefit",
    "insolvency_benefit",
    "other_wage_replacement",
    *ELTERNGELD,
    "maternity_benefit",
    "maintenance_received",
    "spouse_maintenance",
    "unterhaltsvorschuss",
    "support_not_owed",
    "help_with_rent",
    "bafoeg_grant",
    "training_allowance",
    "upgrading_training",
    "mobility_programme",
    "scholarship",
    "gifted_grant",
    "graduate_grant",
    "foster_child_allowance",
    "foster_upbringing",
    "care_of_outsider",
    "capital",
    "letting",
    "foreign_income",
    OTHER_INCOME,
)
"""§ 14 (1) and the items of § 14 (2) WoGG that are asked by name; the rest is `other`."""
EARNED = (WAGE, "flat_taxed_wage", "civil_pension", "statutory_pension", "annuity")
"""Kinds whose expenses can be higher than the lump sum (§ 14 (1) WoGG, § 9a EStG)."""
ONCE = "once"
RHYTHMS = ("month", "year", ONCE)
"""§ 15 WoGG."""
NOTHING_PAID = "nothing"
DEDUCTIONS = ("income_tax", "health_insurance", "pension_insurance", NOTHING_PAID)
"""§ 16 WoGG."""
MAINTAINED = ("training_away", "shared_child", "former_spouse", "other_person")
"""§ 18 No. 1 to 4 WoGG."""

SEVERAL = tuple(range(2, LARGEST_HOUSEHOLD + 1))
NOT_ALONE = Condition("members.count", tuple(range(1, LARGEST_HOUSEHOLD)))
