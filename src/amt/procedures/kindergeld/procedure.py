"""The record by which the platform knows Kindergeld; the Familienkasse decides."""

from __future__ import annotations

from pathlib import Path

from amt.contract.deeds import Deed, DeedBy
from amt.contract.forms import Condition
from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.procedure import (
    HANDOVER_WORKFLOW,
    Access,
    Confirmation,
    Evidence,
    Handling,
    Handover,
    Norm,
    PartyRole,
    Procedure,
    Reference,
    Retention,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period
from amt.procedures.kindergeld.forms import CASE, FORMS
from amt.procedures.kindergeld.handover import compose

_ESTG = "https://www.gesetze-im-internet.de/estg/"

_REPORTED = "§ 70 Abs. 1 Satz 1 EStG"
"""The Familienkasse decides and says how far it is."""

PROCEDURE = Procedure(
    key="kindergeld",
    law=Law.AO,
    handling=Handling.HANDED_OVER,
    norms=(
        Norm("§ 67 EStG", "Einkommensteuergesetz", f"{_ESTG}__67.html"),
        Norm("§ 62 EStG", "Einkommensteuergesetz", f"{_ESTG}__62.html"),
        Norm("§ 63 EStG", "Einkommensteuergesetz", f"{_ESTG}__63.html"),
        Norm("§ 64 EStG", "Einkommensteuergesetz", f"{_ESTG}__64.html"),
        Norm("§ 66 EStG", "Einkommensteuergesetz", f"{_ESTG}__66.html"),
        Norm("§ 70 EStG", "Einkommensteuergesetz", f"{_ESTG}__70.html"),
    ),
    texts=Texts.load(Path(__file__).parent / "texts"),
    # § 67 (1) EStG wants the electronic way and no signature; an account binds data to a person.
    access=Access(apply_at=TrustLevel.BASIC),
    reference=Reference("KIG"),
    retention=(
        # As long as the day of the application may matter for months paid in arrears.
        Retention(CASE, Period(months=6), "Art. 5 Abs. 1 Buchst. e DSGVO, § 70 Abs. 1 Satz 2 EStG"),
    ),
    situations=(LifeSituation.FAMILY, LifeSituation.MONEY),
    synonyms={
        "de": (
            "kindergeld beantragen",
            "familienkasse",
            "geld für das kind",
            "kindergeldantrag",
            "kindergeldnummer",
        ),
        "en": ("child benefit", "family benefits office", "money for children"),
    },
    forms=FORMS,
    parties=(PartyRole("applicant", 1, 1), PartyRole("other_parent", 0, 1)),
    workflow=HANDOVER_WORKFLOW,
    deeds=tuple(
        Deed(key, DeedBy.PARTNER, norm)
        for key, norm in (
            ("accepted", "§ 67 EStG"),
            ("rejected", "§ 67 EStG"),
            ("in_progress", _REPORTED),
            ("needs_more", "§ 68 Abs. 1 EStG, § 90 AO"),
            ("decided", _REPORTED),
        )
    ),
    confirmations=(
        Confirmation(
            "other_parent",
            "§ 64 Abs. 2 Satz 2 EStG",
            unless=Condition("custody", ("sole",)),
        ),
    ),
    evidence=(
        Evidence(
            key="registration",
            # No norm orders the Standesamt to tell the Familienkasse. The applicant chooses that
            # the proof is fetched, and the Standesamt may then give it.
            norm="§ 5 Abs. 1 Satz 1 Nr. 1, Abs. 3 EGovG, § 65 Abs. 1 PStG",
            facts=(
                ("child.registration_number", "registration.number"),
                ("child.registered_on", "registration.on"),
            ),
            consent=True,
            manual="proofs.birth_certificate",
        ),
    ),
    handover=Handover(
        partner="familienkasse", message="application", norm="§ 67 EStG", compose=compose
    ),
    place_path="first.ars",
    triggers=(LifeEvent.BIRTH,),
)
