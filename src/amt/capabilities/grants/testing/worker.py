"""A worker that knows the invented allowance: `python -m amt.capabilities.grants.testing.worker`.

The environment names settings and database. It works until nothing is left, or until it dies at the
point that `AMT_CRASH_AT` names.
"""

from __future__ import annotations

import asyncio
import sys

import django


def main() -> int:
    """Work off the queue named as argument, else all of them."""
    django.setup()
    # All three need loaded models.
    from amt.capabilities.grants.testing.allowance import AllowanceProvider  # noqa: PLC0415 - after setup
    from amt.contract import registry  # noqa: PLC0415 - after setup
    from amt.kernel import jobs  # noqa: PLC0415 - after setup

    registry.use(AllowanceProvider())
    asyncio.run(jobs.work(queues=sys.argv[1:] or None, concurrency=1, wait=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
