"""The record: who takes part and sees what, what may be done when, what is asked of whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from amt.contract import answers
from amt.contract.assessment import FeeItem
from amt.contract.deeds import DeedBy, Silence
from amt.contract.facts import Facts, MissingFact
from amt.contract.forms import FieldKind
from amt.contract.parameters import NotEnacted, Parameters, ParameterSet
from amt.kernel.money import Money
from amt.procedures.baugenehmigung.deeds import touches_fire_safety, touches_monument
from amt.procedures.baugenehmigung.forms import APPLICATION_FORM
from amt.procedures.baugenehmigung.procedure import PROCEDURE
from amt.procedures.baugenehmigung.rules.gebuehr import fee, permit_fee

TODAY = date(2026, 11, 22)
MEGABYTE = 1024 * 1024
CHECKED = ("in_review", "in_review_extended")


def target(state: str, deed: str) -> str | None:
    return PROCEDURE.workflow.target(state, deed)


def test_the_entwurfsverfasser_submits_for_one_to_ten_bauherren() -> None:
    bauherren = next(
        group for step in APPLICATION_FORM.steps for group in step.groups if group.party
    )

    assert PROCEDURE.submitting_role == "entwurfsverfasser"
    assert (bauherren.party, bauherren.repeats) == ("bauherr", True)
    assert (bauherren.minimum_entries, bauherren.maximum_entries) == (1, 10)


def test_a_bauherr_is_a_person_or_an_organisation() -> None:
    step = APPLICATION_FORM.step("bauherren")
    asked = {
        kind: {f.path for f in answers.asked_fields(step, {"bauherren.0.kind": kind})}
        for kind in ("person", "organisation")
    }

    assert "bauherren.0.family_name" in asked["person"] - asked["organisation"]
    assert "bauherren.0.organisation_name" in asked["organisation"] - asked["person"]


def test_the_proof_of_the_entitlement_is_wanted_at_once() -> None:
    proof = APPLICATION_FORM.field_at("entwurfsverfasser.proof")

    assert proof.kind is FieldKind.FILE
    assert proof.required


def test_plans_are_handed_in_by_kind_as_pdf_up_to_100_megabytes() -> None:
    plans = [f for f in APPLICATION_FORM.step("documents").fields if f.upload]

    assert len(plans) >= 6
    for plan in plans:
        assert plan.upload is not None
        assert plan.upload.max_bytes == 100 * MEGABYTE
        assert plan.upload.media_types == ("application/pdf",)


def test_a_special_building_is_sent_to_another_procedure() -> None:
    step = APPLICATION_FORM.step("project")

    _read, problems = answers.read_step(APPLICATION_FORM, step, {"project.special": ["yes"]}, {})

    assert ("rule", "no_special_building") in [v for p in problems for v in p.values]


def test_a_neighbour_sees_neither_persons_nor_terms_nor_other_documents() -> None:
    for role in ("neighbour", "objecting_neighbour", "consenting_neighbour"):
        sees = PROCEDURE.role(role).sees
        assert sees.documents == ("documents.lageplan", "documents.bauzeichnungen")
        assert sees.facts is not None
        heads = {path.split(".")[0] for path in sees.facts}
        assert heads == {"plot", "project"}
        assert not sees.terms
        assert not sees.timeline
        assert sees.acts_of == ()


def test_whoever_did_not_consent_gets_permit_and_certificate() -> None:
    for act in ("permit", "partial", "certificate"):
        addressees = set(PROCEDURE.act(act).addressees)
        assert addressees == {"bauherr", "neighbour", "objecting_neighbour"}
    assert PROCEDURE.act("certificate").bodies == ("gemeinde",)
    assert PROCEDURE.deed("object").role_after == "objecting_neighbour"
    assert PROCEDURE.deed("agree").role_after == "consenting_neighbour"


def test_only_the_hearing_lets_somebody_new_take_part() -> None:
    adding = [deed for deed in PROCEDURE.deeds if deed.adds_party]

    assert [(deed.key, deed.act) for deed in adding] == [("hear_neighbour", "hearing")]
    assert PROCEDURE.act("hearing").invites
    assert not any(spec.invites for spec in PROCEDURE.acts if spec.key != "hearing")


def test_documents_are_asked_for_before_completeness_is_confirmed() -> None:
    assert target("received", "request_documents") == "waiting_for_documents"
    assert target("waiting_for_documents", "supply_documents") == "received"
    assert target("waiting_for_documents", "deem_withdrawn") == "withdrawn"
    assert target("waiting_for_documents", "confirm_completeness") is None
    assert target("in_review", "request_documents") is None


def test_there_is_one_extension_and_no_way_to_a_second() -> None:
    extending = [t for t in PROCEDURE.workflow.transitions if t.deed == "extend"]

    assert [(t.source, t.target) for t in extending] == [CHECKED]
    back = [t for t in PROCEDURE.workflow.transitions if t.target == "in_review"]
    assert {t.source for t in back} <= {"received", "in_review"}


def test_the_fiction_can_come_in_every_open_state_and_in_no_other() -> None:
    open_states = {"received", "waiting_for_documents", *CHECKED}

    for state in PROCEDURE.workflow.states:
        assert (target(state, "fiction") is not None) is (state in open_states)
        assert (target(state, "waive") is not None) is (state in open_states)


def test_a_decision_needs_confirmed_completeness() -> None:
    sources = {t.source for t in PROCEDURE.workflow.transitions if t.deed == "decide"}

    assert sources == set(CHECKED)


def test_what_happens_by_time_declares_its_act_unasked() -> None:
    by_time = {d.key: (d.due_at, d.act) for d in PROCEDURE.deeds if d.by is DeedBy.TIME}

    assert by_time == {
        "deem_withdrawn": ("documents", "deemed_withdrawal"),
        "fiction": ("fiction", "certificate"),
    }


def test_silence_of_an_asked_body_means_consent_after_a_month() -> None:
    asked = [c for c in PROCEDURE.consultations if c.key != "gemeinde"]

    assert {c.key for c in asked} == {"brandschutz", "denkmalschutz"}
    assert all(c.silence is Silence.CONSENT and c.period.months == 1 for c in asked)


@pytest.mark.parametrize(
    ("facts", "fire", "monument"),
    [
        ({}, False, False),
        ({"project.building_class": "3"}, False, False),
        ({"project.building_class": "4"}, True, False),
        ({"project.deviation": True}, True, False),
        ({"project.monument": True}, False, True),
    ],
)
def test_bodies_are_asked_by_what_the_application_says(
    facts: dict[str, Any], fire: bool, monument: bool
) -> None:
    assert touches_fire_safety(Facts(facts)) is fire
    assert touches_monument(Facts(facts)) is monument


def test_conditions_need_reasons() -> None:
    for act in ("permit", "partial"):
        form = PROCEDURE.act(act).form
        assert form is not None
        problems = answers.check_form(form, {f"{act}.conditions": "Der Weg bleibt frei."})
        assert f"{act}.conditions_reason" in {problem.path for problem in problems}


RATES = ParameterSet(
    "invented",
    (
        Parameters(
            "invented",
            date(2026, 1, 1),
            date(2026, 12, 31),
            "erfunden für diesen Test",
            {
                "rate_per_mille": "2.5",
                "minimum_euro": "40",
                "euro_per_cubic_metre": "100.10",
            },
        ),
    ),
)


def test_no_rate_is_entered_so_no_fee_is_named() -> None:
    with pytest.raises(NotEnacted):
        fee(Facts({"project.gross_volume": 640}), TODAY)


@pytest.mark.parametrize(("volume", "euros"), [(640, "160.16"), (10, "40.00"), (1, "40.00")])
def test_with_rates_entered_the_fee_follows_from_volume_rate_and_minimum(
    volume: int, euros: str
) -> None:
    item = permit_fee(Facts({"project.gross_volume": volume}), TODAY, RATES)

    assert item == FeeItem(
        "permit",
        "§ 1 BauKostV",
        Money.from_euros(Decimal(euros)),
        values=(("version", "invented@2026-01-01"),),
    )


def test_without_a_volume_or_outside_the_rates_there_is_no_fee() -> None:
    with pytest.raises(MissingFact):
        permit_fee(Facts({}), TODAY, RATES)
    with pytest.raises(NotEnacted):
        permit_fee(Facts({"project.gross_volume": 640}), date(2027, 1, 1), RATES)
