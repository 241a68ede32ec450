"""A worker that knows invented Wohngeld figures of the coming year: `-m bench.wohngeld_worker`.

They live in the memory of this process; works off the queues named as arguments until none is left.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import date

import django

NEW_FROM = date(2027, 1, 1)


def main() -> int:
    """Work with the new figures."""
    django.setup()
    # All need loaded models.
    from amt.kernel import jobs  # noqa: PLC0415 - after setup
    from amt.procedures.wohngeld.tests.figures import entered  # noqa: PLC0415 - after setup

    with entered(NEW_FROM, further_rent=20):
        asyncio.run(jobs.work(queues=sys.argv[1:] or None, concurrency=1, wait=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
