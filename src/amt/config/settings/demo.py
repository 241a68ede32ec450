"""The demo: the real thing on one machine, with invented people and stand-ins for partners.

The supervisor (`amt demo`) sets the variables; the defaults let other commands (`amt audit
verify`, `amt makemigrations`) find the same demo while it runs.
"""

from __future__ import annotations

from amt.config.env import read_environment
from amt.config.settings.amt import AmtSettings
from amt.config.settings.base import *
from amt.config.settings.composition import MANIFEST_STORAGES, from_environment
from amt.config.settings.demo_defaults import demo_defaults

DEBUG = False
ENVIRONMENT = read_environment(demo_defaults())

AMT: AmtSettings
globals().update(from_environment("demo", ENVIRONMENT))
STORAGES = MANIFEST_STORAGES
# Only this machine, unless `amt demo --host` opens it to the network.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENVIRONMENT.allowed_hosts]
