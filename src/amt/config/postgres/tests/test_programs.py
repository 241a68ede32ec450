"""PostgreSQL's programs are found and fit the data; complaints become sentences."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from amt.config.postgres.explain import DatabaseCannotRun, explain_error, explain_log
from amt.config.postgres.programs import Programs, choose_programs, installed_programs

NEW = Programs(folder=Path("/new"), major=18)
OLD = Programs(folder=Path("/old"), major=15)


def test_machine_has_programs() -> None:
    found = next(installed_programs())

    assert found.major >= 15
    assert Path(found.path_of("initdb")).exists()


def test_best_programs_are_taken_for_new_data(tmp_path: Path) -> None:
    assert choose_programs(tmp_path, [NEW, OLD]) == NEW


def test_data_keep_their_version(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("15\n")

    assert choose_programs(tmp_path, [NEW, OLD]) == OLD


def test_data_of_a_missing_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("17\n")

    with pytest.raises(DatabaseCannotRun, match="PostgreSQL 17, but this machine has 18, 15"):
        choose_programs(tmp_path, [NEW, OLD])


def test_no_programs_at_all_are_explained(tmp_path: Path) -> None:
    with pytest.raises(DatabaseCannotRun, match="PostgreSQL 15 or newer is needed"):
        choose_programs(tmp_path, [])


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("FATAL: could not write: No space left on device", "/d is full"),
        ("could not open: Read-only file system", "cannot be written"),
        ("database files are incompatible with server", "another version of PostgreSQL"),
        ("could not bind Unix address", "the socket in /s"),
        ("a\nb\nc\nd", "Its last words: b / c / d"),
    ],
)
def test_complaint_of_the_server_becomes_a_sentence(log: str, sentence: str) -> None:
    assert sentence in str(explain_log(log, folder=Path("/d"), socket=Path("/s")))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EROFS, "cannot be written"),
        (errno.EACCES, "/f is not open to this user"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_error_of_the_system_becomes_a_sentence(number: int, sentence: str) -> None:
    import os

    error = OSError(number, os.strerror(number), "/f")

    assert sentence in str(explain_error(error, Path("/d")))
