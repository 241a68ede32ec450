"""What an operator reads about settings is what the code reads of the environment.

`amt.config.env` is the only reader; whatever else looks into the environment may look for nothing
that the pages do not name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

from amt.config.env import Environment

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "operations"
NAME = re.compile(r"\b(AMT_[A-Z][A-Z_]*[A-Z]|DATABASE_URL)\b")
ROW = re.compile(r"^\| `(\w+)` \| .+ \| (.+) \|\s*(ja)?\s*\|$", re.MULTILINE)
SETTINGS = {entry.metadata["name"]: entry for entry in fields(Environment)}
FROM_FILES = {f"{name}_FILE" for name, entry in SETTINGS.items() if entry.metadata["secret"]}


def read_in(tree: ast.AST) -> Iterator[str]:
    """Yield the names that code reads out of `os.environ` by a constant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            key: ast.expr | None = node.slice
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in READERS and node.args:
            key = node.args[0]
        else:
            key = None
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value


READERS = {"os.environ.get", "os.environ.pop", "os.environ.setdefault", "os.getenv"}


def test_the_page_of_settings_tells_each_with_its_default_and_whether_it_is_secret() -> None:
    page = (PAGES / "settings.md").read_text(encoding="utf-8")
    told = {name: (default, bool(secret)) for name, default, secret in ROW.findall(page)}

    assert told.keys() == SETTINGS.keys()
    for name, entry in SETTINGS.items():
        default, is_secret = told[name]
        assert is_secret == entry.metadata["secret"], name
        assert ("nötig" in default) == (entry.default is MISSING), name
        if isinstance(entry.default, str | int) and not isinstance(entry.default, bool):
            assert default == (f"`{entry.default}`" if entry.default else "leer"), name


def test_the_page_of_production_names_every_setting() -> None:
    page = (PAGES / "production.md").read_text(encoding="utf-8")

    assert set(NAME.findall(page)) >= SETTINGS.keys()


def test_pages_and_units_of_operation_name_no_setting_that_nobody_reads() -> None:
    files = [*PAGES.glob("*.md"), *(one for one in (ROOT / "ops").rglob("*") if one.is_file())]

    for file in files:
        named = set(NAME.findall(file.read_text(encoding="utf-8")))
        assert named <= SETTINGS.keys() | FROM_FILES, file


def test_code_reads_nothing_of_the_environment_that_is_not_told() -> None:
    told = (PAGES / "settings.md").read_text(encoding="utf-8")
    code = [one for one in (ROOT / "src").rglob("*.py") if "tests" not in one.parts]

    for file in code:
        for name in read_in(ast.parse(file.read_text(encoding="utf-8"))):
            assert name in SETTINGS or f"`{name}`" in told, f"{file}: {name}"


def test_a_planted_reading_is_found() -> None:
    planted = 'import os\na = os.environ["AMT_A"]\nb = os.getenv("AMT_B", "")\n'

    assert list(read_in(ast.parse(planted))) == ["AMT_A", "AMT_B"]
