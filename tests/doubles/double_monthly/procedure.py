"""Laternengeld: an invented benefit that lives through time."""

from __future__ import annotations

from pathlib import Path

from amt.contract.benefits import Benefit
from amt.contract.deeds import Deed, DeedBy
from amt.contract.law import Law
from amt.contract.life_events import LifeSituation
from amt.contract.procedure import (
    Access,
    Automation,
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
from tests.doubles.double_monthly import forms, rules
from tests.doubles.double_monthly.acts import ACTS

WORKFLOW = Workflow(
    initial="received",
    final=("closed",),
    informal="informal",
    transitions=(
        Transition("complete", "informal", "received"),
        Transition("assess", "received", "in_progress"),
        Transition("assess", "in_progress", "in_progress"),
        Transition("assess", "final_review", "final_review"),
        Transition("assess", "reopened", "reopened"),
        Transition("decide", "in_progress", "decided"),
        Transition("decide_provisionally", "in_progress", "provisionally_granted"),
        Transition("finish", "provisionally_granted", "final_review"),
        Transition("decide", "final_review", "decided"),
        Transition("refuse", "in_progress", "refused"),
        Transition("refuse", "final_review", "refused"),
        Transition("reopen", "decided", "reopened"),
        Transition("report", "decided", "reopened"),
        Transition("decide", "reopened", "decided"),
        Transition("drop", "reopened", "decided"),
        Transition("adjust", "decided", "decided"),
        Transition("hold", "decided", "decided"),
        Transition("go_on", "decided", "decided"),
        Transition("claim_back", "decided", "decided"),
        Transition("close", "decided", "closed"),
        Transition("close", "refused", "closed"),
    ),
)

DEEDS = (
    Deed(
        "reopen",
        DeedBy.OFFICE,
        "§ 3 Laternengesetz",
        form=forms.REVIEW,
        records_facts=True,
    ),
    Deed("report", DeedBy.PARTY, "§ 4 Laternengesetz"),
    Deed("finish", DeedBy.OFFICE, "§ 6 Laternengesetz"),
    Deed("drop", DeedBy.OFFICE, "§ 3 Laternengesetz"),
    Deed("hold", DeedBy.OFFICE, "§ 7 Laternengesetz"),
    Deed("go_on", DeedBy.OFFICE, "§ 7 Laternengesetz"),
    Deed(
        "claim_back",
        DeedBy.OFFICE,
        "§ 5 Laternengesetz",
        form=forms.CLAIM,
        act="recovery",
    ),
    Deed("close", DeedBy.OFFICE, "§ 9 Laternengesetz"),
)

PROCEDURE = Procedure(
    key="double_monthly",
    law=Law.SGB_X,
    handling=Handling.OWN,
    norms=(Norm("§ 1 Laternengesetz", "Erfundenes Laternengesetz"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.BASIC),
    reference=Reference("LAT"),
    retention=(Retention(forms.KEEP, Period(years=2), "§ 8 Laternengesetz"),),
    situations=(LifeSituation.HOUSING,),
    forms={"application": forms.APPLICATION},
    workflow=WORKFLOW,
    deeds=DEEDS,
    assess=rules.assess,
    assessed_period=rules.assessed_period,
    reassess=rules.reassess,
    benefit=Benefit(
        norm="§ 6 Laternengesetz",
        plan=rules.plan,
        account_path="account.iban",
        holder_path="account.holder",
        renewal_norm="§ 1 Laternengesetz",
        renew=rules.renew,
    ),
    place_path="place",
    acts=ACTS,
    automation=Automation(
        norm="§ 31a SGB X",
        excluded_if=("many_lamps", "others", "remarks"),
        sampled_share_percent=20,
        against=rules.against,
    ),
)
