"""Fifty megabytes are taken in and scanned in pieces: memory does not grow with the file."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from amt.capabilities.documents import jobs, services
from amt.capabilities.documents.models import Document, ScanState
from amt.capabilities.documents.testing.papers import write_large_pdf
from amt.capabilities.documents.testing.scanner import ROOT
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.testing.told import tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
SOMEBODY = Actor(ActorKind.CODE, subject="draft:1")
MEGABYTE = 1024 * 1024
SIZE = 50 * MEGABYTE
MOST_MEMORY = 16 * MEGABYTE


@pytest.fixture
def plan(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A PDF of fifty megabytes, a folder of files, and a scanner that takes it."""
    settings.MEDIA_ROOT = str(tmp_path / "store")
    path = tmp_path / "plan.pdf"
    write_large_pdf(path, SIZE)
    process = subprocess.Popen(
        [sys.executable, "-m", "standins.clamd", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    tell(settings, clamd=process.stdout.readline().rpartition(" ")[2].strip())
    yield path
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_a_large_file_is_taken_in_and_scanned_in_little_memory(plan: Path) -> None:
    upload = services.begin_upload(
        owner_kind="draft",
        owner_uuid=uuid4(),
        label="plans",
        size=SIZE,
        file_name="Plan.pdf",
        media_type="application/pdf",
        actor=SOMEBODY,
        at=AT,
        largest_size=SIZE,
    )
    tracemalloc.start()
    with plan.open("rb") as content:
        services.append_chunk(
            upload_uuid=upload.uuid, offset=0, content=content, actor=SOMEBODY, at=AT
        )
    document = services.finish_upload(upload_uuid=upload.uuid, actor=SOMEBODY, at=AT)
    jobs.check(document_uuid=str(document.uuid))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert Document.objects.get(uuid=document.uuid).scan_state == ScanState.CLEAN
    assert peak < MOST_MEMORY
