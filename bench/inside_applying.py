"""Runs inside an opened office: `python -m bench.inside_applying DEED`."""

from __future__ import annotations

import importlib
import json
import sys

import django


def main() -> int:
    """Do the deed that is named; models can be loaded only after the setup."""
    django.setup()
    deeds = importlib.import_module("bench.applying_deeds").DEEDS
    print(json.dumps(deeds[sys.argv[1]]()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
