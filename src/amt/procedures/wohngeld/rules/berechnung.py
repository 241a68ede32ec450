"""The whole calculation for one household under one set of figures (§ 4 WoGG).

Bulk and explained calculation use the same functions, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from amt.procedures.wohngeld.rules.einkommen import Gesamteinkommen, gesamteinkommen
from amt.procedures.wohngeld.rules.hoehe import Hoehe, hoehe
from amt.procedures.wohngeld.rules.kurz import Haushalt
from amt.procedures.wohngeld.rules.miete import Miete, zu_beruecksichtigende_miete
from amt.procedures.wohngeld.rules.werte import Werte


@dataclass(frozen=True, slots=True)
class Berechnung:
    """Household, rent, income and amount of one calculation."""

    haushalt: Haushalt
    werte: Werte
    miete: Miete
    einkommen: Gesamteinkommen
    hoehe: Hoehe


def berechne(haushalt: Haushalt, werte: Werte) -> Berechnung:
    """Calculate the Wohngeld of a household in which at least one member is counted.

    :raises KeyError: when the place has no Mietenstufe.
    :raises ValueError: when nobody is counted or an amount is negative.
    """
    miete = zu_beruecksichtigende_miete(
        haushalt.gross_cold_rent,
        mietenstufe=werte.mietenstufen[haushalt.place],
        persons=haushalt.persons,
        counted=haushalt.counted,
        werte=werte,
    )
    einkommen = gesamteinkommen(haushalt.einnahmen, haushalt.freibetraege, werte)
    amount = hoehe(haushalt.counted, rent=miete.eligible, income=einkommen.monthly, werte=werte)
    return Berechnung(haushalt, werte, miete, einkommen, amount)
