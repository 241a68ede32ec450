"""The record by which the platform knows Elterngeld.

The law is in `rules`, the figures in `parameters`, the words in `texts`, the acts in `acts`.
"""

from __future__ import annotations

from pathlib import Path

from amt.contract.deeds import Deed, DeedBy
from amt.contract.forms import Condition
from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.procedure import (
    Access,
    Confirmation,
    Evidence,
    Handling,
    Norm,
    PartyRole,
    Procedure,
    Reference,
    Retention,
    Sight,
    Transition,
    Workflow,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period
from amt.procedures.elterngeld.acts import ACTS
from amt.procedures.elterngeld.forms import CASE, FORMS, INCOME, LOOKUPS
from amt.procedures.elterngeld.rules.vorschlag import bezugszeitraum, propose
from amt.procedures.elterngeld.rules.werte import PARAMETERS

_BEEG = "https://www.gesetze-im-internet.de/beeg/"
_KNOWN_TO_BOTH = (
    "child",
    "custody",
    "first",
    "second",
    "months",
    "income.above_limit",
    "account",
    "registration",
)
_STATUTE = "Bundeselterngeld- und Elternzeitgesetz"

PROCEDURE = Procedure(
    key="elterngeld",
    # § 13 (1) BEEG: the social courts decide.
    law=Law.SGB_X_SGG,
    handling=Handling.OWN,
    norms=(
        Norm("§ 7 BEEG", _STATUTE, f"{_BEEG}__7.html"),
        Norm("§ 1 BEEG", _STATUTE, f"{_BEEG}__1.html"),
        Norm("§ 2 BEEG", _STATUTE, f"{_BEEG}__2.html"),
        Norm("§ 4 BEEG", _STATUTE, f"{_BEEG}__4.html"),
        Norm("§ 12 BEEG", _STATUTE, f"{_BEEG}__12.html"),
        Norm("§ 13 BEEG", _STATUTE, f"{_BEEG}__13.html"),
        Norm("§ 25 BEEG", _STATUTE, f"{_BEEG}__25.html"),
        Norm(
            "§ 37 Abs. 2b SGB X",
            "Zehntes Buch Sozialgesetzbuch",
            "https://www.gesetze-im-internet.de/sgb_10/__37.html",
        ),
    ),
    texts=Texts.load(Path(__file__).parent / "texts"),
    # § 7 (1) BEEG asks for the written form; a proven identity and an online form replace it
    # (§ 36a (2a) No. 1 c SGB I with § 9a (5) OZG).
    access=Access(apply_at=TrustLevel.SUBSTANTIAL),
    reference=Reference("ELG"),
    retention=(
        # A grant that rests on wrong statements can be taken back for ten years.
        Retention(CASE, Period(years=10), "§ 45 Abs. 3 Satz 3, § 48 Abs. 4 SGB X"),
    ),
    situations=(LifeSituation.FAMILY, LifeSituation.MONEY),
    synonyms={
        "de": (
            "elterngeld beantragen",
            "basiselterngeld",
            "elterngeld plus",
            "elternzeit",
            "geld nach der geburt",
            "vätermonate",
        ),
        "en": ("parental allowance", "parental benefit", "parental leave", "money after birth"),
    },
    forms=FORMS,
    lookups=LOOKUPS,
    parties=(
        # Both know the application; the income that the office finds out is each parent's own.
        PartyRole("applicant", 1, 1, Sight(facts=(*_KNOWN_TO_BOTH, "income.first"))),
        PartyRole(
            "other_parent",
            0,
            1,
            Sight(
                facts=(*_KNOWN_TO_BOTH, "income.second"), documents=("proofs.birth_certificate",)
            ),
        ),
    ),
    workflow=Workflow(
        initial="received",
        final=("closed",),
        transitions=(
            Transition("assess", "received", "in_progress"),
            Transition("assess", "in_progress", "in_progress"),
            Transition("record_income", "received", "in_progress"),
            Transition("record_income", "in_progress", "in_progress"),
            Transition("decide", "in_progress", "decided"),
            Transition("close", "decided", "closed"),
        ),
    ),
    deeds=(
        Deed(
            "record_income",
            DeedBy.OFFICE,
            "§§ 2b bis 2f BEEG",
            form=INCOME,
            records_facts=True,
        ),
    ),
    confirmations=(
        Confirmation(
            "other_parent",
            "§ 7 Abs. 3 Satz 1 BEEG",
            unless=Condition("custody", ("sole",)),
        ),
    ),
    evidence=(
        Evidence(
            key="registration",
            norm="§ 25 BEEG, § 68 Abs. 3 PStG, § 57 Abs. 1 Nr. 8, Abs. 6 PStV",
            facts=(
                ("child.registration_number", "registration.number"),
                ("child.registered_on", "registration.on"),
            ),
            consent=True,
            manual="proofs.birth_certificate",
        ),
    ),
    parameters=PARAMETERS,
    assess=propose,
    assessed_period=bezugszeitraum,
    place_path="first.ars",
    acts=ACTS,
    letter_only="§ 37 Abs. 2b SGB X, § 9 OZG",
    triggers=(LifeEvent.BIRTH,),
)
