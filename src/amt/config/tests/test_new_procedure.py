"""`amt new-procedure` makes a folder or says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from amt.config.cli import main
from amt.config.cli.new_procedure import SKELETON


def test_skeleton_is_copied_under_the_key(tmp_path: Path) -> None:
    assert main(["new-procedure", "hundesteuer", "--into", str(tmp_path)]) == 0

    made = [path for path in (tmp_path / "hundesteuer").rglob("*") if path.is_file()]
    wanted = [path for path in SKELETON.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(made) == len(wanted) > 0
    assert not any(path.suffix == ".tmpl" for path in made)
    assert not any("KEY_OF_PROCEDURE" in path.read_text() for path in made)


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("", "KEY is missing"),
        ("Hundesteuer", "must begin with a small letter"),
        ("hundegebühr", "without umlauts"),
        ("../x", "cannot be a key"),
        ("ab", "3 to 40"),
        ("class", "a word of Python"),
    ],
)
def test_bad_key_is_refused_with_a_sentence(
    key: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-procedure", key, "--into", str(tmp_path)]) == 1

    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_key_is_given_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hundesteuer").mkdir()

    assert main(["new-procedure", "hundesteuer", "--into", str(tmp_path)]) == 1
    assert "a key is given once" in capsys.readouterr().err
