"""The gate of promises lets living tests pass and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import acceptance

TABLE = "| promise | proof |\n|---|---|\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "acceptance").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text(
        "def test_lives():\n    pass\nclass TestRoom:\n    def test_inside(self): pass\n"
        "def helper():\n    pass\n"
    )
    return tmp_path


def judge(root: Path, *proofs: str) -> int:
    rows = "".join(f"| it works | {proof} |\n" for proof in proofs)
    (root / "docs" / "acceptance" / "topic.md").write_text(f"# Topic\n\n{TABLE}{rows}")
    return acceptance.main(root)


@pytest.mark.parametrize(
    "proof",
    [
        "`tests/test_x.py::test_lives`",
        "`tests/test_x.py::test_lives[360]`, `tests/test_x.py::TestRoom::test_inside`",
        "open: comes with the second service",
    ],
)
def test_living_proof_passes(root: Path, proof: str) -> None:
    assert judge(root, proof) == 0


@pytest.mark.parametrize(
    ("proof", "sentence"),
    [
        ("", "names neither a test"),
        ("open:", "names neither a test"),
        ("looked at by hand", "names neither a test"),
        ("`tests/test_x.py::test_dead`", "there is no test test_dead"),
        ("`tests/test_x.py::helper`", "there is no test helper"),
        ("`tests/test_x.py::TestRoom::test_lives`", "there is no test TestRoom::test_lives"),
        ("`tests/test_gone.py::test_lives`", "there is no file tests/test_gone.py"),
        ("`docs/x.py::test_lives`", "docs/x.py is no file of tests"),
        ("`tests/test_x.py::test_lives` and `tests/test_x.py::test_dead`", "test_dead"),
    ],
)
def test_row_without_living_test_fails(
    root: Path, proof: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(root, proof) == 1
    assert sentence in capsys.readouterr().out


def test_no_promise_at_all_fails(root: Path) -> None:
    assert acceptance.main(root) == 1
