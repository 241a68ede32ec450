"""The record by which the platform knows Wohngeld.

Everything it needs is named here; the law is in `rules`, the figures in `parameters`, the words in
`texts`, the acts in `acts`.
"""

from __future__ import annotations

from pathlib import Path

from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.procedure import (
    Access,
    Handling,
    Norm,
    Procedure,
    Reference,
    Retention,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period
from amt.procedures.wohngeld.acts import ACTS
from amt.procedures.wohngeld.cli import COMMAND
from amt.procedures.wohngeld.forms import CASE, FORMS, TRIAL
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum, propose
from amt.procedures.wohngeld.rules.werte import PARAMETERS

_WOGG = "https://www.gesetze-im-internet.de/wogg/"

PROCEDURE = Procedure(
    key="wohngeld",
    leika="99107023037000",
    law=Law.SGB_X,
    handling=Handling.OWN,
    norms=(
        Norm("§ 19 WoGG", "Wohngeldgesetz", f"{_WOGG}__19.html"),
        Norm("§ 3 WoGG", "Wohngeldgesetz", f"{_WOGG}__3.html"),
        Norm("§ 7 WoGG", "Wohngeldgesetz", f"{_WOGG}__7.html"),
        Norm("§ 12 WoGG", "Wohngeldgesetz", f"{_WOGG}__12.html"),
        Norm("§ 22 WoGG", "Wohngeldgesetz", f"{_WOGG}__22.html"),
        Norm("§ 25 WoGG", "Wohngeldgesetz", f"{_WOGG}__25.html"),
        Norm(
            "§ 1 Abs. 3 WoGV mit Anlage",
            "Wohngeldverordnung",
            "https://www.gesetze-im-internet.de/wogv/",
        ),
        Norm(
            "§ 60 SGB I",
            "Erstes Buch Sozialgesetzbuch",
            "https://www.gesetze-im-internet.de/sgb_1/__60.html",
        ),
        Norm(
            "§ 64 SGB X",
            "Zehntes Buch Sozialgesetzbuch",
            "https://www.gesetze-im-internet.de/sgb_10/__64.html",
        ),
    ),
    texts=Texts.load(Path(__file__).parent / "texts"),
    # § 22 (1) WoGG asks for an application and prescribes no form, so no written form has to be
    # replaced (§ 36a SGB I); an account is needed only so that social data reach the right person.
    access=Access(apply_at=TrustLevel.BASIC, by_representative=True),
    reference=Reference("WOG"),
    retention=(
        # A change that was not reported can be acted upon for ten years, and data of past periods
        # can be checked for ten years.
        Retention(CASE, Period(years=10), "§ 27 Abs. 4 Satz 3, § 33 Abs. 2 Satz 2 WoGG"),
        # A trial is not binding and nobody needs it afterwards.
        Retention(TRIAL, Period(), "Art. 5 Abs. 1 Buchst. e DSGVO"),
    ),
    situations=(LifeSituation.HOUSING, LifeSituation.MONEY, LifeSituation.FAMILY),
    synonyms={
        "de": (
            "hilfe zur miete",
            "mietzuschuss",
            "mietbeihilfe",
            "mietkostenzuschuss",
            "zuschuss zur miete",
            "lastenzuschuss",
            "wohnzuschuss",
            "wohnkosten",
            "wohngeldantrag",
            "wohngeldrechner",
            "miete zu hoch",
            "miete zu teuer",
            "geld für die miete",
            "wohnung bezahlen",
            "kann miete nicht zahlen",
        ),
        "en": (
            "housing benefit",
            "rent subsidy",
            "rent allowance",
            "help with rent",
            "housing allowance",
            "rent too high",
            "cannot pay rent",
        ),
    },
    forms=FORMS,
    parameters=PARAMETERS,
    assess=propose,
    assessed_period=bewilligungszeitraum,
    place_path="home.place",
    acts=ACTS,
    triggers=(
        LifeEvent.MOVE,
        LifeEvent.BIRTH,
        LifeEvent.LOSS_OF_INCOME,
        LifeEvent.RETIREMENT,
    ),
    commands=(COMMAND,),
)
