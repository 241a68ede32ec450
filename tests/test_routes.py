"""Every route is in the table, and answers each person as the table says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from amt.capabilities.applications import services as applications
from amt.capabilities.applications.models import DraftConfirmation
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.bundles import services as bundles
from amt.capabilities.bundles.testing.fixtures import FACTS
from amt.capabilities.cases import services as cases
from amt.capabilities.cases.models import Case, Proposal
from amt.capabilities.cases.testing.fixtures import MONTHLY, WORKS, doubles, open_house
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.documents import services as documents
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.grants import services as grants
from amt.capabilities.grants.queries import norms_of
from amt.capabilities.grants.testing.running import make_grants
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor, RunJobs
from amt.capabilities.identity.testing.people import make_resident
from amt.capabilities.mailbox.models import Message
from amt.capabilities.payments.testing.plans import months, plan
from amt.capabilities.payments.testing.runs import propose_run
from amt.capabilities.worklist import services as worklist
from amt.capabilities.worklist.models import WorkItem
from amt.contract import registry
from amt.contract.facts import Facts
from amt.contract.life_events import LifeEvent
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, TrustLevel
from amt.kernel.periods import Span, add_months, first_of_month, last_of_month
from tests.conformance.filling import raw_for
from tests.route_papers import came_on_paper
from tests.route_subjects import a_question, acting_for_others, going_on
from tests.routes import FILE, PEOPLE, ROUTES, URLCONFS, names_in, table

__all__ = ["doubles", "open_house"]

DRAFT_PAGES = tuple(
    f"portal:form_{page}" for page in ("check", "discard", "print", "field", "later", "adopt")
)


def filled_draft(citizen: Account) -> UUID:
    """Start a draft for the citizen and answer everything."""
    actor = actor_of(citizen, trust=TrustLevel.SUBSTANTIAL)
    draft = applications.start_draft(procedure_key=WORKS, actor=actor, at=clock.now())
    for step in registry.procedure(WORKS).form("application").steps:
        for _ in range(2):
            draft.refresh_from_db()
            applications.save_step(
                draft_uuid=draft.uuid,
                step_key=step.key,
                raw=raw_for(step, draft.answers),
                actor=actor,
                at=clock.now(),
            )
    uuid: UUID = draft.uuid
    return uuid


def two_cases(run_jobs: RunJobs, citizen: Account, caseworker: Account) -> tuple[UUID, UUID, UUID]:
    """Send two applications and grant the second; return both cases and the first's draft."""
    actor = actor_of(citizen, trust=TrustLevel.SUBSTANTIAL)
    sent, opened = [], []
    for _ in range(2):
        sent.append(filled_draft(citizen))
        submitted = applications.submit_application(
            draft_uuid=sent[-1], consent_electronic=True, actor=actor, at=clock.now()
        )
        opened.append(UUID(str(submitted.application.case_uuid)))
    run_jobs()
    cases.decide(
        case_uuid=opened[1],
        kind="grant",
        proposal_id=Proposal.objects.get(case__uuid=opened[1]).uuid,
        actor=actor_of(caseworker),
        at=clock.now(),
    )
    run_jobs()
    return opened[0], opened[1], sent[0]


def unreadable_scan() -> dict[str, UUID]:
    """Let a scan that is no case wait for the unit."""
    subject = uuid4()
    item = worklist.open_item(
        unit_id=get_unit_by_key("wohnen-bremen").id,
        subject_kind="scan",
        subject_id=subject,
        kind="unreadable_scan",
        procedure_key="",
        reference="SCN-26-0001-AAAA",
        due_on=clock.today(),
        at=clock.now(),
        closed_by_hand=True,
    )
    document = documents.store_document(
        content=pdf_of("unleserlich"),
        media_type="",
        file_name="scan.pdf",
        kind="scan",
        owner_kind="scan",
        owner_uuid=subject,
        actor=SYSTEM,
        at=clock.now(),
    )
    return {"item_uuid": item.uuid, "document_uuid": document.uuid}


def waiting_letter(document_uuid: UUID) -> UUID:
    """Let a letter of the unit wait for the post."""
    queued = dispatch.queue_letter(
        document_uuid=document_uuid,
        address_lines=["Jonas Petersen"],
        unit_id=get_unit_by_key("wohnen-bremen").id,
        reference="DBL-26-7K3M-PX4C",
        correlation="route",
        actor=SYSTEM,
        at=clock.now(),
    )
    uuid: UUID = queued.uuid
    return uuid


