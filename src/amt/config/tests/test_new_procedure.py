"""`amt new-procedure` makes a folder or says why not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amt.config.cli import main
from amt.config.cli.new_procedure import SKELETON, prefix_of

ROOT = Path(__file__).resolve().parents[4]
CHECKS_OF_CONFORMANCE = 20


def test_skeleton_is_copied_under_the_key(tmp_path: Path) -> None:
    assert main(["new-procedure", "hundesteuer", "--into", str(tmp_path)]) == 0

    made = [path for path in (tmp_path / "hundesteuer").rglob("*") if path.is_file()]
    wanted = [path for path in SKELETON.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(made) == len(wanted) > 0
    assert not any(path.suffix == ".tmpl" for path in made)
    assert not any("_OF_PROCEDURE" in path.read_text() for path in made)


@pytest.mark.slow
def test_new_procedure_passes_the_conformance_suite_at_once(tmp_path: Path) -> None:
    key = "probe_procedure"
    assert main(["new-procedure", key, "--into", str(tmp_path / "made")]) == 0

    done = conformance_with(tmp_path, tmp_path / "made", key)

    assert done.returncode == 0, done.stdout
    passed = re.search(r"(\d+) passed", done.stdout)
    # Every check runs for it at least once, and its own tests run with them.
    assert passed
    assert int(passed[1]) > CHECKS_OF_CONFORMANCE, done.stdout


@pytest.mark.slow
def test_conformance_suite_sees_what_the_new_procedure_lacks(tmp_path: Path) -> None:
    key = "probe_procedure"
    assert main(["new-procedure", key, "--into", str(tmp_path / "made")]) == 0
    texts = tmp_path / "made" / key / "texts" / "en.yaml"
    texts.write_text(texts.read_text().replace("  fee: ", "  price: "))

    done = conformance_with(tmp_path, tmp_path / "made", key)

    assert done.returncode == 1
    assert "service.fee" in done.stdout


@pytest.mark.slow
def test_new_procedure_is_formatted_and_linted(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    into = tmp_path / "src" / "amt" / "procedures"
    # Without these the folder would count as one of scripts.
    for package in (into, into.parent):
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
    for key in ("abc", "a" * 40):
        assert main(["new-procedure", key, "--into", str(into)]) == 0

    for words in (["format", "--check", "."], ["check", "."]):
        command = [sys.executable, "-m", "ruff", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("key", "prefix"), [("hundesteuer", "HUN"), ("e_auto", "EAU"), ("a12", "AX")]
)
def test_references_begin_with_letters_of_the_key(key: str, prefix: str) -> None:
    assert prefix_of(key) == prefix


def conformance_with(folder: Path, procedures: Path, key: str) -> subprocess.CompletedProcess[str]:
    """Run the conformance suite in a process that finds procedures in one more folder."""
    (folder / "one_more_folder.py").write_text(
        f"import amt.procedures\namt.procedures.__path__.append({str(procedures)!r})\n"
    )
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "one_more_folder", "-p", "no:cacheprovider",
        "-k", key, "tests/conformance", str(procedures),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


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
