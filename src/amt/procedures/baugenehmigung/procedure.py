"""The record by which the platform knows the Baugenehmigung in the simplified procedure.

Everything it needs is named here; the clock is in `rules`, words are in `texts`, acts in `acts`.
There is no `assess`: what § 63 BremLBO wants checked takes expert judgement.
"""

from __future__ import annotations

from pathlib import Path

from amt.contract.law import Law
from amt.contract.life_events import LifeSituation
from amt.contract.procedure import (
    Access,
    Handling,
    Norm,
    PartyRole,
    Procedure,
    Reference,
    Retention,
    Sight,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period
from amt.procedures.baugenehmigung.acts import ACTS
from amt.procedures.baugenehmigung.deeds import CONSULTATIONS, DEEDS, WORKFLOW
from amt.procedures.baugenehmigung.forms import CASE, FORMS
from amt.procedures.baugenehmigung.rules.fristen import terms
from amt.procedures.baugenehmigung.rules.gebuehr import fee

_LBO = "Bremische Landesbauordnung"
_VWVFG = "Verwaltungsverfahrensgesetz"

# A neighbour may see what touches them (§ 70 Abs. 2 Satz 2 BremLBO) and is told no names (Abs. 1
# Satz 3): the plot, the project, the two plans, their own acts.
_NEIGHBOUR = Sight(
    facts=("plot", "project.kind", "project.object", "project.description"),
    documents=("documents.lageplan", "documents.bauzeichnungen"),
    terms=False,
    timeline=False,
)

PROCEDURE = Procedure(
    key="baugenehmigung",
    leika="99012070006001",
    law=Law.VWVFG,
    handling=Handling.OWN,
    norms=(
        Norm("§ 63 BremLBO", _LBO),
        Norm("§ 65 BremLBO", _LBO),
        Norm("§ 67 BremLBO", _LBO),
        Norm("§ 69 BremLBO", _LBO),
        Norm("§ 70 BremLBO", _LBO),
        Norm("§ 72 Abs. 1a BremLBO", _LBO),
        Norm("§ 73 BremLBO", _LBO),
        Norm("§ 2 BremBauVorlV", "Bremische Bauvorlagenverordnung"),
        Norm("§ 31 VwVfG", _VWVFG, "https://www.gesetze-im-internet.de/vwvfg/__31.html"),
        Norm("§ 42a VwVfG", _VWVFG, "https://www.gesetze-im-internet.de/vwvfg/__42a.html"),
        Norm("§ 1 BauKostV", "Kostenverordnung Bau"),
    ),
    texts=Texts.load(Path(__file__).parent / "texts"),
    # § 2 (1) BremBauVorlV wants text form through an online portal, not written form, so nothing
    # has to be replaced (§ 3a VwVfG); an account is needed so that acts reach the right person.
    # The authority may demand more for identification (same paragraph, sentence 2).
    access=Access(
        apply_at=TrustLevel.BASIC,
        by_representative=True,
        by_organisation=True,
        submits_as="entwurfsverfasser",
    ),
    reference=Reference("BAU"),
    retention=(
        # No provision on building files could be proven. Thirty years is how long a claim from an
        # incontestable act lasts; whether the archive takes the file afterwards is not ours to say.
        Retention(CASE, Period(years=30), "Art. 5 Abs. 1 Buchst. e DSGVO, § 53 Abs. 2 VwVfG"),
    ),
    situations=(LifeSituation.BUILDING, LifeSituation.HOUSING),
    synonyms={
        "de": (
            "bauantrag",
            "bauen",
            "haus bauen",
            "hausbau",
            "anbau",
            "umbau",
            "garage bauen",
            "carport",
            "dachausbau",
            "nutzungsänderung",
            "bauamt",
            "baugenehmigung beantragen",
            "vereinfachtes verfahren",
        ),
        "en": (
            "building permit",
            "planning permission",
            "build a house",
            "extension",
            "conversion",
            "garage",
            "change of use",
        ),
    },
    forms=FORMS,
    parties=(
        PartyRole("entwurfsverfasser", 1, 1, Sight(acts_of=("bauherr",))),
        PartyRole("bauherr", 1, 10, Sight(acts_of=("entwurfsverfasser",))),
        PartyRole("neighbour", 0, 50, _NEIGHBOUR),
        PartyRole("objecting_neighbour", 0, 50, _NEIGHBOUR),
        PartyRole("consenting_neighbour", 0, 50, _NEIGHBOUR),
    ),
    workflow=WORKFLOW,
    deeds=DEEDS,
    terms=terms,
    consultations=CONSULTATIONS,
    place_path="plot.place",
    acts=ACTS,
    fee=fee,
)
