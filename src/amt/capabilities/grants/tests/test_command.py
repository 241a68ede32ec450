"""`amt grants`: what operators start and see."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from amt.capabilities.cases.models import Case
from amt.capabilities.grants.models import BulkRun
from amt.capabilities.grants.testing import allowance
from amt.capabilities.grants.testing.fixtures import AT, MakeGrants
from conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_december(clock: Clock) -> None:
    """A day on which the grants of the fixtures run."""
    clock.set(AT)


def grants(*words: str) -> str:
    """Run the command and return what it says."""
    said = StringIO()
    call_command("grants", *words, stdout=said, stderr=said)
    return said.getvalue()


def test_an_operator_starts_a_run_in_every_unit_and_sees_how_far_it_is(
    grants_of: MakeGrants,
) -> None:
    grants_of([1, 2])
    grants_of([3], unit="wohnen-bremerhaven")

    assert "running: 2" in grants("list")
    assert grants("start", allowance.KEY, "--day", "2027-01-01").count("grants") == 2
    assert "schon eine Neuberechnung" in grants("start", allowance.KEY, "--day", "2027-01-01")
    assert grants("status").count("trying") == 2
    run = BulkRun.objects.earliest("id")
    assert (run.started_by, run.norm) == (None, allowance.NORM)

    grants("stop", str(run.uuid), "--note", "Falscher Tag")
    assert "stopped" in grants("status", str(run.uuid))
    with pytest.raises(CommandError):
        grants("stop", str(run.uuid), "--note", "noch einmal")


@pytest.mark.parametrize(
    "words",
    [
        ("start", "double_unknown", "--day", "2027-01-01"),
        ("start", allowance.KEY, "--day", "2027-01-01", "--norm", "invented"),
        ("plan", "BGE-26-0000-0000"),
    ],
)
def test_what_cannot_be_is_said(grants_of: MakeGrants, words: tuple[str, ...]) -> None:
    grants_of([1])

    with pytest.raises(CommandError):
        grants(*words)


def test_a_plan_is_made_anew_by_reference(grants_of: MakeGrants) -> None:
    (case_uuid,) = grants_of([1])
    Case.objects.filter(uuid=case_uuid).update(reference="BGE-26-7K3M-PX4C")

    assert "2026-07-01 to 2027-06-30, running" in grants("plan", "BGE-26-7K3M-PX4C")
    assert "0 grants looked at." in grants("invite")
