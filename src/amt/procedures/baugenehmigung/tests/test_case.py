"""Whole matters on the platform: what the record promises, done through the doors of `cases`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from amt.capabilities.acts.models import Act
from amt.capabilities.authorities.queries import NobodyCompetent, competent_unit
from amt.capabilities.cases import queries, services
from amt.capabilities.cases.models import Case
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, invitation_of
from amt.contract.deeds import TermState
from amt.contract.facts import Fact, FactSource
from amt.kernel.actors import Actor, ActorKind, TrustLevel
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN

KEY = "baugenehmigung"
RECEIVED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

PROJECT = {
    "plot.place": BREMEN,
    "plot.street": "Baugasse",
    "plot.number": "21",
    "plot.postcode": "28195",
    "project.description": "Anbau mit zwei Geschossen.",
    "project.building_class": "4",
    "project.monument": True,
    "project.deviation": True,
    "bauherren.0.family_name": "Kaya",
    "neighbours.0.name": "Gisela Lührs",
}
NEIGHBOUR = {
    "hear_neighbour.given_name": "Gisela",
    "hear_neighbour.family_name": "Lührs",
    "hear_neighbour.street": "Baugasse 23",
    "hear_neighbour.postcode": "28195",
    "hear_neighbour.city": "Bremen",
    "hear_neighbour.concern": "Die Abstandsfläche zur Grenze.",
}
COMPLETE = {"confirm_completeness.complete_on": "2026-03-05"}
REQUEST = {"request_documents.items": "Schnitt A-A", "request_documents.weeks": 4}


@pytest.fixture
def officer(building_caseworker: Account) -> Actor:
    """The caseworker of the building authority."""
    return actor_of(building_caseworker)


@pytest.fixture
def case(organisation: None, architect: Account) -> Case:
    """An application for one Bauherr without account, just received."""
    return services.open_case(
        source_uuid=uuid4(),
        procedure_key=KEY,
        form_key="application",
        form_version=1,
        facts=[Fact(p, value, FactSource.TYPED, RECEIVED) for p, value in PROJECT.items()],
        parties=[
            services.PartyData(
                "entwurfsverfasser", architect.id, architect.full_name, ("Zeichenweg 4",)
            ),
            services.PartyData("bauherr", None, "Ahmet Kaya", ("Baugasse 21", "28195 Bremen")),
        ],
        applied_on=RECEIVED.date(),
        actor=actor_of(architect, trust=TrustLevel.BASIC),
        at=RECEIVED,
    )


def later(days: int) -> datetime:
    return RECEIVED + timedelta(days=days)


def do(case: Case, deed: str, actor: Actor, days: int, **answers: Any) -> Act | None:
    record = services.do_deed(
        case_uuid=case.uuid, deed_key=deed, answers=answers, actor=actor, at=later(days)
    )
    case.refresh_from_db()
    return Act.objects.get(uuid=record.act_uuid) if record.act_uuid else None


def state_of(actor: Actor, case: Case, days: int) -> dict[str, TermState]:
    status = queries.status_of(actor, case.uuid, on=later(days).date())
    return {term.key: term.state for term in status.terms}


def guest(case: Case, role: str) -> Actor:
    """Return who opened a letter's code as the party of a role."""
    party = case.parties.get(role=role)
    return Actor(ActorKind.CODE, subject=f"party:{party.uuid}")


def test_the_bauherr_is_invited_and_the_office_of_the_place_is_competent(case: Case) -> None:
    bauherr = case.parties.get(role="bauherr")

    assert invitation_of("party", bauherr.uuid) is not None
    assert (case.unit.key, case.state) == ("bauordnung-bremen", "received")
    assert case.reference.startswith("BAU-26-")


def test_both_cities_have_an_authority_and_bodies_to_ask(organisation: None) -> None:
    found = {
        (place, key): competent_unit(f"{KEY}{key}", place, RECEIVED.date()).key
        for place in (BREMEN, BREMERHAVEN)
        for key in ("", "/brandschutz", "/denkmalschutz", "/gemeinde")
    }

    assert found[BREMEN, ""] == "bauordnung-bremen"
    assert found[BREMERHAVEN, ""] == "bauordnung-bremerhaven"
    assert found[BREMERHAVEN, "/brandschutz"] == "brandschutz-bremerhaven"
    with pytest.raises(NobodyCompetent):
        competent_unit(KEY, "032410001001", RECEIVED.date())


def permit_it(case: Case, officer: Actor) -> None:
    """Decide for the permit with a condition, sixty days after the receipt."""
    services.decide(
        case_uuid=case.uuid,
        kind="grant",
        inputs={
            "permit.conditions": "Der Weg bleibt frei.",
            "permit.conditions_reason": "Er dient der Feuerwehr.",
            "permit.objections": "Die Abstandsfläche ist eingehalten.",
        },
        proposal_id=None,
        actor=officer,
        at=later(60),
    )


