"""Which settings a command takes when nobody says (`DJANGO_SETTINGS_MODULE`)."""

from __future__ import annotations

import os
from collections.abc import Mapping

PRODUCTION = "amt.config.settings.production"
DEMO = "amt.config.settings.demo"
# These serve people, so a forgotten setting must never open the demo's doors.
SERVING = {"web", "live", "worker"}
SIGNS_OF_PRODUCTION = ("DATABASE_URL", "AMT_SECRET_KEY", "AMT_SECRET_KEY_FILE")


def choose_settings(word: str, environ: Mapping[str, str] | None = None) -> str:
    """Return the settings module: production where anything points to it, else the demo's."""
    given = os.environ if environ is None else environ
    if word in SERVING or any(given.get(name) for name in SIGNS_OF_PRODUCTION):
        return PRODUCTION
    return DEMO
