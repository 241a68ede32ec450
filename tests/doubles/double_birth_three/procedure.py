"""The blanket: another body gives it out; the law itself lets the proof flow (invented)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from amt.contract.deeds import Deed, DeedBy
from amt.contract.facts import Facts
from amt.contract.forms import Form, FormStep
from amt.contract.law import Law
from amt.contract.life_events import LifeEvent, LifeSituation
from amt.contract.procedure import (
    HANDOVER_WORKFLOW,
    Access,
    Evidence,
    Handling,
    Handover,
    Norm,
    PartyRole,
    Procedure,
    Reference,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from tests.doubles.birth import CHILD, NUMBER, RETENTION, parent

FORM = Form(
    "application",
    1,
    (FormStep("child", (CHILD, parent("first", 0, "applicant"))),),
)


def compose(facts: Facts, parties: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return whose child it is, and its star."""
    return {
        "child": facts.get("child.given_names", ""),
        "star": facts.get("star.number", ""),
        "parties": {role: list(names) for role, names in parties.items()},
    }


PROCEDURE = Procedure(
    key="double_birth_three",
    law=Law.VWVFG,
    handling=Handling.HANDED_OVER,
    norms=(Norm("§ 6 Sternenordnung", "Erfundene Sternenordnung"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.BASIC),
    reference=Reference("DEC"),
    retention=RETENTION,
    situations=(LifeSituation.FAMILY,),
    forms={"application": FORM},
    parties=(PartyRole("applicant", 1, 1),),
    place_path="first.ars",
    workflow=HANDOVER_WORKFLOW,
    deeds=tuple(
        Deed(key, DeedBy.PARTNER, "§ 6 Sternenordnung")
        for key in ("accepted", "rejected", "in_progress", "needs_more", "decided")
    ),
    evidence=(
        Evidence(
            key="star",
            norm="§ 7 Sternenordnung",
            facts=((NUMBER, "star.number"),),
            consent=False,
            manual="",
        ),
    ),
    handover=Handover("familienkasse", "application", "§ 6 Sternenordnung", compose),
    triggers=(LifeEvent.BIRTH,),
)
