"""Operators find every setting written down, and none that is gone."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from amt.config.cli import COMMANDS
from amt.config.env import Environment

ROOT = Path(__file__).resolve().parents[4]


def test_every_setting_is_documented_and_no_other() -> None:
    page = (ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")

    documented = set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE))

    assert documented == {entry.metadata["name"] for entry in fields(Environment)}


def test_make_alone_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    targets = set(re.findall(r"^\.PHONY: (\S+)", makefile, re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):[^#\n]*## \S", makefile, re.MULTILINE))

    assert targets == explained
    assert {"setup", "demo", "demo-reset", "test", "check", "bench", "acceptance"} <= targets


def test_units_of_production_call_commands_that_exist() -> None:
    for unit in (ROOT / "ops" / "systemd").glob("*.service"):
        called = re.search(r"bin/amt ([\w-]+)", unit.read_text(encoding="utf-8"))

        assert called
        assert called[1] in COMMANDS
