"""Defaults of the demo profile: where its data lies and how its own database is reached."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from amt.config.postgres.places import address_of

DEFAULT_FOLDER = Path("var") / "demo"


def demo_defaults(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables of a demo, by name, for the data folder in the environment."""
    given = os.environ if environ is None else environ
    folder = Path(given.get("AMT_DATA_DIR") or DEFAULT_FOLDER).absolute()
    return {
        "DATABASE_URL": address_of(folder / "postgres"),
        # No secret: it signs sessions of invented people. Production refuses it by its words.
        "AMT_SECRET_KEY": "insecure-demo-key-that-production-settings-refuse-by-its-first-word",
        "AMT_BASE_URL": "http://localhost:8000",
        "AMT_LIVE_URL": "http://localhost:8001",
        "AMT_DATA_DIR": str(folder),
        "AMT_FILES_DIR": str(folder / "files"),
        "AMT_IDENTITY_ADAPTER": "demo",
        "AMT_SEAL_KIND": "demo",
        "AMT_CLOCK_FILE": str(folder / "clock.json"),
        "AMT_EXCHANGE_DIR": str(folder / "exchange"),
        "AMT_BANK_FILE": str(folder / "bank" / "bank.yaml"),
        "AMT_REGISTERS": str(folder / "registers" / "registers.yaml"),
        "AMT_CLAMD": "127.0.0.1:8035",
        # Everybody who tries the demo comes from the same machine.
        "AMT_DRAFTS_PER_HOUR": "0",
        "AMT_SMTP_PORT": "8025",
        "AMT_SMTP_SECURITY": "none",
    }
