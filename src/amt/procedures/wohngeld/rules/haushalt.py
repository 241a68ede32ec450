"""The household as it is told: who lives there, what they receive, how they live (§§ 3 to 8 WoGG).

The whole input of the calculation as one tree of plain data: `Haushalt` with its dwelling
(`wohnung`), its members, and their incomes (`einnahme`). Nothing is decided here; `mitglieder`
finds who is counted. Every text of a field stands in the exported JSON Schema (`lesen.schema`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from amt.procedures.wohngeld.rules.einnahme import Einnahme, Unterhalt
from amt.procedures.wohngeld.rules.wohnung import Wohnung


class Verwandtschaft(StrEnum):
    """How a person belongs to the household (§ 5 (1) WoGG)."""

    APPLICANT = "applicant"
    SPOUSE = "spouse"
    PARTNER = "partner"
    CHILD = "child"
    GRANDCHILD = "grandchild"
    PARENT = "parent"
    SIBLING = "sibling"
    RELATIVE = "relative"
    FOSTER_CHILD = "foster_child"
    FOSTER_PARENT = "foster_parent"


class Aufenthalt(StrEnum):
    """Right of residence (§ 3 (5) WoGG); the numbers of sentence 1 in order."""

    GERMAN = "german"
    EU_FREE_MOVEMENT = "eu_free_movement"
    TITLE_OR_TOLERATION = "title_or_toleration"
    TREATY = "treaty"
    ASYLUM_PERMISSION = "asylum_permission"
    HOMELESS_FOREIGNER = "homeless_foreigner"
    EXEMPT_BY_ORDINANCE = "exempt_by_ordinance"
    SEARCH_OR_SERVICE_TITLE = "search_or_service_title"
    EXEMPT_FROM_SOCIAL_LAW = "exempt_from_social_law"
    NONE = "none"


class LeistungArt(StrEnum):
    """A benefit that excludes (§ 7 (1) sentence 1 WoGG, by its numbers)."""

    SGB2 = "sgb2"
    SGB2_TRAINEE_GRANT = "sgb2_trainee_grant"
    INJURY_BENEFIT = "injury_benefit"
    BASIC_SECURITY = "basic_security"
    SUBSISTENCE = "subsistence"
    SGB14_SUBSISTENCE = "sgb14_subsistence"
    SGB14_INSTITUTION = "sgb14_institution"
    ASYLUM_SEEKERS = "asylum_seekers"
    SGB8 = "sgb8"


class Stand(StrEnum):
    """How far a benefit is (§§ 7, 8 WoGG)."""

    RECEIVED = "received"
    APPLIED_FOR = "applied_for"
    COUNTED_FOR_OTHER = "counted_for_other"


class Erledigung(StrEnum):
    """Why an exclusion counts as not having been (§ 8 (1) sentence 3 No. 1 to 5, (2) WoGG)."""

    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    REVOKED = "revoked"
    LAPSED = "lapsed"
    REIMBURSED = "reimbursed"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leistung:
    """A benefit of § 7 (1) that a member receives, has applied for or is counted in."""

    kind: Annotated[
        LeistungArt,
        "sgb2: No. 1; sgb2_trainee_grant: grants of § 27 (3) SGB II, No. 2; injury_benefit: No. 4;"
        " basic_security: in old age and reduced earning capacity, No. 5; subsistence: No. 6;"
        " sgb14_subsistence, sgb14_institution: No. 7 a, b; asylum_seekers: No. 8; sgb8: No. 9",
    ]
    status: Annotated[
        Stand,
        "received: § 7 (1); applied_for: decision is pending, § 8 (1) sentence 1;"
        " counted_for_other: own income and wealth were counted in the benefit of another member,"
        " § 7 (2)",
    ] = Stand.RECEIVED
    since: Annotated[
        date | None,
        "First day for which it is applied for or granted; the exclusion begins on the first of"
        " that month or of the next (§ 8 (1) sentence 2 No. 1, 2). Empty: since before the period",
    ] = None
    until: Annotated[
        date | None,
        "Last day for which it is granted; the exclusion ends with that month or the one before"
        " (§ 8 (1) sentence 2 No. 3). Empty: no end known",
    ] = None
    housing_costs_included: Annotated[
        bool,
        "injury_benefit and sgb8 exclude only when housing costs were counted in them (§ 7 (1)"
        " sentence 1 No. 9, sentence 2)",
    ] = True
    only_loan: Annotated[bool, "Granted as a loan only (§ 7 (1) sentence 3 No. 1)"] = False
    need_avoided: Annotated[
        bool, "Wohngeld can avoid or end the need (§ 7 (1) sentence 3 No. 2)"
    ] = False
    not_yet_paid: Annotated[
        bool, "Nothing was paid while its procedure runs (§ 7 (1) sentence 3 No. 2 a)"
    ] = False
    subordinate: Annotated[
        bool, "Paid as the body that is liable only after others (§ 7 (1) sentence 3 No. 2 b)"
    ] = False
    settled: Annotated[
        Erledigung | None,
        "The exclusion counts as not having been (§ 8 (1) sentence 3 No. 1 to 5, § 8 (2))",
    ] = None
    settled_from: Annotated[date | None, "First day for which it does; empty: all the time"] = None
    settled_until: Annotated[date | None, "Last day for which it does; empty: for good"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Betreuung:
    """How parents who live apart share the care of a child (§ 5 (4) WoGG)."""

    days_here: Annotated[int, "Days with the parent of this household, of a usual stretch of time"]
    days_there: Annotated[int, "Days with the other parent in the same stretch"]
    other_parent: Annotated[
        str, "Tells apart children of different other parents (§ 5 (4) sentence 3)"
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitglied:
    """One person who lives in the dwelling and may be a member (§ 5 WoGG)."""

    id: Annotated[str, "Name by which the result speaks of the person, unique in the household"]
    relation: Annotated[
        Verwandtschaft,
        "To the applicant or another member: spouse, also a registered partner, not living apart"
        " (No. 1, 2); partner: will to stand in for one another (No. 3); child, also adopted or of"
        " the spouse; grandchild, parent, sibling; relative: others in a straight line or up to the"
        " third degree, also by marriage (No. 4); foster_child (No. 5), foster_parent (No. 6)",
    ]
    name: Annotated[str, "How the explanation calls the person; empty: the id"] = ""
    birth_date: Annotated[
        date | None, "Needed for allowances of children and who is the youngest (§§ 5, 17)"
    ] = None
    centre_of_life: Annotated[
        bool, "Whether the dwelling is the centre of the person's life (§ 5 (1))"
    ] = True
    joined_on: Annotated[date | None, "Moved in or was born on; empty: before the period"] = None
    left_on: Annotated[date | None, "Last day in the dwelling; empty: stays"] = None
    died_on: Annotated[
        date | None, "Day of death; the number of members stays for twelve months (§ 6 (2))"
    ] = None
    death_counts_until: Annotated[
        date | None,
        "Last day before the dwelling was given up or the share was counted in a benefit of § 7"
        " (§ 6 (2) sentence 2 No. 1, 3)",
    ] = None
    residence: Annotated[
        Aufenthalt,
        "german, or for foreign nationals the number of § 3 (5) sentence 1: eu_free_movement 1,"
        " title_or_toleration 2, treaty 3, asylum_permission 4, homeless_foreigner 5,"
        " exempt_by_ordinance 6; search_or_service_title: as a rule not entitled (sentence 3);"
        " exempt_from_social_law: never (sentence 2); none",
    ] = Aufenthalt.GERMAN
    in_germany: Annotated[bool, "Foreign nationals: really stays in Germany (§ 3 (5))"] = True
    residence_exception: Annotated[
        bool, "The caseworker finds an exception from the rule of § 3 (5) sentence 3"
    ] = False
    shared_care: Annotated[
        Betreuung | None, "For a child whose parents live apart and share its care (§ 5 (4))"
    ] = None
    benefits: Annotated[tuple[Leistung, ...], "Benefits that exclude (§§ 7, 8)"] = ()
    incomes: Annotated[tuple[Einnahme, ...], "Everything the person has (§§ 14, 15)"] = ()
    pays_income_tax: Annotated[bool, "Taxes on income are due in the period (§ 16 No. 1)"] = False
    pays_health_insurance: Annotated[
        bool, "Contributions to health and care insurance, also private ones (§ 16 No. 2)"
    ] = False
    pays_pension_insurance: Annotated[
        bool, "Contributions to pension insurance, also private ones (§ 16 No. 3)"
    ] = False
    maintenance_paid: Annotated[tuple[Unterhalt, ...], "Maintenance paid to others (§ 18)"] = ()
    disability_degree: Annotated[int, "Grad der Behinderung, nought to 100 (§ 17 No. 1)"] = 0
    care_at_home: Annotated[
        bool,
        "In need of care (§ 14 SGB XI) and cared for at home, by day or for a short time"
        " (§ 17 No. 1 b)",
    ] = False
    persecuted: Annotated[bool, "Victim of Nazi persecution or equal (§ 17 No. 2)"] = False
    kindergeld: Annotated[
        bool, "Kindergeld or a benefit of § 65 (1) EStG is granted for the child (§ 17 No. 3 b)"
    ] = False
    basic_pension_years: Annotated[
        bool,
        "The insurer told the authority that 33 years of Grundrentenzeiten or equal times are"
        " reached (§ 17a (1) to (3))",
    ] = False
    training_support: Annotated[
        bool, "Entitled to support of training in principle, also if nothing is paid (§ 20 (2))"
    ] = False
    training_support_only_loan: Annotated[
        bool, "This support is a loan only (§ 20 (2) sentence 3)"
    ] = False
    source: Annotated[str, "Where it was told, such as `members.0`; only for the explanation"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zeitraum:
    """A time from a first to a last day."""

    start: Annotated[date, "First day, the first of a month"]
    end: Annotated[date, "Last day, the last of a month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FruehererBeginn:
    """A start before the month of application after another benefit was refused (§ 25 (3))."""

    refused_from: Annotated[date, "Day from which the other benefit is refused or was settled"]
    known_on: Annotated[date, "Day on which the person learned of it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Haushalt:
    """Everything that §§ 3 to 21 WoGG ask of a household. The first member is the applicant."""

    applied_on: Annotated[date, "Day of the application, also an informal one (§ 22, § 24 (2))"]
    place: Annotated[
        str, "Amtlicher Regionalschlüssel of the municipality, twelve digits (§ 12 (2))"
    ] = ""
    mietenstufe: Annotated[
        int | None, "Level of rents, 1 to 7; only where `place` is not given (§ 12 (5))"
    ] = None
    wohnung: Annotated[Wohnung, "The dwelling (§§ 3, 9 to 11)"]
    members: Annotated[
        tuple[Mitglied, ...],
        "All who live there and are related as in § 5, the applicant first; also excluded ones",
    ]
    period: Annotated[
        Zeitraum | None, "Period to decide; empty: twelve months by § 25 (1), (2)"
    ] = None
    conditions_from: Annotated[
        date | None,
        "Day from which the conditions are met, when after the application, such as moving in"
        " (§ 25 (2) sentence 2)",
    ] = None
    previous_until: Annotated[
        date | None, "Last day of a running grant that this one follows (§ 22 (4))"
    ] = None
    earlier_start: Annotated[FruehererBeginn | None, "Another benefit was refused (§ 25 (3))"] = (
        None
    )
    wealth: Annotated[
        Decimal | None,
        "Wealth of all members that can be used, EUR; only a hint to the caseworker (§ 21 No. 3)",
    ] = None
    abusive: Annotated[
        bool, "The caseworker finds that the claim would be abusive (§ 21 No. 3)"
    ] = False
