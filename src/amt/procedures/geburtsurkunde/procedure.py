"""The record by which the platform knows the registration of a birth."""

from __future__ import annotations

from pathlib import Path

from amt.contract.forms import Condition
from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.procedure import (
    Access,
    Confirmation,
    Handling,
    Norm,
    PartyRole,
    Procedure,
    Provision,
    Reference,
    Retention,
    Transition,
    Workflow,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period
from amt.procedures.geburtsurkunde.acts import ACTS
from amt.procedures.geburtsurkunde.forms import CASE, FORMS

_PSTG = "https://www.gesetze-im-internet.de/pstg/"
_PSTV = "https://www.gesetze-im-internet.de/pstv/"
_BGB = "https://www.gesetze-im-internet.de/bgb/"

PROCEDURE = Procedure(
    key="geburtsurkunde",
    leika="99027002012000",
    law=Law.VWVFG,
    handling=Handling.OWN,
    norms=(
        Norm("§ 18 PStG", "Personenstandsgesetz", f"{_PSTG}__18.html"),
        Norm("§ 21 PStG", "Personenstandsgesetz", f"{_PSTG}__21.html"),
        Norm("§ 55 PStG", "Personenstandsgesetz", f"{_PSTG}__55.html"),
        Norm("§ 59 PStG", "Personenstandsgesetz", f"{_PSTG}__59.html"),
        Norm("§ 6 Abs. 3 PStV", "Personenstandsverordnung", f"{_PSTV}__6.html"),
        Norm("§ 33 PStV", "Personenstandsverordnung", f"{_PSTV}__33.html"),
        Norm("§ 1617 BGB", "Bürgerliches Gesetzbuch", f"{_BGB}__1617.html"),
        Norm("§ 1626a BGB", "Bürgerliches Gesetzbuch", f"{_BGB}__1626a.html"),
    ),
    texts=Texts.load(Path(__file__).parent / "texts"),
    # § 6 (3) PStV: electronic notices to the Standesamt must reach the level "hoch".
    access=Access(apply_at=TrustLevel.HIGH),
    reference=Reference("GEB"),
    retention=(
        # What one registration rests on is kept with the register of births (Sammelakte).
        Retention(CASE, Period(years=110), "§ 7 Abs. 2 Satz 2, § 5 Abs. 5 Nr. 2, § 6 PStG"),
    ),
    situations=(LifeSituation.FAMILY, LifeSituation.DOCUMENTS),
    synonyms={
        "de": (
            "geburt anmelden",
            "geburt anzeigen",
            "geburtenregister",
            "standesamt",
            "name des kindes",
            "neugeborenes",
            "baby anmelden",
        ),
        "en": ("birth certificate", "register a birth", "registry office", "name of the child"),
    },
    forms=FORMS,
    parties=(PartyRole("applicant", 1, 1), PartyRole("other_parent", 0, 1)),
    workflow=Workflow(
        initial="received",
        final=("closed",),
        transitions=(
            # Nothing is computed: the registrar examines and registers.
            Transition("decide", "received", "decided"),
            Transition("close", "decided", "closed"),
        ),
    ),
    confirmations=(
        Confirmation(
            "other_parent",
            "§ 1617 Abs. 1 Satz 1, §§ 1626, 1627 BGB",
            unless=Condition("custody", ("sole",)),
        ),
    ),
    provides=(
        Provision("child.registration_number", "registration.number"),
        Provision("child.registered_on", "registration.on"),
    ),
    place_path="child.birth_ars",
    acts=ACTS,
    triggers=(LifeEvent.BIRTH,),
)
