"""A lighthouse pass that a federal body decides: invented, external, with two appointments."""

from __future__ import annotations

from pathlib import Path

from amt.contract.law import Law
from amt.contract.life_events import LifeSituation
from amt.contract.procedure import (
    Access,
    AppointmentKind,
    Handling,
    Norm,
    Procedure,
    Reference,
    Retention,
    Transition,
    Workflow,
)
from amt.contract.texts import Texts
from amt.kernel.actors import TrustLevel
from amt.kernel.periods import Period

PROCEDURE = Procedure(
    key="double_elsewhere",
    law=Law.VWVFG,
    handling=Handling.EXTERNAL,
    norms=(Norm("§ 1 Leuchtturmgesetz", "Erfundenes Leuchtturmgesetz"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.NONE),
    reference=Reference("LTG"),
    retention=(Retention("case", Period(years=2), "§ 5 Leuchtturmgesetz"),),
    situations=(LifeSituation.DOCUMENTS,),
    workflow=Workflow(
        initial="received",
        final=("decided_elsewhere",),
        transitions=(
            Transition("in_progress", "received", "in_progress"),
            Transition("decided", "in_progress", "decided_elsewhere"),
        ),
    ),
    appointments=(
        AppointmentKind("climb", minutes=30),
        AppointmentKind("collect", minutes=10, ways=("office", "phone")),
    ),
)
