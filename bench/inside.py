"""Runs inside an opened office (`python -m bench.inside`): makes a matter, times the Bescheid.

Prints one JSON object: where the matter is, a session that may see it, and times in milliseconds.
"""

from __future__ import annotations

import json
import sys

import django

ROUNDS = 60


def main() -> int:
    """Make what the pages need, then measure documents."""
    django.setup()
    from bench import matter  # noqa: PLC0415 - needs loaded models

    print(json.dumps({**matter.make(), "documents": matter.measured_documents(ROUNDS)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
