"""A call, a grant that ends and an offer of the citizen, for the walk over all routes."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from amt.capabilities.applications import services as applications
from amt.capabilities.cases import services as cases
from amt.capabilities.cases.testing.fixtures import LAMPS, MONTHLY
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, invitation_of
from amt.capabilities.registers.models import Report
from amt.contract.facts import Fact, FactSource
from amt.contract.lookups import Register, Relation
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, TrustLevel
from amt.kernel.testing.cast import BREMEN


def going_on(citizen: Account, caseworker: Account) -> dict[str, dict[str, Any]]:
    """Return the arguments of the routes of calls, renewals and offers by their names."""
    at, actor = clock.now(), actor_of(citizen, trust=TrustLevel.SUBSTANTIAL)
    address = ["Musterstraße 12", "28195 Bremen"]
    taken = applications.take_informal(
        procedure_key=MONTHLY,
        name=citizen.full_name,
        address_lines=address,
        place=BREMEN,
        received_on=clock.today(),
        way="phone",
        actor=actor_of(caseworker),
        at=at,
    )
    offer = applications.offer_application(
        procedure_key=MONTHLY,
        name=citizen.full_name,
        address_lines=address,
        answers={"place": BREMEN},
        sources={},
        norm="§ 1",
        source_uuid=uuid4(),
        actor=SYSTEM,
        at=at,
    )
    for kind, subject in (("party", taken.informal.party_uuid), ("offer", offer.uuid)):
        invitation = invitation_of(kind, subject)
        assert invitation is not None
        identity.accept_invitation(invitation_uuid=invitation.uuid, actor=actor, at=at)
    old = a_grant_of(citizen, caseworker)
    draft = applications.start_renewal(case_uuid=old, actor=actor, at=at)
    return {
        "portal:complete": {"case_uuid": taken.informal.case_uuid},
        "portal:offer": {"offer_uuid": offer.uuid},
        "portal:renew": {"key": MONTHLY, "case_uuid": old},
        "portal:form_declare": {"draft_uuid": draft.uuid},
    }


def acting_for_others(citizen: Account) -> dict[str, dict[str, Any]]:
    """Let the citizen give a mandate; nobody of the cast has the call. Return the arguments."""
    actor = actor_of(citizen, trust=TrustLevel.SUBSTANTIAL)
    mandate = identity.give_mandate(
        helper_name="Henrike Osterloh",
        services=identity.services_for_helpers()[:1],
        valid_until=clock.today(),
        actor=actor,
        at=clock.now(),
    )
    call, given = {"call_uuid": uuid4()}, {"mandate_uuid": mandate.uuid}
    names = ("call", "search", "confirm", "take_up", "end")
    return {
        **{f"agent:{name}": call for name in names},
        "agent:begin_draft": {**call, "key": MONTHLY},
        **dict.fromkeys(("portal:mandate", "portal:mandate_revoke", "portal:mandate_act"), given),
        "portal:mandate_begin": {**given, "key": MONTHLY},
    }


def a_question(citizen: Account, caseworker: Account) -> dict[str, dict[str, Any]]:
    """Let the office look at data of the citizen, who asks why; return the routes' arguments."""
    unit_id = next(iter(actor_of(caseworker).unit_ids()))
    access = identity.note_access(
        by_name="Amt",
        by_kind="office",
        by_unit_id=unit_id,
        purpose="Antrag bearbeiten",
        basis="§ 1",
        data=["Name"],
        account_id=citizen.id,
        at=clock.now(),
    )
    question = identity.ask_about_access(
        about_kind="access",
        about_id=access.uuid,
        unit_id=None,
        text="",
        actor=actor_of(citizen),
        at=clock.now(),
    )
    return {
        "portal:accesses_download": {"form": "json"},
        "portal:access_question": {"kind": "zugriff", "about": access.uuid},
        "desk:access_question": {"question_uuid": question.uuid},
        "desk:register_report": {"report_uuid": a_report(citizen, unit_id)},
    }


def a_report(citizen: Account, unit_id: int) -> UUID:
    """Let the citizen have said that a register which this unit keeps is wrong."""
    made = Report.objects.create(
        register=Register.RESIDENTS, register_name="Register", unit_id=unit_id, reference="REG-1",
        relation=Relation.SELF, attributes=["street"], person={}, account_id=citizen.id,
        reported_at=clock.now(),
    )  # fmt: skip
    return made.uuid


def a_grant_of(citizen: Account, caseworker: Account) -> UUID:
    """Grant the citizen something that is paid monthly, and return the case."""
    at = clock.now()
    case = cases.open_case(
        source_uuid=uuid4(),
        procedure_key=MONTHLY,
        form_key="application",
        form_version=1,
        facts=[
            Fact(path, value, FactSource.TYPED, at)
            for path, value in LAMPS.items()
            if value is not None
        ],
        parties=[cases.PartyData("applicant", citizen.id, citizen.full_name, ("Bremen",))],
        applied_on=clock.today(),
        actor=actor_of(citizen),
        at=at,
    )
    proposal = cases.assess_case(case_uuid=case.uuid, at=at)
    cases.decide(
        case_uuid=case.uuid,
        kind=proposal.outcome,
        proposal_id=proposal.uuid,
        actor=actor_of(caseworker),
        at=at,
    )
    uuid: UUID = case.uuid
    return uuid
