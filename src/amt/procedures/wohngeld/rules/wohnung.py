"""The dwelling as it is told: rent or burden, what is included, who else uses it (§§ 3, 9 to 11).

Part of the input of the calculation; `mietermittlung` and `lastenberechnung` make the rent or the
burden of it. Amounts in EUR a month unless the text of the field says year.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

NOTHING = Decimal(0)


class WohnungArt(StrEnum):
    """By what right the dwelling is used (§ 3 (1), (2) WoGG)."""

    RENT = "rent"
    RENT_LIKE = "rent_like"
    OWN_BUILDING = "own_building"
    CARE_HOME = "care_home"
    OWNERSHIP = "ownership"
    OWNERSHIP_LIKE = "ownership_like"
    NONE = "none"


OWNED = frozenset({WohnungArt.OWNERSHIP, WohnungArt.OWNERSHIP_LIKE})
"""Lastenzuschuss (§ 3 (2)); every other kind but none has Mietzuschuss (§ 3 (1))."""


class EnthaltenArt(StrEnum):
    """What does not belong to the rent (§ 9 (2) WoGG)."""

    HEATING = "heating"
    HOT_WATER = "hot_water"
    ENERGY = "energy"
    GARAGE = "garage"
    PARKING = "parking"
    SERVICES = "services"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enthalten:
    """Something that is paid with the rent and taken off it (§ 9 (2) WoGG)."""

    kind: Annotated[
        EnthaltenArt,
        "heating, hot_water: No. 1 and 2, also when delivered commercially; energy: No. 3; garage,"
        " parking: No. 4; services: No. 5, care, household help, emergency call",
    ]
    amount: Annotated[
        Decimal | None,
        "EUR a month by contract or papers; empty: the lump sum of § 6 (2) WoGV is taken off."
        " Services have no lump sum and need an amount",
    ] = None
    number: Annotated[int, "How many garages or parking spaces, for the lump sum"] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mietzahlung:
    """What is paid for the dwelling, EUR a month (§ 9 (1) WoGG, §§ 2 to 5 WoGV)."""

    amount: Annotated[
        Decimal,
        "Everything that the rent contract demands, with charges. For own_building the rent of a"
        " comparable dwelling (§ 9 (3) sentence 1 WoGG, § 7 WoGV)",
    ]
    includes: Annotated[
        tuple[Enthalten, ...], "What of it is not rent (§ 9 (2) WoGG, § 6 WoGV)"
    ] = ()
    to_third_parties: Annotated[
        Decimal, "Paid to others by contract in connection with the rent (§ 2 (1) WoGV)"
    ] = NOTHING
    prepaid: Annotated[
        Decimal, "Share of a rent paid in advance that is meant for a month (§ 3 (1) WoGV)"
    ] = NOTHING
    loan_set_off: Annotated[
        Decimal, "By how much a loan to the landlord reduces the payment (§ 3 (2) WoGV)"
    ] = NOTHING
    expected_charges: Annotated[
        Decimal, "Operating costs that are not fixed yet, by experience (§ 5 WoGV)"
    ] = NOTHING


class Zweck(StrEnum):
    """What borrowed money was used for (§ 11 (1) WoGV)."""

    BUILDING = "building"
    MODERNISATION = "modernisation"
    ROADS_AND_PIPES = "roads_and_pipes"
    PURCHASE = "purchase"
    PUBLIC_LOAN = "public_loan"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Darlehen:
    """Borrowed money and what it costs, EUR a year (§§ 10 to 12 WoGV)."""

    purpose: Annotated[
        Zweck,
        "building, modernisation, roads_and_pipes, purchase: § 11 (1) No. 1 to 4; public_loan: loan"
        " from public funds for running costs or annuities (sentence 2); other does not count",
    ]
    interest: Annotated[Decimal, "Interest, EUR a year (§ 12 (1) No. 1)"] = NOTHING
    fees: Annotated[Decimal, "Running fees, EUR a year (§ 12 (1) No. 1)"] = NOTHING
    principal: Annotated[Decimal, "Repayment, EUR a year (§ 12 (1) No. 2)"] = NOTHING
    guarantee: Annotated[Decimal, "Costs of a guarantee, EUR a year (§ 12 (1) No. 3)"] = NOTHING
    agreed: Annotated[
        Decimal | None,
        "Interest, fees and repayment as agreed, EUR a year; more is not counted (§ 12 (2))",
    ] = None
    nominal: Annotated[
        Decimal | None, "Amount of the loan, EUR; needed for `replaced` and `endowment`"
    ] = None
    replaced: Annotated[
        Decimal | None,
        "Debt that was left of the loan that this one replaced, EUR; costs count in this proportion"
        " when `nominal` is higher (§ 11 (2))",
    ] = None
    endowment: Annotated[
        bool,
        "Repaid by a life insurance or building savings for this purpose: two percent of `nominal`"
        " count as repayment (§ 12 (1) sentence 2)",
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasten:
    """The burden of owners, EUR a year (§ 10 WoGG, §§ 8 to 15 WoGV)."""

    loans: Annotated[tuple[Darlehen, ...], "Borrowed money (§§ 10 to 12 WoGV)"] = ()
    ground_rent: Annotated[
        Decimal, "Ground rent, annuities and the like, EUR a year (§ 12 (1) No. 4 WoGV)"
    ] = NOTHING
    property_tax: Annotated[Decimal, "Grundsteuer, EUR a year (§ 13 (2) WoGV)"] = NOTHING
    administration: Annotated[
        Decimal, "Paid to others for administration, EUR a year (§ 13 (2) sentence 2 WoGV)"
    ] = NOTHING
    usage_fee: Annotated[
        Decimal,
        "Fee to somebody else instead of all these costs that cannot be divided, EUR a year; taken"
        " as a whole, beside what is told above (§ 14 (1) WoGV)",
    ] = NOTHING
    garages: Annotated[int, "Garages that belong to it (§ 15 (3) WoGV)"] = 0
    parking_spaces: Annotated[int, "Parking spaces that belong to it (§ 15 (3) WoGV)"] = 0
    garage_fees: Annotated[
        Decimal,
        "EUR a month that others pay for garages and spaces; taken off when higher than the lump"
        " sums (§ 15 (3) sentence 2 WoGV)",
    ] = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Ueberlassen:
    """A part of the dwelling that somebody who is no member uses (§ 11 (2) No. 2 WoGG)."""

    area: Annotated[Decimal, "Square metres"]
    fee: Annotated[Decimal, "What is paid for it, EUR a month; nought: free of charge"] = NOTHING
    includes: Annotated[
        tuple[Enthalten, ...],
        "Heating and the like inside the fee, taken off it (§ 6 (3), § 15 (2) WoGV)",
    ] = ()
    residents: Annotated[int, "How many persons use it, for the lump sums of § 6 (2) WoGV"] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitbewohner:
    """Somebody who lives with the household and is no member (§ 11 (2) No. 3 WoGG)."""

    fee: Annotated[Decimal, "What the person pays for it, EUR a month"] = NOTHING
    centre_of_life: Annotated[bool, "Whether this is the centre of the person's life"] = True
    has_own_contract: Annotated[
        bool, "Tenant or owner themselves (§ 3 (1), (2)): nothing is taken off for them"
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wohnung:
    """The dwelling for which Wohngeld is asked."""

    kind: Annotated[
        WohnungArt,
        "rent: § 3 (1) sentence 1; rent_like: right to use like a tenant, No. 1; own_building: in"
        " one's own house with more than two flats, No. 2; care_home: No. 3; ownership: § 3 (2)"
        " sentence 1; ownership_like: ground lease, right of residence, claim, sentence 2;"
        " none: no such right",
    ]
    self_used: Annotated[bool, "Whether the entitled person lives there (§ 3 (1), (2))"] = True
    area: Annotated[
        Decimal | None,
        "Living area in square metres, all of it with rooms for business and let parts; needed for"
        " burden, lump sum for heating, business and let parts",
    ] = None
    rent: Annotated[Mietzahlung | None, "For rent, rent_like and own_building (§ 9)"] = None
    burden: Annotated[Lasten | None, "For ownership and ownership_like (§ 10)"] = None
    business_area: Annotated[
        Decimal, "Square metres used for business or profession only (§ 11 (2) No. 1)"
    ] = NOTHING
    let_parts: Annotated[tuple[Ueberlassen, ...], "Parts left to others (§ 11 (2) No. 2)"] = ()
    co_residents: Annotated[
        tuple[Mitbewohner, ...], "Persons who live there and are no members (§ 11 (2) No. 3)"
    ] = ()
    public_subsidy: Annotated[
        Decimal, "Public money to lower rent or burden, EUR a month (§ 11 (2) No. 4)"
    ] = NOTHING
    sponsor_payment: Annotated[
        Decimal,
        "Paid for housing by somebody obliged by § 68 AufenthG, EUR a month (§ 11 (2) No. 5)",
    ] = NOTHING
    heating_costs: Annotated[
        Decimal | None,
        "What heating and hot water cost, EUR a month; only for the hint whether money suffices",
    ] = None
