"""YAML is read as PyYAML's own safe loader reads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from amt.kernel import yaml_files

TEXT = "day: 2026-11-22\nwords: [ä, 'ja', 1_000, 0.5, no]\nempty:\nfolded: >-\n  eins\n  zwei\n"


def test_a_file_is_read_as_the_safe_loader_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "said.yaml"
    path.write_text(TEXT, encoding="utf-8")

    assert yaml_files.read(path) == yaml.safe_load(TEXT)
    assert yaml_files.read(path)["day"] == date(2026, 11, 22)


def test_a_file_cannot_make_objects(tmp_path: Path) -> None:
    path = tmp_path / "evil.yaml"
    path.write_text("!!python/object/apply:os.getcwd []", encoding="utf-8")

    with pytest.raises(yaml.YAMLError):
        yaml_files.read(path)
