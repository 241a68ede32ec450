"""What is done in a case: deeds with their norms, states and transitions, who is asked."""

from __future__ import annotations

from amt.contract.deeds import Consultation, Deed, DeedBy, Silence
from amt.contract.facts import Facts
from amt.contract.procedure import Transition, Workflow
from amt.kernel.periods import Period
from amt.procedures.baugenehmigung import deed_forms

_APPLICANTS = ("entwurfsverfasser", "bauherr")
_NEIGHBOURS = ("neighbour", "objecting_neighbour")

DEEDS = (
    Deed(
        "request_documents",
        DeedBy.OFFICE,
        "§ 69 Abs. 2 Satz 2 BremLBO",
        form=deed_forms.REQUEST_DOCUMENTS,
        act="request",
    ),
    Deed(
        "supply_documents",
        DeedBy.PARTY,
        "§ 69 Abs. 2 Satz 2 BremLBO",
        form=deed_forms.SUPPLY_DOCUMENTS,
        roles=_APPLICANTS,
        new_documents=True,
    ),
    Deed(
        "replace_documents",
        DeedBy.PARTY,
        "§ 68 Abs. 2 BremLBO",
        form=deed_forms.REPLACE_DOCUMENTS,
        roles=_APPLICANTS,
        new_documents=True,
    ),
    Deed(
        "deem_withdrawn",
        DeedBy.TIME,
        "§ 69 Abs. 2 Satz 3 BremLBO",
        act="deemed_withdrawal",
        due_at="documents",
    ),
    Deed(
        "confirm_completeness",
        DeedBy.OFFICE,
        "§ 69 Abs. 2 Satz 1 BremLBO",
        form=deed_forms.CONFIRM_COMPLETENESS,
        act="confirmation",
        asks_bodies=True,
    ),
    Deed(
        "extend",
        DeedBy.OFFICE,
        "§ 69 Abs. 3 BremLBO, § 42a Abs. 2 Satz 3 und 4 VwVfG",
        form=deed_forms.EXTEND,
        act="extension",
    ),
    Deed(
        "waive",
        DeedBy.PARTY,
        "§ 72 Abs. 1a Satz 2 BremLBO",
        form=deed_forms.WAIVE,
        roles=_APPLICANTS,
    ),
    Deed(
        "hear_neighbour",
        DeedBy.OFFICE,
        "§ 70 Abs. 1 BremLBO",
        form=deed_forms.HEAR_NEIGHBOUR,
        act="hearing",
        adds_party="neighbour",
    ),
    Deed(
        "state",
        DeedBy.PARTY,
        "§ 70 Abs. 1 Satz 4 BremLBO",
        form=deed_forms.STATE,
        roles=_NEIGHBOURS,
    ),
    Deed(
        "object",
        DeedBy.PARTY,
        "§ 70 Abs. 1 Satz 4 BremLBO",
        form=deed_forms.OBJECT,
        roles=("neighbour",),
        role_after="objecting_neighbour",
    ),
    Deed(
        "agree",
        DeedBy.PARTY,
        "§ 70 Abs. 2 Satz 1 BremLBO",
        form=deed_forms.AGREE,
        roles=_NEIGHBOURS,
        role_after="consenting_neighbour",
    ),
    Deed(
        "withdraw",
        DeedBy.PARTY,
        "§ 22 VwVfG",
        form=deed_forms.WITHDRAW,
        roles=_APPLICANTS,
    ),
    Deed(
        "fiction",
        DeedBy.TIME,
        "§ 72 Abs. 1a BremLBO, § 42a VwVfG",
        act="certificate",
        due_at="fiction",
    ),
    Deed(
        "charge_fee",
        DeedBy.OFFICE,
        "§ 1 BauKostV",
        form=deed_forms.CHARGE_FEE,
        act="fee_notice",
    ),
    Deed("close", DeedBy.OFFICE, "§ 9 VwVfG"),
)

_CHECKED = ("in_review", "in_review_extended")
_OPEN = ("received", "waiting_for_documents", *_CHECKED)


def _stays(deed: str, *states: str) -> tuple[Transition, ...]:
    return tuple(Transition(deed, state, state) for state in states)


def _leads(deed: str, target: str, *states: str) -> tuple[Transition, ...]:
    return tuple(Transition(deed, state, target) for state in states)


WORKFLOW = Workflow(
    initial="received",
    final=("closed", "withdrawn"),
    transitions=(
        Transition("request_documents", "received", "waiting_for_documents"),
        Transition("supply_documents", "waiting_for_documents", "received"),
        Transition("deem_withdrawn", "waiting_for_documents", "withdrawn"),
        Transition("confirm_completeness", "received", "in_review"),
        # Once: § 42a (2) VwVfG allows one extension, so there is no way to a second.
        Transition("extend", "in_review", "in_review_extended"),
        *_stays("hear_neighbour", *_CHECKED),
        *_stays("state", *_CHECKED),
        *_stays("object", *_CHECKED),
        *_stays("agree", *_CHECKED),
        *_stays("replace_documents", "received", *_CHECKED),
        *_stays("waive", *_OPEN),
        *_leads("withdraw", "withdrawn", *_OPEN),
        *_leads("decide", "decided", *_CHECKED),
        # The Frist runs by law whether or not completeness was confirmed (§ 72 (1a) No. 1).
        *_leads("fiction", "permitted_by_fiction", *_OPEN),
        *_leads("charge_fee", "fee_charged", "decided", "permitted_by_fiction"),
        *_leads("close", "closed", "decided", "permitted_by_fiction", "fee_charged"),
    ),
)


def touches_fire_safety(facts: Facts) -> bool:
    """Tell whether the fire brigade is asked: higher building classes, or a deviation."""
    higher = facts.get("project.building_class") in ("4", "5")
    return higher or bool(facts.get("project.deviation"))


def touches_monument(facts: Facts) -> bool:
    """Tell whether the monument authority is asked."""
    return bool(facts.get("project.monument"))


def _never(_facts: Facts) -> bool:
    return False


_SEEN = ("plot", "project")
_PLANS = ("documents.lageplan", "documents.bauzeichnungen", "documents.baubeschreibung")

CONSULTATIONS = (
    Consultation(
        "brandschutz",
        "§ 69 Abs. 1 BremLBO",
        Period(months=1),
        Silence.CONSENT,
        documents=(*_PLANS, "documents.brandschutznachweis", "documents.abweichung"),
        facts=_SEEN,
        needed=touches_fire_safety,
    ),
    Consultation(
        "denkmalschutz",
        "§ 69 Abs. 1 BremLBO",
        Period(months=1),
        Silence.CONSENT,
        documents=_PLANS,
        facts=_SEEN,
        needed=touches_monument,
    ),
    # Never asked, since the municipality is itself the authority here (§ 36 BauGB); it only gets
    # the certificate of the fiction (§ 72 (1a) No. 2 BremLBO).
    Consultation(
        "gemeinde",
        "§ 72 Abs. 1a Nr. 2 BremLBO",
        Period(months=1),
        Silence.NOTHING,
        facts=_SEEN,
        needed=_never,
    ),
)
