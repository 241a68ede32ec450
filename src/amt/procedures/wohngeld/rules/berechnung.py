"""The whole calculation for one household in one part of a period (§ 4 WoGG).

`berechne` is the door: persons, rent or burden, total income and amount under one set of figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.gesamteinkommen import Gesamteinkommen, gesamteinkommen
from amt.procedures.wohngeld.rules.haushalt import Haushalt
from amt.procedures.wohngeld.rules.hoehe import Hoehe, hoehe
from amt.procedures.wohngeld.rules.jahreseinkommen import Zeit, zeit_of
from amt.procedures.wohngeld.rules.miete import Miete, zu_beruecksichtigende_miete
from amt.procedures.wohngeld.rules.mietermittlung import Mietermittlung, ermittle
from amt.procedures.wohngeld.rules.mitglieder import Personen, personen
from amt.procedures.wohngeld.rules.werte import Werte
from amt.procedures.wohngeld.rules.zeitraum import zeitpunkt_der_antragstellung


@dataclass(frozen=True, slots=True)
class Berechnung:
    """Everything that one calculation found."""

    haushalt: Haushalt
    werte: Werte
    zeit: Zeit
    personen: Personen
    ermittlung: Mietermittlung
    miete: Miete
    einkommen: Gesamteinkommen
    hoehe: Hoehe


def mietenstufe(haushalt: Haushalt, werte: Werte) -> int | None:
    """Return the level of the place, or None when no level is stored for it."""
    if haushalt.mietenstufe is not None:
        return haushalt.mietenstufe
    return werte.mietenstufen.get(haushalt.place)


def berechne(
    haushalt: Haushalt, werte: Werte, period: Span, who: Personen | None = None
) -> Berechnung:
    """Calculate the Wohngeld of a household of which somebody is counted.

    `period` is the time for which income is expected, whole months; `who` the persons of it, those
    of its first month where not given.

    :raises KeyError: when the place has no Mietenstufe.
    :raises ValueError: when nobody is counted.
    :raises NotEnacted: when the standard need of § 17a is not known for the period.
    """
    level = mietenstufe(haushalt, werte)
    if level is None:
        raise KeyError(haushalt.place)
    end = period.end or period.start
    zeit = zeit_of(period.start, end, zeitpunkt_der_antragstellung(haushalt))
    who = who or personen(haushalt, zeit.start)
    ermittlung = ermittle(haushalt.wohnung, who, werte)
    miete = zu_beruecksichtigende_miete(
        ermittlung.left,
        mietenstufe=level,
        persons=len(who.members),
        counted=len(who.counted),
        werte=werte,
        is_home=ermittlung.is_home,
    )
    income = gesamteinkommen(who, haushalt.wohnung, ermittlung, zeit, werte)
    amount = hoehe(len(who.counted), rent=miete.eligible, income=income.monthly, werte=werte)
    return Berechnung(haushalt, werte, zeit, who, ermittlung, miete, income, amount)
