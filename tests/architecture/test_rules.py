"""Each rule holds for the real tree and catches a planted violation."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import rules

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "amt"

Rule = Callable[[Path], list[str]]

# Rule, place and content of a violation.
PLANTED: list[tuple[Rule, str, str]] = [
    (rules.too_large, "capabilities/cases/queries.py", "x = 1\n" * 401),
    (rules.too_large, "kernel/money.py", "def long():\n" + "    x = 1\n" * 51),
    (rules.badly_named, "kernel/utils.py", ""),
    (rules.badly_named, "front/helpers/forms.py", ""),
    (rules.named_procedures, "front/portal/views.py", "KEY = 'hundesteuer'\n"),
    (rules.named_procedures, "front/portal/templates/portal/start.html", "{% if 'hundesteuer' %}"),
    (
        rules.migrations_with_strangers,
        "capabilities/cases/migrations/0002_x.py",
        "from amt.kernel import ids\n",
    ),
    (
        rules.side_entrances,
        "front/desk/views.py",
        "from amt.capabilities.cases.models import Case\n",
    ),
    (
        rules.side_entrances,
        "capabilities/applications/services.py",
        "def f():\n    from amt.capabilities.cases import jobs\n",
    ),
    (
        rules.side_entrances,
        "capabilities/cases/handlers.py",
        "from amt.capabilities import mailbox\n",
    ),
    (
        rules.readers_of_settings,
        "front/desk/views.py",
        "from django.conf import settings\nx = settings.DATABASES\n",
    ),
    (
        rules.readers_of_settings,
        "capabilities/cases/services.py",
        "from django.conf import settings\nx = settings.AMT.base_url\n",
    ),
    (
        rules.readers_of_settings,
        "procedures/hundesteuer/rules.py",
        "from django.conf import settings\nx = settings.AMT\n",
    ),
    (rules.django_in_pure_rooms, "contract/facts.py", "from django.db import models\n"),
    (
        rules.django_in_pure_rooms,
        "procedures/hundesteuer/rules/steuer.py",
        "def f():\n    import django\n",
    ),
]


def tree_in(folder: Path, files: dict[str, str]) -> Path:
    """Make a small house with one procedure and two capabilities."""
    ground = {
        "procedures/hundesteuer/procedure.py": "PROCEDURE = 'hundesteuer'\n",
        "capabilities/cases/services.py": "",
        "capabilities/mailbox/services.py": "",
    }
    for name, content in {**ground, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "rule",
    [
        rules.badly_named,
        rules.named_procedures,
        rules.migrations_with_strangers,
        rules.side_entrances,
        rules.readers_of_settings,
        rules.django_in_pure_rooms,
    ],
)
def test_product_keeps_the_rule(rule: Rule) -> None:
    assert rule(PACKAGE) == []


def test_everything_can_be_read_in_one_go() -> None:
    assert rules.too_large(ROOT) == []


@pytest.mark.parametrize(("rule", "place", "content"), PLANTED)
def test_planted_violation_is_found(rule: Rule, place: str, content: str, tmp_path: Path) -> None:
    found = rule(tree_in(tmp_path, {place: content}))

    assert len(found) == 1
    assert found[0].startswith(place)


@pytest.mark.parametrize("rule", list(dict.fromkeys(entry[0] for entry in PLANTED)))
def test_clean_tree_is_left_in_peace(rule: Rule, tmp_path: Path) -> None:
    typed = (
        "from typing import TYPE_CHECKING\nfrom amt.capabilities.cases.services import open_case\n"
        "if TYPE_CHECKING:\n    from amt.capabilities.cases.models import Case\n"
    )

    assert rule(tree_in(tmp_path, {"front/desk/views.py": typed})) == []


def test_no_tracked_file_names_a_registry_or_this_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    files = [ROOT / name for name in listed.split("\0") if name] or list(rules.modules(ROOT))

    assert rules.registry_addresses(ROOT, files, machine_paths()) == []


def test_planted_registry_and_path_are_found(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("https://files.python" + "hosted.org/x.whl\n" + f"{ROOT}/x\n")

    found = rules.registry_addresses(tmp_path, [lock], machine_paths())

    assert len(found) == 2


def machine_paths() -> list[str]:
    """Paths that only mean something here."""
    return [f"{ROOT}/", f"{Path.home()}/."]