def test_from_a_request_to_a_permit_with_a_neighbour_who_objects(
    case: Case, officer: Actor, architect: Account
) -> None:
    sender = actor_of(architect, trust=TrustLevel.BASIC)
    request = do(case, "request_documents", officer, 8, **REQUEST)
    assert request is not None
    assert {copy.role for copy in request.copies} == {"bauherr", "entwurfsverfasser"}
    assert case.state == "waiting_for_documents"
    assert state_of(sender, case, 8) == {"documents": TermState.RUNNING}

    do(case, "supply_documents", sender, 20)
    do(case, "confirm_completeness", officer, 25, **COMPLETE)
    asked = {one.key for one in case.consultations.all()}
    assert asked == {"brandschutz", "denkmalschutz"}

    hearing = do(case, "hear_neighbour", officer, 30, **NEIGHBOUR)
    assert hearing is not None
    assert [copy.role for copy in hearing.copies] == ["neighbour"]
    do(case, "object", guest(case, "neighbour"), 40, **{"object.text": "Zu nah an der Grenze."})
    assert case.parties.filter(role="objecting_neighbour").count() == 1

    permit_it(case, officer)
    case.refresh_from_db()
    permit = Act.objects.order_by("declared_at", "id").last()
    assert permit is not None
    assert {copy.role for copy in permit.copies} == {"bauherr", "objecting_neighbour"}
    assert case.state == "decided"
    kept = state_of(sender, case, 200)
    assert (kept["decision"], kept["fiction"]) == (TermState.KEPT, TermState.KEPT)

    notice = do(
        case,
        "charge_fee",
        officer,
        61,
        **{
            "charge_fee.tariff": "000.00",
            "charge_fee.basis": "Erfundene Rechnung.",
            "charge_fee.amount": 12300,
            "charge_fee.due_on": "2026-06-30",
        },
    )
    assert notice is not None
    assert [copy.role for copy in notice.copies] == ["bauherr"]
    do(case, "close", officer, 62)
    assert case.state == "closed"


def test_a_neighbour_sees_what_touches_them_and_no_names(case: Case, officer: Actor) -> None:
    do(case, "confirm_completeness", officer, 5, **COMPLETE)
    do(case, "hear_neighbour", officer, 10, **NEIGHBOUR)

    seen = queries.status_of(guest(case, "neighbour"), case.uuid, on=later(10).date())

    assert seen.my_roles == ("neighbour",)
    assert {path.split(".")[0] for path in seen.visible_facts} == {"plot", "project"}
    assert "project.deviation" not in seen.visible_facts
    assert seen.terms == ()
    assert len(seen.acts) == 1


def test_a_neighbour_who_agrees_gets_no_certificate(case: Case, officer: Actor) -> None:
    do(case, "confirm_completeness", officer, 5, **COMPLETE)
    do(case, "hear_neighbour", officer, 10, **NEIGHBOUR)
    do(case, "agree", guest(case, "neighbour"), 12, **{"agree.understood": True})

    services.run_due_deeds(on=later(200).date(), at=later(200))

    certificate = Act.objects.order_by("declared_at", "id").last()
    assert certificate is not None
    assert {copy.role for copy in certificate.copies} == {"bauherr", "body:gemeinde"}


@pytest.mark.parametrize("confirmed", [True, False])
def test_the_permit_is_deemed_given_the_day_after_the_end(
    case: Case, officer: Actor, confirmed: bool
) -> None:
    if confirmed:
        do(case, "confirm_completeness", officer, 5, **COMPLETE)
    last, after = datetime(2026, 6, 23, 12, tzinfo=UTC), datetime(2026, 6, 24, 12, tzinfo=UTC)

    assert services.run_due_deeds(on=last.date(), at=last) == 0
    assert services.run_due_deeds(on=after.date(), at=after) == 1
    assert services.run_due_deeds(on=after.date(), at=after) == 0

    case.refresh_from_db()
    assert case.state == "permitted_by_fiction"
    assert case.deeds.get(key="fiction").on == after.date()


def test_a_waiver_keeps_the_fiction_away(case: Case, officer: Actor, architect: Account) -> None:
    do(case, "confirm_completeness", officer, 5, **COMPLETE)
    sender = actor_of(architect, trust=TrustLevel.BASIC)
    do(case, "waive", sender, 30, **{"waive.understood": True})

    assert services.run_due_deeds(on=later(400).date(), at=later(400)) == 0
    case.refresh_from_db()
    assert case.state == "in_review"
    assert state_of(sender, case, 400)["fiction"] is TermState.VOID


def test_one_extension_and_no_second(case: Case, officer: Actor, architect: Account) -> None:
    do(case, "confirm_completeness", officer, 5, **COMPLETE)
    extension = do(
        case, "extend", officer, 70, **{"extend.weeks": 4, "extend.reason": "Gutachten."}
    )
    assert extension is not None

    with pytest.raises(services.DeedNotPossible):
        do(case, "extend", officer, 71, **{"extend.weeks": 4, "extend.reason": "Noch eines."})
    ends = {
        term.key: term.ends_on.isoformat()
        for term in queries.status_of(
            actor_of(architect, trust=TrustLevel.BASIC), case.uuid, on=later(71).date()
        ).terms
    }
    assert ends == {"decision": "2026-06-25", "fiction": "2026-07-21"}


def test_what_is_not_supplied_ends_the_application_without_anybodys_doing(
    case: Case, officer: Actor
) -> None:
    do(case, "request_documents", officer, 8, **REQUEST)

    assert services.run_due_deeds(on=later(60).date(), at=later(60)) == 1

    case.refresh_from_db()
    notice = Act.objects.order_by("declared_at", "id").last()
    assert case.state == "withdrawn"
    assert case.deeds.get(key="deem_withdrawn").on.isoformat() == "2026-04-08"
    assert notice is not None
    assert {copy.role for copy in notice.copies} == {"bauherr", "entwurfsverfasser"}


@pytest.mark.parametrize("who", ["stranger", "other_caseworker"])
def test_nobody_else_sees_or_does_anything(
    case: Case, who: str, request: pytest.FixtureRequest
) -> None:
    actor = actor_of(request.getfixturevalue(who))

    with pytest.raises(NotVisible):
        queries.status_of(actor, case.uuid, on=later(1).date())
    with pytest.raises(NotVisible):
        do(case, "request_documents", actor, 8, **REQUEST)
