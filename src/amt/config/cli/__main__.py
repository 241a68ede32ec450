"""`python -m amt.config.cli`: the same as `amt`, for children of the supervisor."""

from __future__ import annotations

import sys

from amt.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
