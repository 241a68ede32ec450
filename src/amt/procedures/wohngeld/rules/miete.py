"""The rent that counts (§§ 9, 11, 12 WoGG).

1. The gross cold rent counts up to Höchstbetrag (§ 12 (1)) plus Klimakomponente (§ 12 (7)).
2. The amount for heating (§ 12 (6)) is added, whatever heating really costs.
3. Where members are excluded, all of it is taken for the whole household and then only their share
   counts (§ 11 (3)).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from amt.procedures.wohngeld.rules.festkomma import product, quotient, total
from amt.procedures.wohngeld.rules.werte import Werte


@dataclass(frozen=True, slots=True)
class Miete:
    """The rent that counts, with every amount on the way to it; EUR a month."""

    gross_cold_rent: Decimal
    mietenstufe: int
    persons: int
    counted: int
    hoechstbetrag: Decimal
    klimakomponente: Decimal
    limit: Decimal
    within_limit: Decimal
    heizkosten: Decimal
    whole: Decimal
    eligible: Decimal


def zu_beruecksichtigende_miete(
    gross_cold_rent: Decimal,
    *,
    mietenstufe: int,
    persons: int,
    counted: int,
    werte: Werte,
    is_home: bool = False,
) -> Miete:
    """Return the rent that counts by § 11 WoGG.

    `persons` are all members of the household, `counted` those not excluded by § 7. In a home the
    limit stands for the rent, whatever is paid (§ 9 (3) sentence 2, § 11 (1) sentence 2).

    :raises KeyError: when the Mietenstufe is not one of 1 to 7.
    """
    hoechstbetrag = werte.hoechstbetrag(persons, mietenstufe)
    klimakomponente = werte.klimakomponente.of(persons)
    heizkosten = werte.heizkosten.of(persons)
    limit = hoechstbetrag + klimakomponente
    within_limit = limit if is_home else min(gross_cold_rent, limit)
    whole = total(within_limit, heizkosten)
    share = whole if counted == persons else quotient(product(whole, Decimal(counted)), persons)
    return Miete(
        gross_cold_rent=gross_cold_rent,
        mietenstufe=mietenstufe,
        persons=persons,
        counted=counted,
        hoechstbetrag=hoechstbetrag,
        klimakomponente=klimakomponente,
        limit=limit,
        within_limit=within_limit,
        heizkosten=heizkosten,
        whole=whole,
        eligible=share,
    )
