"""The record by which the platform knows Wohngeld.

Everything it needs is named here; the law is in `rules`, the figures in `parameters`, the words in
`texts` and the further folders of texts, the acts in `acts`, the life of a grant in `workflow` and
`deeds`.
"""

from __future__ import annotations

from pathlib import Path

from amt.contract.benefits import Benefit
from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.procedure import (
    Access,
    Automation,
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
from amt.procedures.wohngeld.cli_explain import COMMAND as EXPLAIN
from amt.procedures.wohngeld.deeds import DEEDS
from amt.procedures.wohngeld.explain import TRIAL_API
from amt.procedures.wohngeld.forms import CASE, FORMS, TRIAL, renewal_answers
from amt.procedures.wohngeld.forms.lookups import LOOKUPS
from amt.procedures.wohngeld.outreach import OUTREACH
from amt.procedures.wohngeld.rules.aenderung import reassess
from amt.procedures.wohngeld.rules.automation import (
    EXCLUDED_IF,
    NORM,
    SAMPLED_PERCENT,
    against,
)
from amt.procedures.wohngeld.rules.dauer import zeitraum_des_falls
from amt.procedures.wohngeld.rules.fristen import terms
from amt.procedures.wohngeld.rules.plan import plan
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.rules.werte import PARAMETERS
from amt.procedures.wohngeld.workflow import WORKFLOW

_HERE = Path(__file__).parent
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
        Norm("§ 26 WoGG", "Wohngeldgesetz", f"{_WOGG}__26.html"),
        Norm("§ 26a WoGG", "Wohngeldgesetz", f"{_WOGG}__26a.html"),
        Norm("§ 27 WoGG", "Wohngeldgesetz", f"{_WOGG}__27.html"),
        Norm("§ 28 WoGG", "Wohngeldgesetz", f"{_WOGG}__28.html"),
        Norm("§ 29 WoGG", "Wohngeldgesetz", f"{_WOGG}__29.html"),
        Norm("§ 44 WoGG", "Wohngeldgesetz", f"{_WOGG}__44.html"),
        Norm(
            "§ 1 Abs. 3 WoGV mit Anlage",
            "Wohngeldverordnung",
            "https://www.gesetze-im-internet.de/wogv/",
        ),
        Norm(
            "§ 9a EStG",
            "Einkommensteuergesetz",
            "https://www.gesetze-im-internet.de/estg/__9a.html",
        ),
        Norm(
            "§ 60 SGB I",
            "Erstes Buch Sozialgesetzbuch",
            "https://www.gesetze-im-internet.de/sgb_1/__60.html",
        ),
        Norm(
            "§ 66 SGB I",
            "Erstes Buch Sozialgesetzbuch",
            "https://www.gesetze-im-internet.de/sgb_1/__66.html",
        ),
        Norm(
            "§ 45 SGB X",
            "Zehntes Buch Sozialgesetzbuch",
            "https://www.gesetze-im-internet.de/sgb_10/__45.html",
        ),
        Norm(
            "§ 50 SGB X",
            "Zehntes Buch Sozialgesetzbuch",
            "https://www.gesetze-im-internet.de/sgb_10/__50.html",
        ),
        Norm(
            "§ 64 SGB X",
            "Zehntes Buch Sozialgesetzbuch",
            "https://www.gesetze-im-internet.de/sgb_10/__64.html",
        ),
    ),
    texts=Texts.load(
        *(
            _HERE / name
            for name in ("texts", "forms/texts", "explain_texts", "deed_texts", "outreach_texts")
        )
    ),
    # § 22 (1) WoGG asks for an application and prescribes no form, so no written form has to be
    # replaced (§ 36a SGB I); an account is needed only so that social data reach the right person.
    # § 22 (1) WoGG wants an application and names no form for it; § 9 sentence 1 SGB X.
    access=Access(apply_at=TrustLevel.NONE, by_representative=True),
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
    assessed_period=zeitraum_des_falls,
    reassess=reassess,
    workflow=WORKFLOW,
    deeds=DEEDS,
    terms=terms,
    benefit=Benefit(
        norm="§ 26 Abs. 2 WoGG",
        plan=plan,
        account_path="payment.iban",
        holder_path="payment.account_holder",
        renewal_norm="§ 22 Abs. 4, § 25 Abs. 2 WoGG",
        renew=renewal_answers,
    ),
    place_path="home.place",
    lookups=LOOKUPS,
    acts=ACTS,
    automation=Automation(NORM, EXCLUDED_IF, SAMPLED_PERCENT, against),
    triggers=(
        LifeEvent.MOVE,
        LifeEvent.BIRTH,
        LifeEvent.LOSS_OF_INCOME,
        LifeEvent.RETIREMENT,
    ),
    commands=(COMMAND, EXPLAIN),
    trial_api=TRIAL_API,
    outreach=OUTREACH,
)