def at_the_desk(
    waiting: UUID, decided: UUID, document: dict[str, Any], item: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return the arguments of the routes of the desk by their names."""
    case, scan = {"case_uuid": waiting}, unreadable_scan()
    return {
        "desk:item": {"item_uuid": scan["item_uuid"]},
        "desk:item_document": scan,
        "desk:item_pages": scan,
        "desk:item_page_image": {**scan, "number": 1},
        "desk:take": item,
        "desk:give_back": item,
        "desk:case": case,
        "desk:decide": case,
        "desk:preview": case,
        "desk:correct": {**case, "path": "hives"},
        "desk:decided": {"case_uuid": decided},
        "desk:calculation": case,
        "desk:decided_calculation": {"case_uuid": decided, "number": 1},
        "desk:document": {"case_uuid": decided, **document},
        "desk:document_pages": {"case_uuid": decided, **document},
        "desk:page_image": {"case_uuid": decided, **document, "number": 1},
        "desk:consultation_pages": {"consultation_uuid": uuid4(), **document},
        "desk:consultation_page_image": {
            "consultation_uuid": uuid4(),
            **document,
            "number": 1,
        },
        "desk:letter": {"letter_uuid": waiting_letter(scan["document_uuid"])},
    }


def a_payment_run(caseworker: Account) -> dict[str, dict[str, Any]]:
    """Return the arguments of the routes of a run of payments by their names."""
    at, unit_id = clock.now(), get_unit_by_key("wohnen-bremen").id
    month = first_of_month(clock.today())
    held = plan(unit_id, months(10_000, start=month), at=at, subject_id=str(uuid4()))
    run = propose_run(unit_id=unit_id, month=month, actor=actor_of(caseworker), at=at)
    deeds = (
        "run", "progress", "collect", "approve", "withdraw", "void", "file", "hand_over",
    )  # fmt: skip
    return {
        "desk:payment_account": {"ledger_uuid": held.uuid},
        **{f"desk:payment_{deed}": {"run_uuid": run.uuid} for deed in deeds},
    }


def a_bulk_run(caseworker: Account) -> dict[str, dict[str, Any]]:
    """Return the arguments of the routes of a run over many grants by their names."""
    at, unit_id = clock.now(), get_unit_by_key("wohnen-bremen").id
    facts = {"lamps": 2, "income": 120_000, "place": "040110000000"}
    procedure = registry.procedure(MONTHLY)
    span = Span(first_of_month(clock.today()), last_of_month(add_months(clock.today(), 6)))
    assert procedure.assess is not None
    (case_uuid,) = make_grants(
        procedure,
        [(facts, procedure.assess(Facts(facts), span))],
        unit_id=unit_id,
        applied_on=span.start,
        decided_by=caseworker.id,
        at=at,
    )
    run = grants.start_run(
        procedure_key=MONTHLY,
        unit_id=unit_id,
        effective_on=clock.today(),
        norm=norms_of(procedure)[0],
        sample_size=1,
        actor=SYSTEM,
        at=at,
    )
    arguments = {"run_uuid": run.uuid}
    return {
        "desk:bulk_run": arguments,
        "desk:bulk_progress": arguments,
        "desk:bulk_items": arguments,
        "desk:bulk_do": {**arguments, "deed": "anhalten"},
        "desk:bulk_item": {"item_uuid": run.items.get(case_uuid=case_uuid).uuid},
    }


def at_home(house: Case, citizen: Account, caseworker: Account) -> dict[str, dict[str, Any]]:
    """Return the arguments of the routes of parties and families by their names."""
    cases.do_deed(
        case_uuid=house.uuid,
        deed_key="confirm_complete",
        answers={"confirm.complete_on": clock.today().isoformat()},
        actor=actor_of(caseworker),
        at=clock.now(),
    )
    bundle = bundles.start_bundle(
        event=LifeEvent.BIRTH,
        source_uuid=uuid4(),
        facts=FACTS,
        people=[bundles.Person("parents", citizen.full_name, (citizen.full_name, "Bremen"))],
        notice_from="Klinik",
        basis="Klinik",
        actor=SYSTEM,
        at=clock.now(),
    )
    person = bundle.persons.get()
    bundles.claim_person(
        person_uuid=person.uuid, account_id=citizen.id, actor=SYSTEM, at=clock.now()
    )
    event = {"bundle_uuid": bundle.uuid}
    return {
        "portal:deed": {"case_uuid": house.uuid, "deed_key": "waive"},
        "desk:hand_over": {"case_uuid": house.uuid},
        "desk:register_entry": {"case_uuid": house.uuid, "group": "plot", "number": 0},
        "desk:deed": {"case_uuid": house.uuid, "deed_key": "measure"},
        "desk:deed_preview": {"case_uuid": house.uuid, "deed_key": "measure"},
        "desk:consultation": {"consultation_uuid": uuid4()},
        "desk:consultation_document": {"consultation_uuid": uuid4(), "document_uuid": uuid4()},
        "portal:confirm": {"confirmation_uuid": asked_to_confirm(citizen)},
        "portal:bundle": event,
        "portal:bundle_choose": event,
        "portal:bundle_step": {**event, "step_key": "child"},
        "portal:bundle_consents": event,
        "portal:bundle_check": event,
        "portal:bundle_retry": event,
        "portal:bundle_alone": event,
    }


def asked_to_confirm(citizen: Account) -> UUID:
    """Ask the citizen to confirm an application of somebody else."""
    other = make_resident("representative", at=clock.now())
    actor = actor_of(other, trust=TrustLevel.SUBSTANTIAL)
    draft = applications.start_draft(procedure_key=WORKS, actor=actor, at=clock.now())
    row = DraftConfirmation.objects.create(
        draft=draft, role="applicant", norm="§ 1", name=citizen.full_name, asked_at=clock.now()
    )
    invitation = identity.invite(
        subject_kind="draft_confirmation",
        subject_id=row.uuid,
        name=citizen.full_name,
        address_lines=[],
        actor=SYSTEM,
        at=clock.now(),
    )
    identity.accept_invitation(
        invitation_uuid=invitation.uuid, actor=actor_of(citizen), at=clock.now()
    )
    uuid: UUID = row.uuid
    return uuid


@pytest.fixture
def world(
    run_jobs: RunJobs,
    doubles: None,
    citizen: Account,
    caseworker: Account,
    open_house: Callable[..., Case],
) -> dict[str, dict[str, Any]]:
    """One of everything of the citizen's; arguments of each route by its name."""
    waiting, decided, sent = two_cases(run_jobs, citizen, caseworker)
    real = registry.FolderProvider("amt.procedures")
    registry.use(*registry.providers(), real)
    calculated = next(p.key for p in real.procedures() if "trial" in p.forms)
    by_machine = {"key": next(p.key for p in real.procedures() if p.trial_api)}
    letter = Message.objects.get(account_id=citizen.id)
    document = {"document_uuid": letter.document_uuids[0]}
    draft = {"draft_uuid": filled_draft(citizen)}
    item, case = {"item_uuid": WorkItem.objects.get(state="open").uuid}, {"case_uuid": waiting}
    return {
        "api:inbox": {"partner": "hospital"},
        "api:trial": by_machine,
        "api:schema": by_machine,
        "portal:situation": {"situation": "wohnen"},
        "portal:service": {"key": WORKS},
        "portal:trial": {"key": calculated},
        "portal:apply": {"key": WORKS},
        "portal:form_step": {**draft, "step_key": "hives"},
        "portal:form_lookup": {**draft, "lookup_key": "none"},
        "portal:form_sent": {"draft_uuid": sent},
        "portal:form_receipt": {"draft_uuid": sent},
        **dict.fromkeys(DRAFT_PAGES, draft),
        "portal:matter": case,
        "portal:calculation": {"case_uuid": decided},
        "portal:message": {"message_uuid": letter.uuid},
        "portal:document": document,
        "portal:document_pages": {"case_uuid": decided, **document},
        "portal:page_image": {"case_uuid": decided, **document, "number": 1},
        "portal:upload_to_draft": draft,
        "portal:invitation_link": {"invitation_uuid": uuid4()},
        "portal:upload_to_deed": {**case, "deed_key": "none"},
        "portal:upload": {"upload_uuid": uuid4()},
        **at_home(open_house(), citizen, caseworker),
        **at_the_desk(waiting, decided, document, item),
        **a_bulk_run(caseworker),
        **a_payment_run(caseworker),
        **going_on(citizen, caseworker) | acting_for_others(citizen),
        **a_question(citizen, caseworker),
        **came_on_paper(),
        "events": {"token": "forged"},
    }


def test_every_route_is_in_the_table_and_the_table_names_no_other() -> None:
    known = {name for urlconf in URLCONFS.values() for name in names_in(urlconf)}

    assert known == set(ROUTES)


def test_document_shows_the_table_as_it_is() -> None:
    assert FILE.read_text(encoding="utf-8") == table(), "run `python -m tests.routes`"


@pytest.mark.slow
def test_each_person_gets_what_the_table_says(
    world: dict[str, dict[str, Any]], client_for: ClientFor, request: pytest.FixtureRequest
) -> None:
    people = {who: request.getfixturevalue(who) for who in PEOPLE[1:]}
    proposal = Proposal.objects.get(case__uuid=world["desk:case"]["case_uuid"])
    posted = {"entscheidung": "grant", "vorschlag": str(proposal.uuid)}

    wrong = []
    for name in names_in(URLCONFS["site"]):
        route = ROUTES[name]
        address = reverse(name, kwargs=world.get(name))
        for who, expected in zip(PEOPLE, route.answers, strict=True):
            client = client_for(people[who]) if who in people else Client()
            send = client.post if route.method == "POST" else client.get
            found = send(address, posted if route.method == "POST" else None).status_code
            if found != expected:
                wrong.append(f"{route.method} {address} ({name}) as {who}: {found}, not {expected}")

    assert not wrong, "\n".join(wrong)


def test_live_process_tells_nobody_without_a_token(settings: Settings) -> None:
    settings.ROOT_URLCONF = URLCONFS["live process"]

    assert Client().get("/events/forged").status_code == 404
    assert Client().get("/health/live").status_code == 200
