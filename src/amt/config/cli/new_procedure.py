"""`amt new-procedure KEY`: copy the skeleton of a service to its own folder."""

from __future__ import annotations

import argparse
import keyword
import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent.parent
SKELETON = PACKAGE / "config" / "skeletons" / "procedure"
PLACEHOLDER = "KEY_OF_PROCEDURE"
PREFIX_PLACEHOLDER = "PREFIX_OF_PROCEDURE"
LONGEST_PREFIX = 3
KEY = re.compile(r"[a-z][a-z0-9_]{2,39}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("key", help="permanent name of the service, such as hundesteuer")
    parser.add_argument("--into", type=Path, default=PACKAGE / "procedures", help="folder")


def run(given: argparse.Namespace) -> int:
    """Make the folder, or say why not."""
    target = given.into / given.key
    fault = fault_of_key(given.key) or (
        f"There is already a folder {target}; a key is given once." if target.exists() else ""
    )
    if fault:
        print(fault, file=sys.stderr)
        return 1
    for path in copy_skeleton(given.key, target):
        print(f"made {path}")
    print("Next: docs/how-to/add-a-procedure.md.")
    return 0


def fault_of_key(key: str) -> str:
    """Say what is wrong with a key, or nothing."""
    if not key:
        return "KEY is missing: make new-procedure KEY=hundesteuer."
    if not KEY.fullmatch(key):
        return (
            f"{key!r} cannot be a key: it must begin with a small letter and consist of 3 to 40 "
            "small letters without umlauts, digits and underscores, such as hundesteuer."
        )
    if keyword.iskeyword(key):
        return f"{key!r} is a word of Python and cannot be a key."
    return ""


def copy_skeleton(key: str, target: Path) -> list[Path]:
    """Copy all files, with the key in names and texts, and list them."""
    made = []
    for source in sorted(SKELETON.rglob("*")):
        if source.is_dir() or "__pycache__" in source.parts:
            continue
        below = str(source.relative_to(SKELETON)).replace(PLACEHOLDER, key)
        # Templates end in .tmpl, so that nobody runs, checks or finds the skeleton as a service.
        path = target / below.removesuffix(".tmpl")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8").replace(PLACEHOLDER, key)
        path.write_text(text.replace(PREFIX_PLACEHOLDER, prefix_of(key)), encoding="utf-8")
        made.append(path)
    return made


def prefix_of(key: str) -> str:
    """Return a first proposal for how references begin: the first letters of the key."""
    letters = "".join(sign for sign in key.upper() if sign.isalpha())
    return letters[:LONGEST_PREFIX].ljust(2, "X")
