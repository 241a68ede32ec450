"""Tests: a throw-away database, cheap passwords, mails kept in memory, no waiting."""

from __future__ import annotations

import tempfile
from pathlib import Path

from amt.config.env import read_environment
from amt.config.settings.amt import AmtSettings
from amt.config.settings.base import *
from amt.config.settings.composition import PLAIN_STORAGES, from_environment

DEBUG = False
FOLDER = Path(tempfile.gettempdir()) / "amt-test"
ENVIRONMENT = read_environment(
    {
        # conftest.py starts a server and names it; this address is only seen by type checkers.
        "DATABASE_URL": "postgresql:///amt",
        "AMT_SECRET_KEY": "insecure-test-key-that-production-settings-refuse-by-its-first-word",
        "AMT_BASE_URL": "http://testserver",
        "AMT_LIVE_URL": "http://testserver:8001",
        "AMT_DATA_DIR": str(FOLDER),
        "AMT_FILES_DIR": str(FOLDER / "files"),
        "AMT_IDENTITY_ADAPTER": "demo",
        "AMT_SEAL_KIND": "demo",
        "AMT_LOG_LEVEL": "error",
    }
)

AMT: AmtSettings
globals().update(from_environment("test", ENVIRONMENT))
STORAGES = PLAIN_STORAGES
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A pool keeps connections open, and a test database with open connections cannot be dropped.
globals()["DATABASES"]["default"]["OPTIONS"].pop("pool")
WHITENOISE_AUTOREFRESH = True
globals()["ACCOUNT_RATE_LIMITS"] = False
