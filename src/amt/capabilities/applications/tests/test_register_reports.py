"""Who said that a register is wrong finds the office's answer in the mailbox."""

from __future__ import annotations

import pytest

from amt.capabilities.applications import register_reports
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of, person_of
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.identity.testing.people import make_staff
from amt.capabilities.mailbox.models import Message
from amt.capabilities.registers import services as registers
from amt.capabilities.registers.events import ReportSettled
from amt.capabilities.registers.models import Report
from amt.capabilities.registers.queries import ReportState
from amt.contract.lookups import Register, Relation
from amt.kernel import clock


@pytest.fixture
def report(organisation: None, citizen: Account) -> Report:
    """The citizen says that the house number is wrong."""
    return registers.report_wrong(
        register=Register.RESIDENTS, relation=Relation.SELF, attributes=["house_number"],
        note="", person=person_of(citizen), subject_kind="draft", subject_id="d-1",
        actor=actor_of(citizen), at=clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (ReportState.CORRECTED, "Die Stelle hat das Register berichtigt."),
        (ReportState.UNCHANGED, "Die Stelle hat nichts geändert."),
    ],
)
def test_answer_of_the_office_arrives_once(
    report: Report, citizen: Account, run_jobs: RunJobs, outcome: ReportState, sentence: str
) -> None:
    officer = actor_of(make_staff("registration_officer", at=clock.now()))
    registers.settle_report(
        report_uuid=report.uuid, outcome=outcome, answer="Wir haben nachgesehen.", actor=officer,
        at=clock.now(),
    )  # fmt: skip

    run_jobs()
    register_reports.on_report_settled(
        ReportSettled(report.uuid, report.subject_kind, report.subject_id, clock.now())
    )

    message = Message.objects.get(account_id=citizen.id)
    assert message.sender_name == "BürgerServiceCenter-Mitte"
    assert report.reference in message.subject
    assert sentence in message.body
    assert message.body.endswith("Wir haben nachgesehen.")
