"""`python -m tests.acceptance`: every promise names a living test, or says that it is open.

A promise is a row `| promise | proof |` of a table in docs/acceptance. Its proof is one or more
tests as `path::name` in backticks, or `open: reason`. The tests are looked up in the source, so
this takes no database and no second longer than reading.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = re.compile(r"`([^`\s]+\.py::[^`\s]+)`")
OPEN = re.compile(r"open:\s*\S+")


@dataclass(frozen=True)
class Promise:
    """One row: where it stands, what is promised, what proves it."""

    place: str
    promise: str
    proof: str

    @property
    def is_open(self) -> bool:
        """Whether the row says that nothing proves it yet."""
        return bool(OPEN.match(self.proof))


def main(root: Path = ROOT) -> int:
    """Print what is wrong and a summary; 1 when a row is wrong or there is no row at all."""
    promises = list(read_promises(root))
    faults = [fault for promise in promises for fault in faults_of(promise, root)]
    for fault in faults:
        print(fault)
    still_open = sum(promise.is_open for promise in promises)
    print(f"{len(promises)} promises, {still_open} open, {len(faults)} rows without a living test")
    return 1 if faults or not promises else 0


def read_promises(root: Path) -> Iterator[Promise]:
    """Yield every row of every table, headings left out."""
    for path in sorted((root / "docs" / "acceptance").glob("*.md")):
        heading_is_past = False
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.lstrip().startswith("|"):
                heading_is_past = False
                continue
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
            if all(set(cell) <= set("-: ") for cell in cells):
                heading_is_past = True
            elif heading_is_past:
                place = f"{path.relative_to(root)}:{number}"
                yield Promise(place, cells[0], cells[-1] if len(cells) > 1 else "")


def faults_of(promise: Promise, root: Path) -> Iterator[str]:
    """Yield what is wrong with a row, as sentences."""
    if promise.is_open:
        return
    nodes = NODE.findall(promise.proof)
    if not nodes:
        yield f"{promise.place}: names neither a test nor `open: reason` ({promise.promise})"
    for node in nodes:
        path, _, name = node.partition("::")
        if not _is_collected(path):
            yield f"{promise.place}: {path} is no file of tests"
        elif not (root / path).is_file():
            yield f"{promise.place}: there is no file {path}"
        elif not has_test(root / path, name.partition("[")[0]):
            yield f"{promise.place}: there is no test {name} in {path}"


def has_test(path: Path, name: str) -> bool:
    """Say whether a file has a test of that name (`test_x`, or `TestClass::test_x`)."""
    body: list[ast.stmt] = ast.parse(path.read_text(encoding="utf-8")).body
    *classes, function = name.split("::")
    for wanted in classes:
        found = [node for node in body if isinstance(node, ast.ClassDef) and node.name == wanted]
        if not found:
            return False
        body = found[0].body
    return function.startswith("test_") and any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function
        for node in body
    )


def _is_collected(path: str) -> bool:
    parts = Path(path)
    return parts.name.startswith("test_") and parts.parts[0] in {"src", "standins", "ops", "tests"}


if __name__ == "__main__":
    sys.exit(main())
