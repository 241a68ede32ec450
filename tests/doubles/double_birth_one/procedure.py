"""The star register: names a star after a new child, and gives its number to others (invented)."""

from __future__ import annotations

from pathlib import Path

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec, Section
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group
from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.procedure import (
    Access,
    Handling,
    Norm,
    PartyRole,
    Procedure,
    Provision,
    Reference,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN
from tests.doubles.birth import CHILD, KEEP, NUMBER, ON, RETENTION, same

_PARENTS = Group(
    "parents",
    (
        same("parents.given_name"),
        same("parents.family_name"),
        same("parents.ars", FieldKind.CHOICE, options=(BREMEN, BREMERHAVEN)),
    ),
    repeats=True,
    maximum_entries=2,
)

_STAR = Form(
    "star",
    1,
    (
        FormStep(
            "star",
            (
                Group(
                    "star",
                    (
                        Field("star.number", FieldKind.TEXT, KEEP),
                        Field("star.on", FieldKind.DATE, KEEP),
                    ),
                ),
            ),
        ),
    ),
)


def compose(context: ActContext) -> ActContent:
    """Say which star it is, or that there is none."""
    return ActContent(
        title="Sternenbrief",
        operative=(f"Stern {context.inputs.get('star.number', 'keiner')}.",),
        reasons=(Section("Gründe", (context.own_words or "Der Himmel ist groß.",)),),
    )


PROCEDURE = Procedure(
    key="double_birth_one",
    law=Law.VWVFG,
    handling=Handling.OWN,
    norms=(Norm("§ 1 Sternenordnung", "Erfundene Sternenordnung"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.BASIC),
    reference=Reference("STE"),
    retention=RETENTION,
    situations=(LifeSituation.FAMILY,),
    forms={"application": Form("application", 1, (FormStep("child", (CHILD, _PARENTS)),))},
    parties=(PartyRole("applicant", 1, 1),),
    place_path="parents.0.ars",
    acts=(
        ActSpec("star", ActKind.GRANT, burdening=False, compose=compose, form=_STAR),
        ActSpec(
            "none",
            ActKind.REFUSAL,
            burdening=True,
            compose=compose,
            refusal_reasons=("cloudy",),
        ),
    ),
    provides=(Provision(NUMBER, "star.number"), Provision(ON, "star.on")),
    triggers=(LifeEvent.BIRTH,),
)
