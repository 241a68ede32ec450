"""The rules as functions: each takes the root of a tree and lists what breaks it.

The tests call each one twice, on the real tree and on a small planted one, because a rule that
cannot fail protects nothing.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
DUMPS = {"utils", "util", "helpers", "helper", "common", "misc", "mixins", "constants", "enums"}
DOORS = {"services", "queries", "events"}
TEXT_SUFFIXES = {
    ".py", ".html", ".txt", ".md", ".toml", ".yaml", ".yml", ".json", ".js", ".css", ".typ",
    ".sh", ".cfg", ".in", ".xml", ".po", ".tmpl", "",
}  # fmt: skip
PRODUCT_SUFFIXES = TEXT_SUFFIXES - {".po", ".md"}
# A setting more is a decision: what differs between authorities is data, never a setting.
READABLE_SETTINGS = {
    "ACCOUNT_REAUTHENTICATION_TIMEOUT", "AUTH_USER_MODEL", "DEFAULT_FROM_EMAIL",
    "LANGUAGES", "LANGUAGE_CODE",
    "LANGUAGE_COOKIE_HTTPONLY", "LANGUAGE_COOKIE_NAME", "LANGUAGE_COOKIE_SAMESITE",
    "LANGUAGE_COOKIE_SECURE", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "SESSION_COOKIE_NAME",
    "STORAGES",
}  # fmt: skip
SKIPPED = {".git", ".venv", "node_modules", "var", "__pycache__", ".hypothesis"}


def modules(root: Path) -> Iterator[Path]:
    """Yield all Python files of a tree."""
    for path in sorted(root.rglob("*.py")):
        if not SKIPPED.intersection(path.relative_to(root).parts):
            yield path


def too_large(root: Path) -> list[str]:
    """List modules and functions that nobody can read in one go."""
    found = []
    for path in modules(root):
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        lines = len(text.splitlines())
        if lines > LONGEST_MODULE:
            found.append(f"{path.relative_to(root)}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found.append(f"{path.relative_to(root)}: {node.name} has {length} lines")
    return found


def badly_named(root: Path) -> list[str]:
    """List modules and folders whose name says nothing."""
    found = []
    for path in modules(root):
        names = {path.stem, *path.relative_to(root).parts[:-1]}
        found += [f"{path.relative_to(root)}: {name}" for name in sorted(names & DUMPS)]
    return found


def named_procedures(package: Path) -> list[str]:
    """List files of the platform that know the key of a procedure.

    Procedures may use the word of the law that another has for its key (Kindergeld in section 17
    WoGG); that they do not know each other is a rule on imports.
    """
    folders = [path.parent for path in (package / "procedures").glob("*/procedure.py")]
    found = []
    for path in sorted(package.rglob("*")):
        below = path.relative_to(package)
        if path.suffix not in PRODUCT_SUFFIXES or not path.is_file():
            continue
        if {"tests", "__pycache__", "locale", "data"}.intersection(below.parts):
            continue
        if any(folder in path.parents for folder in folders):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for folder in folders:
            if re.search(rf"\b{folder.name}\b", text):
                found.append(f"{below}: {folder.name}")
    return found


def registry_addresses(root: Path, files: list[Path], machine_paths: list[str]) -> list[str]:
    """List tracked files that name a package registry's host or a path of this machine."""
    # Put together here, so that this file does not break its own rule.
    names = ("pypi", f"{'python'}hosted", "registry.npmjs", "npmjs")
    hosts = [f"{name}.{end}" for name in names for end in ("org", "com")]
    found = []
    for path in files:
        if path.suffix not in TEXT_SUFFIXES or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [
            f"{path.relative_to(root)}: {word}" for word in (*hosts, *machine_paths) if word in text
        ]
    return found


def migrations_with_strangers(root: Path) -> list[str]:
    """List migrations that import product code, which will have changed when they run."""
    found = []
    for path in modules(root):
        if path.parent.name != "migrations":
            continue
        for name in imported_names(path):
            top = name.partition(".")[0]
            if top != "django" and top not in sys.stdlib_module_names:
                found.append(f"{path.relative_to(root)}: {name}")
    return found


def side_entrances(package: Path) -> list[str]:
    """List imports that enter a capability by another way than its three doors."""
    capabilities = package / "capabilities"
    found = []
    for path in modules(package):
        below = path.relative_to(package)
        if {"tests", "testing"}.intersection(below.parts) or below.parts[0] == "config":
            continue
        for name in imported_names(path, types=False):
            parts = name.split(".")
            if parts[:2] != ["amt", "capabilities"] or len(parts) < 3:
                continue
            home = capabilities / parts[2]
            if home in path.parents or not home.is_dir():
                continue
            entered = parts[3] if len(parts) > 3 else ""
            if entered not in DOORS:
                found.append(f"{below}: {name}")
    return found


def readers_of_settings(package: Path) -> list[str]:
    """List readings of settings that no room outside config and kernel may know."""
    found = []
    for path in modules(package):
        below = path.relative_to(package)
        if below.parts[0] in {"config", "kernel"} or "tests" in below.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
                continue
            if node.value.id == "settings" and node.attr.isupper():
                pure = below.parts[0] in {"contract", "procedures"}
                if pure or node.attr not in READABLE_SETTINGS:
                    found.append(f"{below}: {node.attr}")
    return found


def django_in_pure_rooms(package: Path) -> list[str]:
    """List modules of the contract and of `rules` folders that import Django."""
    found = []
    for path in modules(package):
        below = path.relative_to(package)
        pure = (
            below.parts[0] == "contract" or "rules" in below.parts[:-1] or path.name == "rules.py"
        )
        if not pure or "tests" in below.parts:
            continue
        for name in imported_names(path):
            if name.partition(".")[0] in {"django", "procrastinate", "allauth", "psycopg"}:
                found.append(f"{below}: {name}")
    return found


def imported_names(path: Path, *, types: bool = True) -> list[str]:
    """List everything a module imports, with full names, lazy imports included.

    Without `types` the imports under `if TYPE_CHECKING` are left out: they name a type and run
    nothing.
    """
    names = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = set() if types else {id(node) for node in _only_for_types(tree)}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def _only_for_types(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            for statement in node.body:
                yield from ast.walk(statement)
