"""The data folder: one demo at a time, nothing deleted that is no demo."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from amt.config.demo.folder import MARK, DemoFolder, FolderRefused


def test_new_folder_is_taken_and_laid_out(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path / "new" / "demo")

    folder.take()

    assert (folder.path / MARK).exists()
    assert folder.logs.is_dir()
    assert (folder.path / "files").is_dir()
    folder.leave()


def test_second_demo_is_told_where_the_first_runs(tmp_path: Path) -> None:
    first = DemoFolder(tmp_path / "demo")
    first.take()
    first.note("http://localhost:8000")

    with pytest.raises(FolderRefused, match="already running: http://localhost:8000") as refusal:
        DemoFolder(tmp_path / "demo").take()

    assert str(os.getpid()) in str(refusal.value)
    first.leave()


def test_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("")

    with pytest.raises(FolderRefused, match=r"holds other things than a demo \(thesis.odt"):
        DemoFolder(tmp_path).take()


def test_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("")

    with pytest.raises(FolderRefused, match=r"The demo cannot run: .* is not a folder"):
        DemoFolder(tmp_path / "demo").take()


def test_reset_deletes_a_demo(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path / "demo")
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / MARK).touch()
    (tmp_path / "demo" / "clock.json").write_text("{}")

    folder.reset()

    assert not (tmp_path / "demo").exists()


def test_reset_refuses_while_the_demo_runs(tmp_path: Path) -> None:
    running = DemoFolder(tmp_path / "demo")
    running.take()
    running.note("http://localhost:8000")

    with pytest.raises(FolderRefused, match="already running"):
        DemoFolder(tmp_path / "demo").reset()

    assert (tmp_path / "demo" / MARK).exists()
    running.leave()


def test_reset_refuses_what_is_no_demo(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("")

    with pytest.raises(FolderRefused, match="other things than a demo"):
        DemoFolder(tmp_path).reset()

    assert (tmp_path / "thesis.odt").exists()


def test_reset_of_nothing_is_no_fault(tmp_path: Path) -> None:
    DemoFolder(tmp_path / "gone").reset()
