"""A permit for tree houses: invented, with parties, deeds, terms and consulted bodies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from amt.contract.assessment import FeeItem
from amt.contract.deeds import Consultation, Deed, DeedBy, Silence
from amt.contract.facts import Facts
from amt.contract.law import Law
from amt.contract.life_events import LifeSituation
from amt.contract.procedure import (
    Access,
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
from amt.kernel.money import Money
from amt.kernel.periods import Period
from tests.doubles.double_parties import forms
from tests.doubles.double_parties.acts import ACTS, INVOLVED
from tests.doubles.double_parties.terms import DECISION, PAPERS, terms

ASIDE = Sight(facts=("tree",), documents=("plans",), terms=False, timeline=False)
"""What a neighbour sees: the tree and the plans, not who pays or how long it takes."""

WORKFLOW = Workflow(
    initial="received",
    final=("withdrawn", "closed"),
    transitions=(
        Transition("confirm_complete", "received", "in_review"),
        Transition("request_papers", "received", "waiting_for_papers"),
        Transition("hand_in", "waiting_for_papers", "received"),
        Transition("take_as_withdrawn", "waiting_for_papers", "withdrawn"),
        Transition("measure", "in_review", "in_review"),
        Transition("hear_neighbour", "in_review", "in_review"),
        Transition("object", "in_review", "in_review"),
        Transition("waive", "in_review", "in_review_waived"),
        Transition("decide", "in_review", "decided"),
        Transition("decide", "in_review_waived", "decided"),
        Transition("take_as_granted", "in_review", "granted_by_silence"),
        Transition("close", "decided", "closed"),
        Transition("close", "granted_by_silence", "closed"),
    ),
)

DEEDS = (
    Deed(
        "confirm_complete",
        DeedBy.OFFICE,
        "§ 2 Baumhausordnung",
        form=forms.CONFIRM,
        act="confirmation",
        asks_bodies=True,
    ),
    Deed("request_papers", DeedBy.OFFICE, "§ 3 Baumhausordnung", form=forms.REQUEST, act="request"),
    Deed("hand_in", DeedBy.PARTY, "§ 3 Baumhausordnung", roles=INVOLVED, new_documents=True),
    Deed("take_as_withdrawn", DeedBy.TIME, "§ 3 Baumhausordnung", due_at=PAPERS),
    Deed(
        "measure",
        DeedBy.OFFICE,
        "§ 5 Baumhausordnung",
        form=forms.MEASURE,
        records_facts=True,
    ),
    Deed(
        "hear_neighbour",
        DeedBy.OFFICE,
        "§ 6 Baumhausordnung",
        form=forms.HEAR,
        act="hearing",
        adds_party="neighbour",
    ),
    Deed(
        "object",
        DeedBy.PARTY,
        "§ 6 Baumhausordnung",
        form=forms.OBJECT,
        roles=("neighbour",),
        role_after="objector",
    ),
    Deed("waive", DeedBy.PARTY, "§ 4 Baumhausordnung", roles=("owner",)),
    Deed(
        "take_as_granted",
        DeedBy.TIME,
        "§ 4 Baumhausordnung",
        act="certificate",
        due_at=DECISION,
    ),
    Deed("close", DeedBy.OFFICE, "§ 9 Baumhausordnung"),
)


def has_nests(facts: Facts) -> bool:
    """Tell whether birds live in the tree."""
    return bool(facts.get("tree.nests"))


CONSULTATIONS = (
    Consultation(
        "forest",
        "§ 7 Baumhausordnung",
        Period(months=1),
        Silence.CONSENT,
        documents=("plans",),
        facts=("tree",),
    ),
    Consultation(
        "birds",
        "§ 8 Baumhausordnung",
        Period(weeks=2),
        Silence.NOTHING,
        facts=("tree.nests",),
        needed=has_nests,
    ),
)


def fee(facts: Facts, on: date) -> tuple[FeeItem, ...]:
    """Ten euros a room."""
    amount = Money(1000 * facts.integer("rooms"))
    return (FeeItem("permit", "§ 10 Baumhausordnung", amount, due_on=on),)


PROCEDURE = Procedure(
    key="double_parties",
    law=Law.VWVFG,
    handling=Handling.OWN,
    norms=(Norm("§ 1 Baumhausordnung", "Erfundene Baumhausordnung"),),
    texts=Texts.load(Path(__file__).parent / "texts"),
    access=Access(apply_at=TrustLevel.BASIC, by_representative=True, submits_as="planner"),
    reference=Reference("BMH"),
    retention=(Retention(forms.KEEP, Period(years=2), "§ 11 Baumhausordnung"),),
    situations=(LifeSituation.HOUSING,),
    forms={"application": forms.APPLICATION},
    parties=(
        PartyRole("owner", minimum=1, maximum=3),
        PartyRole("planner", minimum=1, sees=Sight(acts_of=("owner",))),
        PartyRole("neighbour", maximum=2, sees=ASIDE),
        PartyRole("objector", maximum=2, sees=ASIDE),
    ),
    workflow=WORKFLOW,
    deeds=DEEDS,
    terms=terms,
    consultations=CONSULTATIONS,
    place_path="tree.place",
    acts=ACTS,
    fee=fee,
)
