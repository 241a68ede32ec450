"""The project as somebody finds it who has just cloned it: commands, documents, locks."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PNG = b"\x89PNG\r\n\x1a\n"


def read(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def amt(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "amt.config.cli", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_readme_names_the_commands_and_shows_pictures_that_exist() -> None:
    readme = read("README.md")
    assert "make demo" in readme
    assert "make test" in readme
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)
    assert len(pictures) >= 4
    for picture in pictures:
        assert ROOT.joinpath(picture).read_bytes().startswith(PNG), picture


def test_links_inside_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_documents_of_the_project_are_there() -> None:
    assert "Für Ämter" in read("docs", "fuer-aemter.md")
    assert "EUROPÄISCHE UNION PUBLIC LICENCE v. 1.2" in read("LICENSE")
    assert "EUPL-1.2" in read("publiccode.yml")
    assert "## 0.1.0" in read("CHANGELOG.md")
    assert (DOCS / "acceptance" / "README.md").exists()


def test_every_decision_has_its_four_parts() -> None:
    decisions = list((DOCS / "decisions").glob("[0-9]*.md"))
    assert len(decisions) >= 9
    for path in decisions:
        text = path.read_text("utf-8")
        for part in ("**Context.**", "**Decision.**", "**Consequences.**", "**Rejected.**"):
            assert part in text, f"{path.name}: {part}"


def test_the_glossary_points_to_living_code() -> None:
    places = re.findall(r"`(amt\.[\w.]+)` \|$", read("docs", "glossary.md"), re.MULTILINE)
    assert len(places) >= 10
    for place in places:
        module, _, name = place.rpartition(".")
        try:
            importlib.import_module(place)
        except ModuleNotFoundError:
            assert hasattr(importlib.import_module(module), name), place


def test_lock_files_carry_hashes_and_no_addresses() -> None:
    locks = list((ROOT / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        text = lock.read_text("utf-8")
        pins = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
    assert '"resolved"' not in read("package-lock.json")
    assert '"integrity"' in read("package-lock.json")


def test_ci_runs_make_test_and_nothing_else() -> None:
    lines = [line for line in read(".ci", "run").splitlines() if line and line[0] != "#"]
    assert lines[-1] in {"make test", "exec make test"}
    assert len(lines) <= 3


@pytest.mark.slow
def test_setup_with_nothing_to_do_is_quick_and_changes_nothing() -> None:
    start = time.monotonic()
    done = subprocess.run(["make", "setup"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    again = subprocess.run(
        ["git", "status", "--porcelain", "requirements", "package-lock.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert time.monotonic() - start < 300
    assert again.stdout == ""


@pytest.mark.slow
def test_the_command_line_has_help() -> None:
    general = amt("--help")
    assert general.returncode == 0
    for word in ("demo", "web", "worker", "live", "audit", "wohngeld"):
        assert word in general.stdout
    demo = amt("demo", "--help")
    assert "--port" in demo.stdout
    assert "--data" in demo.stdout
