"""The lantern: both parents confirm, the star register's number replaces a paper (invented)."""

from __future__ import annotations

from pathlib import Path

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec, Section
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group, Upload
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
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from tests.doubles.birth import (
    CHILD,
    CUSTODY,
    JOINT,
    KEEP,
    NUMBER,
    ON,
    RETENTION,
    SOLE,
    parent,
    same,
)

FORM = Form(
    "application",
    1,
    (
        FormStep("child", (CHILD, CUSTODY)),
        FormStep(
            "parents",
            (
                parent("first", 0, "applicant"),
                parent("second", 1, "other_parent", condition=JOINT),
            ),
        ),
        FormStep(
            "account",
            (
                Group("account", (same("account.iban", FieldKind.IBAN),)),
                Group("proof", (Field("proof.star", FieldKind.FILE, KEEP, upload=Upload()),)),
            ),
        ),
    ),
)


def compose(context: ActContext) -> ActContent:
    """Say that a lantern is given or not."""
    return ActContent(
        title="Laternenbrief",
        operative=("Über die Laterne ist entschieden.",),
        reasons=(Section("Gründe", (context.own_words or "Es wird dunkel.",)),),
    )


PROCEDURE = Procedure(
    key="double_birth_two",
    law=Law.SGB_X,
    handling=Handling.OWN,
    norms=(Norm("§ 2 Sternenordnung", "Erfundene Sternenordnung"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.SUBSTANTIAL),
    reference=Reference("LAT"),
    retention=RETENTION,
    situations=(LifeSituation.FAMILY,),
    forms={"application": FORM},
    parties=(PartyRole("applicant", 1, 1), PartyRole("other_parent", 0, 1)),
    place_path="first.ars",
    acts=(
        ActSpec("grant", ActKind.GRANT, burdening=False, compose=compose),
        ActSpec(
            "refusal",
            ActKind.REFUSAL,
            burdening=True,
            compose=compose,
            refusal_reasons=("cloudy",),
        ),
    ),
    confirmations=(Confirmation("other_parent", "§ 3 Sternenordnung", unless=SOLE),),
    evidence=(
        Evidence(
            key="star",
            norm="§ 4 Sternenordnung",
            facts=((NUMBER, "star.number"), (ON, "star.on")),
            consent=True,
            manual="proof.star",
        ),
    ),
    triggers=(LifeEvent.BIRTH,),
)
