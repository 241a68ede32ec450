"""Reading YAML files, with libyaml where it is there.

libyaml reads ten times as fast as Python, and every process reads the texts and figures of all
procedures when it starts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# Wheels of PyYAML bring libyaml; a build from source may lack it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> Any:
    """Return what a file says, as plain values. :raises yaml.YAMLError: when it is no YAML."""
    return yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - both are safe loaders
