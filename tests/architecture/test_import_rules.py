"""Each contract of import-linter in pyproject.toml catches a planted violation."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = {
    "floors: capability imports front": (
        "floors",
        "capabilities/cases/planted.py",
        "from amt.front.live import urls\n",
    ),
    "floors: kernel imports contract": ("floors", "kernel/planted.py", "import amt.contract\n"),
    "floors: design imports kernel": (
        "floors",
        "design/planted.py",
        "from amt.kernel import ids\n",
    ),
    "floors: front imports config": ("floors", "front/planted.py", "import amt.config.env\n"),
    "floors: lazy import": (
        "floors",
        "contract/planted.py",
        "def f():\n    from amt.capabilities.cases import services\n",
    ),
    "capabilities: lower imports higher": (
        "capabilities",
        "capabilities/authorities/planted.py",
        "from amt.capabilities.cases import services\n",
    ),
    "capabilities: unknown capability": ("capabilities", "capabilities/planted/__init__.py", ""),
    "procedures: one knows another": (
        "procedures",
        "procedures/planted_a/procedure.py",
        "from amt.procedures.planted_b import procedure\n",
    ),
    "circles: two rooms of front": (
        "circles",
        "front/live/planted.py",
        "from amt.front.planted import x\n",
    ),
    "circles: two modules, lazily": (
        "circles",
        "kernel/planted_a.py",
        "def f():\n    from amt.kernel import planted_b\n",
    ),
}
# What a violation needs to point at.
BESIDE = {
    "procedures/planted_a/__init__.py": "",
    "procedures/planted_b/__init__.py": "",
    "procedures/planted_b/procedure.py": "",
    "procedures/__init__.py": "",
    "front/planted/__init__.py": "",
    "front/planted/x.py": "from amt.front.live import planted\n",
    "kernel/planted_b.py": "from amt.kernel import planted_a\n",
}


def copy_of_house(folder: Path) -> Path:
    """Copy all modules of the product, and its rules."""
    package = folder / "src" / "amt"
    for path in (ROOT / "src" / "amt").rglob("*.py"):
        target = package / path.relative_to(ROOT / "src" / "amt")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return package


def broken_contracts(folder: Path, *contracts: str) -> tuple[list[str], str]:
    """Run import-linter in a copy and list the names of the contracts that it finds broken."""
    command = [
        sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache", *(word for contract in contracts for word in ("--contract", contract)),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert "Contracts:" in said, said
    return re.findall(r"^(.+) BROKEN", said, re.MULTILINE), said


def test_house_keeps_all_import_rules(tmp_path: Path) -> None:
    copy_of_house(tmp_path)

    broken, said = broken_contracts(tmp_path)

    assert broken == [], said


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_import_is_found(planted: str, tmp_path: Path) -> None:
    contract, place, content = PLANTED[planted]
    package = copy_of_house(tmp_path)
    beside = {name: text for name, text in BESIDE.items() if _belongs(name, place)}
    for name, text in {**beside, place: content}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")

    broken, said = broken_contracts(tmp_path, contract)

    assert len(broken) == 1, said
    assert "planted" in said


def _belongs(name: str, place: str) -> bool:
    return name.split("/")[0] == place.split("/")[0]
