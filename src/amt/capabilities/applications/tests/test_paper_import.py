"""Scans come from a folder or the desk, are read by a job, and never get lost in silence."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from amt.capabilities.applications import paper_handlers, paper_jobs
from amt.capabilities.applications.paper_models import PaperApplication, ScanBatch
from amt.capabilities.applications.services import paper_printing, paper_scans
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases.testing.fixtures import AT, WORKS
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.worklist.models import WorkItem
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import BREMEN

pytestmark = pytest.mark.usefixtures("doubles")
UNIT = "wohnen-bremen"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the scanner wrote: a form, and a file that nobody can open."""
    printed = paper_printing.print_blank(procedure_key=WORKS, language="de", at=AT)
    (tmp_path / "1.pdf").write_bytes(printed)
    (tmp_path / "2.pdf").write_bytes(b"%PDF-1.4 kaputt")
    (tmp_path / "notes.txt").write_text("no scan")
    return tmp_path


def imported(folder: Path, *more: str) -> str:
    said = StringIO()
    call_command(
        "scans", "import", str(folder), "--unit", UNIT, "--place", BREMEN, *more, stdout=said
    )
    return said.getvalue()


def test_folder_is_taken_in_once(folder: Path) -> None:
    said = imported(folder, "--received", "2026-11-19")

    assert "1.pdf: read" in said
    assert "2.pdf: failed" in said
    paper = PaperApplication.objects.get()
    assert paper.received_on == date(2026, 11, 19)
    imported(folder)
    assert PaperApplication.objects.count() == 1
    assert ScanBatch.objects.count() == 2


@pytest.mark.parametrize(
    ("unit", "place", "sentence"),
    [("nobody", BREMEN, "no unit"), (UNIT, "12345", "no place")],
)
def test_wrong_words_are_refused(folder: Path, unit: str, place: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("scans", "import", str(folder), "--unit", unit, "--place", place)
    with pytest.raises(CommandError, match="no PDF"):
        imported(folder / "nothing")


def test_scan_from_the_desk_is_read_by_a_job_and_given_up_aloud(
    folder: Path, run_jobs: RunJobs
) -> None:
    batches = [
        paper_scans.take_scan(
            content=content,
            file_name="scan.pdf",
            place=BREMEN,
            unit_id=get_unit_by_key(UNIT).id,
            received_on=date(2026, 11, 19),
            actor=SYSTEM,
            at=AT,
        )
        for content in ((folder / "1.pdf").read_bytes(), b"%PDF-1.4 later")
    ]

    run_jobs()
    paper_handlers.on_job_gave_up(paper_jobs.read_scan.name, {"batch_uuid": str(batches[0].uuid)})
    waiting = ScanBatch.objects.get(uuid=batches[1].uuid)
    waiting.state = "waiting"
    waiting.save()
    paper_handlers.on_job_gave_up(paper_jobs.read_scan.name, {"batch_uuid": str(waiting.uuid)})

    assert [one.state for one in ScanBatch.objects.order_by("id")] == ["read", "failed"]
    item = WorkItem.objects.get(kind="unreadable_scan")
    assert (item.subject_kind, item.subject_id) == ("scan_batch", str(waiting.uuid))
